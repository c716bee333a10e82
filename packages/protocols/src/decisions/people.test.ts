import { sessionRoles, type CommandType } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { allowed } from '../allowed.ts'
import { decide } from '../decide.ts'
import { floor } from '../floor.ts'
import { effectiveRole, mayRun } from '../roles.ts'
import { id, Meeting, planOf, protocolOf, step, type Asking } from '../testing.ts'

const rounds = protocolOf([{ repeat: 'people', steps: [step()] }])
const meeting = (protocol = protocolOf([step()])) => new Meeting(planOf(protocol)).seat({ fay: 'facilitator' })

const commands: Asking[] = [
  { type: 'lobby.admit', personId: 'ben' },
  { type: 'lobby.refuse', personId: 'ben' },
  { type: 'person.remove', personId: 'ben' },
  { type: 'role.assign', personId: 'ben', role: 'observer' },
  { type: 'session.start' },
  { type: 'session.end' },
  { type: 'step.advance', from: 0 },
  { type: 'step.back', from: 0 },
  { type: 'clock.pause' },
  { type: 'clock.resume' },
  { type: 'clock.adjust', deltaMs: 1000 },
  { type: 'floor.give', personId: 'ben' },
  { type: 'floor.withdraw', personId: 'ben' },
  { type: 'floor.override', personId: 'ben', speak: true, write: null },
]

describe('who may send what', () => {
  it.each(commands)('[P11] $type is a facilitator’s', (command) => {
    const room = meeting().seat({ pat: 'presenter', ana: 'participant', oli: 'observer', ben: 'participant' })
    for (const name of ['pat', 'ana', 'oli']) expect(room.ask(name, command)).toBe('access.denied')
    expect(room.ask('fay', command)).not.toBe('access.denied')
  })

  it.each([
    ['chat.say', ['facilitator', 'presenter', 'participant', 'observer']],
    ['hand.raise', ['facilitator', 'presenter', 'participant']],
    ['board.snapshot', ['facilitator', 'presenter']],
    ['step.advance', ['facilitator']],
  ] as const)('[P11] the table gives %s to %s', (type: CommandType, roles) => {
    expect(sessionRoles.filter((role) => allowed(type, role))).toEqual(roles)
  })
})

describe('the last facilitator', () => {
  it.each([
    { type: 'person.remove', personId: 'fay' },
    { type: 'role.assign', personId: 'fay', role: 'participant' },
  ] as Asking[])('[P12] $type is refused for her', (command) => {
    const room = meeting().seat({ ana: 'participant' })
    expect(room.ask('fay', command)).toBe('role.last-facilitator')
  })

  it('[P12] with a second one the first may go; one who waits does not count', () => {
    const room = new Meeting(planOf(protocolOf([step()]), { lobby: 'everyone' })).seat({ fay: 'facilitator' })
    room.knock('ana')
    room.ask('fay', { type: 'role.assign', personId: 'ana', role: 'facilitator' })
    expect(room.ask('fay', { type: 'person.remove', personId: 'fay' })).toBe('role.last-facilitator')
    room.ask('fay', { type: 'lobby.admit', personId: 'ana' })
    expect(room.ask('fay', { type: 'person.remove', personId: 'fay' })).toEqual(['person.removed'])
  })
})

describe('who may be here no longer', () => {
  it('[P10] the server removes, the last facilitator too; a person may not ask for it', () => {
    const room = meeting()
    expect(room.ask('fay', { type: 'person.remove', personId: 'fay' })).toBe('role.last-facilitator')
    expect(room.propose({ type: 'person.expel', personId: id('fay') })).toEqual(['person.removed'])
    expect(room.propose({ type: 'person.expel', personId: id('fay') })).toEqual([])
    expect(room.propose({ type: 'person.expel', personId: id('nobody') })).toEqual([])
    expect(decide(room.state, { type: 'person.expel', personId: id('fay') }, { by: id('fay'), now: 0 })).toEqual({
      ok: false,
      code: 'access.denied',
    })
  })
})

describe('rounds', () => {
  it('[P13] the round’s person presents and the standing presenter takes part', () => {
    const room = meeting(rounds).seat({ ana: 'participant', pat: 'presenter' })
    room.ask('fay', { type: 'session.start' })
    expect(effectiveRole(room.state, id('pat'))).toBe('presenter')
    expect(effectiveRole(room.state, id('ana'))).toBe('participant')
    room.ask('fay', { type: 'step.advance', from: 0 })
    expect(effectiveRole(room.state, id('pat'))).toBe('participant')
    expect(effectiveRole(room.state, id('ana'))).toBe('presenter')
    expect(effectiveRole(room.state, id('fay'))).toBe('facilitator')
  })

  it('[P13] a facilitator in her own round presents, and still runs the session', () => {
    const room = meeting(rounds)
    room.ask('fay', { type: 'session.start' })
    expect(effectiveRole(room.state, id('fay'))).toBe('presenter')
    expect(mayRun(room.state, id('fay'))).toBe(true)
    expect(room.ask('fay', { type: 'clock.pause' })).toEqual(['clock.paused'])
  })

  it('[P13] [P29] someone made an observer in her own round does not present', () => {
    const room = meeting(rounds).seat({ ana: 'participant' })
    room.ask('fay', { type: 'session.start' })
    expect(floor(room.state, id('ana')).speak).toBe(true)
    room.ask('fay', { type: 'role.assign', personId: 'ana', role: 'observer' })
    expect(effectiveRole(room.state, id('ana'))).toBe('observer')
    expect(floor(room.state, id('ana')).speak).toBe(false)
  })
})

describe('changing roles', () => {
  it('[P14] who becomes an observer loses hand, floor and overrides', () => {
    const room = meeting().seat({ ana: 'participant' })
    room.ask('fay', { type: 'floor.give', personId: 'ana' })
    room.ask('ana', { type: 'hand.raise' })
    room.ask('fay', { type: 'floor.override', personId: 'ana', speak: true, write: true })
    room.ask('fay', { type: 'role.assign', personId: 'ana', role: 'observer' })
    expect(room.state.hands).toEqual([])
    expect(room.state.given).toEqual([])
    expect(room.state.overrides.byPerson).toEqual({})
    expect(floor(room.state, id('ana'))).toMatchObject({ speak: false, board: 'read' })
  })

  it('[P15] a plan stated again gives those it names their role; nobody stops being a facilitator', () => {
    const protocol = protocolOf([step()])
    const room = new Meeting(planOf(protocol, { presenterId: id('pat') })).seat({
      fay: 'facilitator',
      pat: 'presenter',
      ana: 'participant',
      ben: 'participant',
    })
    room.propose({
      type: 'session.plan',
      plan: planOf(protocol, { presenterId: id('ana'), facilitatorIds: [id('ben')] }),
    })
    const roles = Object.fromEntries(Object.values(room.state.people).map(({ id, role }) => [id, role]))
    expect(roles).toEqual({ fay: 'facilitator', pat: 'participant', ana: 'presenter', ben: 'facilitator' })
    room.propose({ type: 'session.plan', plan: planOf(protocol, { presenterId: id('fay') }) })
    expect(mayRun(room.state, id('fay'))).toBe(true)
  })

  it('[P43] a role that is held already is no event', () => {
    const room = meeting().seat({ ana: 'participant' })
    expect(room.ask('fay', { type: 'role.assign', personId: 'ana', role: 'participant' })).toEqual([])
    expect(room.ask('fay', { type: 'role.assign', personId: 'nobody', role: 'observer' })).toBe('person.unknown')
  })
})
