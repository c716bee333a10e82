import type { CommandId } from '@copse/contract'
import { createRoomClient, type RoomClient } from '@copse/room-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../store/index.ts'
import { openHouse, openMeeting, openTab, planned, session, temporaryFolder, until, type House } from './testing.ts'

const HOUR = 3_600_000
/** The server's clock: browsers here believe it is an hour earlier. */
const now = () => Date.now() + HOUR

let folder: ReturnType<typeof temporaryFolder>
let store: Store
let house: House
const clients: RoomClient[] = []

beforeEach(async () => {
  folder = temporaryFolder()
  store = await openMeeting(folder.path)
  house = await openHouse({ store, now })
  await house.rooms.propose(session, { type: 'session.plan', plan: planned() })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await house.stop()
  await store.close()
  folder.remove()
})

function open(name: string): RoomClient {
  const client = createRoomClient({
    sessionId: session,
    url: house.url,
    extraHeaders: { cookie: `person=${name}` },
  })
  clients.push(client)
  return client
}
async function enter(name: string): Promise<RoomClient> {
  const client = open(name)
  await client.send({ type: 'lobby.knock', acceptedNorms: true })
  await until(() => state(client).standing === 'admitted' && state(client).session.seq > 0)
  return client
}
const state = (client: RoomClient) => client.store.getState()
const caughtUp = (client: RoomClient) =>
  until(async () => state(client).session.seq === (await house.rooms.state(session)).seq)

test('people who talk all at once see the same session, which is the server’s', async () => {
  const everyone = [await enter('fay'), await enter('pat'), await enter('ana'), await enter('ben')]
  const replies = await Promise.all(
    everyone.flatMap((client, person) =>
      Array.from({ length: 10 }, (_, line) => client.send({ type: 'chat.say', text: `${person}: ${line}` })),
    ),
  )
  expect(replies.filter(({ ok }) => !ok)).toEqual([])
  const truth = await house.rooms.state(session)
  for (const client of everyone) {
    await caughtUp(client)
    expect(state(client).session).toEqual(truth)
  }
  const lines = truth.chat.map(({ text }) => text)
  expect(lines.filter((text) => text.startsWith('2: '))).toEqual(Array.from({ length: 10 }, (_, line) => `2: ${line}`))
})

test('a server that stops and starts again: everyone is back where they were, and nothing said meanwhile is lost', async () => {
  const [fay, ana] = [await enter('fay'), await enter('ana')]
  await enter('pat')
  expect(await fay.send({ type: 'session.start' })).toMatchObject({ ok: true })
  await caughtUp(ana)
  const { step } = state(ana).session
  const port = Number(new URL(house.url).port)
  await house.stop()
  await until(() => state(ana).connection === 'offline')
  const said = ana.send({ type: 'chat.say', text: 'is anyone there?' })

  house = await openHouse({ store, now, port, node: 'node-2' })
  expect(await said).toMatchObject({ ok: true })
  await caughtUp(fay)
  expect(state(fay).session.chat.map(({ text }) => text)).toEqual(['is anyone there?'])
  expect(state(fay).session.step).toEqual(step)
  await until(async () => {
    const { people } = await house.rooms.state(session)
    return ['fay', 'ana', 'pat'].every((name) => people[name]!.connections.every((one) => one.startsWith('node-2:')))
  })
})

test('everyone sees the server’s time, though their machines are an hour wrong', async () => {
  const everyone = [await enter('fay'), await enter('ana')]
  for (const client of everyone) {
    await until(() => state(client).clock!.rttMs < 200)
    expect(Math.abs(client.serverNow() - now())).toBeLessThan(100 + 50)
  }
})

test('a stranger and a guest who waits are told so, whatever they send', async () => {
  const stranger = open('stranger')
  expect(await stranger.send({ type: 'chat.say', text: 'hello' })).toEqual({ ok: false, code: 'not.found' })
  expect(state(stranger)).toMatchObject({ refusal: 'not.found', standing: null, session: { seq: 0 } })

  const fay = await enter('fay')
  const guest = open('guest-1')
  expect(await guest.send({ type: 'lobby.knock', acceptedNorms: true })).toMatchObject({ ok: true })
  await until(() => state(guest).standing === 'waiting')
  expect(await guest.send({ type: 'chat.say', text: 'hello' })).toEqual({ ok: false, code: 'person.not-admitted' })
  expect(state(guest).session.seq).toBe(0)

  await fay.send({ type: 'lobby.admit', personId: state(guest).you! })
  await until(() => state(guest).standing === 'admitted' && state(guest).session.seq > 0)
  expect(await guest.send({ type: 'chat.say', text: 'hello' })).toMatchObject({ ok: true })
  await fay.send({ type: 'person.remove', personId: state(guest).you! })
  await until(() => state(guest).standing === 'removed')
  expect(await guest.send({ type: 'chat.say', text: 'hello' })).toMatchObject({ ok: false })
})

test('[R7] someone a thousand events behind is brought up to date by one message', async () => {
  const fay = await enter('fay')
  const ana = await enter('ana')
  await caughtUp(ana)
  const seq = state(ana).session.seq
  ana.close()
  await until(async () => (await house.rooms.state(session)).people.ana!.connections.length === 0)
  const left = (await house.rooms.state(session)).seq - seq
  const actor = { kind: 'member', personId: state(fay).you!, name: 'fay', district: 'Oak', owner: false } as const
  for (let count = left; count < 1000; count++)
    await house.rooms.execute(actor, session, {
      id: `behind-${count}` as CommandId,
      type: count % 2 ? 'hand.raise' : 'hand.lower',
    })
  const truth = await house.rooms.state(session)
  expect(truth.seq - seq).toBe(1000)

  const tab = openTab(house.url, 'ana')
  const messages: string[] = []
  await until(() => tab.socket.connected)
  tab.socket.io.engine.on('packet', ({ data }: { data?: string }) => {
    if (typeof data === 'string' && data.includes('behind-')) messages.push(data)
  })
  const answer = await tab.join(seq)
  tab.close()
  if (!answer.ok || !('events' in answer)) throw new Error('no events')
  expect(answer.events.map((event) => event.seq)).toEqual(Array.from({ length: 1000 }, (_, at) => seq + 1 + at))
  expect(messages).toHaveLength(1)
})
