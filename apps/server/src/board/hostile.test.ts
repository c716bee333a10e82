import { once } from 'node:events'
import { connect as openSocket } from 'node:net'
import { join } from 'node:path'
import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { LOG_LIMIT } from './limits.ts'
import { openLog } from './log.ts'
import {
  bytesOf,
  canonical,
  connect,
  docOf,
  edit,
  openHouse,
  put,
  rowsOf,
  syncFrame,
  temporaryFolder,
  until,
  type House,
  type Line,
} from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
let house: House
const lines: Line[] = []
beforeAll(async () => {
  house = await openHouse({ dataDir: folder.path })
})
beforeEach(() => house.renew())
afterEach(() => {
  for (const line of lines.splice(0)) line.leave()
})
afterAll(async () => {
  await house.stop()
  folder.remove()
})
const reader = async (name: string): Promise<Line> => {
  const line = await connect(house, name)
  lines.push(line)
  line.ask()
  await until(() => line.ends > 0)
  return line
}
const rows = () => rowsOf(folder.path, house.board)
/** What one draws the other sees, and the log is what both have. */
async function expectHealthy(ana: Line, ben: Line): Promise<void> {
  const word = `${Math.random()}`
  ana.say(put(ana.doc, 'healthy', word))
  await until(() => ben.doc.getMap('board').get('healthy') === word)
  expect([ana.closed, ben.closed]).toEqual([null, null])
  expect(canonical(ben.doc)).toBe(canonical(docOf(folder.path, house.board)))
  expect(docOf(folder.path, house.board).store.pendingStructs).toBeNull()
}
const numbers = (...values: number[]) => bytesOf((encoder) => values.forEach((v) => encoding.writeVarUint(encoder, v)))
/** A state vector of so many clients. */
const many = (clients: number) =>
  bytesOf((encoder) => {
    encoding.writeVarUint(encoder, clients)
    for (let at = 0; at < clients * 2; at++) encoding.writeVarUint(encoder, at)
  })

describe('hostile frames', () => {
  const update = put(new Y.Doc(), 'k', 'some value')
  const cases: [string, Uint8Array | string, number][] = [
    ['text', 'hello', 1003],
    ['nothing', new Uint8Array(), 1007],
    ['an unknown type', Uint8Array.from([77, 1]), 1007],
    ['an unknown step', syncFrame(9, update), 1007],
    ['bytes left over', Uint8Array.from([...syncFrame(2, update), 0]), 1007],
    ['a truncated frame', syncFrame(2, update).subarray(0, 12), 1007],
    ['a truncated update', syncFrame(2, update.subarray(0, update.length - 3)), 1007],
    ['30 million structs', syncFrame(2, numbers(1, 30_000_000, 5, 0)), 1007],
    ['a state vector of 2^50 clients', syncFrame(0, numbers(2 ** 50, 1, 1)), 1007],
    ['a state vector of 100,000 clients', syncFrame(0, many(100_000)), 1007],
    ['2 MiB', syncFrame(2, new Uint8Array(2 << 20)), 1009],
  ]
  test.each(cases)('[B18] [B20] %s closes its sender only', async (_title, frame, code) => {
    const [ana, ben, eve] = [await reader('ana'), await reader('ben'), await reader('eve')]
    eve.raw(frame)
    await until(() => eve.closed)
    expect(eve.closed!.code).toBe(code)
    await expectHealthy(ana, ben)
    expect(rows().map(({ person }) => person)).toEqual(['ana'])
  })

  test('[B18] bits no client sets end the connection, not the server', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    const { port } = new URL(house.url)
    const socket = openSocket(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(
      `GET /board/${house.board} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nCookie: person=eve\r\n` +
        `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    )
    await once(socket, 'data')
    socket.write(Buffer.from([0xf2, 0x80, 1, 2, 3, 4]))
    socket.resume()
    await once(socket, 'end')
    socket.destroy()
    await expectHealthy(ana, ben)
    expect(rows()).toHaveLength(1)
  })

  test('[B17] [B18] updates with flipped bits never leave the log or another client unsound', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    const seed = Date.now() % 100_000
    console.log(`bit flips: seed ${seed}`)
    let state = seed
    const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
    let eve = await reader('eve')
    for (let round = 0; round < 150; round++) {
      if (eve.closed || eve.socket.readyState !== eve.socket.OPEN) eve = await reader('eve')
      const doc = new Y.Doc()
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(ana.doc))
      const bytes = new Uint8Array(put(doc, `k${round % 7}`, { some: ['value', round] }))
      const place = Math.floor(random() * bytes.length * 8)
      bytes[place >> 3]! ^= 1 << (place & 7)
      const before = eve.committed.at(-1) ?? 0
      const asked = eve.asked.length
      eve.say(bytes)
      // Taken, asked about, or closed: it is done with before the next.
      await until(() => eve.closed || (eve.committed.at(-1) ?? 0) > before || eve.asked.length > asked)
      if (eve.asked.length > asked) eve.leave()
    }
    await expectHealthy(ana, ben)
    expect(docOf(folder.path, house.board).store.pendingDs).toBeNull()
  })

  test('[B19] a flood with its first part withheld is asked about once, and taken when the answer comes', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    const before = ana.asked.length
    const [, ...rest] = Array.from({ length: 400 }, (_, at) => put(ana.doc, `k${at}`, at))
    for (const update of rest) ana.say(update)
    await until(() => ana.asked.length > before)
    expect(ana.committed).toEqual([])
    ana.say(Y.encodeStateAsUpdate(ana.doc), sync.messageYjsSyncStep2)
    await until(() => ben.doc.getMap('board').size === 400)
    await until(() => ana.committed.at(-1) === 400)
    expect(ana.asked.length).toBe(before + 1)
    await expectHealthy(ana, ben)
  })

  test('[B19] an answer that still builds on what is nowhere is refused', async () => {
    const eve = await reader('eve')
    const doc = new Y.Doc()
    put(doc, 'a', 1)
    const second = put(doc, 'b', 2)
    eve.say(second)
    await until(() => eve.asked.length === 2)
    eve.say(second, sync.messageYjsSyncStep2)
    await until(() => eve.refused.length > 0)
    expect(eve.refused).toEqual(['input.invalid'])
    expect(rows()).toEqual([])
  })
})

describe('floods', () => {
  test('[B22] updates beyond the rate are refused; those of others are not', async () => {
    const [ana, ben, eve] = [await reader('ana'), await reader('ben'), await reader('eve')]
    for (let at = 0; at < 1500; at++) eve.say(put(eve.doc, 'k', at))
    await expectHealthy(ana, ben)
    await until(() => eve.refused.length > 0)
    expect(new Set(eve.refused)).toEqual(new Set(['rate.limited']))
    expect(rows().length).toBeLessThan(1400)
  })

  test('[B22] presence beyond the rate is dropped, state requests are folded, and who floods on is closed', async () => {
    const [ana, ben, eve] = [await reader('ana'), await reader('ben'), await reader('eve')]
    const big = JSON.stringify('x'.repeat(1000))
    for (let at = 1; at < 2000; at++) eve.aware(7, at, big)
    for (let at = 0; at < 2000; at++) eve.raw(Uint8Array.from([100, 1]))
    // Too large to be a cursor.
    eve.aware(7, 9999, JSON.stringify('x'.repeat(8000)))
    for (let at = 0; at < 400; at++) eve.ask()
    await expectHealthy(ana, ben)
    expect(ben.awareness.length).toBeGreaterThan(0)
    expect(ben.awareness.length).toBeLessThan(500)
    expect(ben.live.length).toBeLessThan(1000)
    expect(eve.ends).toBeLessThan(40)
    expect(eve.closed).toBeNull()
    for (let at = 0; at < 20_000; at++) eve.raw(Uint8Array.from([3]))
    await until(() => eve.closed)
    expect(eve.closed!.code).toBe(1008)
    await expectHealthy(ana, ben)
  })

  test('[B21] a full board takes deletions only, and more when they have made room', async () => {
    const MiB = 1 << 20
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(reader))
    for (const [index, line] of people.entries())
      for (let at = 0; at < 7; at++) line.say(put(line.doc, `${index} ${at}`, new Uint8Array(MiB - 200)))
    await until(() => people.some(({ refused }) => refused.length > 0))
    expect(new Set(people.flatMap(({ refused }) => refused))).toEqual(new Set(['board.full']))
    const ana = await reader('ana')
    await until(() => ana.doc.getMap('board').size > 30)
    const keys = [...ana.doc.getMap('board').keys()]
    ana.say(edit(ana.doc, () => keys.forEach((key) => ana.doc.getMap('board').delete(key))))
    await until(() => ana.committed.length > 0)
    // Merging is asked for by the first that finds no room.
    await until(async () => {
      const again = new Y.Doc()
      const line = await reader('fay')
      line.say(put(again, 'small', new Uint8Array(MiB / 2)))
      await until(() => line.committed.length > 0 || line.refused.length > 0)
      line.leave()
      return line.refused.length === 0
    })
  })

  test('[B21] what is kept for replay has an end too', async () => {
    const log = openLog(join(folder.path, 'board.sqlite'))
    const nothing = Uint8Array.from([0, 0])
    log.setMerged(house.board, { update: nothing, seq: 0, clocks: new Map(), deletions: nothing }, 0, LOG_LIMIT)
    log.close()
    const ana = await reader('ana')
    ana.say(put(ana.doc, 'k', 1))
    await until(() => ana.refused.length > 0)
    expect(ana.refused).toEqual(['board.full'])
  })
})

describe('a slow reader', () => {
  test('[B23] has little waiting, and converges; the words that must arrive do', async () => {
    const [slow, ana, ben, cid, dan] = (await Promise.all(['slow', 'ana', 'ben', 'cid', 'dan'].map(reader))) as [
      Line,
      Line,
      Line,
      Line,
      Line,
    ]
    slow.say(put(slow.doc, 'mine', 1))
    slow.socket.pause()
    // Kernel buffers take a few MB; then it is up to us.
    let longest = 0
    for (let at = 0; at < 14; at++)
      for (const line of [ana, ben, cid]) {
        line.say(put(line.doc, `${at % 3}`, new Uint8Array(500_000).fill(at)))
        longest = Math.max(longest, house.longestQueue())
        await until(() => line.committed.at(-1) === at + 1)
      }
    expect(longest).toBeGreaterThan(1 << 20)
    expect(longest).toBeLessThan(4 << 20)
    await house.allow('slow', 'read')
    slow.say(put(new Y.Doc(), 'too late', 1))
    await expectHealthy(ana, dan)
    slow.socket.resume()
    await until(() => slow.committed.includes(1) && slow.access.at(-1) === 1 && slow.refused.length > 0)
    await until(() => canonical(slow.doc) === canonical(docOf(folder.path, house.board)))
    // And it follows again as everyone does.
    await expectHealthy(ana, slow)
  })

  test('[B23] [B9] stops in the middle of joining a large board, and converges over a merge', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    for (let at = 0; at < 7; at++) ana.say(put(ana.doc, `a${at}`, new Uint8Array(900_000).fill(at)))
    await until(() => ana.committed.at(-1) === 7)
    const slow = await connect(house, 'slow')
    lines.push(slow)
    slow.ask()
    slow.socket.pause()
    for (let at = 0; at < 6; at++) ben.say(put(ben.doc, `b${at}`, new Uint8Array(900_000).fill(at)))
    await until(() => ben.committed.at(-1) === 6)
    const late = await connect(house, 'late')
    lines.push(late)
    late.ask()
    late.socket.pause()
    for (let at = 0; at < 520; at++) ana.say(put(ana.doc, 'count', at))
    await until(() => ana.committed.at(-1) === 527)
    expect(house.longestQueue()).toBeLessThan(4 << 20)
    slow.socket.resume()
    late.socket.resume()
    for (const line of [slow, late])
      await until(() => canonical(line.doc) === canonical(docOf(folder.path, house.board)) && line.ends > 0)
    await expectHealthy(ana, slow)
    await expectHealthy(ana, late)
  })
})
