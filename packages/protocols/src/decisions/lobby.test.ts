import { describe, expect, it } from 'vitest'
import { floor } from '../floor.ts'
import { id, Meeting, planOf, protocolOf, step, type Asking } from '../testing.ts'

const meeting = (lobby: 'guests' | 'everyone' = 'guests') =>
  new Meeting(planOf(protocolOf([step()]), { lobby, presenterId: id('pat') })).seat({ fay: 'facilitator' })
const standing = (of: Meeting, name: string) => of.state.people[name]?.standing

describe('who waits', () => {
  it.each([
    ['guests', 'facilitator', false, 'admitted'],
    ['guests', 'presenter', false, 'admitted'],
    ['guests', 'participant', false, 'admitted'],
    ['guests', 'participant', true, 'waiting'],
    ['guests', 'presenter', true, 'admitted'],
    ['everyone', 'facilitator', false, 'admitted'],
    ['everyone', 'presenter', false, 'admitted'],
    ['everyone', 'participant', false, 'waiting'],
    ['everyone', 'participant', true, 'waiting'],
  ] as const)('[P6] lobby for %s, %s, guest: %s → %s', (lobby, role, guest, expected) => {
    const room = meeting(lobby)
    room.knock('ana', role, guest)
    expect(standing(room, 'ana')).toBe(expected)
  })

  it('[P6] someone who waits is let in by knocking again once she need not wait', () => {
    const room = meeting('everyone')
    room.knock('ana')
    room.ask('fay', { type: 'role.assign', personId: 'ana', role: 'facilitator' })
    expect(room.knock('ana')).toEqual(['person.admitted'])
  })
})

describe('knocking again', () => {
  it('[P7] admitted stays admitted, after being away too', () => {
    const room = meeting().seat({ ana: 'participant' })
    room.propose({ type: 'person.disconnect', personId: 'ana', connection: 'node-1:ana' })
    expect(room.knock('ana')).toEqual([])
    expect(standing(room, 'ana')).toBe('admitted')
  })

  it('[P7] waiting stays waiting', () => {
    const room = meeting('everyone')
    room.knock('ana')
    expect(room.knock('ana')).toEqual([])
    expect(standing(room, 'ana')).toBe('waiting')
  })

  it.each(['lobby.refuse', 'person.remove'] as const)('[P7] after %s it changes nothing', (type) => {
    const room = meeting('everyone')
    room.knock('ana')
    room.ask('fay', { type, personId: 'ana' })
    const before = standing(room, 'ana')
    expect(room.knock('ana')).toEqual([])
    expect(standing(room, 'ana')).toBe(before)
    expect(before).not.toBe('waiting')
  })
})

describe('letting in', () => {
  it.each(['lobby.refuse', 'person.remove'] as const)('[P8] a facilitator may admit after %s', (type) => {
    const room = meeting('everyone')
    room.knock('ana')
    room.ask('fay', { type, personId: 'ana' })
    expect(room.ask('fay', { type: 'lobby.admit', personId: 'ana' })).toEqual(['person.admitted'])
  })

  it.each([
    ['lobby.admit', 'ana', 'person.not-waiting'],
    ['lobby.refuse', 'ana', 'person.not-waiting'],
    ['lobby.admit', 'nobody', 'person.unknown'],
    ['lobby.refuse', 'nobody', 'person.unknown'],
    ['lobby.admit', 'constructor', 'person.unknown'],
    ['person.remove', 'nobody', 'person.unknown'],
  ] as const)('[P8] %s of %s: %s', (type, personId, code) => {
    const room = meeting().seat({ ana: 'participant' })
    expect(room.ask('fay', { type, personId })).toBe(code)
  })
})

const anything: Asking[] = [
  { type: 'chat.say', text: 'hello' },
  { type: 'hand.raise' },
  { type: 'commitment.make', commitmentId: 'c', text: 'try it' },
  { type: 'board.snapshot' },
  { type: 'session.start' },
  { type: 'lobby.admit', personId: 'ana' },
]

describe('outside', () => {
  it.each(anything)('[P9] who waits may not $type', (command) => {
    const room = meeting('everyone')
    room.knock('ana')
    expect(room.ask('ana', command)).toBe('person.not-admitted')
  })

  it.each(anything)('[P9] a facilitator who was removed may not $type', (command) => {
    const room = meeting().seat({ ana: 'facilitator' })
    room.ask('fay', { type: 'person.remove', personId: 'ana' })
    expect(room.ask('ana', command)).toBe('person.not-admitted')
  })

  it('[P10] who is removed leaves no hand, floor or override behind, and cannot connect', () => {
    const room = meeting().seat({ ana: 'participant' })
    room.ask('fay', { type: 'session.start' })
    room.ask('fay', { type: 'floor.give', personId: 'ana' })
    room.ask('ana', { type: 'hand.raise' })
    room.ask('fay', { type: 'floor.override', personId: 'ana', speak: true, write: true })
    room.ask('fay', { type: 'person.remove', personId: 'ana' })
    expect(room.state).toMatchObject({ hands: [], given: [], overrides: { byPerson: {} } })
    expect(room.state.overrides.byPerson).toEqual({})
    expect(room.propose({ type: 'person.connect', personId: 'ana', connection: 'node-1:2' })).toBe(
      'person.not-admitted',
    )
    expect(floor(room.state, id('ana')).speak).toBe(false)
  })
})
