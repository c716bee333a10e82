import { SOCKET_PATH, type PersonId, type Refusal } from '@copse/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { sameOrigin } from '../http/same-origin.ts'
import type { Store } from '../store/index.ts'
import {
  comeIn,
  freshId,
  openHouse,
  openMeeting,
  openTab,
  planned,
  session,
  temporaryFolder,
  until,
  type House,
  type Tab,
} from './testing.ts'

let folder: ReturnType<typeof temporaryFolder>
let store: Store
let journal: Store['journal']
let house: House
const tabs: Tab[] = []
const keep = (tab: Tab): Tab => {
  tabs.push(tab)
  return tab
}

beforeEach(async () => {
  folder = temporaryFolder()
  store = await openMeeting(folder.path)
  journal = store.journal
  house = await openHouse({ store })
  await house.rooms.propose(session, { type: 'session.plan', plan: planned() })
})
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close()
  await house.stop()
  await store.close()
  folder.remove()
})

const turnedAway = (tab: Tab) =>
  new Promise<Error & { data?: Refusal }>((resolve) => tab.socket.once('connect_error', resolve))

test('[R17] without a known actor the handshake is refused with its code', async () => {
  const tab = keep(openTab(house.url, null))
  expect((await turnedAway(tab)).data).toEqual({ ok: false, code: 'auth.required' })
  expect(tab.socket.connected).toBe(false)
})

test('[R18] a page of another origin gets no handshake; ours and programs without an origin do', async () => {
  const evil = keep(openTab(house.url, 'ana', { origin: 'https://evil.test' }))
  expect((await turnedAway(evil)).message).toBe('websocket error')
  evil.close()
  for (const headers of [{}, { origin: house.url }, { origin: 'http://copse.test' }] as Record<string, string>[]) {
    const tab = keep(openTab(house.url, 'ana', headers))
    await until(() => tab.socket.connected)
  }
})

test.each([
  [{ host: 'copse.org', origin: 'https://copse.org' }, true],
  [{ host: 'copse.org' }, true],
  [{ host: 'inner:4280', origin: 'https://copse.org' }, true],
  [{ host: 'localhost:4280', origin: 'http://localhost:4280' }, true],
  [{ host: 'copse.org', origin: 'https://copse.org.evil.test' }, false],
  [{ host: 'copse.org', origin: 'null' }, false],
  [{ host: 'copse.org', 'sec-fetch-site': 'cross-site' }, false],
] as const)('[R18] %j is ours: %s', (headers, ours) => {
  expect(sameOrigin(headers, 'https://copse.org')).toBe(ours)
})

const bad: [string, unknown, string][] = [
  ['join', undefined, 'input.invalid'],
  ['join', { sessionId: '../etc', since: null }, 'input.invalid'],
  ['join', { sessionId: session, since: -1 }, 'input.invalid'],
  ['join', { sessionId: session, since: null, admin: true }, 'input.invalid'],
  ['join', { sessionId: 'session-2', since: null }, 'input.invalid'], // one socket, one session
  ['command', null, 'input.invalid'],
  ['command', 'step.advance', 'input.invalid'],
  ['command', [], 'input.invalid'],
  ['command', { type: 'session.start' }, 'input.invalid'],
  ['command', { id: 'a', type: 'session.explode' }, 'input.invalid'],
  ['command', { id: 'a', type: 'step.due', from: 0 }, 'input.invalid'],
  ['command', { id: 'a', type: 'session.plan', plan: {} }, 'input.invalid'],
  ['command', { id: 'a', type: 'step.advance', from: '0' }, 'input.invalid'],
  ['command', { id: 'a', type: 'step.advance', from: 0, by: 'fay' }, 'input.invalid'],
  ['command', { id: 'x'.repeat(65), type: 'session.start' }, 'input.invalid'],
  ['command', { id: 'a', type: 'chat.say', text: '' }, 'input.invalid'],
  ['command', { id: 'a', type: 'chat.say', text: 'x'.repeat(2001) }, 'input.invalid'],
  ['command', { id: 'a', type: 'chat.say', text: Buffer.from([0, 1, 2]) }, 'input.invalid'],
  ['command', { id: 'a', type: 'clock.adjust', deltaMs: 1e12 }, 'input.invalid'],
  ['command', { id: 'a', type: 'lobby.knock', acceptedNorms: false }, 'consent.required'],
  ['react', { kind: '<img>' }, 'input.invalid'],
]
test.each(bad)('[R19] %s %j: %s', async (event, input, code) => {
  const fay = keep(await comeIn(house, 'fay'))
  const before = await journal.read(session)
  expect(await fay.raw(event, input)).toMatchObject({ ok: false, code })
  expect(await journal.read(session)).toEqual(before)
})

test('[R19] no answer wanted, many arguments, an unknown event, garbage on the wire: the next one is served', async () => {
  const fay = keep(await comeIn(house, 'fay'))
  const socket = fay.socket as unknown as { emit(...given: unknown[]): void }
  socket.emit('command', { id: freshId(), type: 'chat.say', text: 'no answer wanted' })
  socket.emit('command')
  socket.emit('join', 1, 2, 3)
  socket.emit('constructor', {})
  socket.emit('react', null)
  const address = `${house.url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`
  for (const garbage of [
    '4',
    '40{',
    '42["command"',
    '4299999[]',
    '451-["command",{"_placeholder":true,"num":9}]',
    '9',
    '\u0000',
  ]) {
    const raw = new WebSocket(address, { headers: { cookie: 'person=ana' } })
    raw.on('open', () => {
      raw.send('40')
      raw.send(garbage)
      raw.send(Buffer.from([4, 5, 6]))
    })
    await new Promise<void>((resolve) => {
      raw.once('close', () => resolve())
      raw.on('message', (data) => {
        if (String(data).startsWith('40')) setTimeout(() => raw.close(), 20)
      })
    })
  }
  expect(await fay.send({ type: 'chat.say', text: 'still here' })).toMatchObject({ ok: true })
  expect((await house.rooms.state(session)).chat.map(({ text }) => text)).toEqual(['no answer wanted', 'still here'])
})

test('[R20] beyond the limit: rate.limited, and another person is served meanwhile', async () => {
  const [ana, fay] = [keep(await comeIn(house, 'ana')), keep(await comeIn(house, 'fay'))]
  const flood = Promise.all(Array.from({ length: 120 }, () => ana.send({ type: 'chat.say', text: 'again' })))
  expect(await fay.send({ type: 'chat.say', text: 'calm' })).toMatchObject({ ok: true })
  const codes = (await flood).map((ack) => (ack.ok ? 'ok' : ack.code))
  expect(codes.filter((code) => code === 'rate.limited').length).toBeGreaterThanOrEqual(60)
  expect(codes.filter((code) => code === 'ok').length).toBeLessThanOrEqual(60)
  const second = keep(openTab(house.url, 'ana'))
  await until(() => second.socket.connected)
  await second.join()
  expect(await second.send({ type: 'chat.say', text: 'from another tab' })).toMatchObject({ code: 'rate.limited' })
})

test('[R20] a socket that floods with whatever is closed', async () => {
  const [ana, fay] = [keep(await comeIn(house, 'ana')), keep(await comeIn(house, 'fay'))]
  const closed = new Promise<string>((resolve) => ana.socket.once('disconnect', resolve))
  const socket = ana.socket as unknown as { emit(...given: unknown[]): void }
  for (let packet = 0; packet < 600; packet++) socket.emit('noise', packet)
  await closed
  expect(await fay.send({ type: 'chat.say', text: 'calm' })).toMatchObject({ ok: true })
})

test('[R21] a message beyond 64 KiB closes its connection', async () => {
  const ana = keep(await comeIn(house, 'ana'))
  const closed = new Promise<string>((resolve) => ana.socket.once('disconnect', resolve))
  ana.socket.io.reconnection(false)
  ana.socket.emit('command', { id: freshId(), type: 'chat.say', text: 'x'.repeat(70_000) }, () => undefined)
  expect(await closed).toBe('transport close')
})

test('[R22] a reaction reaches the others, not the journal', async () => {
  const [ana, fay] = [keep(await comeIn(house, 'ana')), keep(await comeIn(house, 'fay'))]
  const before = await journal.read(session)
  ana.socket.emit('react', { kind: 'applause' })
  await until(() => fay.reactions.length > 0)
  expect(fay.reactions).toEqual([{ personId: 'ana', kind: 'applause' }])
  expect(ana.reactions).toEqual([])
  expect(await journal.read(session)).toEqual(before)
})

test('[R23] the three hundred and first is told that the room is full; those who came may come again', async () => {
  const knock = (name: string) =>
    house.rooms.execute(
      { kind: 'guest', personId: name as PersonId, name, district: null, sessionId: session },
      session,
      {
        id: freshId(),
        type: 'lobby.knock',
        acceptedNorms: true,
      },
    )
  for (let index = 0; index < 300; index++) expect(await knock(`p${index}`)).toMatchObject({ ok: true })
  expect(await knock('late')).toEqual({ ok: false, code: 'room.full' })
  expect(await knock('p7')).toMatchObject({ ok: true })
})
