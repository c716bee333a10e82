import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StartFault, takeDataFolder, takeOverDataFolder } from './data-folder.ts'
import { temporaryFolder } from './testing.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'data')
})
afterEach(() => folder.remove())

const program = fileURLToPath(new URL('./data-folder.child.ts', import.meta.url))
async function holder() {
  const other = spawn(process.execPath, ['--import', 'tsx', program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  return other
}

test('[D1] the folder is made for us alone, and ours until it is given back', () => {
  const release = takeDataFolder(path)
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(() => takeDataFolder(path)).toThrow(`The data folder ${path} is in use by another Copse.`)
  release()
  takeDataFolder(path)()
})

test('[D2] another process is refused while one holds it, and not once that was killed outright', async () => {
  const child = await holder()
  expect(() => takeDataFolder(path)).toThrow('in use by another Copse')
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  takeDataFolder(path)()
})

test('[D2] of many that start at the same moment one gets it', async () => {
  const won = Array.from({ length: 4 }, () => {
    const other = spawn(process.execPath, ['--import', 'tsx', program, path], { stdio: ['ignore', 'pipe', 'ignore'] })
    return {
      other,
      settled: Promise.race([once(other.stdout, 'data').then(() => true), once(other, 'exit').then(() => false)]),
    }
  })
  const results = await Promise.all(won.map(({ settled }) => settled))
  for (const { other } of won) other.kill('SIGKILL')
  expect(results.filter(Boolean)).toHaveLength(1)
})

test('[D3] where nothing can be written, one sentence says so', () => {
  const file = join(folder.path, 'file')
  writeFileSync(file, '')
  for (const dataDir of [file, join(file, 'data')]) {
    expect(() => takeDataFolder(dataDir)).toThrow(StartFault)
    expect(() => takeDataFolder(dataDir)).toThrow(/^The data folder \S+ cannot be written: [^\n]+\.$/)
  }
  expect(existsSync(path)).toBe(false)
})

test('[O11] a folder that is held is waited for, so long and no longer, and not by one that was told to stop', async () => {
  const said: string[] = []
  const announce = (line: string) => said.push(line)
  const release = takeDataFolder(path)
  const taken = takeOverDataFolder(path, { withinMs: 60_000, stopped: () => false, announce })
  await expect(takeOverDataFolder(path, { withinMs: 120, stopped: () => false, announce })).rejects.toThrow('in use')
  await expect(takeOverDataFolder(path, { withinMs: 60_000, stopped: () => true, announce })).rejects.toThrow('in use')
  expect(said).toEqual(
    Array.from({ length: 2 }, () => `Another Copse holds ${path}: this one takes over when it ends …`),
  )
  release()
  ;(await taken)()
})
