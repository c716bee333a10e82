import type { BoardRule, FloorRule, SessionPlan, SessionRole, Step } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { floor } from './floor.ts'
import { id, Meeting, planOf, protocolOf, step } from './testing.ts'

const people = { fay: 'facilitator', pat: 'presenter', ana: 'participant', oli: 'observer' } as const

const gathered = (change: Partial<Step> = {}, stated: Partial<SessionPlan> = {}) =>
  new Meeting(planOf(protocolOf([step(change)]), stated)).seat(people)
function running(change: Partial<Step> = {}, stated: Partial<SessionPlan> = {}): Meeting {
  const room = gathered(change, stated)
  room.ask('fay', { type: 'session.start' })
  return room
}
const of = (room: Meeting, name: string) => floor(room.state, id(name))
const override = (room: Meeting, personId: string | null, speak: boolean | null, write: boolean | null) =>
  expect(room.ask('fay', { type: 'floor.override', personId, speak, write })).toEqual(['floor.overridden'])
const everyone = (room: Meeting) =>
  (Object.keys(people) as (keyof typeof people)[]).filter((name) => of(room, name).speak)
const boards = (room: Meeting) => Object.fromEntries(Object.keys(people).map((name) => [name, of(room, name).board]))

const outside = {
  speak: false,
  camera: false,
  share: false,
  board: 'hidden',
  speakReason: 'not-admitted',
  boardReason: 'not-admitted',
}
const hidden: BoardRule = { everyone: 'hidden' }
const silence: FloorRule = { mode: 'nobody' }
const presenterOnly: FloorRule = { mode: 'roles', roles: ['presenter'] }

describe('outside a step', () => {
  it.each(['wanda', 'stranger', 'constructor', '__proto__'])('[P26] %s is not admitted and has nothing', (name) => {
    const room = running({}, { lobby: 'everyone' })
    room.knock('wanda')
    expect(of(room, name)).toEqual(outside)
  })

  it('[P26] [P33] not where nothing is enforced either', () => {
    const room = running({}, { lobby: 'everyone', enforcement: 'guide' })
    room.knock('wanda')
    expect(of(room, 'wanda')).toEqual(outside)
  })

  it('[P27] before the start everyone speaks and draws, observers excepted', () => {
    const room = gathered({ floor: silence, board: hidden })
    expect(everyone(room)).toEqual(['fay', 'pat', 'ana'])
    expect(boards(room)).toEqual({ fay: 'write', pat: 'write', ana: 'write', oli: 'read' })
    expect(of(room, 'ana')).toMatchObject({ speakReason: 'gathering', boardReason: 'gathering' })
  })

  it('[P34] after the end everyone but observers speaks, and the board is for reading', () => {
    const room = running({ floor: silence, board: hidden })
    room.ask('fay', { type: 'session.end' })
    expect(everyone(room)).toEqual(['fay', 'pat', 'ana'])
    expect(boards(room)).toEqual({ fay: 'read', pat: 'read', ana: 'read', oli: 'read' })
    expect(of(room, 'ana')).toMatchObject({ speakReason: 'ended', boardReason: 'ended' })
  })
})

describe('speaking', () => {
  it.each([
    [{ mode: 'open' }, ['fay', 'pat', 'ana'], 'open'],
    [presenterOnly, ['fay', 'pat'], 'not-your-role'],
    [{ mode: 'roles', roles: ['participant'] }, ['fay', 'ana'], 'your-role'],
    [{ mode: 'roles', roles: ['observer', 'presenter'] }, ['fay', 'pat'], 'not-your-role'],
    [{ mode: 'queue' }, ['fay'], 'queue'],
    [silence, [], 'silence'],
  ] as [FloorRule, string[], string][])('[P28] [P29] %j: %j', (rule, speakers, why) => {
    const room = running({ floor: rule })
    expect(everyone(room)).toEqual(speakers)
    expect(of(room, 'ana').speakReason).toBe(why)
    expect(of(room, 'oli').speakReason).toBe('observer')
  })

  it('[P28] in a round its person has the presenter’s floor', () => {
    const protocol = protocolOf([{ repeat: 'people', steps: [step({ floor: presenterOnly })] }])
    const room = new Meeting(planOf(protocol)).seat({ fay: 'facilitator', ana: 'participant', ben: 'participant' })
    room.ask('fay', { type: 'session.start' })
    expect([of(room, 'ana').speak, of(room, 'ben').speak]).toEqual([true, false])
    room.ask('fay', { type: 'step.advance', from: 0 })
    expect([of(room, 'ana').speak, of(room, 'ben').speak]).toEqual([false, true])
  })
})

describe('the board', () => {
  it.each([
    [{ everyone: 'write' }, { fay: 'write', pat: 'write', ana: 'write', oli: 'read' }],
    [{ everyone: 'read' }, { fay: 'read', pat: 'read', ana: 'read', oli: 'read' }],
    [hidden, { fay: 'hidden', pat: 'hidden', ana: 'hidden', oli: 'hidden' }],
    [
      { everyone: 'write', byRole: { presenter: 'read' } },
      { fay: 'write', pat: 'read', ana: 'write', oli: 'read' },
    ],
    [
      { everyone: 'hidden', byRole: { facilitator: 'write', observer: 'write' } },
      { fay: 'write', pat: 'hidden', ana: 'hidden', oli: 'read' },
    ],
  ] as [BoardRule, object][])('[P29] [P30] %j', (board, expected) => {
    expect(boards(running({ board }))).toEqual(expected)
  })
})

describe('who is heard last', () => {
  it('[P31] the step, then the floor given, then everyone, then the person', () => {
    const room = running({ floor: silence })
    expect(of(room, 'ana')).toMatchObject({ speak: false, speakReason: 'silence' })
    room.ask('fay', { type: 'floor.give', personId: 'ana' })
    expect(of(room, 'ana')).toMatchObject({ speak: true, speakReason: 'given' })
    override(room, null, false, null)
    expect(of(room, 'ana')).toMatchObject({ speak: false, speakReason: 'override' })
    override(room, 'ana', true, null)
    expect(of(room, 'ana')).toMatchObject({ speak: true, speakReason: 'override' })
    override(room, 'ana', null, null)
    expect(of(room, 'ana').speak).toBe(false)
    override(room, null, null, null)
    expect(of(room, 'ana')).toMatchObject({ speak: true, speakReason: 'given' })
  })

  it('[P31] speaking and drawing are overridden apart', () => {
    const room = running({ floor: silence })
    override(room, null, true, null)
    override(room, 'ana', null, false)
    expect(of(room, 'ana')).toMatchObject({ speak: true, board: 'read' })
    expect(of(room, 'pat')).toMatchObject({ speak: true, board: 'write' })
  })

  it('[P31] a facilitator overrides silence for herself', () => {
    const room = running({ floor: silence })
    override(room, 'fay', true, null)
    expect(everyone(room)).toEqual(['fay'])
  })

  it('[P29] [P31] an observer speaks and draws when a facilitator says so', () => {
    const room = running()
    room.ask('fay', { type: 'floor.give', personId: 'oli' })
    expect(of(room, 'oli')).toMatchObject({ speak: true, board: 'read', share: false })
    override(room, 'oli', null, true)
    expect(of(room, 'oli').board).toBe('write')
  })

  it('[P31] an override for someone who is not there is refused', () => {
    const command = { type: 'floor.override', personId: 'nobody', speak: true, write: null } as const
    expect(running().ask('fay', command)).toBe('person.unknown')
  })

  it.each([
    ['write', true, 'write'],
    ['write', false, 'read'],
    ['read', true, 'write'],
    ['read', false, 'read'],
    ['hidden', true, 'write'],
    ['hidden', false, 'hidden'],
  ] as const)('[P32] a board to %s with the pen override %s: %s', (rule, write, expected) => {
    const room = running({ board: { everyone: rule } })
    override(room, 'ana', null, write)
    expect(of(room, 'ana').board).toBe(expected)
    override(room, null, null, write)
    expect(of(room, 'pat').board).toBe(expected)
  })
})

describe('guide only', () => {
  const guide = (change: Partial<Step>) => running(change, { enforcement: 'guide' })

  it('[P33] the step takes nothing, and neither does an override', () => {
    const room = guide({ floor: silence, board: { everyone: 'read' } })
    override(room, null, false, false)
    expect(everyone(room)).toEqual(['fay', 'pat', 'ana'])
    expect(boards(room)).toEqual({ fay: 'write', pat: 'write', ana: 'write', oli: 'read' })
    expect(of(room, 'ana')).toMatchObject({ speakReason: 'guide', boardReason: 'guide' })
  })

  it('[P33] a hidden board stays hidden, until the pen is given', () => {
    const room = guide({ board: hidden })
    expect(boards(room)).toEqual({ fay: 'hidden', pat: 'hidden', ana: 'hidden', oli: 'hidden' })
    override(room, 'ana', null, true)
    expect(of(room, 'ana').board).toBe('write')
  })

  it('[P29] [P33] an observer stays one', () => {
    expect(of(guide({}), 'oli')).toMatchObject({ speak: false, board: 'read', speakReason: 'observer' })
  })
})

describe('camera and screen', () => {
  it.each([
    ['fay', true, false],
    ['pat', true, false],
    ['ana', true, false],
    ['oli', false, false],
  ])('[P35] in silence %s may show a camera: %s, a screen: %s', (name, camera, share) => {
    expect(of(running({ floor: silence }), name)).toMatchObject({ camera, share })
  })

  it('[P35] who speaks may share; an observer who speaks shows a camera only', () => {
    const room = running()
    room.ask('fay', { type: 'floor.give', personId: 'oli' })
    const roles: SessionRole[] = ['facilitator', 'presenter', 'participant']
    for (const [name, role] of Object.entries(people))
      expect(of(room, name)).toMatchObject({ camera: true, share: roles.includes(role) })
  })
})
