import type { SessionRole } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { totalMs } from '../plan.ts'
import { Meeting, planOf, protocolOf, step } from '../testing.ts'

const three = protocolOf([
  step({ id: 'one', onEnd: 'advance' }),
  step({ id: 'two', onEnd: 'ask' }),
  step({ id: 'three', onEnd: 'advance' }),
])
const rounds = protocolOf([step({ id: 'write' }), { repeat: 'people', steps: [step({ id: 'story' })] }])

const meeting = (protocol = three, people: Record<string, SessionRole> = { fay: 'facilitator', ana: 'participant' }) =>
  new Meeting(planOf(protocol)).seat(people)
const running = (protocol = three) => {
  const room = meeting(protocol)
  room.ask('fay', { type: 'session.start' })
  return room
}

describe('start', () => {
  it('[P16] needs someone there who takes part', () => {
    const room = meeting(three, { fay: 'facilitator', oli: 'observer' })
    room.propose({ type: 'person.disconnect', personId: 'fay', connection: 'node-1:fay' })
    expect(room.ask('fay', { type: 'session.start' })).toBe('session.nobody-here')
    room.propose({ type: 'person.connect', personId: 'fay', connection: 'node-1:2' })
    expect(room.ask('fay', { type: 'session.start' })).toEqual(['session.started', 'step.entered'])
  })

  it('[P16] needs a presenter where the protocol does', () => {
    const room = meeting(protocolOf([step()], { needsPresenter: true }))
    expect(room.ask('fay', { type: 'session.start' })).toBe('session.no-presenter')
    room.ask('fay', { type: 'role.assign', personId: 'ana', role: 'presenter' })
    expect(room.ask('fay', { type: 'session.start' })).toEqual(['session.started', 'step.entered'])
  })

  it('[P16] happens once', () => {
    const room = running()
    expect(room.ask('fay', { type: 'session.start' })).toBe('session.already-started')
    expect(room.propose({ type: 'session.plan', plan: planOf(three) })).toBe('session.already-started')
    room.ask('fay', { type: 'session.end' })
    expect(room.ask('fay', { type: 'session.start' })).toBe('session.ended')
  })

  it.each([
    [
      { fay: 'facilitator', ana: 'participant', oli: 'observer', pat: 'presenter', ben: 'participant' },
      ['pat', 'ana', 'ben'],
    ],
    [{ fay: 'facilitator', eve: 'facilitator', oli: 'observer' }, ['fay', 'eve']],
  ] as const)('[P17] of %j share %j', (people, expected) => {
    const room = meeting(rounds, people)
    room.ask('fay', { type: 'session.start' })
    const shared = room.state.agenda!.steps.flatMap(({ round }) => round?.personId ?? [])
    expect(shared).toEqual(expected)
  })

  it('[P17] who waits, or is away, has no round', () => {
    const room = meeting(rounds, { fay: 'facilitator', ana: 'participant', ben: 'participant' })
    room.knock('guest', 'participant', true)
    room.propose({ type: 'person.disconnect', personId: 'ana', connection: 'node-1:ana' })
    room.ask('fay', { type: 'session.start' })
    expect(room.state.agenda!.steps.flatMap(({ round }) => round?.personId ?? [])).toEqual(['ben'])
  })

  it('[P5] [P17] unrolled for those who came, the agenda still takes its minutes and keeps the stated ones', () => {
    const room = new Meeting(planOf(rounds, { minutes: 24, stepMinutes: { write: 4 } })).seat({
      fay: 'facilitator',
      ana: 'participant',
      ben: 'participant',
    })
    room.ask('fay', { type: 'session.start' })
    expect(room.state.agenda!.steps.map((one) => one.durationMs / 60_000)).toEqual([4, 10, 10])
  })
})

describe('moving', () => {
  it('[P18] two facilitators who press next together move the agenda by one', () => {
    const room = running().seat({ eve: 'facilitator' })
    expect(room.ask('fay', { type: 'step.advance', from: 0 })).toEqual(['step.entered'])
    expect(room.ask('eve', { type: 'step.advance', from: 0 })).toBe('step.moved-on')
    expect(room.state.step?.index).toBe(1)
  })

  it('[P18] there is nothing before the first and nothing after the last', () => {
    const room = running()
    expect(room.ask('fay', { type: 'step.back', from: 0 })).toBe('step.none-before')
    room.ask('fay', { type: 'step.advance', from: 0 })
    room.ask('fay', { type: 'step.advance', from: 1 })
    expect(room.ask('fay', { type: 'step.advance', from: 2 })).toBe('step.none-next')
    expect(room.ask('fay', { type: 'step.back', from: 2 })).toEqual(['step.entered'])
  })

  it('[P19] a step entered has its whole time and no hands, floors or overrides of the one before', () => {
    const room = running()
    room.ask('fay', { type: 'clock.adjust', deltaMs: 60_000 })
    room.ask('ana', { type: 'hand.raise' })
    room.ask('fay', { type: 'floor.give', personId: 'fay' })
    room.ask('fay', { type: 'floor.override', personId: null, speak: false, write: null })
    room.ask('fay', { type: 'floor.override', personId: 'ana', speak: null, write: true })
    room.ask('fay', { type: 'clock.pause' })
    room.wait(5000).ask('fay', { type: 'step.advance', from: 0 })
    const durationMs = room.state.agenda!.steps[1]!.durationMs
    expect(room.state.step).toEqual({
      index: 1,
      enteredAt: room.now,
      clock: { state: 'running', endsAt: room.now + durationMs },
      durationMs,
      rang: false,
    })
    expect(room.state).toMatchObject({ hands: [], given: [], overrides: { everyone: null } })
    expect(room.state.overrides.byPerson).toEqual({})
  })
})

const needsStep = [
  { type: 'step.advance', from: 0 },
  { type: 'step.back', from: 0 },
  { type: 'clock.pause' },
  { type: 'clock.resume' },
  { type: 'clock.adjust', deltaMs: 1000 },
  { type: 'session.end' },
] as const

describe('before and after', () => {
  it.each(needsStep)('[P20] $type is refused before the start and after the end', (command) => {
    const room = meeting()
    expect(room.ask('fay', command)).toBe('session.not-started')
    room.ask('fay', { type: 'session.start' })
    room.ask('fay', { type: 'session.end' })
    expect(room.ask('fay', command)).toBe('session.ended')
  })

  it('[P20] nobody comes, raises a hand or is given the floor after the end', () => {
    const room = running()
    room.ask('fay', { type: 'session.end' })
    expect(room.knock('new')).toBe('session.ended')
    expect(room.knock('ana')).toEqual([])
    expect(room.ask('ana', { type: 'hand.raise' })).toBe('session.ended')
    expect(room.ask('fay', { type: 'floor.give', personId: 'ana' })).toBe('session.ended')
    expect(room.ask('fay', { type: 'floor.override', personId: null, speak: false, write: null })).toBe('session.ended')
  })
})

describe('when a step is due', () => {
  const spend = (room: Meeting) => room.wait(room.state.agenda!.steps[room.state.step!.index]!.durationMs)

  it('[P25] not a millisecond before its time', () => {
    const room = running()
    const endsAt = room.now + room.state.step!.durationMs
    room.now = endsAt - 1
    expect(room.due()).toBe('clock.not-running')
    room.now = endsAt
    expect(room.due()).toEqual(['step.entered'])
    expect(room.journal.at(-1)).toMatchObject({ index: 1, cause: 'due', by: null })
  })

  it('[P25] asked of another step it is refused', () => {
    const room = spend(running())
    expect(room.propose({ type: 'step.due', from: 1 })).toBe('step.moved-on')
  })

  it.each(['chime', 'ask'] as const)('[P25] a step that ends with %s rings once and goes on', (onEnd) => {
    const room = spend(running(protocolOf([step({ onEnd }), step({ id: 'next' })])))
    expect(room.due()).toEqual(['step.rang'])
    expect(room.due()).toBe('clock.not-running')
    expect(room.state.step).toMatchObject({ index: 0, rang: true })
  })

  it('[P25] not while it is paused', () => {
    const room = running()
    room.ask('fay', { type: 'clock.pause' })
    expect(spend(room).due()).toBe('clock.not-running')
  })

  it('[P25] the last step rings and waits, whatever its end says', () => {
    const room = running()
    room.ask('fay', { type: 'step.advance', from: 0 })
    room.ask('fay', { type: 'step.advance', from: 1 })
    expect(spend(room).due()).toEqual(['step.rang'])
    expect(room.state.phase).toBe('running')
  })

  it('[P19] [P25] gone back to, a step rings again', () => {
    const room = running(protocolOf([step({ id: 'one' }), step({ id: 'two' })]))
    spend(room).due()
    room.ask('fay', { type: 'step.advance', from: 0 })
    room.ask('fay', { type: 'step.back', from: 1 })
    expect(room.state.step?.rang).toBe(false)
    expect(spend(room).due()).toEqual(['step.rang'])
  })
})

it('[P2] an agenda without rounds stands as it was planned', () => {
  const room = running()
  expect(room.state.agenda).toEqual(room.state.plan!.agenda)
  expect(totalMs(room.state.agenda!)).toBe(30 * 60_000)
})
