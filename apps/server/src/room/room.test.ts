import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PersonId, SessionState } from '@copse/contract'
import { evolve, initialState } from '@copse/protocols'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
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
const enter = async (name: string, where = house) => keep(await comeIn(where, name))
const tabOf = (name: string | null, where = house, headers?: Record<string, string>) =>
  keep(openTab(where.url, name, headers))

const member = (name: string) =>
  ({ kind: 'member', personId: name as PersonId, name, district: null, owner: false }) as const
const facilitator = member('fay')
const say = (text: string) => ({ id: freshId(), type: 'chat.say', text }) as const

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

test('every rule of SPEC.md is cited in a test title', () => {
  const spec = readFileSync(join(import.meta.dirname, 'SPEC.md'), 'utf8')
  const rules = [...spec.matchAll(/^- \*\*(R\d+)\*\*/gm)].map((match) => match[1]!)
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n')
  expect(rules.length).toBeGreaterThan(20)
  expect(rules.filter((rule) => !new RegExp(`'\\[(?:R\\d+, )*${rule}(?:, R\\d+)*\\] `).test(tests))).toEqual([])
})

describe('commands', () => {
  test('[R1, R2] what three people say at once is numbered without gaps and heard by all in that order', async () => {
    const people = [await enter('fay'), await enter('ana'), await enter('ben')]
    const acks = await Promise.all(
      people.flatMap((tab, who) =>
        Array.from({ length: 15 }, (_, index) => tab.send({ type: 'chat.say', text: `${who}:${index}` })),
      ),
    )
    expect(acks.every((ack) => ack.ok)).toBe(true)
    const numbers = acks.map((ack) => (ack.ok ? ack.seq : 0))
    expect(new Set(numbers).size).toBe(45)
    const last = Math.max(...numbers)
    for (const tab of people) {
      await until(() => tab.heard.at(-1)?.seq === last)
      const first = tab.heard[0]!.seq
      expect(tab.heard.map(({ seq }) => seq)).toEqual(tab.heard.map((_, index) => first + index))
    }
    const said = (await house.rooms.state(session)).chat.map(({ text }) => text)
    for (const who of [0, 1, 2])
      expect(said.filter((text) => text.startsWith(`${who}:`))).toEqual(
        Array.from({ length: 15 }, (_, index) => `${who}:${index}`),
      )
  })

  test('[R2] when the sender reads her acknowledgement the events are with her and in the journal', async () => {
    const fay = await enter('fay')
    const ack = await fay.send({ type: 'chat.say', text: 'welcome' })
    expect(ack).toEqual({ ok: true, seq: fay.heard.at(-1)!.seq })
    expect(fay.heard.at(-1)).toMatchObject({ type: 'chat.said', by: 'fay', text: 'welcome' })
    expect((await journal.read(session)).at(-1)).toEqual(fay.heard.at(-1))
  })

  test('[R3] two facilitators press next on the same step: the agenda moves by one', async () => {
    const [one, two] = [await enter('fay'), await enter('fay-2')]
    await enter('pat')
    await one.send({ type: 'session.start' })
    const acks = await Promise.all([one, two].map((tab) => tab.send({ type: 'step.advance', from: 0 })))
    expect(acks.filter((ack) => ack.ok)).toHaveLength(1)
    expect(acks.find((ack) => !ack.ok)).toMatchObject({ code: 'step.moved-on' })
    expect((await house.rooms.state(session)).step?.index).toBe(1)
  })

  test('[R3] two processes on one journal agree: conflicts are decided again, and each tells its own people all', async () => {
    const second = await openMeeting(folder.path)
    // The same node name, so that neither takes the other's connections for those of a dead process.
    const other = await openHouse({ store: second })
    try {
      const [fay, fay2] = [await enter('fay'), await enter('fay-2', other)]
      await enter('pat')
      await fay.send({ type: 'session.start' })
      const moves = await Promise.all([
        fay.send({ type: 'step.advance', from: 0 }),
        fay2.send({ type: 'step.advance', from: 0 }),
      ])
      expect(moves.filter((ack) => ack.ok)).toHaveLength(1)
      const chat = await Promise.all(
        [fay, fay2].flatMap((tab) => Array.from({ length: 10 }, () => tab.send({ type: 'chat.say', text: 'hello' }))),
      )
      expect(chat.every((ack) => ack.ok)).toBe(true)
      await fay2.send({ type: 'chat.say', text: 'last' })
      const committed = await journal.read(session)
      expect(committed.filter(({ type }) => type === 'step.entered')).toHaveLength(2)
      expect(committed.filter(({ type }) => type === 'chat.said')).toHaveLength(21)
      expect(fay2.heard).toEqual(committed.filter(({ seq }) => seq >= fay2.heard[0]!.seq))
    } finally {
      await other.stop()
      await second.close()
    }
  })

  test('[R4] a command sent five times acts once, and every time gets the same number', async () => {
    const ana = await enter('ana')
    const id = freshId()
    const acks = await Promise.all(Array.from({ length: 5 }, () => ana.send({ type: 'chat.say', text: 'once' }, id)))
    expect(new Set(acks.map((ack) => JSON.stringify(ack)))).toHaveLength(1)
    expect((await house.rooms.state(session)).chat).toHaveLength(1)
  })

  test('[R4] a repetition that would be refused by now is acknowledged as before, also by a process that only read it', async () => {
    const fay = await enter('fay')
    await enter('pat')
    await fay.send({ type: 'session.start' })
    const id = freshId()
    const first = await fay.send({ type: 'step.advance', from: 0 }, id)
    expect(first.ok).toBe(true)
    await fay.send({ type: 'step.advance', from: 1 })
    expect(await fay.send({ type: 'step.advance', from: 0 }, id)).toEqual(first)
    expect(await fay.send({ type: 'step.advance', from: 0 })).toMatchObject({ ok: false, code: 'step.moved-on' })

    const again = await openHouse({ store })
    const returned = tabOf('fay', again)
    await returned.join()
    expect(await returned.send({ type: 'step.advance', from: 0 }, id)).toEqual(first)
    await again.stop()
  })

  const refused = [
    ['ana', { type: 'session.start' }, 'access.denied'],
    ['ana', { type: 'step.advance', from: 0 }, 'access.denied'],
    ['ana', { type: 'person.remove', personId: 'fay' }, 'access.denied'],
    ['ana', { type: 'role.assign', personId: 'ana', role: 'facilitator' }, 'access.denied'],
    ['ana', { type: 'floor.override', personId: null, speak: false, write: null }, 'access.denied'],
    ['ana', { type: 'hand.lower', personId: 'fay' }, 'access.denied'],
    ['fay', { type: 'session.start' }, 'session.no-presenter'],
    ['fay', { type: 'clock.pause' }, 'session.not-started'],
    ['fay', { type: 'person.remove', personId: 'fay' }, 'role.last-facilitator'],
    ['fay', { type: 'lobby.admit', personId: 'nobody' }, 'person.unknown'],
    ['guest-gil', { type: 'chat.say', text: 'let me in' }, 'person.not-admitted'],
    ['guest-gil', { type: 'lobby.admit', personId: 'guest-gil' }, 'person.not-admitted'],
  ] as const
  test.each(refused)('[R5] %s asks %j: %s, and nothing changes', async (name, command, code) => {
    const tab = keep(await comeIn(house, 'fay'))
    const asking = name === 'fay' ? tab : name === 'ana' ? await enter('ana') : tabOf(name)
    if (name === 'guest-gil') {
      await asking.join()
      await asking.send({ type: 'lobby.knock', acceptedNorms: true })
    }
    const before = await journal.read(session)
    expect(await asking.raw('command', { id: freshId(), ...command })).toMatchObject({ ok: false, code })
    expect(await journal.read(session)).toEqual(before)
  })

  test('[R5] what another process committed counts, though this one has not heard of it', async () => {
    await enter('fay')
    const second = await openMeeting(folder.path)
    const other = await openHouse({ store: second })
    expect((await other.rooms.state(session)).hands).toEqual([])
    await house.rooms.execute(facilitator, session, { id: freshId(), type: 'hand.raise' })
    expect(await other.rooms.execute(facilitator, session, { id: freshId(), type: 'hand.lower' })).toMatchObject({
      ok: true,
    })
    expect(await house.rooms.execute(facilitator, session, { id: freshId(), type: 'hand.lower' })).toEqual({
      ok: false,
      code: 'hand.not-raised',
    })
    await other.stop()
    await second.close()
  })

  test('[R5] a socket that did not join has no say, and in a cancelled session nobody has', async () => {
    expect(await tabOf('ana').send({ type: 'chat.say', text: 'hello' })).toMatchObject({ code: 'person.not-admitted' })
    await store.db.updateTable('sessions').set({ phase: 'cancelled' }).execute()
    expect(await tabOf('ana').join()).toEqual({ ok: false, code: 'not.found' })
    expect(await house.rooms.execute(facilitator, session, say('hello'))).toEqual({ ok: false, code: 'not.found' })
  })

  test('[R6] a journal that cannot be written refuses, and what was not written never happened', async () => {
    const whole = journal.append
    const fay = await enter('fay')
    journal.append = () => Promise.reject(new Error('disk full'))
    expect(await fay.send({ type: 'chat.say', text: 'lost' })).toEqual({ ok: false, code: 'server.failed' })
    // Written, though the answer was lost: the room finds it out and does not number over it.
    journal.append = async (...given) => {
      await whole(...given)
      throw new Error('connection lost')
    }
    const id = freshId()
    expect(await fay.send({ type: 'chat.say', text: 'written' }, id)).toMatchObject({ code: 'server.failed' })
    journal.append = whole
    expect(await fay.send({ type: 'chat.say', text: 'written' }, id)).toMatchObject({ ok: true })
    expect((await house.rooms.state(session)).chat.map(({ text }) => text)).toEqual(['written'])
    expect(fay.heard.filter(({ type }) => type === 'chat.said')).toHaveLength(1)
  })
})

describe('joining', () => {
  test('[R7] a first visit gets the folded state, a return just what it missed', async () => {
    const fay = await enter('fay')
    const ana = await enter('ana')
    const first = await ana.join()
    if (!first.ok || !('state' in first)) throw new Error('no state')
    expect(first.state).toEqual(await house.rooms.state(session))
    ana.socket.disconnect()
    await until(async () => (await house.rooms.state(session)).people.ana!.connections.length === 0)
    await fay.send({ type: 'chat.say', text: 'while you were out' })
    ana.socket.connect()
    const back = await ana.join(first.state.seq)
    if (!back.ok || !('events' in back)) throw new Error('no events')
    expect(back.events.map(({ type }) => type)).toEqual(['person.disconnected', 'chat.said'])
    expect(back.events[0]!.seq).toBe(first.state.seq + 1)
  })

  test('[R7] too much missed, or a number this session never reached: the folded state', async () => {
    const fay = await enter('fay')
    const seq = (await house.rooms.state(session)).seq
    for (const since of [seq + 1, seq + 1_000_000]) expect(await fay.join(since)).toHaveProperty('state')
    expect(await fay.join(seq)).toHaveProperty('events', [])
    const hands = Array.from({ length: 1010 }, (_, index) => ({
      id: freshId(),
      type: index % 2 ? ('hand.lower' as const) : ('hand.raise' as const),
    }))
    for (const hand of hands) await house.rooms.execute(facilitator, session, hand)
    expect(await fay.join(seq)).toHaveProperty('state')
    expect(await fay.join(seq + 10)).toHaveProperty('events.length', 1000)
  })

  test('[R8] joined again and again while others talk, a client folds the very state the server has', async () => {
    const ana = await enter('ana')
    await enter('fay')
    const silence = new AbortController()
    const talk = (async () => {
      for (let line = 0; !silence.signal.aborted; line++) {
        await house.rooms.execute(facilitator, session, say(`line ${line}`))
        await new Promise((resolve) => setImmediate(resolve)) // lets the sockets have their turn
      }
    })()
    let held: SessionState = initialState
    const stray: number[] = []
    onTestFinished(() => silence.abort())
    for (let round = 0; round < 15; round++) {
      const tab = tabOf('ana')
      let answered = false
      let heard = 0
      tab.socket.on('events', (events) => {
        for (const event of events) {
          if (!answered || event.seq !== held.seq + 1) stray.push(event.seq)
          held = evolve(held, event)
          heard++
        }
      })
      // Folded in the callback itself: what follows on the wire may be in the same packet.
      await new Promise<void>((resolve, reject) => {
        tab.socket.emit('join', { sessionId: session, since: held.seq }, (answer) => {
          if (!answer.ok || answer.standing !== 'admitted') return reject(new Error('not in'))
          held = 'state' in answer ? answer.state : answer.events.reduce(evolve, held)
          answered = true
          resolve()
        })
      })
      await until(() => heard > 1)
      tab.socket.off('events')
      tab.close()
    }
    silence.abort()
    await talk
    expect(stray).toEqual([])
    const answer = await ana.join(held.seq)
    if (!answer.ok || !('events' in answer)) throw new Error('no events')
    expect(answer.events.reduce(evolve, held)).toEqual(await house.rooms.state(session))
  })

  test('[R9] someone in the lobby is told where she stands and hears nothing', async () => {
    const fay = await enter('fay')
    const gil = tabOf('guest-gil')
    expect(await gil.join()).toEqual({
      ok: true,
      you: 'guest-gil',
      standing: 'unknown',
      serverNow: expect.any(Number) as number,
    })
    await gil.send({ type: 'lobby.knock', acceptedNorms: true })
    expect(Object.keys(await gil.join(0))).toEqual(['ok', 'you', 'standing', 'serverNow'])
    await fay.send({ type: 'chat.say', text: 'between us' })
    expect(await gil.raw('react', { kind: 'heart' })).toMatchObject({ code: 'person.not-admitted' })
    fay.socket.emit('react', { kind: 'applause' })
    await gil.raw('clock') // whatever was sent before has arrived
    expect([gil.heard, gil.reactions]).toEqual([[], []])
  })

  test('[R10] let in while waiting, removed while in, let in again: each time all her tabs are told', async () => {
    const fay = await enter('fay')
    const tabsOfGil = [tabOf('guest-gil'), tabOf('guest-gil')]
    for (const tab of tabsOfGil) await tab.join()
    await tabsOfGil[0]!.send({ type: 'lobby.knock', acceptedNorms: true })
    await fay.send({ type: 'lobby.admit', personId: 'guest-gil' as never })
    for (const tab of tabsOfGil) {
      await until(() => tab.standings.at(-1) === 'admitted')
      expect(await tab.join()).toMatchObject({ standing: 'admitted' })
    }
    await fay.send({ type: 'person.remove', personId: 'guest-gil' as never })
    for (const tab of tabsOfGil) await until(() => tab.standings.at(-1) === 'removed')
    const heard = tabsOfGil.map((tab) => tab.heard.length)
    await fay.send({ type: 'chat.say', text: 'among ourselves' })
    expect(await tabsOfGil[0]!.join()).toMatchObject({ standing: 'removed' })
    expect(await tabsOfGil[1]!.send({ type: 'chat.say', text: 'but' })).toMatchObject({ code: 'person.not-admitted' })
    expect(tabsOfGil.map((tab) => tab.heard.length)).toEqual(heard)
    await fay.send({ type: 'lobby.admit', personId: 'guest-gil' as never })
    await until(() => tabsOfGil[0]!.standings.at(-1) === 'admitted')
    expect(await tabsOfGil[0]!.join()).toMatchObject({ standing: 'admitted' })
  })

  test('[R10] refused while waiting, she is told', async () => {
    const fay = await enter('fay')
    const gil = tabOf('guest-gil')
    await gil.join()
    await gil.send({ type: 'lobby.knock', acceptedNorms: true })
    await fay.send({ type: 'lobby.refuse', personId: 'guest-gil' as never })
    await until(() => gil.standings.at(-1) === 'refused')
    expect(await gil.join()).toMatchObject({ standing: 'refused' })
  })

  test('[R11] a stranger, and a guest asking for another session, learn nothing', async () => {
    const stranger = tabOf('stranger')
    expect(await stranger.join()).toEqual({ ok: false, code: 'not.found' })
    expect(await tabOf('guest-gil').raw('join', { sessionId: 'session-2', since: null })).toEqual({
      ok: false,
      code: 'not.found',
    })
    expect(await stranger.send({ type: 'lobby.knock', acceptedNorms: true })).toMatchObject({
      code: 'person.not-admitted',
    })
    expect(Object.keys((await house.rooms.state(session)).people)).toEqual([])
  })
})

describe('presence and clock', () => {
  test('[R12] two tabs are two connections; away when the last is gone; joining twice is one', async () => {
    const one = await enter('ana')
    const two = tabOf('ana')
    await two.join()
    await two.join()
    const connections = async () => (await house.rooms.state(session)).people.ana!.connections.length
    await until(async () => (await connections()) === 2)
    one.close()
    await until(async () => (await connections()) === 1)
    two.close()
    await until(async () => (await connections()) === 0)
    const types = (await journal.read(session)).map(({ type }) => type)
    expect(types.filter((type) => type === 'person.connected')).toHaveLength(2)
    expect(types.filter((type) => type === 'person.disconnected')).toHaveLength(2)
  })

  test('[R13] connections a dead process left behind are journaled as gone, ours are not', async () => {
    await enter('ana')
    const again = await openHouse({ store, node: 'node-2' })
    const state = await again.rooms.state(session)
    expect(state.people.ana!.connections).toEqual([])
    expect((await journal.read(session)).at(-1)).toMatchObject({ type: 'room.recovered', node: 'node-1', by: null })
    await again.stop()
  })

  test('[R14] a step ends when it is due, and the next begins, once each', async () => {
    await house.rooms.propose(session, { type: 'session.plan', plan: planned({ stepMs: 120, advance: true }) })
    const fay = await enter('fay')
    await enter('pat')
    await fay.send({ type: 'session.start' })
    await until(() => fay.heard.some((event) => event.type === 'step.entered' && event.index === 3))
    const entered = (await journal.read(session)).filter((event) => event.type === 'step.entered').slice(0, 4)
    expect(entered.map((event) => (event.type === 'step.entered' ? [event.index, event.cause] : []))).toEqual([
      [0, 'start'],
      [1, 'due'],
      [2, 'due'],
      [3, 'due'],
    ])
    for (const [index, event] of entered.slice(1).entries()) {
      expect(event.at - entered[index]!.at).toBeGreaterThanOrEqual(120)
      expect(event.at - entered[index]!.at).toBeLessThan(1000)
    }
  })

  test('[R14] a paused step does not ring; resumed, it rings once and waits to be ended', async () => {
    await house.rooms.propose(session, { type: 'session.plan', plan: planned({ stepMs: 250 }) })
    const fay = await enter('fay')
    await enter('pat')
    await fay.send({ type: 'session.start' })
    await fay.send({ type: 'clock.pause' })
    const index = (await house.rooms.state(session)).step!.index
    const paused = Date.now()
    await until(() => Date.now() - paused > 400)
    expect(fay.heard.some(({ type }) => type === 'step.rang')).toBe(false)
    await fay.send({ type: 'clock.resume' })
    await until(() => fay.heard.some(({ type }) => type === 'step.rang' || type === 'step.entered'))
    const rung = Date.now()
    await until(() => Date.now() - rung > 400)
    expect(fay.heard.filter(({ type }) => type === 'step.rang')).toMatchObject([{ index }])
  })

  test('[R14] after a restart the clock goes on without anybody there', async () => {
    await house.rooms.propose(session, { type: 'session.plan', plan: planned({ stepMs: 700, advance: true }) })
    const fay = await enter('fay')
    await enter('pat')
    await fay.send({ type: 'session.start' })
    await house.stop()
    house = await openHouse({ store, node: 'node-2' })
    await house.rooms.state(session)
    await until(async () => (await house.rooms.state(session)).step!.index === 1)
    const entered = (await journal.read(session)).filter(({ type }) => type === 'step.entered')
    expect(entered[1]!.at - entered[0]!.at).toBeGreaterThanOrEqual(700)
    expect(entered[1]!.at - entered[0]!.at).toBeLessThan(2500)
  })

  test('[R16] clock answers the time of the server', async () => {
    const ahead = await openHouse({ store, now: () => 1_900_000_000_000 })
    expect(await tabOf('ana', ahead).raw('clock')).toBe(1_900_000_000_000)
    await ahead.stop()
  })

  test('[R24] draining, clients are told by a closed connection and come back by themselves; who left is journaled', async () => {
    const ana = await enter('ana')
    const gone = new Promise<string>((resolve) => ana.socket.once('disconnect', resolve))
    const port = Number(new URL(house.url).port)
    await house.stop()
    expect(['transport close', 'transport error']).toContain(await gone)
    expect((await journal.read(session)).at(-1)).toMatchObject({ type: 'person.disconnected', personId: 'ana' })
    expect(await house.rooms.execute(member('ana'), session, say('too late'))).toEqual({
      ok: false,
      code: 'server.draining',
    })
    house = await openHouse({ store, node: 'node-2', port })
    await until(() => ana.socket.connected)
    expect(await ana.join(1)).toHaveProperty('events')
  })

  test('[R24] a session nobody uses is let go of, and loaded again on demand', async () => {
    const small = await openHouse({ store, idleMs: 40 })
    await small.rooms.state(session)
    expect(small.rooms.counts().sessions).toBe(1)
    await until(() => small.rooms.counts().sessions === 0)
    expect((await small.rooms.state(session)).plan?.title).toBe('Reading in the early years')
    const ana = await enter('ana', small)
    const since = Date.now()
    await until(() => Date.now() - since > 150)
    expect(small.rooms.counts().sessions).toBe(1)
    ana.close()
    await until(() => small.rooms.counts().sessions === 0)
    await small.stop()
  })
})
