import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const here = new URL('.', import.meta.url)
const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const read = (name: string) => readFileSync(new URL(name, here), 'utf8')

describe('the rules', () => {
  it('each is cited in the title of a test, and none is cited that is not there', () => {
    const rules = [...read('../SPEC.md').matchAll(/^- \*\*(P\d+)\*\*/gm)].map((match) => match[1])
    const titles = files
      .filter((name) => name.endsWith('.test.ts'))
      .flatMap((name) => [
        ...read(name).matchAll(/\b(?:it|test)(?:\.each\([\s\S]*?\)\s*)?\(\s*(['"`])((?:\[P\d+\] ?)+)/g),
      ])
      .map((match) => match[2]!)
    const cited = new Set(titles.join('').match(/P\d+/g))
    expect(rules.length).toBeGreaterThan(0)
    expect(new Set(rules).size).toBe(rules.length)
    expect([...cited].toSorted()).toEqual(rules.toSorted())
  })
})

describe('purity', () => {
  const sources = files.filter((name) => !name.endsWith('.test.ts') && name !== 'testing.ts')
  const impure =
    /\b(?:Date|Math\.random|performance|crypto|process|globalThis|window|document|fetch|await|async|Promise|set(?:Timeout|Interval|Immediate)|queueMicrotask|console|require)\b|\bimport\s*\(/g

  it.each(sources)('[P46] %s takes time, chance and everything else as arguments', (name) => {
    const code = read(name).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g, '')
    expect(code.match(impure) ?? []).toEqual([])
  })

  it.each(sources)('[P46] %s imports from the contract and its own folder only', (name) => {
    const imported = [...read(name).matchAll(/\bfrom '([^']+)'/g)].map((match) => match[1]!)
    expect(imported.filter((from) => !/^(?:\.\.?\/|@copse\/contract$)/.test(from))).toEqual([])
  })
})
