import { boardIdOf, type PersonId, type SessionDetail, type SessionRecord } from '@copse/contract'
import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import { addNote } from '@copse/whiteboard/outline'
import { elementsOf, filesOf, readFiles, readScene, writeElement } from '@copse/whiteboard/schema'
import { WebSocket as Socket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { communityWith, invite, openHouse, schedule, until, type Browser, type House, type Seat } from '../testing.ts'

let house: House
let owner: Browser
let ana: Browser
let stranger: Browser
let guest: Browser
let session: SessionDetail
let host: Seat
let board: BoardConnection
let communityId: string
const boards: BoardConnection[] = []

async function boardOf(browser: Browser, sessionId: string): Promise<BoardConnection> {
  const made = connectBoard({
    boardId: boardIdOf(sessionId as never),
    url: `ws://127.0.0.1:${house.config.port}`,
    open: (url) => new Socket(url, { headers: { cookie: browser.cookie() } }) as unknown as WebSocket,
  })
  boards.push(made)
  await until(() => made.store.getState().synced && made.store.getState().access === 'write')
  return made
}
const docOf = (connection: BoardConnection) => connection.store.getState().doc
/** What is on it of what is written here; a step may have begun the board with something of its own. */
const wordsOn = (connection: BoardConnection) =>
  readScene(docOf(connection))
    .flatMap(({ originalText }) => originalText ?? [])
    .filter((text) => ['kept', 'written since'].includes(text))
let ids = 0
async function write(connection: BoardConnection, text: string): Promise<void> {
  addNote(docOf(connection), text, [`n${++ids}`, `w${ids}`])
  await until(() => connection.store.getState().pending === 0)
}
/** As the room tells of them. */
const kept: { snapshotId: string; reason: string }[] = []
const restore = (browser: Browser, snapshotId: string) =>
  browser.send('POST', `/api/sessions/${session.id}/snapshots/${snapshotId}/restore`, {})

/** The smallest PNG there is. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

beforeAll(async () => {
  house = await openHouse()
  owner = await house.owner()
  const community = await communityWith(owner, [{ email: 'ana@copse.test', name: 'Ana Reyes' }])
  communityId = community.id
  ana = await house.member('ana@copse.test')
  const far = await ana.send('POST', '/api/communities', { name: 'Far away' })
  await ana.send('POST', `/api/communities/${far.json.id}/members`, { email: 'sam@copse.test', name: 'Sam', district: null, role: 'facilitator' }) // prettier-ignore
  stranger = await house.member('sam@copse.test')
  session = await schedule(owner, communityId)
  host = await owner.enter(session.id)
  host.socket.on('events', (events) => {
    for (const event of events) if (event.type === 'board.snapshotted') kept.push(event.snapshot)
  })
  await ana.enter(session.id)
  const { token } = await invite(owner, session.id, 1)
  guest = house.browser()
  await guest.send('POST', `/api/invitations/${token}`, { name: 'Kiri', district: 'Lake' })
  const seat = await guest.enter(session.id)
  await host.send({ type: 'lobby.admit', personId: seat.personId as PersonId as never })
  board = await boardOf(owner, session.id)
  await write(board, 'kept')
  const { url } = (await owner.send('POST', `/api/sessions/${session.id}/files`, PIXEL, { 'content-type': 'image/png' })).json // prettier-ignore
  const doc = docOf(board)
  doc.transact(() => {
    writeElement(doc, { id: 'image', type: 'image', x: 900, y: 0, width: 10, height: 10, angle: 0, version: 1, versionNonce: 1, fileId: 'f' }) // prettier-ignore
    filesOf(doc).set('f', { mimeType: 'image/png', url })
  })
  await until(() => board.store.getState().pending === 0)
  await host.send({ type: 'session.start' })
  await host.send({ type: 'board.snapshot' })
  await until(() => kept.length === 1)
})
afterAll(async () => {
  for (const one of boards) one.destroy()
  await house.stop()
})

describe('a board made again what it was', () => {
  test('[A29] while it runs, by who facilitates; everyone sees it, and what was there before is kept', async () => {
    const { snapshotId } = kept[0]!
    const doc = docOf(board)
    elementsOf(doc).delete('n1')
    elementsOf(doc).delete('w1')
    await write(board, 'written since')
    expect((await restore(owner, snapshotId)).status).toBe(204)
    await until(() => wordsOn(board).join() === 'kept')
    await until(() => kept.length === 2)
    expect(kept.map(({ reason }) => reason)).toEqual(['requested', 'requested'])
    expect((await restore(owner, kept[1]!.snapshotId)).status).toBe(204)
    await until(() => wordsOn(board).join() === 'written since')
    expect((await restore(owner, snapshotId)).status).toBe(204)
  })

  test('[A29] by nobody else, and from no other session’s snapshot', async () => {
    const { snapshotId } = kept[0]!
    expect((await restore(ana, snapshotId)).status).toBe(403)
    expect((await restore(guest, snapshotId)).status).toBe(403)
    expect((await restore(stranger, snapshotId)).status).toBe(404)
    expect((await restore(house.browser(), snapshotId)).status).toBe(404)
    for (const name of ['nothing', '%00', '..%2f..']) expect((await restore(owner, name)).status).toBe(404)
  })
})

describe('a board that begins with an earlier one', () => {
  let record: SessionRecord
  const begin = (browser: Browser, sessionId: string, from: unknown) =>
    browser.send('POST', `/api/sessions/${sessionId}/board`, from)
  beforeAll(async () => {
    await host.send({ type: 'session.end' })
    await until(async () => (await owner.get(`/api/sessions/${session.id}/record`)).json.snapshots?.length === 5)
    record = (await owner.get(`/api/sessions/${session.id}/record`)).json
  })

  test('[A30] holds what the snapshot held, with images of its own', async () => {
    const next = await schedule(owner, communityId, { title: 'Next' })
    const from = { sessionId: session.id, snapshotId: record.snapshots[0]!.id }
    expect((await begin(owner, next.id, from)).status).toBe(204)
    await owner.enter(next.id)
    const opened = await boardOf(owner, next.id)
    await until(() => wordsOn(opened).join() === 'kept')
    const { f } = readFiles(docOf(opened))
    expect(f!.url).toMatch(new RegExp(`^/api/sessions/${next.id}/files/`))
    expect((await owner.get(f!.url)).bytes.equals(PIXEL)).toBe(true)
  })

  test('[A30] for who plans it, from a record she may see, before it begins', async () => {
    const next = await schedule(owner, communityId, { title: 'Next' })
    const from = { sessionId: session.id, snapshotId: record.snapshots[0]!.id }
    expect((await begin(ana, next.id, from)).status).toBe(403)
    expect((await begin(stranger, next.id, from)).status).toBe(404)
    expect((await begin(owner, next.id, { ...from, snapshotId: 'another' })).status).toBe(404)
    expect((await begin(owner, next.id, { ...from, sessionId: next.id })).status).toBe(404)
    expect((await begin(owner, next.id, { snapshotId: 'x' })).status).toBe(400)
    const far = (await stranger.get('/api/communities')).json[0].id as string
    const theirs = await schedule(stranger, far)
    expect((await begin(stranger, theirs.id, from)).status).toBe(404)
    const seat = await owner.enter(next.id)
    await seat.send({ type: 'session.start' })
    expect((await begin(owner, next.id, from)).status).toBe(403)
  })
})
