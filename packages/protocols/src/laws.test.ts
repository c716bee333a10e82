import {
  refusalCodes,
  type Command,
  type EventType,
  type Floor,
  type FloorRule,
  type PersonId,
  type PlannedStep,
  type Protocol,
  type RefusalCode,
  type ServerCommand,
  type SessionEvent,
  type SessionPlan,
  type SessionRole,
  type SessionState,
  type Step,
} from '@copse/contract'
import * as fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { eventFor, stateFor } from './audience.ts'
import { catalogue } from './catalogue/catalogue.ts'
import { dueAt, nextDue, remainingMs } from './clock.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import { floor } from './floor.ts'
import { initialState } from './initial-state.ts'
import { plan, totalMs } from './plan.ts'
import { circleOf, isApart, isLate } from './circles.ts'
import { currentStep, effectiveRole, isHere, isSpareRound, mayRun, takingPart } from './roles.ts'
import { fold, id, Meeting, planOf, protocolOf, snapshotNote, step, type Asking } from './testing.ts'
import { mayTake } from './turns.ts'
import { view } from './view.ts'

/** Whom a walk is about: three of them run things at first, `gus` is a guest, `zed` never knocks. */
const cast = ['fay', 'eve', 'pat', 'ana', 'ben', 'dot', 'oli', 'gus', 'zed'] as const
const roles: readonly SessionRole[] = ['facilitator', 'presenter', 'participant', 'observer']
const access = fc.constantFrom('hidden', 'read', 'own', 'write' as const)

const floorRule: fc.Arbitrary<FloorRule> = fc.oneof(
  fc.constantFrom<FloorRule>({ mode: 'open' }, { mode: 'queue' }, { mode: 'nobody' }, { mode: 'inner' }),
  fc.record({
    mode: fc.constant('rounds' as const),
    turnSeconds: fc.integer({ min: 5, max: 120 }),
    pauseSeconds: fc.constantFrom(0, 10),
    order: fc.constantFrom(undefined, 'seats', 'free' as const),
    rotate: fc.boolean(),
    after: fc.constantFrom('open', 'silence' as const),
  }),
  fc.subarray([...roles], { minLength: 1 }).map((roles): FloorRule => ({ mode: 'roles', roles })),
)
const groupings: fc.Arbitrary<Step['grouping']> = fc.oneof(
  fc.record({
    kind: fc.constant('groups' as const),
    size: fc.integer({ min: 2, max: 4 }),
    above: fc.constantFrom(undefined, undefined, 3),
    fill: fc.constantFrom('random', 'mixed', 'hand' as const),
    fresh: fc.boolean(),
  }),
  fc.constantFrom<Step['grouping']>(
    { kind: 'merge' },
    { kind: 'choice' },
    { kind: 'fishbowl', inner: 2 },
    { kind: 'fishbowl', inner: 2, satellites: 2 },
  ),
)
const stepShape: fc.Arbitrary<Partial<Step>> = fc.record({
  floor: floorRule,
  board: fc.record({
    everyone: access,
    byRole: fc.dictionary(fc.constantFrom(...roles), access),
    drafts: fc.option(fc.record({ anonymous: fc.boolean() }), { nil: undefined, freq: 2 }),
  }),
  cameras: fc.constantFrom<Step['cameras'][]>(undefined, 'all', 'speakers', { offFor: ['presenter'] }),
  grouping: fc.option(groupings, { nil: undefined, freq: 2 }),
  choices: fc.constantFrom<Step['choices'][]>(undefined, [{ en: 'North' }, { en: 'South' }]),
  votes: fc.constantFrom<Step['votes'][]>(undefined, { dots: 3 }),
  goOn: fc.constantFrom<Step['goOn'][]>(undefined, undefined, { minutes: 2, times: 1 }),
  onEnd: fc.constantFrom('chime', 'ask', 'advance' as const),
  minutes: fc.nat(10).map((more) => ({ min: 1, default: 1 + more, max: 2 + 2 * more })),
})
const invented: fc.Arbitrary<Protocol> = fc
  .tuple(fc.array(fc.tuple(stepShape, fc.boolean()), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([shapes, needsPresenter]) =>
    protocolOf(
      shapes.map(([shape, repeats], index) => {
        const one = step({ ...shape, id: `s${index}` })
        if (!repeats) return one
        if (one.votes === undefined && one.onEnd === 'ask') return { repeat: 'topics' as const, most: 2, steps: [one] }
        return index % 2 === 0
          ? { repeat: one.minutes.default % 2 === 0 ? ('people' as const) : ('stations' as const), steps: [one] }
          : { repeat: 'questions' as const, items: [{ en: 'Why?' }, { en: 'What if?' }], steps: [one] }
      }),
      { needsPresenter },
    ),
  )
const plans: fc.Arbitrary<SessionPlan> = fc
  .record({
    protocol: fc.oneof(invented, fc.constantFrom(...catalogue)),
    minutes: fc.integer({ min: 5, max: 120 }),
    presenterId: fc.constantFrom(null, id('pat'), id('ana')),
    lobby: fc.constantFrom('guests', 'everyone' as const),
    enforcement: fc.constantFrom('enforced', 'guide' as const),
  })
  .map(({ protocol, ...change }) => planOf(protocol, change))

/** `ana` is spoken of most, so that things done to someone are undone as well. */
const anyone = fc.oneof(fc.constantFrom<string>(...cast), fc.constant('ana'))
const verdict = fc.constantFrom(true, false, null)
/** `here`: the step it is now, whatever that is when the time comes. */
const HERE = -1
const from = fc.oneof({ weight: 5, arbitrary: fc.constant(HERE) }, { weight: 1, arbitrary: fc.nat(9) })
/** Groups there may be, in the first formations, and one there never is. */
const someCircle = fc.constantFrom('g1-1', 'g1-1', 'g1-2', 'g2-1', 'g99-1', 'plenary')
const commands: fc.Arbitrary<Asking> = fc.oneof(
  fc.constantFrom<Asking>({ type: 'session.start' }, { type: 'board.snapshot' }, { type: 'chat.say', text: 'hello' }),
  fc.constantFrom<Asking>({ type: 'clock.pause' }, { type: 'clock.resume' }),
  fc.constantFrom<Asking>({ type: 'hand.raise' }, { type: 'hand.lower' }),
  fc.record({ type: fc.constantFrom('step.advance', 'step.back'), from }),
  fc.record({
    type: fc.constantFrom('lobby.admit', 'lobby.refuse', 'person.remove', 'hand.lower'),
    personId: anyone,
  }),
  fc.record({
    type: fc.constantFrom('floor.give', 'floor.withdraw'),
    personId: anyone,
  }),
  fc.record({ type: fc.constant('role.assign' as const), personId: anyone, role: fc.constantFrom(...roles) }),
  fc.record({
    type: fc.constant('clock.adjust' as const),
    deltaMs: fc.oneof(fc.integer({ min: -180_000, max: 180_000 }), fc.constantFrom(-3_600_000, 3_600_000)),
  }),
  fc.record({
    type: fc.constant('floor.override' as const),
    personId: fc.option(anyone),
    speak: verdict,
    write: verdict,
  }),
  fc.record({
    type: fc.constantFrom('commitment.make' as const),
    commitmentId: fc.constantFrom('c1', 'c2'),
    text: fc.constant('try it'),
    onlyMe: fc.constantFrom(undefined, true as const),
  }),
  fc.record({ type: fc.constantFrom('commitment.withdraw' as const), commitmentId: fc.constantFrom('c1', 'c2') }),
  fc.constantFrom<Asking>(
    { type: 'turn.finish' },
    { type: 'turn.pass' },
    { type: 'turn.take' },
    { type: 'turn.take', waits: true },
    { type: 'groups.regroup' },
    { type: 'groups.call' },
    { type: 'groups.call' },
    { type: 'drafts.reveal' },
    { type: 'agenda.refit' },
    { type: 'thumb.show', up: true },
    { type: 'time.say' },
    { type: 'groups.visit', groupId: null },
  ),
  fc.record({ type: fc.constant('turn.finish' as const), circle: someCircle }),
  fc.record({ type: fc.constantFrom('groups.visit', 'groups.answer'), groupId: someCircle }),
  fc.record({ type: fc.constant('groups.move' as const), personId: anyone, groupId: someCircle }),
  fc.record({
    type: fc.constant('groups.extend' as const),
    groupId: someCircle,
    deltaMs: fc.constantFrom(0, 60_000, -60_000, 3_600_000),
  }),
  fc.record({
    type: fc.constant('groups.arrange' as const),
    groups: fc.array(fc.array(anyone, { maxLength: 3 }), { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('choice.make' as const), choice: fc.nat(2) }),
  fc.record({
    type: fc.constant('vote.cast' as const),
    noteId: fc.constantFrom('n1', 'n2'),
    dots: fc.nat(3),
  }),
  fc.record({
    type: fc.constant('whisper.say' as const),
    to: fc.option(anyone),
    kind: fc.constantFrom('message', 'invite', 'probing'),
    text: fc.constantFrom(undefined, 'psst'),
  }),
  fc.record({ type: fc.constant('notes.keep' as const), text: fc.constantFrom('', 'a note') }),
  fc.record({
    type: fc.constant('duty.assign' as const),
    duty: fc.constantFrom('timekeeper', 'scribe'),
    personId: fc.option(anyone),
  }),
  fc.record({ type: fc.constant('spotlight.set' as const), personId: fc.option(anyone) }),
) as fc.Arbitrary<Asking>

type Act =
  | { readonly do: 'ask'; readonly by: string; readonly command: Asking }
  | { readonly do: 'knock'; readonly by: string; readonly role: SessionRole }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'wait until due' }
  | { readonly do: 'propose'; readonly command: ServerCommand }
  /** Whoever has a turn loses her line, and has it again at once. */
  | { readonly do: 'blink' }
  /** A step with `goOn` comes to its last seconds, and somebody would go on. */
  | { readonly do: 'go on'; readonly up: boolean }
  /** A note gets a dot, the next step is entered, and the server tells what the note says. */
  | { readonly do: 'choose' }
  /** Two wish to speak, and the second thinks better of it; or one while another speaks. */
  | { readonly do: 'wish' }
  /** Somebody of the first group calls, and somebody who runs the session comes and gives it a minute. */
  | { readonly do: 'help' }

/** `theirs`: the one they came with. */
const connection = fc.constantFrom('node-1:theirs', 'node-1:theirs', 'node-1:b', 'node-2:a')
const proposals: fc.Arbitrary<ServerCommand> = fc.oneof(
  fc
    .record({
      type: fc.constantFrom('person.connect', 'person.disconnect'),
      personId: fc.constantFrom(id('pat'), id('ana'), id('ben')),
      connection,
    })
    .map((command) => ({ ...command, connection: command.connection.replace('theirs', command.personId) })),
  fc.record({ type: fc.constant('room.recover' as const), node: fc.constantFrom('node-1', 'node-2') }),
  fc.record({ type: fc.constant('step.due' as const), from }),
  fc.record({ type: fc.constant('turn.due' as const), circle: someCircle, personId: anyone.map(id) }),
  fc.record({
    type: fc.constant('board.snapshotted' as const),
    snapshot: fc.constantFrom('one', 'two').map(snapshotNote),
  }),
  fc.constant({ type: 'topics.name' as const, words: { n1: 'One', n2: 'Two' } }),
)
const replans: fc.Arbitrary<ServerCommand> = plans.map((plan) => ({ type: 'session.plan', plan }))
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ do: fc.constant('ask'), by: fc.constant('fay'), command: commands }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('ask'), by: anyone, command: commands }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('ask'),
      by: fc.constant('fay'),
      command: fc.constant({ type: 'session.end' }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('knock'), by: anyone, role: fc.constantFrom(...roles) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.nat(400_000) }) },
  { weight: 3, arbitrary: fc.constant({ do: 'wait until due' }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('propose'), command: proposals }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('propose'), command: replans }) },
  {
    weight: 7,
    arbitrary: fc.constantFrom(
      { do: 'blink' },
      { do: 'help' },
      { do: 'wish' },
      { do: 'choose' },
      { do: 'go on', up: true },
      { do: 'go on', up: false },
    ),
  },
) as fc.Arbitrary<Act>

/** A plan, whether the session starts at once, and what random people then do. */
const walks = fc.record({
  stated: plans,
  starts: fc.boolean(),
  acts: fc.array(acts, { maxLength: 50, size: 'max' }),
})
type Walk = { readonly stated: SessionPlan; readonly starts: boolean; readonly acts: readonly Act[] }

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  Object.values(value).forEach(frozen)
  return value
}

const here = (room: Meeting, command: { from: number }) =>
  command.from === HERE ? { ...command, from: room.state.step?.index ?? 0 } : command

function act(room: Meeting, one: Act): string[] | string {
  if (one.do === 'knock') return room.knock(one.by, one.role, one.by === 'gus')
  if (one.do === 'ask')
    return room.ask(one.by, ('from' in one.command ? here(room, one.command) : one.command) as Asking)
  if (one.do === 'propose')
    return room.propose(('from' in one.command ? here(room, one.command) : one.command) as ServerCommand)
  if (one.do === 'blink') return blink(room)
  if (one.do === 'help') return help(room)
  if (one.do === 'wish') return wish(room)
  if (one.do === 'choose') return choose(room)
  if (one.do === 'go on') return goOn(room, one.up)
  if (one.do === 'wait') return room.wait(one.ms) && []
  const due = nextDue(room.state)
  room.now = Math.max(room.now, due?.at ?? 0)
  return due ? room.propose(due.command) : room.due()
}

/** The events of several outcomes; what was refused among them came to nothing. */
const happened = (outcomes: readonly (string[] | string)[]): string[] =>
  outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : outcome))

function blink(room: Meeting): string[] | string {
  const holder = Object.values(room.state.turns)[0]?.now?.personId
  const connections = holder ? (room.state.people[holder]?.connections ?? []) : []
  const all = connections.map((connection) =>
    room.propose({ type: 'person.disconnect', personId: holder!, connection }),
  )
  const [back] = connections
  if (back !== undefined) all.push(room.propose({ type: 'person.connect', personId: holder!, connection: back }))
  return happened(all)
}

function choose(room: Meeting): string[] | string {
  if (!room.state.step || !currentStep(room.state)?.votes) return []
  return happened([
    room.ask('ana', { type: 'vote.cast', noteId: 'n1', dots: 1 }),
    room.ask('fay', { type: 'step.advance', from: room.state.step.index }),
    room.propose({ type: 'topics.name', words: { n1: 'One', n2: 'Two' } }),
  ])
}

function goOn(room: Meeting, up: boolean): string[] | string {
  const at = dueAt(room.state)
  if (at === null || !currentStep(room.state)?.goOn) return []
  room.now = Math.max(room.now, at - 10_000)
  const shown = ['fay', 'ben'].map((name) => room.ask(name, { type: 'thumb.show', up }))
  room.now = at
  return happened([...shown, room.due()])
}

function wish(room: Meeting): string[] | string {
  const free = Object.values(room.state.turns).find(({ claims }) => claims !== null)
  const wanting = free?.order.filter((personId) => mayTake(room.state, free, personId)).slice(0, 2) ?? []
  const [first, second] = wanting
  if (first && free?.now) return room.ask(first, { type: 'turn.take' })
  const asked = wanting.map((name) => room.ask(name, { type: 'turn.take', waits: true }))
  return happened([...asked, second ? room.ask(second, { type: 'turn.pass' }) : []])
}

function help(room: Meeting): string[] | string {
  const group = room.state.groups[0]
  const [member] = group?.members ?? []
  if (member === undefined) return []
  const called = room.ask(member, { type: 'groups.call' })
  return typeof called === 'string'
    ? called
    : happened([
        called,
        room.ask('fay', { type: 'groups.visit', groupId: group!.id }),
        room.ask('fay', { type: 'groups.extend', groupId: group!.id, deltaMs: 60_000 }),
      ])
}

/** Goes a walk; everything the engine is given is frozen, so that whoever writes to it throws. */
function go(
  { stated, starts, acts }: Walk,
  seen: (room: Meeting, before: SessionState, one: Act | null, outcome: string[] | string) => void,
): Meeting {
  const room = new Meeting(frozen(stated)).seat({
    fay: 'facilitator',
    pat: 'presenter',
    ana: 'participant',
    ben: 'participant',
    dot: 'participant',
  })
  if (starts) room.ask('fay', { type: 'session.start' })
  seen(room, room.state, null, [])
  for (const one of acts) {
    const before = frozen(room.state)
    seen(room, before, one, act(room, frozen(one)))
  }
  return room
}
const overWalks = (law: (walk: Walk) => void, numRuns = 200) =>
  fc.assert(
    fc.property(walks, (walk) => law(walk)),
    { numRuns },
  )
const wire = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

describe('replay', () => {
  it('[P40] folding the journal from any point gives the live state, though it went through JSON', () => {
    overWalks((walk) => {
      const held: SessionState[] = []
      const room = go(walk, (room) => held.push(room.state))
      const journal = frozen(wire(room.journal))
      const live = wire(room.state)
      expect(wire(fold(journal))).toEqual(live)
      for (const state of held) expect(wire(fold(journal.slice(state.seq), wire(state)))).toEqual(live)
    })
  })

  it('[P40] a state that went through JSON decides and shows the same', () => {
    overWalks((walk) => {
      go(walk, ({ state, now }) => {
        const other = wire(state)
        expect(wire(view(other, now))).toEqual(wire(view(state, now)))
        expect(dueAt(other)).toBe(dueAt(state))
        for (const name of cast) expect(floor(other, id(name))).toEqual(floor(state, id(name)))
      })
    }, 60)
  })

  it('[P41] the next state shares with the one before all that stayed the same', () => {
    overWalks((walk) => {
      const room = go(walk, () => undefined)
      room.journal.reduce((before, event) => {
        const after = evolve(frozen(before), frozen(event))
        expect([event.type, copied(before, after, event)]).toEqual([event.type, []])
        return after
      }, initialState)
    })
  })

  it('[P41] an event of an unknown type only moves the number', () => {
    overWalks((walk) => {
      const { state } = go(walk, () => undefined)
      const strange = { type: 'room.painted', colour: 'green', seq: state.seq + 1, at: 0, by: null } as never
      const { seq, ...rest } = evolve(frozen(state), strange)
      expect(seq).toBe(state.seq + 1)
      for (const [key, value] of Object.entries(rest)) expect(value).toBe(state[key as keyof SessionState])
    }, 40)
  })

  it('[P41] whatever events come, in whatever order, there is a next state and it can be shown', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(walks, fc.nat(1e6)), { minLength: 2, maxLength: 4 }), (parts) => {
        // Events of different sessions, shuffled together: people, steps and promises nobody heard of.
        const events = parts
          .flatMap(([walk, salt]) => go(walk, () => undefined).journal.map((event, index) => ({ event, salt, index })))
          .toSorted((a, b) => ((a.index * 7919 + a.salt) % 1009) - ((b.index * 7919 + b.salt) % 1009))
        let state = initialState
        for (const [index, { event }] of events.entries()) {
          state = evolve(frozen(state), frozen({ ...event, seq: index + 1 }))
          expect(state.seq).toBe(index + 1)
          for (const name of cast) floor(state, id(name))
          view(state, event.at)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('deciding', () => {
  it('[P42] nothing throws, nothing is written to, and every refusal has a code of the contract', () => {
    overWalks((walk) => {
      go(walk, (room, before, _one, outcome) => {
        const code = typeof outcome === 'string' ? outcome : 'input.invalid'
        expect(refusalCodes).toContain(code)
        // A refusal leaves everything as it was; events leave the number where the journal is.
        expect(typeof outcome === 'string' && room.state !== before).toBe(false)
        expect(room.state.seq).toBe(room.journal.length)
      })
    })
  })

  it('[P42] asked twice at the same moment it answers the same', () => {
    overWalks((walk) => {
      go(walk, ({ state, now }, _before, one) => {
        if (one?.do !== 'ask') return
        const command = { ...one.command, id: 'c' } as Command
        const context = frozen({ by: id(one.by), now })
        expect(decide(frozen(state), command, context)).toEqual(decide(wire(state), command, context))
      })
    }, 60)
  })

  it('[P42] the walks of these laws come by every event and every refusal the engine has', () => {
    const events = new Set<string>()
    const codes = new Set<string>()
    fc.assert(
      fc.property(walks, (walk) => {
        go(walk, (_room, _before, _one, outcome) => {
          if (typeof outcome === 'string') codes.add(outcome)
          else for (const type of outcome) events.add(type)
        })
      }),
      { numRuns: 2500, seed: 7 },
    )
    expect([...events].toSorted()).toEqual(Object.keys(everyEvent).toSorted())
    expect([...codes].toSorted()).toEqual([...ofTheEngine].toSorted())
  })

  it('[P44] nobody proposes what only the server may, and no command comes from nobody', () => {
    overWalks((walk) => {
      go(walk, ({ state, now }, _before, one) => {
        for (const name of cast)
          for (const command of everyProposal(walk.stated))
            expect(decide(state, command, { by: id(name), now })).toEqual({ ok: false, code: 'access.denied' })
        if (one?.do !== 'ask') return
        const command = { ...one.command, id: 'c' } as Command
        expect(decide(state, command, { by: null, now })).toEqual({ ok: false, code: 'auth.required' })
      })
    }, 40)
  })
})

describe('at every moment', () => {
  it('[P28] [P29] [P31] who speaks in a step is named by it, was given the floor, or was overridden', () => {
    overWalks((walk) => {
      go(walk, ({ state }) => {
        const step = currentStep(state)
        if (!step || state.plan?.enforcement === 'guide') return
        for (const name of cast) {
          const who = id(name)
          expect([name, floor(state, who).speak]).toEqual([name, maySpeak(state, step, who)])
        }
      })
    })
  })

  it('[P26] [P29] outside, or an observer with nothing given, one neither speaks nor draws nor shows', () => {
    const nothing: Partial<Floor> = { speak: false, camera: false, share: false }
    overWalks((walk) => {
      go(walk, ({ state }) => {
        const { everyone, byPerson } = state.overrides
        for (const name of cast) {
          const person = state.people[name]
          const outside = person?.standing !== 'admitted'
          const silent = person?.role === 'observer' && !everyone && !byPerson[name] && !state.given.includes(person.id)
          if (!outside && !silent) continue
          const now = floor(state, id(name))
          expect(now).toMatchObject(nothing)
          expect(outside ? now.board === 'hidden' : now.board !== 'write').toBe(true)
        }
      })
    })
  })

  it('[P12] once someone runs the session, someone always does', () => {
    overWalks((walk) => {
      go(walk, ({ state }) => {
        expect(Object.keys(state.people).some((name) => mayRun(state, id(name)))).toBe(true)
      })
    })
  })

  it('[P9] [P10] [P14] hands, floors and overrides belong to people who are in', () => {
    overWalks((walk) => {
      go(walk, ({ state }) => {
        const holders = [...state.hands, ...state.given, ...Object.keys(state.overrides.byPerson)]
        expect(holders.filter((name) => state.people[name]?.standing !== 'admitted')).toEqual([])
        expect(new Set(state.hands).size).toBe(state.hands.length)
        expect(state.hands.filter((name) => state.people[name]?.role === 'observer')).toEqual([])
      })
    })
  })

  it('[P21] [P22] [P23] what remains is the time given, less the time that ran', () => {
    overWalks((walk) => {
      let left: number | null = null
      let lastNow = 0
      let paused = false
      go(walk, (room, before, one, outcome) => {
        if (left !== null && !paused) left -= room.now - lastNow
        lastNow = room.now
        for (const event of room.journal.slice(before.seq)) {
          if (event.type === 'step.entered') [left, paused] = [event.durationMs, false]
          if (event.type === 'clock.paused') paused = true
          if (event.type === 'clock.resumed') paused = false
          if (event.type === 'clock.adjusted') left = Math.max(left!, event.deltaMs > 0 ? 0 : left!) + event.deltaMs
          if (event.type === 'session.ended') left = null
        }
        // The first look comes after the start.
        if (!one) left = room.state.step?.durationMs ?? null
        expect([one, outcome, remainingMs(room.state, room.now)]).toEqual([one, outcome, left])
        expect(left === null || left <= 10 * 3_600_000).toBe(true)
      })
    })
  })

  it('[P2] [P16] started, an agenda takes the minutes it was planned for, as far as its steps can', () => {
    overWalks((walk) => {
      const { state } = go({ ...walk, acts: [] }, () => undefined)
      if (!state.startedAt) return
      const { protocol, minutes } = state.plan!
      const people = takingPart(state, { connected: true })
      const bound = (minutes: number) => totalMs(plan(protocol, { minutes, people }))
      expect(totalMs(state.agenda!)).toBe(Math.min(bound(100_000), Math.max(bound(0), minutes * 60_000)))
    })
  })
})

describe('circles', () => {
  it('[P51] in rounds nobody speaks beside who holds the turn of her circle, unless given the floor or overridden', () => {
    overWalks((walk) => {
      go(walk, ({ state }) => {
        const step = currentStep(state)
        if (step?.floor.mode !== 'rounds' || state.plan?.enforcement === 'guide') return
        for (const [circle, turns] of Object.entries(state.turns)) {
          if (turns.now?.phase !== 'speaking') continue
          const speakers = cast.map(id).filter((who) => {
            const { speak, speakReason } = floor(state, who)
            return speak && circleOf(state, who) === circle && speakReason === 'your-turn'
          })
          expect(speakers.every((who) => who === turns.now!.personId)).toBe(true)
        }
      })
    })
  })

  it('[P62] nobody is in two groups; everyone in a group was let in; ids are never used twice', () => {
    overWalks((walk) => {
      const used = new Set<string>()
      const room = go(walk, ({ state }) => {
        const members = state.groups.flatMap((group) => group.members)
        expect(new Set(members).size).toBe(members.length)
        for (const member of members) expect(state.people[member]?.standing).toBe('admitted')
        expect(isApart(state) && state.groups.length === 0).toBe(false)
      })
      for (const event of room.journal) {
        if (event.type !== 'groups.formed') continue
        const ids = event.groups.map((group) => group.id)
        const isNew = ids.some((one) => !used.has(one))
        expect(isNew && ids.some((one) => used.has(one))).toBe(false)
        for (const one of ids) used.add(one)
      }
    })
  })

  it('[P59] nobody has two turns in one round', () => {
    overWalks((walk) => {
      const room = go(walk, ({ state }) => {
        for (const { order, done } of Object.values(state.turns)) {
          expect(new Set(order).size).toBe(order.length)
          expect(new Set(done).size).toBe(done.length)
        }
      })
      let ended: string[] = []
      for (const event of room.journal) {
        if (event.type === 'step.entered' || event.type === 'groups.formed' || event.type === 'groups.joined')
          ended = []
        if (event.type !== 'turn.ended') continue
        expect(ended).not.toContain(event.personId)
        ended.push(event.personId)
      }
    })
  })

  it('[P74] folding what each may see gives the state each may see', () => {
    overWalks((walk) => {
      const room = go(walk, () => undefined)
      for (const name of cast)
        expect(fold(room.journal.map((event) => eventFor(event, id(name))))).toEqual(stateFor(room.state, id(name)))
    }, 60)
  })
})

/** The parts of a state that are copies of what was there before, though equal to it. A plan stated anew is the event's own. */
function copied(before: SessionState, after: SessionState, event: SessionEvent): string[] {
  const brought: unknown[] = event.type === 'session.planned' ? [event.plan, event.plan.agenda] : Object.values(event)
  const parts = (state: SessionState): Record<string, unknown> => ({
    ...state,
    'overrides.byPerson': state.overrides.byPerson,
    ...Object.fromEntries(Object.values(state.people).map((person) => [`people.${person.id}`, person])),
    ...Object.fromEntries(
      Object.values(state.people).map((person) => [`people.${person.id}.connections`, person.connections]),
    ),
  })
  const [was, is] = [parts(before), parts(after)]
  return Object.keys(was).filter(
    (key) => was[key] !== is[key] && !brought.includes(is[key]) && isDeepStrictEqual(was[key], is[key]),
  )
}

/** The floor said once more in other words than the engine's: who may speak in a step that is enforced. */
function maySpeak(state: SessionState, { floor: rule }: PlannedStep, who: PersonId): boolean {
  const person = state.people[who]
  if (person?.standing !== 'admitted') return false
  const words = [state.overrides.byPerson[who]?.speak, state.overrides.everyone?.speak]
  const word = words.find((one) => one === true || one === false)
  if (word !== undefined) return word
  if (state.given.includes(who)) return true
  const role = effectiveRole(state, who)!
  if (role === 'observer' || isLate(state, who)) return false
  if (isSpareRound(state, who)) return true
  if (rule.mode === 'rounds') {
    const turns = state.turns[circleOf(state, who)]
    const asks = (one: PersonId) => rule.order !== 'free' || !state.step!.rang || turns!.claims!.includes(one)
    const waits = (one: PersonId) => !turns!.done.includes(one) && isHere(state, one) && asks(one)
    const waited = turns && (turns.now || turns.order.some(waits))
    return waited ? turns.now?.personId === who && turns.now.phase === 'speaking' : rule.after === 'open'
  }
  const isInside = state.groups[0]?.members.includes(who) ?? false
  const named: Record<Exclude<FloorRule['mode'], 'rounds'>, readonly SessionRole[]> = {
    nobody: [],
    open: roles,
    queue: ['facilitator'],
    roles: ['facilitator', ...(rule.mode === 'roles' ? rule.roles : [])],
    inner: isInside ? roles : ['facilitator'],
  }
  return named[rule.mode].includes(role)
}

const everyProposal = (stated: SessionPlan): ServerCommand[] => [
  { type: 'session.plan', plan: stated },
  { type: 'person.connect', personId: id('ana'), connection: 'node-1:x' },
  { type: 'person.disconnect', personId: id('ana'), connection: 'node-1:x' },
  { type: 'person.expel', personId: id('ana') },
  { type: 'room.recover', node: 'node-1' },
  { type: 'step.due', from: 0 },
  { type: 'turn.due', circle: 'plenary', personId: id('ana') },
  { type: 'board.snapshotted', snapshot: snapshotNote('x') },
  { type: 'topics.name', words: { n1: 'One' } },
]

/** `event.withheld` is what others see of an event, and never decided. */
const everyEvent: { readonly [Type in Exclude<EventType, 'event.withheld'>]: true } = {
  'session.planned': true,
  'session.started': true,
  'session.ended': true,
  'person.knocked': true,
  'person.admitted': true,
  'person.refused': true,
  'person.removed': true,
  'person.connected': true,
  'person.disconnected': true,
  'room.recovered': true,
  'role.assigned': true,
  'step.entered': true,
  'step.rang': true,
  'clock.paused': true,
  'clock.resumed': true,
  'clock.adjusted': true,
  'hand.raised': true,
  'hand.lowered': true,
  'floor.given': true,
  'floor.withdrawn': true,
  'floor.overridden': true,
  'chat.said': true,
  'groups.formed': true,
  'groups.closed': true,
  'groups.joined': true,
  'groups.visited': true,
  'groups.called': true,
  'groups.answered': true,
  'groups.extended': true,
  'choice.made': true,
  'turns.set': true,
  'turn.began': true,
  'turn.ended': true,
  'turn.interrupted': true,
  'turn.restored': true,
  'turn.deferred': true,
  'turn.claimed': true,
  'turn.unclaimed': true,
  'drafts.revealed': true,
  'vote.cast': true,
  'votes.counted': true,
  'topics.named': true,
  'thumb.shown': true,
  'thumbs.counted': true,
  'agenda.refitted': true,
  'whisper.said': true,
  'notes.kept': true,
  'duty.assigned': true,
  'spotlight.set': true,
  'time.said': true,
  'commitment.made': true,
  'commitment.withdrawn': true,
  'board.snapshot-requested': true,
  'board.snapshotted': true,
}

/** What the engine itself refuses with where someone is known and a plan stands; the rest are the server's codes. */
const ofTheEngine: readonly RefusalCode[] = [
  'access.denied',
  'agenda.no-room',
  'agenda.on-time',
  'choice.not-offered',
  'clock.not-paused',
  'clock.not-running',
  'clock.out-of-range',
  'commitment.unknown',
  'drafts.none',
  'group.not-now',
  'group.unknown',
  'hand.already-raised',
  'hand.not-raised',
  'input.invalid',
  'person.not-admitted',
  'person.not-waiting',
  'person.unknown',
  'role.last-facilitator',
  'session.already-started',
  'session.ended',
  'session.no-presenter',
  'session.nobody-here',
  'session.not-started',
  'step.moved-on',
  'step.none-before',
  'step.none-next',
  'turn.not-yours',
  'turn.taken',
  'vote.not-open',
  'vote.too-many',
]
