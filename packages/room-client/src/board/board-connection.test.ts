import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { until } from '../testing.ts'
import { connectBoard, type BoardConnection } from './board-connection.ts'
import { openBoardServer, openSocket, type BoardServer } from './testing.ts'

let server: BoardServer
const boards: BoardConnection[] = []
beforeEach(async () => {
  server = await openBoardServer()
})
afterEach(async () => {
  for (const board of boards.splice(0)) board.destroy()
  await server.close()
})

function open(options: Partial<Parameters<typeof connectBoard>[0]> = {}): BoardConnection {
  const board = connectBoard({ boardId: 'session-1.main', url: server.url, open: openSocket, ...options })
  boards.push(board)
  return board
}
/** Up to date, and has told the server all it had. */
async function ready(options: Partial<Parameters<typeof connectBoard>[0]> = {}): Promise<BoardConnection> {
  const told = () => server.received.filter((frame) => frame === '0/1').length
  const before = told()
  const board = open(options)
  await until(() => state(board).synced && told() > before)
  return board
}
const state = (board: BoardConnection) => board.store.getState()
const draw = (board: BoardConnection, key: string) => state(board).doc.getMap('elements').set(key, true)
const keys = (doc: Y.Doc) => [...doc.getMap('elements').keys()].toSorted()
const drawn = (board: BoardConnection) => keys(state(board).doc)

describe('joining', () => {
  it('brings the document up to date and says what one may do', async () => {
    server.doc.getMap('elements').set('before', true)
    const board = open()
    expect(state(board)).toMatchObject({ link: 'connecting', synced: false, access: 'hidden' })
    await until(() => state(board).synced)
    expect(state(board)).toMatchObject({ link: 'online', access: 'write', refused: null })
    expect(drawn(board)).toEqual(['before'])
  })

  it('having nothing to hand in is not shown as something unsaved', async () => {
    const board = open()
    const pending = new Set<number>()
    board.store.subscribe((now) => pending.add(now.pending))
    await until(() => server.received.includes('0/1') && state(board).synced)
    expect([...pending]).toEqual([0])
  })

  it('others’ edits arrive and are not sent back', async () => {
    const board = await ready()
    const before = server.received.length
    server.edit((doc) => doc.getMap('elements').set('theirs', true))
    await until(() => drawn(board).includes('theirs'))
    draw(board, 'mine')
    await until(() => keys(server.doc).includes('mine'))
    expect(server.received.slice(before)).toEqual(['0/2'])
  })

  it('a frame of a later version is no trouble', async () => {
    const board = await ready()
    server.strange()
    draw(board, 'mine')
    await until(() => keys(server.doc).includes('mine'))
    expect(server.links()).toBe(1)
  })
})

describe('what is saved', () => {
  it('is counted until the server has it on disk', async () => {
    const board = await ready()
    server.faults.holdAcks = true
    for (const key of ['one', 'two', 'three']) draw(board, key)
    expect(state(board).pending).toBe(3)
    await until(() => keys(server.doc).length === 3)
    expect(state(board).pending).toBe(3)
    server.commit()
    await until(() => state(board).pending === 0)
    expect(server.links()).toBe(1)
  })

  it('drawn without a link, it waits, is counted, and is handed in with the next', async () => {
    const board = await ready()
    await server.gone()
    await until(() => state(board).link === 'offline')
    draw(board, 'offline')
    draw(board, 'offline too')
    expect(state(board).pending).toBe(2)
    const pending: number[] = []
    board.store.subscribe((now) => pending.push(now.pending))
    server.faults.holdAcks = true
    await server.back()
    await until(() => keys(server.doc).length === 2)
    expect(pending.filter((count) => count === 0)).toEqual([])
    server.faults.holdAcks = false
    server.commit()
    await until(() => state(board).pending === 0)
    expect(keys(server.doc)).toEqual(['offline', 'offline too'])
  })

  it('sent and not acknowledged before the link was lost, it is handed in again and stands once', async () => {
    const board = await ready()
    server.faults.holdAcks = true
    draw(board, 'mine')
    await until(() => keys(server.doc).length === 1)
    server.cut()
    await until(() => state(board).link === 'offline')
    expect(state(board).pending).toBe(1)
    server.faults.holdAcks = false
    await until(() => state(board).pending === 0)
    expect(keys(server.doc)).toEqual(['mine'])
    expect(drawn(board)).toEqual(['mine'])
  })
})

describe('a refused edit', () => {
  it('goes, with the document it was made in; the rest comes again', async () => {
    server.doc.getMap('elements').set('before', true)
    const board = await ready()
    const { doc } = state(board)
    server.faults.refuse = 'board.read-only'
    draw(board, 'forbidden')
    draw(board, 'forbidden too')
    await until(() => state(board).refused)
    expect(state(board)).toMatchObject({ refused: 'board.read-only', pending: 0 })
    await until(() => state(board).synced)
    expect(state(board).doc).not.toBe(doc)
    expect(drawn(board)).toEqual(['before'])
    expect(keys(server.doc)).toEqual(['before'])
    // One new link for both: what the old one still says is not listened to.
    expect(server.links()).toBe(2)
  })

  it('is forgotten when one goes on', async () => {
    const board = await ready()
    server.faults.refuse = 'rate.limited'
    draw(board, 'too much')
    await until(() => state(board).refused && state(board).synced)
    server.faults.refuse = null
    draw(board, 'again')
    expect(state(board).refused).toBeNull()
    await until(() => keys(server.doc).includes('again') && state(board).pending === 0)
    expect(keys(server.doc)).toEqual(['again'])
  })
})

describe('a hidden board', () => {
  it('is not kept, and comes again when it is shown', async () => {
    const board = await ready()
    draw(board, 'mine')
    await until(() => state(board).pending === 0)
    server.grant('hidden', 'silence')
    await until(() => state(board).access === 'hidden')
    expect(state(board)).toMatchObject({ reason: 'silence', synced: false, pending: 0 })
    expect(drawn(board)).toEqual([])
    server.grant('write')
    board.wake()
    await until(() => state(board).synced)
    expect(drawn(board)).toEqual(['mine'])
  })

  it('hidden while an edit is under way, the edit is counted until it is judged', async () => {
    const board = await ready()
    server.faults.holdAcks = true
    draw(board, 'mine')
    await until(() => keys(server.doc).length === 1)
    server.grant('hidden')
    await until(() => state(board).access === 'hidden')
    expect(state(board)).toMatchObject({ pending: 1, refused: null })
    server.commit()
    await until(() => state(board).pending === 0)
    expect(state(board).refused).toBeNull()
  })

  it('what was drawn without a link and found it hidden is said to be lost', async () => {
    const board = await ready()
    await server.gone()
    await until(() => state(board).link === 'offline')
    draw(board, 'offline')
    server.grant('hidden')
    await server.back()
    await until(() => state(board).refused)
    expect(state(board)).toMatchObject({ refused: 'board.read-only', pending: 0 })
    expect(drawn(board)).toEqual([])
  })
})

describe('the link', () => {
  it('that says nothing when it owes an answer is given up for another', async () => {
    const board = await ready({ answerMs: 300 })
    server.faults.silent = true
    draw(board, 'mine')
    await until(() => state(board).link === 'offline')
    server.faults.silent = false
    await until(() => state(board).pending === 0)
    expect(keys(server.doc)).toEqual(['mine'])
  })

  it('that owes nothing may be quiet', async () => {
    const board = await ready({ answerMs: 400 })
    const links = server.links()
    server.faults.silent = true
    // Another one waits twice as long for a first word, in vain.
    const other = open({ answerMs: 800 })
    await until(() => state(other).link === 'offline')
    expect(state(board).link).toBe('online')
    expect(server.links()).toBe(links + 1)
  })

  it('woken, a silent one is found out', async () => {
    const board = await ready({ answerMs: 300 })
    server.faults.silent = true
    expect(state(board).link).toBe('online')
    board.wake()
    await until(() => state(board).link === 'offline')
    server.faults.silent = false
    await until(() => state(board).synced)
    expect(server.links()).toBeGreaterThan(1)
  })

  it('told that the network is gone, it is offline at once, though the link says nothing; and tries again', async () => {
    const board = await ready()
    server.faults.silent = true
    board.lose()
    expect(state(board)).toMatchObject({ link: 'offline', synced: false })
    draw(board, 'in the tunnel')
    server.faults.silent = false
    board.wake()
    await until(() => keys(server.doc).includes('in the tunnel') && state(board).synced)
    expect(server.links()).toBe(2)
  })

  it('woken while there is none, it tries at once', async () => {
    const board = await ready({ random: () => 1 })
    await server.gone()
    await until(() => state(board).link === 'offline')
    await server.back()
    board.wake()
    await until(() => state(board).synced)
    expect(server.open()).toBe(1)
  })

  it('destroyed, it does not come back', async () => {
    const board = await ready()
    board.destroy()
    await until(() => server.open() === 0)
    board.wake()
    await ready()
    expect(server.links()).toBe(2)
  })
})

describe('presence', () => {
  it('tells who else is there, and that they are gone', async () => {
    const board = await ready()
    const gone: number[] = []
    board.live.subscribe((connection, payload) => payload.length === 0 && gone.push(connection))
    server.peer(7, 'ben')
    server.peer(8, 'eve')
    await until(() => state(board).peers.size === 2)
    server.peer(7, '')
    await until(() => gone.length === 1)
    expect([...state(board).peers]).toEqual([[8, 'eve']])
    server.cut()
    await until(() => gone.length === 2)
    expect(gone).toEqual([7, 8])
    expect(state(board).peers.size).toBe(0)
  })

  it('sends only what is one’s own, and keeps nothing of it', async () => {
    const [board, other] = [await ready(), await ready()]
    const seen: number[][] = []
    board.live.subscribe((_, payload) => seen.push([...payload]))
    const before = server.received.length
    for (const point of [1, 2, 3]) other.live.send(new Uint8Array([point]))
    await until(() => seen.length === 3)
    expect(seen).toEqual([[1], [2], [3]])
    // Three frames from who drew, none from who watched.
    expect(server.received.slice(before)).toEqual(['100', '100', '100'])
    expect(state(board).pending).toBe(0)
    expect(drawn(board)).toEqual([])
  })

  it('drops what is sent without a link, and tells nobody who stopped listening', async () => {
    const board = await ready()
    const seen: number[] = []
    board.live.subscribe((connection) => seen.push(connection))()
    server.live(7, new Uint8Array([1]))
    await server.gone()
    await until(() => state(board).link === 'offline')
    board.live.send(new Uint8Array([9]))
    await server.back()
    await until(() => state(board).synced)
    expect(server.received).not.toContain('100')
    expect(seen).toEqual([])
  })
})
