import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** What each package may lean on: apps → room-client → protocols → contract; whiteboard stands alone. */
const leansOn: Record<string, readonly string[]> = {
  contract: [],
  whiteboard: [],
  protocols: ['contract'],
  'room-client': ['contract', 'protocols'],
}

describe('imports point one way', () => {
  it('names every package there is', () => {
    expect(Object.keys(leansOn).toSorted()).toEqual(readdirSync(join(root, 'packages')).toSorted())
  })

  it.each(Object.entries(leansOn))(
    'packages/%s leans on %j alone, in its package.json and in its code',
    (name, allowed) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(`packages/${name}/package.json`))
      const declared = Object.keys({ ...dependencies, ...devDependencies })
      const folder = `packages/${name}/src`
      const imported = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .flatMap((file) => [...read(join(folder, file)).matchAll(/(?:from|import\()\s*'(@copse\/[\w-]+)/g)])
        .map(([, module]) => module!)
      const others = [...declared, ...imported]
        .filter((module) => module.startsWith('@copse/') && module !== `@copse/${name}`)
        .map((module) => module.slice('@copse/'.length))
      expect(others.filter((other) => !allowed.includes(other))).toEqual([])
    },
  )
})

describe('the map', () => {
  /** Indented lines of the tree name a path first; a folder's lines are deeper than it. */
  function paths(): string[] {
    const tree = /## Tree\n\n([\s\S]*?)\n## /.exec(read('ARCHITECTURE.md'))![1]!
    const found: string[] = []
    let folder = ''
    for (const line of tree.split('\n')) {
      const [, indent, name] = /^ {4}( *)([\w./-]+)/.exec(line) ?? []
      if (name === undefined) continue
      if (indent === '') folder = name
      found.push(indent === '' ? name : join(folder, name))
    }
    return found
  }

  it('names only what is there', () => {
    expect(paths().length).toBeGreaterThan(20)
    expect(paths().filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it.each(['apps/server/src', 'apps/web/src', 'packages'])('names every folder of %s', (folder) => {
    const there = readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
    const named = new Set(paths().map((path) => path.replace(/\/$/, '')))
    expect(there.filter((path) => !named.has(path))).toEqual([])
  })
})
