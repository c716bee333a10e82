import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, expect, test, vi } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { merge } from './merge.ts'
import {
  boardId,
  canonical,
  connect,
  docOf,
  edit,
  openHouse,
  put,
  rowsOf,
  temporaryFolder,
  until,
  type House,
  type Line,
} from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

const folders: ReturnType<typeof temporaryFolder>[] = []
const lines: Line[] = []
let house: House
afterEach(async () => {
  for (const line of lines.splice(0)) line.leave()
  await house.stop()
  for (const folder of folders.splice(0)) folder.remove()
})
async function open(options: { now?: () => number; dataDir?: string } = {}): Promise<House> {
  const folder = temporaryFolder()
  folders.push(folder)
  house = await openHouse({ dataDir: folder.path, ...options })
  return house
}
const reader = async (name: string, board?: string): Promise<Line> => {
  const line = await connect(house, name, { board })
  lines.push(line)
  line.ask()
  await until(() => line.ends > 0)
  return line
}
const file = () => new Database(join(house.dataDir, 'board.sqlite'))
function merges(): number {
  const database = file()
  const { count } = database.prepare('select count(*) as count from merges').get() as { count: number }
  database.close()
  return count
}

test('[B5] [B6] the board as of any moment, before and after merging, with a clock that goes back', async () => {
  let clock = 1_000_000
  await open({ now: () => clock })
  const ana = await reader('ana')
  const states: { at: number; seq: number; state: string }[] = []
  for (let step = 0; step < 530; step++) {
    // Back by a minute now and then, as clocks are set.
    clock += step % 100 === 50 ? -60_000 : 1000
    ana.say(
      step % 3 === 2
        ? edit(ana.doc, () => ana.doc.getMap('board').delete(`k${step - 1}`))
        : put(ana.doc, `k${step}`, step),
    )
    await until(() => ana.committed.at(-1) === step + 1)
    if (step % 40 === 0 || step > 525)
      states.push({ at: rowsOf(house.dataDir).at(-1)!.at, seq: step + 1, state: canonical(ana.doc) })
  }
  const times = rowsOf(house.dataDir).map(({ at }) => at)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  await until(() => merges() === 1)
  let asDrawn = 0
  for (const { at, state } of states) {
    const told = await house.boards.stateAt(boardId, at)
    const upTo = rowsOf(house.dataDir).filter((row) => row.at <= at)
    const expected = new Y.Doc()
    for (const { bytes } of upTo) Y.applyUpdate(expected, new Uint8Array(bytes))
    const rebuilt = new Y.Doc()
    Y.applyUpdate(rebuilt, told.update)
    expect(canonical(rebuilt)).toBe(canonical(expected))
    expect(told.seq).toBe(upTo.at(-1)!.seq)
    if (canonical(rebuilt) === state) asDrawn += 1
  }
  // Where the clock stood still several rows share a moment; everywhere else it is what was on the screen.
  expect(asDrawn).toBeGreaterThan(states.length / 2)
  expect(await house.boards.stateAt(boardId, 5)).toEqual({ seq: 0, update: Uint8Array.from([0, 0]) })
  expect(rowsOf(house.dataDir)).toHaveLength(530)
})

test('[B7] rows that cannot be used are passed over, with what builds on them, and healed by who has them', async () => {
  await open()
  const ana = await reader('ana')
  for (let step = 0; step < 6; step++) ana.say(put(ana.doc, `k${step}`, step))
  await until(() => ana.committed.at(-1) === 6)
  const { dataDir } = house
  await house.stop()
  const damaged = file()
  damaged.prepare('update rows set bytes = ? where seq = ?').run(Buffer.from([1, 1, 255, 3]), 4)
  damaged.prepare("insert into rows values (?, 7, 0, 'eve', ?)").run(boardId, Buffer.from('no update'))
  damaged.close()

  house = await openHouse({ dataDir })
  const ben = await reader('ben')
  expect(Object.keys(ben.doc.getMap('board').toJSON())).toEqual(['k0', 'k1', 'k2'])
  expect(ben.doc.store.pendingStructs).toBeNull()
  expect(house.faults.join()).toMatch(/"rows":\[4,5,6,7\]/)
  const { update } = await house.boards.stateAt(boardId)
  expect(Y.decodeUpdate(update).structs.length).toBe(3)
  // Ana comes back with what she drew.
  const again = await reader('ana')
  expect(again.asked.at(-1)!.get(ana.doc.clientID)).toBe(3)
  again.say(Y.encodeStateAsUpdate(ana.doc), sync.messageYjsSyncStep2)
  await until(() => canonical(ben.doc) === canonical(ana.doc))
  expect(rowsOf(dataDir).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('[B7] a damaged merged state is made again from the rows', async () => {
  await open()
  const ana = await reader('ana')
  for (let step = 0; step < 510; step++) ana.say(put(ana.doc, `k${step}`, step))
  await until(() => ana.committed.at(-1) === 510)
  await until(() => merges() === 1)
  const { dataDir } = house
  await house.stop()
  const damaged = file()
  damaged.prepare('update merges set bytes = ? where board = ?').run(Buffer.from('no update'), boardId)
  damaged.close()
  house = await openHouse({ dataDir })
  const { update } = await house.boards.stateAt(boardId)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  expect(canonical(doc)).toBe(canonical(docOf(dataDir)))
  const ben = await reader('ben')
  await until(() => canonical(ben.doc) === canonical(ana.doc))
})

test('[B7] merging leaves out just the row that breaks a document, and what builds on it', () => {
  const doc = new Y.Doc()
  const good = Array.from({ length: 20 }, (_, at) => ({ seq: at + 1, update: put(doc, `k${at}`, at) }))
  // Admission knows no such update; it stands for what nobody thought of: a type of text where applying expects a map.
  const broken = { seq: 99, update: Uint8Array.from([1, 1, 9, 0, 6, 1, 1, 114, 1, 98, 4, 116, 114, 117, 101, 0]) }
  const merged = merge(null, [...good.slice(0, 9), broken, ...good.slice(9)])
  expect(merged!.getMap('board').size).toBe(20)
  const poison = { update: Uint8Array.from([255]), extent: { clocks: new Map(), deleted: new Map() } }
  expect(merge(poison, good)).toBeNull()
})

test('[B27] a log locked by another process for a while only delays', async () => {
  await open()
  const [ana, ben] = [await reader('ana'), await reader('ben')]
  const other = file()
  other.exec('begin immediate')
  ana.say(put(ana.doc, 'k', 1))
  // Presence does not wait for the disk; what would be shown before it is kept does.
  ana.aware(7, 1, '{}')
  await until(() => ben.awareness.length > 0)
  expect([ana.committed, ben.doc.getMap('board').size]).toEqual([[], 0])
  other.exec('rollback')
  other.close()
  await until(() => ben.doc.getMap('board').get('k') === 1 && ana.committed.at(-1) === 1)
})

test('[B15] who draws and then has the board hidden and shown again gets her own as well, once it is on disk', async () => {
  await open()
  const ana = await reader('ana')
  const other = file()
  other.exec('begin immediate')
  ana.say(put(ana.doc, 'k', 1))
  ana.aware(7, 1, '{}')
  const ben = await connect(house, 'ben')
  lines.push(ben)
  await until(() => ben.awareness.length > 0)
  await house.allow('ana', 'hidden')
  const before = ana.updates.length
  await house.allow('ana', 'write')
  await until(() => ana.access.length === 3)
  other.exec('rollback')
  other.close()
  await until(() => ana.committed.at(-1) === 1)
  // What she had is gone with the hiding.
  const fresh = new Y.Doc()
  for (const update of ana.updates.slice(before)) Y.applyUpdate(fresh, update)
  expect(canonical(fresh)).toBe(canonical(ana.doc))
})

test('[B4] [B27] locked for too long, its people come again and offer what nobody saw; other boards go on', async () => {
  await open()
  const [ana, ben] = [await reader('ana'), await reader('ben')]
  const elsewhere = await reader('cid', 'session-2.main')
  const other = file()
  other.exec('begin immediate')
  ana.say(put(ana.doc, 'k', 1))
  // What follows in another commit builds on the one that will be lost.
  const sentAt = Date.now()
  await until(() => Date.now() > sentAt + 200)
  ana.say(put(ana.doc, 'l', 2))
  await until(() => ana.closed && ben.closed)
  expect([ana.closed!.code, ana.committed, ben.doc.getMap('board').size]).toEqual([1013, [], 0])
  expect(elsewhere.closed).toBeNull()
  other.exec('rollback')
  other.close()
  elsewhere.say(put(elsewhere.doc, 'x', 1))
  await until(() => elsewhere.committed.length > 0)
  const [again, late] = [await reader('ana'), await reader('ben')]
  again.say(Y.encodeStateAsUpdate(ana.doc), sync.messageYjsSyncStep2)
  await until(() => late.doc.getMap('board').get('k') === 1 && again.committed.length > 0)
  expect(rowsOf(house.dataDir).map(({ seq }) => seq)).toEqual([1])
})
