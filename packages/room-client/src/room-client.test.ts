import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomClient, type RoomClient } from './room-client.ts'
import { ana, openServer, session, until, type TestServer } from './testing.ts'

let server: TestServer
const clients: RoomClient[] = []
beforeEach(async () => {
  server = await openServer()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await server.close()
})

function open(options: Partial<Parameters<typeof createRoomClient>[0]> = {}): RoomClient {
  const client = createRoomClient({ sessionId: session, url: server.url, answerMs: 1000, ...options })
  clients.push(client)
  return client
}
const state = (client: RoomClient) => client.store.getState()
const knock = { type: 'lobby.knock', acceptedNorms: true } as const
const hello = { type: 'chat.say', text: 'hello' } as const
const texts = (client: RoomClient) => state(client).session.chat.map(({ text }) => text)

/** Someone who was let in and is up to date. */
async function enter(): Promise<RoomClient> {
  const client = open()
  await client.send(knock)
  await until(() => state(client).standing === 'admitted' && state(client).session.seq === server.state().seq)
  return client
}

describe('joining', () => {
  it('tells where one stands, and after knocking shows the session as the server has it', async () => {
    const client = open()
    await until(() => state(client).standing === 'unknown')
    expect(state(client)).toMatchObject({ connection: 'online', you: ana, refusal: null, session: { seq: 0 } })
    expect(await client.send(knock)).toMatchObject({ ok: true })
    await until(() => state(client).session.seq > 0)
    expect(state(client).session).toEqual(server.state())
  })

  it('what was asked before there was a link is sent once there is one', async () => {
    const client = open()
    expect(state(client).connection).toBe('connecting')
    expect(await client.send(knock)).toMatchObject({ ok: true })
  })

  it('let in while waiting, one is in', async () => {
    const client = open()
    await until(() => state(client).standing === 'unknown')
    const person = { personId: ana, name: 'Ana', district: null, guest: true, role: 'facilitator' } as const
    server.commit([{ type: 'person.knocked', ...person }], ana)
    server.tell('waiting')
    await until(() => state(client).standing === 'waiting')
    server.commit([{ type: 'person.admitted', personId: ana }], null)
    server.tell('admitted')
    await until(() => state(client).session.seq === server.state().seq)
    expect(state(client).standing).toBe('admitted')
  })

  it('events committed while the answer is under way come after it, once', async () => {
    const first = await enter()
    first.close()
    server.faults.beforeJoin = () => server.say('meanwhile')
    const client = open()
    await until(() => texts(client).includes('meanwhile'))
    expect(state(client).session).toEqual(server.state())
    expect(texts(client)).toEqual(['meanwhile'])
  })

  it('a session that is not there is said so, and commands for it are answered', async () => {
    server.faults.refuseJoin = 'not.found'
    const client = open()
    expect(await client.send(hello)).toEqual({ ok: false, code: 'not.found' })
    expect(state(client).refusal).toBe('not.found')
  })

  it('where joining failed it is tried again', async () => {
    server.faults.refuseJoin = 'server.failed'
    const client = open()
    await until(() => server.joins.length > 0)
    server.faults.refuseJoin = null
    await until(() => state(client).standing === 'unknown')
    expect(state(client).refusal).toBeNull()
  })
})

describe('events', () => {
  it('are folded in order and told to listeners after that', async () => {
    const client = await enter()
    const heard: [string, number][] = []
    client.onEvents((events) => heard.push(...events.map(({ type, seq }): [string, number] => [type, seq])))
    const before = state(client).session.seq
    for (const text of ['one', 'two', 'three']) server.say(text)
    await until(() => heard.length === 3)
    expect(heard).toEqual([1, 2, 3].map((number) => ['chat.said', before + number]))
    expect(texts(client)).toEqual(['one', 'two', 'three'])
  })

  it('a gap is noticed and just what is missing is asked for', async () => {
    const client = await enter()
    const had = state(client).session.seq
    server.faults.swallow = 2
    server.say('lost')
    server.say('lost too')
    server.say('arrived')
    await until(() => texts(client).length === 3)
    expect(server.joins.at(-1)).toEqual({ sessionId: session, since: had })
    expect(state(client).session).toEqual(server.state())
  })

  it('unsubscribed, a listener hears no more', async () => {
    const client = await enter()
    const heard: string[] = []
    client.onEvents((events) => heard.push(...events.map(({ type }) => type)))()
    server.say('one')
    await until(() => texts(client).length === 1)
    expect(heard).toEqual([])
  })
})

describe('a lost link', () => {
  it('is made again, and what happened meanwhile is there', async () => {
    const client = await enter()
    const had = state(client).session.seq
    await server.gone()
    await until(() => state(client).connection === 'offline')
    server.say('meanwhile')
    await server.back()
    await until(() => texts(client).length === 1)
    expect(state(client).connection).toBe('online')
    expect(server.joins.at(-1)?.since).toBe(had)
    expect(state(client).session).toEqual(server.state())
  })

  it('a command whose answer was lost acts once, and its sender is told', async () => {
    const client = await enter()
    server.faults.loseAcks = 1
    const reply = await client.send(hello)
    expect(reply).toEqual({ ok: true, seq: server.state().seq })
    const sent = server.received.filter(({ type }) => type === 'chat.say')
    expect(sent.length).toBe(2)
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
    await until(() => texts(client).length === 1)
    expect(texts(client)).toEqual(['hello'])
  })

  it('a command whose link is lost before its answer goes out again, as the same, on the next', async () => {
    const client = await enter()
    server.faults.loseAcks = 1
    const said = client.send(hello)
    await until(() => server.received.some(({ type }) => type === 'chat.say'))
    server.cut()
    expect(await said).toMatchObject({ ok: true })
    await until(() => texts(client).length === 1)
    expect(server.state().chat.length).toBe(1)
  })

  it('what is said without a link is sent in the order it was said', async () => {
    const client = await enter()
    await server.gone()
    await until(() => state(client).connection === 'offline')
    const said = ['one', 'two', 'three'].map((text) => client.send({ type: 'chat.say', text }))
    await server.back()
    expect((await Promise.all(said)).every(({ ok }) => ok)).toBe(true)
    await until(() => texts(client).length === 3)
    expect(texts(client)).toEqual(['one', 'two', 'three'])
  })

  it('a server about to stop leaves the answer to the one after it', async () => {
    const client = await enter()
    server.faults.draining = true
    const said = client.send(hello)
    await until(() => server.received.some(({ type }) => type === 'chat.say'))
    server.cut()
    server.faults.draining = false
    expect(await said).toMatchObject({ ok: true })
    expect(server.state().chat.length).toBe(1)
  })

  it('sent away by the server it comes back', async () => {
    const client = await enter()
    server.dismiss()
    await until(() => state(client).connection === 'offline')
    await until(() => state(client).connection === 'online')
    server.say('still here')
    await until(() => texts(client).length === 1)
    expect(state(client).session).toEqual(server.state())
  })

  it('told that the network is gone, it is offline at once; told that it is back, it is back', async () => {
    const client = await enter()
    client.lose()
    expect(state(client).connection).toBe('offline')
    server.say('meanwhile')
    client.wake()
    await until(() => state(client).connection === 'online' && texts(client).length === 1)
    expect(server.sockets()).toBe(1)
  })

  it('told so by mistake, it comes back by itself', async () => {
    const client = await enter()
    client.lose()
    expect(state(client).connection).toBe('offline')
    await until(() => state(client).connection === 'online')
    server.say('still here')
    await until(() => texts(client).length === 1)
  })

  it('woken, it looks at once rather than when its next try is due', async () => {
    const client = await enter()
    await server.gone()
    await until(() => state(client).connection === 'offline')
    await server.back()
    const before = server.handshakes()
    client.wake()
    client.wake()
    await until(() => state(client).connection === 'online')
    expect(server.handshakes() - before).toBeLessThanOrEqual(2)
    expect(server.sockets()).toBe(1)
  })
})

describe('refusals', () => {
  it('a command that is refused is answered with why, and is not sent again', async () => {
    const client = await enter()
    expect(await client.send({ type: 'clock.resume' })).toEqual({ ok: false, code: 'session.not-started' })
    expect(server.received.filter(({ type }) => type === 'clock.resume').length).toBe(1)
  })

  it('someone not let in is answered as well', async () => {
    const client = open()
    await until(() => state(client).standing === 'unknown')
    expect(await client.send(hello)).toEqual({ ok: false, code: 'person.not-admitted' })
  })

  it.each(['auth.required', 'access.denied'] as const)('a handshake refused with %s is final', async (code) => {
    server.faults.refuseHandshake = code
    const client = open()
    expect(await client.send(hello)).toEqual({ ok: false, code })
    expect(state(client)).toMatchObject({ connection: 'closed', refusal: code })
  })

  it('a handshake that failed is tried again', async () => {
    server.faults.refuseHandshake = 'server.failed'
    const client = open()
    await until(() => state(client).connection === 'offline')
    server.faults.refuseHandshake = null
    await until(() => state(client).connection === 'online')
    expect(state(client).refusal).toBeNull()
  })
})

describe('closing', () => {
  it('answers what waits and what comes after, and does not come back', async () => {
    const client = await enter()
    server.faults.loseAcks = 1
    const waiting = client.send(hello)
    client.close()
    expect(await waiting).toEqual({ ok: false, code: 'server.failed' })
    expect(await client.send(hello)).toEqual({ ok: false, code: 'server.failed' })
    await until(() => server.sockets() === 0)
    const before = server.handshakes()
    client.wake()
    // A second client makes the whole way meanwhile: the first would have as well.
    await enter()
    expect(server.handshakes()).toBe(before + 1)
    expect(state(client).connection).toBe('closed')
  })

  it('closed while it waits to try again, it does not', async () => {
    server.faults.refuseHandshake = 'server.failed'
    const client = open()
    await until(() => state(client).connection === 'offline')
    client.close()
    const before = server.handshakes()
    // Another waits in the same way, begins later, and is back: the first would have been by then.
    const other = open()
    await until(() => state(other).connection === 'offline')
    server.faults.refuseHandshake = null
    await other.send(knock)
    expect(server.handshakes()).toBe(before + 2)
  })
})

describe('reactions', () => {
  it('are relayed, until one listens no more', async () => {
    const client = await enter()
    const seen: string[] = []
    const stop = client.onReaction(({ personId, kind }) => seen.push(`${personId} ${kind}`))
    client.react('idea')
    await until(() => seen.length === 1)
    stop()
    client.react('heart')
    await client.send(hello)
    expect(seen).toEqual(['ana idea'])
  })
})

describe('the clock', () => {
  const HOUR = 3_600_000

  it('is the server’s though this machine is an hour wrong, from the first picture on', async () => {
    await server.close()
    server = await openServer(() => Date.now() + HOUR)
    const client = open()
    const wrong: number[] = []
    client.store.subscribe(({ standing }) => {
      if (standing !== null) wrong.push(Math.abs(client.serverNow() - Date.now() - HOUR))
    })
    await client.send(knock)
    await until(() => state(client).standing === 'admitted')
    expect(wrong.length).toBeGreaterThan(0)
    // Whatever the estimate is built on, it is wrong by no more than half the round trip it took.
    expect(Math.max(...wrong)).toBeLessThan(1000)
    expect(Math.abs(client.serverNow() - Date.now() - HOUR)).toBeLessThanOrEqual(state(client).clock!.rttMs / 2 + 50)
  })

  it('is right again after this machine’s own stood still behind a closed lid', async () => {
    let asleep = 0
    const client = open({ monotonic: () => performance.now() - asleep })
    await until(() => state(client).clock)
    asleep = HOUR
    expect(Math.abs(client.serverNow() - Date.now())).toBeGreaterThan(HOUR - 10_000)
    client.wake()
    await until(() => Math.abs(client.serverNow() - Date.now()) < 1000)
    expect(state(client).clock!.rttMs).toBeLessThan(1000)
  })
})
