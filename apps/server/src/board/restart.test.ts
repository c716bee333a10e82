import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { boardId, canonical, connect, docOf, put, temporaryFolder, until, type Line } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  folder.remove()
})

async function server(): Promise<{ url: string; child: ChildProcess }> {
  const file = fileURLToPath(new URL('./restart.child.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', file, folder.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { url: line.toString().trim(), child }
}
const join = async (url: string, name: string): Promise<Line> => {
  const line = await connect({ url, board: boardId }, name)
  line.ask()
  await until(() => line.ends > 0)
  return line
}

// After so many acknowledged words; the second of them while merging, which begins at 500 rows.
const moments = [1, 40, 505, 90]

test('[B1] [B2] killed at several moments: nothing another saw and nothing acknowledged is missing', async () => {
  const mustBeThere = new Y.Doc()
  let total = 0
  for (const moment of moments) {
    const { url, child } = await server()
    const [ana, ben, watcher] = [await join(url, 'ana'), await join(url, 'ben'), await join(url, 'watcher')]
    // All that was there before the kill is there after it.
    expect(canonical(watcher.doc)).toBe(canonical(docOf(folder.path)))
    const sent: Uint8Array[][] = [[], []]
    const draw = async (line: Line, mine: Uint8Array[]) => {
      while (line.socket.readyState === line.socket.OPEN) {
        const update = put(line.doc, `word ${total}`, { text: 'something drawn', total: total++ })
        mine.push(update)
        line.say(update)
        // As fast as the rate of a connection lets it for long.
        await until(() => mine.length - (line.committed.at(-1) ?? 0) < 30 || line.closed)
      }
    }
    const drawing = [draw(ana, sent[0]!), draw(ben, sent[1]!)]
    await until(() => (ana.committed.at(-1) ?? 0) + (ben.committed.at(-1) ?? 0) >= moment)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await until(() => ana.closed && ben.closed && watcher.closed)
    await Promise.all(drawing)

    for (const [index, line] of [ana, ben].entries())
      for (const update of sent[index]!.slice(0, line.committed.at(-1) ?? 0)) Y.applyUpdate(mustBeThere, update)
    Y.applyUpdate(mustBeThere, Y.encodeStateAsUpdate(watcher.doc))
    const disk = docOf(folder.path)
    const before = canonical(disk)
    Y.applyUpdate(disk, Y.encodeStateAsUpdate(mustBeThere))
    expect(canonical(disk)).toBe(before)
    expect([ana.refused, ben.refused]).toEqual([[], []])
  }
  // And a server that starts now says the same.
  const { url, child } = await server()
  const last = await join(url, 'last')
  expect(canonical(last.doc)).toBe(canonical(docOf(folder.path)))
  last.leave()
  child.kill('SIGKILL')
})
