import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Command, Reaction } from './commands.ts'
import {
  AcceptInvitation,
  CommunityUpdate,
  NewCommunity,
  NewInvitation,
  NewMember,
  NewSession,
  ProfileUpdate,
  SessionUpdate,
  SignIn,
} from './rest.ts'
import { JoinRequest } from './socket.ts'

interface Door {
  safeParse(input: unknown): { success: true; data: unknown } | { success: false }
}
const session = {
  title: 'Reading in the early years',
  focusQuestion: 'How do we help?',
  protocolId: 'consultancy',
  presenterId: 'pat',
  facilitatorIds: ['fay'],
  startsAt: 1_800_000_000_000,
  timeZone: 'America/Chicago',
  minutes: 60,
  lobby: 'guests',
  enforcement: 'enforced',
}
const community = { name: 'Principals', purpose: 'Better questions', norms: ['Be kind'], districts: ['Oak'] }
const about = { id: 'c1', personId: 'ana' }

/** One's private notes: the one long text. */
const notes = { type: 'notes.keep', id: 'c1', text: '' }

/** What comes through each door when all is well. */
const wellFormed: [string, Door, object][] = [
  ...[
    { type: 'lobby.knock', id: 'c1', acceptedNorms: true },
    ...(['lobby.admit', 'lobby.refuse', 'person.remove', 'floor.give', 'floor.withdraw', 'hand.lower'] as const).map(
      (type) => ({ type, ...about }),
    ),
    { type: 'role.assign', role: 'observer', ...about },
    ...(['session.start', 'session.end', 'clock.pause', 'clock.resume', 'hand.raise', 'board.snapshot'] as const).map(
      (type) => ({ type, id: 'c1' }),
    ),
    { type: 'step.advance', id: 'c1', from: 0 },
    { type: 'step.back', id: 'c1', from: 3 },
    { type: 'clock.adjust', id: 'c1', deltaMs: -60_000 },
    { type: 'floor.override', id: 'c1', personId: null, speak: true, write: null },
    { type: 'chat.say', id: 'c1', text: 'Hello\nyou' },
    { type: 'commitment.make', id: 'c1', commitmentId: 'p1', text: 'Try it', due: 'in May' },
    { type: 'commitment.withdraw', id: 'c1', commitmentId: 'p1' },
    { type: 'turn.finish', id: 'c1', circle: 'plenary' },
    ...(['turn.pass', 'turn.take', 'groups.regroup', 'groups.call', 'drafts.reveal', 'agenda.refit'] as const).map(
      (type) => ({
        type,
        id: 'c1',
      }),
    ),
    { type: 'groups.arrange', id: 'c1', groups: [['ana', 'ben'], ['cy']] },
    { type: 'groups.move', groupId: 'g1-2', ...about },
    { type: 'groups.visit', id: 'c1', groupId: null },
    { type: 'groups.answer', id: 'c1', groupId: 'g12-3' },
    { type: 'groups.extend', id: 'c1', groupId: 'g1-1', deltaMs: 60_000 },
    { type: 'choice.make', id: 'c1', choice: 3 },
    { type: 'vote.cast', id: 'c1', noteId: 'note-1', dots: 2 },
    { type: 'thumb.show', id: 'c1', up: true },
    { type: 'whisper.say', id: 'c1', to: 'ana', kind: 'invite' },
    notes,
    { type: 'duty.assign', duty: 'scribe', ...about },
    { type: 'spotlight.set', ...about },
    { type: 'time.say', id: 'c1' },
  ].map((command): [string, Door, object] => [command.type, Command, command]),
  ['reaction', Reaction, { kind: 'idea' }],
  ['join', JoinRequest, { sessionId: 's1', since: 7 }],
  ['sign-in', SignIn, { email: 'ana@oak.example', next: '/sessions/s1' }],
  ['profile', ProfileUpdate, { name: 'Ana', district: null, language: 'es' }],
  ['new community', NewCommunity, community],
  ['community', CommunityUpdate, community],
  ['new member', NewMember, { email: 'ana@oak.example', name: 'Ana', district: null, role: 'member' }],
  ['new session', NewSession, session],
  ['session', SessionUpdate, session],
  ['new invitation', NewInvitation, { hours: 24 }],
  ['invitation', AcceptInvitation, { name: 'Gus', district: 'Elm' }],
]
const commandTypes = Command.def.options.map((option) => [...option.def.shape.type.def.values][0])

const json = fc.oneof(
  fc.jsonValue(),
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 3 }),
)
const strange = fc.oneof(
  json,
  fc.string({ minLength: 3000, maxLength: 4000 }),
  fc.constantFrom(
    -1,
    0.5,
    1e300,
    Number.NaN,
    Infinity,
    -Infinity,
    '',
    '\0',
    'x'.repeat(1e5),
    [],
    {},
    null,
    undefined,
    true,
  ),
  fc.constant(Array.from({ length: 5000 }, () => 'x')),
)

/** Every key in a value, however deep. */
function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => [key, ...keysOf((value as Record<string, unknown>)[key])])
}
/** Every string, number and list in a value with its size. */
function sizesOf(value: unknown): number[] {
  if (typeof value === 'string') return [value.length]
  if (Array.isArray(value)) return [value.length, ...value.flatMap(sizesOf)]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sizesOf) : []
}

describe('every door', () => {
  it('has its example here', () => {
    const shown = wellFormed.filter(([, door]) => door === Command).map(([name]) => name)
    expect(shown.toSorted()).toEqual(commandTypes.toSorted())
  })

  it.each(wellFormed)('%s: takes what is well formed, as it is', (_, door, example) => {
    expect(door.safeParse(example)).toEqual({ success: true, data: example })
  })

  it.each(wellFormed)('%s: nothing that may come makes it throw', (_, door) => {
    fc.assert(
      fc.property(json, (input) => {
        expect(() => door.safeParse(input)).not.toThrow()
      }),
    )
  })

  it.each(wellFormed)('%s: a field it does not know is refused', (_, door, example) => {
    fc.assert(
      fc.property(fc.string(), json, (key, value) => {
        fc.pre(!(key in example) && !optional.has(key) && value !== undefined)
        const input = Object.defineProperty({ ...example }, key, { value, enumerable: true })
        expect(door.safeParse(input).success).toBe(false)
      }),
    )
  })

  it.each(wellFormed)('%s: with one field replaced it never throws, and what it takes is small', (_, door, example) => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(example)), strange, (key, value) => {
        const parsed = door.safeParse({ ...example, [key]: value })
        if (!parsed.success) return
        for (const size of sizesOf(parsed.data)) expect(size).toBeLessThanOrEqual(example === notes ? 20_000 : 2000)
        for (const number of numbersOf(parsed.data)) expect(Number.isSafeInteger(number)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it.each(wellFormed)('%s: no key that reaches into prototypes comes out', (_, door, example) => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const text = JSON.stringify(example)
      const polluting = `{${JSON.stringify(key)}:{"polluted":true}${text === '{}' ? '}' : `,${text.slice(1)}`}`
      const parsed = door.safeParse(JSON.parse(polluting))
      expect(keysOf(parsed.success ? parsed.data : {})).not.toContain(key)
      expect('polluted' in (parsed.success ? (parsed.data as object) : {})).toBe(false)
    }
    expect('polluted' in {}).toBe(false)
  })
})
/** Fields that an example may leave out. */
const optional = new Set(['personId', 'due'])

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : []
}

describe('bounds', () => {
  const command = (change: object) => Command.safeParse({ id: 'c1', ...change }).success
  const planned = (change: object) => NewSession.safeParse({ ...session, ...change }).success

  it.each([
    [{ type: 'clock.adjust', deltaMs: 3_600_000 }, true],
    [{ type: 'clock.adjust', deltaMs: 3_600_001 }, false],
    [{ type: 'clock.adjust', deltaMs: -3_600_001 }, false],
    [{ type: 'clock.adjust', deltaMs: 0.5 }, false],
    [{ type: 'step.advance', from: 10_000 }, true],
    [{ type: 'step.advance', from: 10_001 }, false],
    [{ type: 'step.advance', from: -1 }, false],
    [{ type: 'chat.say', text: 'x'.repeat(2000) }, true],
    [{ type: 'chat.say', text: 'x'.repeat(2001) }, false],
    [{ type: 'chat.say', text: ' \n ' }, false],
    [{ type: 'commitment.make', commitmentId: 'p', text: 'x'.repeat(300) }, true],
    [{ type: 'commitment.make', commitmentId: 'p', text: 'x'.repeat(301) }, false],
    [{ type: 'commitment.make', commitmentId: 'p', text: 'x', due: 'x'.repeat(61) }, false],
    [{ type: 'commitment.make', commitmentId: 'p', text: 'x', onlyMe: true }, true],
    [{ type: 'commitment.make', commitmentId: 'p', text: 'x', onlyMe: false }, false],
    [{ type: 'role.assign', personId: 'ana', role: 'owner' }, false],
    [{ type: 'lobby.knock', acceptedNorms: false }, false],
    [{ type: 'lobby.admit', personId: '__proto__' }, false],
    [{ type: 'person.connect', personId: 'ana', connection: 'x' }, false],
  ])('command %j: %s', (change, taken) => expect(command(change)).toBe(taken))

  it.each([
    [{ minutes: 5 }, true],
    [{ minutes: 4 }, false],
    [{ minutes: 480 }, true],
    [{ minutes: 481 }, false],
    [{ minutes: 30.5 }, false],
    [{ startsAt: -1 }, false],
    [{ startsAt: 8_640_000_000_001 }, false],
    [{ timeZone: 'Mars/Olympus' }, false],
    [{ timeZone: '' }, false],
    [{ timeZone: 'x'.repeat(65) }, false],
    [{ facilitatorIds: [] }, false],
    [{ facilitatorIds: Array.from({ length: 9 }, (_, index) => `f${index}`) }, false],
    [{ focusQuestion: 'x'.repeat(601) }, false],
    [{ title: 'x'.repeat(161) }, false],
    [{ protocolId: 'No Such' }, false],
  ])('session %j: %s', (change, taken) => expect(planned(change)).toBe(taken))

  it.each(['/sessions/s1', '/'])('after signing in one may go to %s', (next) =>
    expect(SignIn.safeParse({ email: 'a@b.co', next }).success).toBe(true),
  )
  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/a b',
    'javascript:alert(1)',
    `/${'x'.repeat(301)}`,
  ])('after signing in one may not go to %s', (next) =>
    expect(SignIn.safeParse({ email: 'a@b.co', next }).success).toBe(false),
  )
  it.each(['ana', '@oak.example', 'ana@', 'ana@oak.example\nBcc: all@oak.example', `${'x'.repeat(250)}@oak.example`])(
    '%j is no address',
    (email) => expect(SignIn.safeParse({ email }).success).toBe(false),
  )
  it('a list in a community is bounded, in number and in length', () => {
    const many = (count: number) => Array.from({ length: count }, () => 'x')
    expect(NewCommunity.safeParse({ name: 'x', norms: many(20), districts: many(200) }).success).toBe(true)
    expect(NewCommunity.safeParse({ name: 'x', norms: many(21) }).success).toBe(false)
    expect(NewCommunity.safeParse({ name: 'x', districts: many(201) }).success).toBe(false)
    expect(CommunityUpdate.safeParse({ purpose: 'x'.repeat(2001) }).success).toBe(false)
  })
})
