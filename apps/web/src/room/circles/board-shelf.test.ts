import type { SessionId } from '@copse/contract'
import { connectBoard } from '@copse/room-client/board'
import { addNote, outline } from '@copse/whiteboard/outline'
import { readScene } from '@copse/whiteboard/schema'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openBoardServer, openSocket, type BoardServer } from '../../../../../packages/room-client/src/board/testing.ts'
import { createBoardShelf, type BoardShelf } from './board-shelf.ts'

let servers: Record<string, BoardServer>
let shelf: BoardShelf
beforeEach(async () => {
  servers = {}
  for (const name of ['main', 'g1-1', 'g1-2']) servers[name] = await openBoardServer()
  shelf = createBoardShelf({
    sessionId: 's1' as SessionId,
    connect: (boardId) => connectBoard({ boardId, url: servers[boardId.replace('s1.', '')]!.url, open: openSocket }),
    lingerMs: 20,
  })
})
afterEach(async () => {
  shelf.destroy()
  for (const server of Object.values(servers)) await server.close()
})

const open = () => shelf.store.getState().open!
const words = (server: BoardServer) => outline(readScene(server.doc)).map(({ text }) => text)
const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000 })
async function turnTo(name: string) {
  shelf.turnTo(name)
  await until(() => open().connection.store.getState().synced)
}
const write = (text: string) =>
  addNote(open().connection.store.getState().doc, text, [crypto.randomUUID(), crypto.randomUUID()])

test('a board that is left stays until all of it is on the disk', async () => {
  await turnTo('g1-1')
  servers['g1-1']!.faults.holdAcks = true
  write('not yet on the disk')
  await until(() => words(servers['g1-1']!).length === 1)
  await turnTo('main')
  expect(open().name).toBe('main')
  // A board left later with nothing under way is gone before this one.
  await turnTo('g1-2')
  await turnTo('main')
  await until(() => servers['g1-2']!.open() === 0)
  expect(servers['g1-1']!.open()).toBe(1)
  servers['g1-1']!.commit()
  await until(() => servers['g1-1']!.open() === 0)
  expect(shelf.store.getState().unkept).toEqual([])
})

test('coming back to a board that is still being left takes it up again', async () => {
  await turnTo('g1-1')
  const before = open().connection
  servers['g1-1']!.faults.holdAcks = true
  write('under way')
  await turnTo('main')
  await turnTo('g1-1')
  expect(open().connection).toBe(before)
  expect(servers['g1-1']!.links()).toBe(1)
})

test('words that came too late are not lost: they are told', async () => {
  await turnTo('g1-1')
  write('in time')
  await until(() => words(servers['g1-1']!).length === 1)
  servers['g1-1']!.faults.refuse = 'board.read-only'
  write('too late')
  await turnTo('main')
  await until(() => shelf.store.getState().unkept.length > 0)
  expect(shelf.store.getState().unkept).toEqual(['too late'])
  await until(() => servers['g1-1']!.open() === 0)
  shelf.forgetUnkept()
  expect(shelf.store.getState().unkept).toEqual([])
})
