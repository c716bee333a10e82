import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { boardIdOf, type SessionEvent, type SessionId } from '@copse/contract'
import { connectBoard } from '@copse/room-client/board'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLog } from '../board/log.ts'
import { docOf, rowsOf } from '../board/testing.ts'
import { openStore } from '../store/index.ts'
import { communityWith, openHouse, schedule, temporaryFolder, until } from '../testing.ts'
import { backUp, restore } from './backup.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

/** A whole PNG of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const journalIn = async (dataDir: string, sessionId: SessionId): Promise<SessionEvent[]> => {
  const store = await openStore(dataDir)
  const events = await store.journal.read(sessionId)
  await store.close()
  return events
}

test('[O7] kept while people talk and draw, restored and started: a beginning of what happened, with all that was said before', async () => {
  const target = join(folder.path, 'kept')
  const data = join(folder.path, 'again')
  const house = await openHouse()
  const owner = await house.owner()
  const { id: community } = await communityWith(owner)
  const { id } = await schedule(owner, community)
  const sessionId = id as SessionId
  const seat = await owner.enter(sessionId)
  await seat.send({ type: 'session.start' })
  const board = connectBoard({
    boardId: boardIdOf(sessionId),
    url: house.url.replace('http', 'ws'),
    open: (url) => new WebSocket(url, { headers: { cookie: owner.cookie() } }) as never,
  })
  await until(() => board.store.getState().synced && board.store.getState().access === 'write')
  const image = await owner.send('POST', `/api/sessions/${sessionId}/files`, pixel, { 'content-type': 'image/png' })
  expect(image.status).toBe(201)

  let said = 0
  let drawn = 0
  const enough = new AbortController()
  const work = (async () => {
    for (; !enough.signal.aborted; drawn += 1) {
      board.store.getState().doc.getMap<number>('elements').set(`mark ${drawn}`, drawn)
      // As often as one person may.
      if (drawn % 40 === 0) said += (await seat.send({ type: 'chat.say', text: `line ${said}` })).ok ? 1 : 0
      await until(() => board.store.getState().pending === 0)
    }
  })()
  await until(() => said > 2)
  const before = { said, drawn }
  const program = fileURLToPath(new URL('./backup.child.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, house.config.dataDir, target], {
    stdio: 'inherit',
  })
  expect((await once(child, 'exit'))[0]).toBe(0)
  await until(() => drawn > before.drawn + 10)
  enough.abort()
  await work
  board.destroy()
  seat.leave()

  for (const name of readdirSync(target)) expect([name, statSync(join(target, name)).mode & 0o077]).toEqual([name, 0])
  restore(target, data)
  const again = await openHouse({ env: { COPSE_DATA_DIR: data } })
  try {
    const whole = await journalIn(house.config.dataDir, sessionId)
    const kept = await journalIn(target, sessionId)
    expect(kept.length).toBeLessThanOrEqual(whole.length)
    expect(kept).toEqual(whole.slice(0, kept.length))
    const lines = kept.flatMap((event) => (event.type === 'chat.said' ? [event.text] : []))
    expect(lines.slice(0, before.said)).toEqual(Array.from({ length: before.said }, (_, line) => `line ${line}`))

    const strokes = rowsOf(house.config.dataDir, boardIdOf(sessionId))
    const keptStrokes = rowsOf(target, boardIdOf(sessionId))
    expect(keptStrokes).toEqual(strokes.slice(0, keptStrokes.length))
    expect(
      docOf(data, boardIdOf(sessionId))
        .getMap('elements')
        .get(`mark ${before.drawn - 1}`),
    ).toBe(before.drawn - 1)

    // The same accounts and cookies, the same picture; and it goes on from where it was.
    const back = await again.copse().links()
    expect(back.session).not.toBeNull()
    const headers = { cookie: owner.cookie() }
    expect((await again.browser().get('/api/me', headers)).json.actor.owner).toBe(true)
    expect((await again.browser().get(image.json.url, headers)).bytes).toEqual(pixel)
    const returned = await (await again.owner()).enter(sessionId)
    expect(await returned.send({ type: 'chat.say', text: 'on we go' })).toMatchObject({ ok: true })
  } finally {
    await again.stop()
    await house.stop()
  }
})

/** A data folder as a Copse leaves it, with nothing in it yet. */
async function usedFolder(): Promise<string> {
  const data = join(folder.path, 'data')
  mkdirSync(data)
  await (await openStore(data)).close()
  openLog(join(data, 'board.sqlite')).close()
  return data
}

test('[O8] nothing that is there is overwritten: neither a backup nor a folder in use', async () => {
  const [target, other] = [join(folder.path, 'kept'), join(folder.path, 'other')]
  expect(() => backUp(other, target)).toThrow(`There is no Copse in ${other}.`)
  const data = await usedFolder()
  backUp(data, target)
  expect(() => backUp(data, target)).toThrow(`${target} is there already: name a new folder.`)
  expect(() => restore(target, data)).toThrow(`${data} is in use`)
  expect(() => restore(folder.path, other)).toThrow(`There is no backup in ${folder.path}.`)
  mkdirSync(other)
  writeFileSync(join(other, 'mine'), '')
  expect(() => restore(target, other)).toThrow('restore into a folder that is empty')
  expect(readdirSync(other)).toEqual(['mine'])
})

test('[O8] a backup that was cut short is none', async () => {
  const data = await usedFolder()
  const target = join(folder.path, 'kept')
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `board.sqlite${end}`), { force: true })
  writeFileSync(join(data, 'board.sqlite'), 'no database, and long enough to be looked at: '.repeat(30))
  expect(() => backUp(data, target)).toThrow('file is not a database')
  expect(existsSync(target)).toBe(false)
  expect(() => restore(target, join(folder.path, 'again'))).toThrow('There is no backup')
})
