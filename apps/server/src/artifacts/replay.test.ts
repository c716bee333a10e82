import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import {
  boardIdOf,
  draftOf,
  type PersonId,
  type SessionDetail,
  type SessionId,
  type SessionReplay,
} from '@copse/contract'
import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import { createTimeline, unpackLog, type TimedUpdate } from '@copse/whiteboard/history'
import { addNote } from '@copse/whiteboard/outline'
import { readScene, type BoardElement } from '@copse/whiteboard/schema'
import Database from 'libsql'
import { WebSocket as Socket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  communityWith,
  invite,
  openHouse,
  personIdOf,
  schedule,
  until,
  type Browser,
  type House,
  type Seat,
} from '../testing.ts'
import { shownRows, stretchesOf } from './replay.ts'

const HOUR = 3_600_000
const PRIVATE = ['QUILL-DRAFT', 'WHISPERED-WORDS', 'PRIVATE-NOTES'] as const

let house: House
let later = 0
let owner: Browser
let ana: Browser
let guest: Browser
let stranger: Browser
let session: SessionDetail
let host: Seat
let seats: { ana: Seat; guest: Seat }
let replay: SessionReplay
/** When the sheets were revealed. */
let revealedAt = 0
const boards: BoardConnection[] = []
const at = (path = '') => `/api/sessions/${session.id}/record/replay${path}`

async function boardOf(browser: Browser, name?: string): Promise<BoardConnection> {
  const board = connectBoard({
    boardId: boardIdOf(session.id, name),
    url: `ws://127.0.0.1:${house.config.port}`,
    open: (url) => new Socket(url, { headers: { cookie: browser.cookie() } }) as unknown as WebSocket,
  })
  boards.push(board)
  await until(() => board.store.getState().synced && board.store.getState().access !== 'hidden')
  return board
}
let ids = 0
async function write(board: BoardConnection, text: string): Promise<void> {
  addNote(board.store.getState().doc, text, [`n${++ids}`, `w${ids}`])
  await until(() => board.store.getState().pending === 0)
}
const wordsOf = (scene: readonly BoardElement[]) => scene.flatMap(({ originalText }) => originalText ?? []).toSorted()
const ok = async (reply: Promise<unknown>) => expect(await reply).toMatchObject({ ok: true })

/** A board's whole log as a browser gets it. */
async function rowsOf(browser: Browser, name: string): Promise<TimedUpdate[]> {
  const { from, boards: listed } = (await browser.get(at())).json as SessionReplay
  const rows: TimedUpdate[] = []
  for (let piece = 0; piece < listed.find((board) => board.name === name)!.pieces; piece++)
    rows.push(...unpackLog((await browser.get(at(`/${name}/${piece}`))).bytes, from)!)
  return rows
}

beforeAll(async () => {
  house = await openHouse({ now: () => Date.now() + later })
  owner = await house.owner()
  const community = await communityWith(owner, [{ email: 'ana@copse.test', name: 'Ana Reyes' }])
  ana = await house.member('ana@copse.test')
  const far = await ana.send('POST', '/api/communities', { name: 'Far away' })
  await ana.send('POST', `/api/communities/${far.json.id}/members`, { email: 'sam@copse.test', name: 'Sam', district: null, role: 'facilitator' }) // prettier-ignore
  stranger = await house.member('sam@copse.test')
  session = await schedule(owner, community.id, { protocolId: 'lean-coffee', minutes: 60 })
  host = await owner.enter(session.id)
  const { token } = await invite(owner, session.id, 1)
  guest = house.browser()
  await guest.send('POST', `/api/invitations/${token}`, { name: 'Kiri', district: 'Lake' })
  seats = { ana: await ana.enter(session.id), guest: await guest.enter(session.id) }
  await ok(host.send({ type: 'lobby.admit', personId: seats.guest.personId as never }))
  await seats.guest.join()

  await write(await boardOf(owner), 'before the start')
  await ok(seats.ana.send({ type: 'chat.say', text: 'Good morning' }))
  await ok(host.send({ type: 'session.start' }))
  await write(await boardOf(ana, draftOf(0, (await personIdOf(ana)) as PersonId)), PRIVATE[0])
  await ok(host.send({ type: 'whisper.say', to: seats.ana.personId as never, kind: 'message', text: PRIVATE[1] }))
  await ok(seats.ana.send({ type: 'notes.keep', text: PRIVATE[2] }))
  await ok(seats.guest.send({ type: 'hand.raise' }))
  await ok(host.send({ type: 'floor.give', personId: seats.guest.personId as never }))
  const shared = await boardOf(owner)
  revealedAt = Date.now()
  await ok(host.send({ type: 'drafts.reveal' }))
  await until(() => wordsOf(readScene(shared.store.getState().doc)).includes(PRIVATE[0]))
  await ok(host.send({ type: 'step.advance', from: 0 }))
  await ok(seats.guest.send({ type: 'chat.say', text: 'I agree' }))
  await ok(host.send({ type: 'session.end' }))
  await until(async () => (await owner.get(at())).status === 200)
  replay = (await owner.get(at())).json
  for (const board of boards.splice(0)) board.destroy()
})
afterAll(async () => {
  for (const board of boards) board.destroy()
  await house.stop()
})

describe('a session watched again', () => {
  test('[A23] what happened lies between beginning and end, each with whose it was', async () => {
    const me = await personIdOf(owner)
    expect(replay.names).toEqual({ [me]: 'Owner', [seats.ana.personId]: 'Ana Reyes', [seats.guest.personId]: 'Kiri' })
    expect(replay.steps.map(({ index }) => index)).toEqual([0, 1])
    expect(replay.steps[0]!.from).toBe(replay.from)
    expect(replay.steps[1]).toMatchObject({ from: replay.steps[0]!.to, to: replay.to })
    expect(replay.chat.map(({ text, personId }) => [text, replay.names[personId]])).toEqual([
      ['Good morning', 'Ana Reyes'],
      ['I agree', 'Kiri'],
    ])
    expect(replay.chat[0]!.at).toBe(replay.from)
    expect(replay.hands).toMatchObject([{ personId: seats.guest.personId }])
    const given = replay.floors.find(({ kind }) => kind === 'given')!
    expect(given).toMatchObject({ personId: seats.guest.personId, to: replay.steps[0]!.to })
    expect(replay.hands[0]!.to).toBe(given.from)
    expect(replay.floors.some(({ kind }) => kind === 'turn')).toBe(true)
    for (const { from, to } of [...replay.floors, ...replay.hands, ...replay.steps, ...replay.boards])
      expect(replay.from <= from && from <= to && to <= replay.to).toBe(true)
  })

  test('[A24] the board comes with times and authors; what was there before stands at the beginning', async () => {
    const timeline = createTimeline()
    timeline.append(await rowsOf(owner, 'main'))
    expect(wordsOf(timeline.sceneAt(replay.from))).toEqual(['before the start'])
    expect(timeline.sceneAt(replay.from - 1)).toEqual([])
    expect(wordsOf(timeline.sceneAt(replay.to))).toEqual([PRIVATE[0], 'before the start'])
    expect(timeline.contributions().map(({ author }) => replay.names[author])).toEqual(['Owner'])
  })

  test('[A25] a sheet of one’s own is there from its reveal on, and then nobody’s; whispers and notes never', async () => {
    const rows = await rowsOf(owner, 'main')
    const timeline = createTimeline()
    timeline.append(rows.filter(({ at }) => at < revealedAt))
    expect(wordsOf(timeline.sceneAt(replay.to))).toEqual(['before the start'])
    const holds = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words)
    const revealed = rows.filter(({ update }) => holds(update, PRIVATE[0]))
    expect(revealed.length).toBeGreaterThan(0)
    for (const { at, author } of revealed) expect([at >= revealedAt, author]).toEqual([true, ''])
    const bytes = (await owner.get(at())).bytes
    for (const words of PRIVATE) expect(holds(bytes, words)).toBe(false)
    for (const words of PRIVATE.slice(1)) for (const { update } of rows) expect(holds(update, words)).toBe(false)
    for (const browser of [owner, ana, guest])
      for (const name of [draftOf(0, seats.ana.personId as PersonId), 'g1-1', 'main.main', '..'])
        expect([name, (await browser.get(at(`/${name}/0`))).status]).toEqual([name, 404])
  })

  test('[A26] a step that keeps nothing of the board shows it as its end left it, drawn by nobody', () => {
    const unseen = [{ from: 200, to: 300 }]
    const plan = { replay: { from: 100, to: 400, names: { ana: 'Ana' } }, boards: [], unseen } as never
    const row = (at: number, person = 'ana') => ({ at, person, update: new Uint8Array() })
    const shown = shownRows([row(1), row(150), row(200), row(299), row(300), row(301, 'never-in'), row(999)], plan)
    expect(shown.map(({ at, author }) => [at, author])).toEqual([[100, 'ana'], [150, 'ana'], [300, ''], [300, ''], [300, 'ana'], [301, ''], [400, 'ana']]) // prettier-ignore
  })

  test('[A7] [A8] [A9] [A10] it is for those whom the record is for', async () => {
    const paths = [at(), at('/main/0')]
    const statuses = (browser: Browser, which = paths) =>
      Promise.all(which.map(async (path) => (await browser.get(path)).status))
    for (const browser of [owner, ana, guest]) expect(await statuses(browser)).toEqual([200, 200])
    for (const browser of [stranger, house.browser()]) expect(await statuses(browser)).toEqual([404, 404])
    later = 13 * HOUR
    expect(await statuses(guest)).toEqual([404, 404])
    later = 0
    const other = await schedule(owner, session.communityId)
    const running = paths.map((path) => path.replace(session.id, other.id))
    expect(await statuses(owner, running)).toEqual([404, 404])
    const seat = await owner.enter(other.id)
    await seat.send({ type: 'session.start' })
    expect(await statuses(owner, running)).toEqual([404, 404])
    await owner.send('DELETE', `/api/communities/${session.communityId}/members/${seats.ana.personId}`)
    expect(await statuses(ana)).toEqual([404, 404])
  })
})

describe('a board’s log in stretches', () => {
  test('[A27] they are its rows, each once and in order, and nothing beside them is found', async () => {
    for (const rows of [0, 1, 499, 500, 501, 1500, 50_000]) {
      const stretches = stretchesOf(rows)
      expect(stretches.at(-1)?.[1] ?? 0).toBe(rows)
      stretches.forEach(([after], index) => expect(after).toBe(stretches[index - 1]?.[1] ?? 0))
      expect(stretches[0]?.[1] ?? 0).toBeLessThanOrEqual(500)
    }
    for (const piece of ['1', '-1', '0.5', 'x', '99999999999', '%00'])
      expect([piece, (await owner.get(at(`/main/${piece}`))).status]).toEqual([piece, 404])
  })

  test('[A27] they come packed as the browser can read them, smaller than the log', async () => {
    const busy = await schedule(owner, session.communityId, { title: 'Busy' })
    const seat = await owner.enter(busy.id)
    const [before, quiet] = [session, replay]
    session = busy
    const board = await boardOf(owner)
    for (let note = 0; note < 40; note++) await write(board, `What we noticed in lesson ${note}`)
    await ok(seat.send({ type: 'session.start' }))
    await ok(seat.send({ type: 'session.end' }))
    await until(async () => (await owner.get(at())).status === 200)
    const path = `${house.url.replace('localhost', '127.0.0.1')}${at('/main/0')}`
    const raw = async (encoding: string) => {
      const { request } = await import('node:http')
      return new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
        request(path, { headers: { cookie: owner.cookie(), 'accept-encoding': encoding } }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) })) // prettier-ignore
        })
          .on('error', reject)
          .end()
      })
    }
    const [plain, gz, br] = [await raw('identity'), await raw('gzip'), await raw('gzip, br')]
    expect([plain.encoding, gz.encoding, br.encoding]).toEqual([undefined, 'gzip', 'br'])
    expect(gunzipSync(gz.bytes).equals(plain.bytes)).toBe(true)
    expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true)
    const database = new Database(`${house.config.dataDir}/board.sqlite`)
    const { bytes } = database
      .prepare('select sum(length(bytes)) as bytes from rows where board = ?')
      .get(boardIdOf(busy.id as SessionId)) as { bytes: number }
    database.close()
    expect(br.bytes.length).toBeLessThan(bytes / 2)
    ;[session, replay] = [before, quiet]
  })
})
