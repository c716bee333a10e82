import { describe, expect, it } from 'vitest'
import { floor } from '../floor.ts'
import { id, Meeting, planOf, protocolOf, snapshotNote, step } from '../testing.ts'

function running(): Meeting {
  const protocol = protocolOf([step({ floor: { mode: 'queue' } })])
  const room = new Meeting(planOf(protocol)).seat({
    fay: 'facilitator',
    pat: 'presenter',
    ana: 'participant',
    ben: 'participant',
    oli: 'observer',
  })
  room.ask('fay', { type: 'session.start' })
  return room
}

describe('hands', () => {
  it('[P36] stand in the order they were raised, each once', () => {
    const room = running()
    room.ask('ben', { type: 'hand.raise' })
    room.ask('ana', { type: 'hand.raise' })
    expect(room.ask('ben', { type: 'hand.raise' })).toBe('hand.already-raised')
    expect(room.state.hands).toEqual(['ben', 'ana'])
  })

  it('[P36] to be given the floor lowers the hand and lets one speak, until it is withdrawn', () => {
    const room = running()
    room.ask('ana', { type: 'hand.raise' })
    expect(room.ask('fay', { type: 'floor.give', personId: 'ana' })).toEqual(['floor.given'])
    expect(room.state).toMatchObject({ hands: [], given: ['ana'] })
    expect(floor(room.state, id('ana'))).toMatchObject({ speak: true, speakReason: 'given' })
    expect(room.ask('fay', { type: 'floor.give', personId: 'ana' })).toEqual([])
    expect(room.ask('fay', { type: 'floor.withdraw', personId: 'ana' })).toEqual(['floor.withdrawn'])
    expect(floor(room.state, id('ana')).speak).toBe(false)
    expect(room.ask('fay', { type: 'floor.withdraw', personId: 'ana' })).toEqual([])
  })

  it.each(['floor.give', 'floor.withdraw'] as const)('[P36] %s is refused for someone who is not there', (type) => {
    expect(running().ask('fay', { type, personId: 'nobody' })).toBe('person.unknown')
  })

  it('[P37] one lowers one’s own, a facilitator anyone’s', () => {
    const room = running()
    room.ask('ana', { type: 'hand.raise' })
    room.ask('ben', { type: 'hand.raise' })
    expect(room.ask('ana', { type: 'hand.lower', personId: 'ben' })).toBe('access.denied')
    expect(room.ask('ana', { type: 'hand.lower' })).toEqual(['hand.lowered'])
    expect(room.ask('fay', { type: 'hand.lower', personId: 'ben' })).toEqual(['hand.lowered'])
    expect(room.ask('ana', { type: 'hand.lower' })).toBe('hand.not-raised')
  })

  it('[P37] observers have none', () => {
    expect(running().ask('oli', { type: 'hand.raise' })).toBe('access.denied')
  })
})

describe('overrides', () => {
  it.each([null, 'ana'])('[P43] said again, or taken back where there is none, for %s, are no event', (personId) => {
    const room = running()
    const override = (speak: boolean | null, write: boolean | null) =>
      room.ask('fay', { type: 'floor.override', personId, speak, write })
    expect(override(null, null)).toEqual([])
    expect(override(true, null)).toEqual(['floor.overridden'])
    expect(override(true, null)).toEqual([])
    expect(override(true, false)).toEqual(['floor.overridden'])
    expect(override(null, null)).toEqual(['floor.overridden'])
    expect(override(null, null)).toEqual([])
  })
})

describe('words', () => {
  it('[P38] everyone admitted writes and promises, also after the end', () => {
    const room = running()
    for (const name of ['fay', 'pat', 'ana', 'oli']) {
      expect(room.ask(name, { type: 'chat.say', text: `I am ${name}` })).toEqual(['chat.said'])
      expect(room.ask(name, { type: 'commitment.make', commitmentId: name, text: 'try' })).toEqual(['commitment.made'])
    }
    room.ask('fay', { type: 'session.end' })
    expect(room.ask('ana', { type: 'chat.say', text: 'Goodbye' })).toEqual(['chat.said'])
    const late = { type: 'commitment.make', commitmentId: 'late', text: 'try', due: 'May' } as const
    expect(room.ask('ana', late)).toEqual(['commitment.made'])
    expect(room.state.chat.at(-1)).toMatchObject({
      seq: room.state.seq - 1,
      at: room.now,
      personId: 'ana',
      text: 'Goodbye',
    })
    expect(room.state.commitments.at(-1)).toEqual({
      id: 'late',
      personId: 'ana',
      text: 'try',
      due: 'May',
      madeAt: room.now,
    })
  })

  it('[P38] a promise is taken back by who made it; no two have one id', () => {
    const room = running()
    room.ask('ana', { type: 'commitment.make', commitmentId: 'c', text: 'try' })
    expect(room.ask('ben', { type: 'commitment.make', commitmentId: 'c', text: 'mine' })).toBe('input.invalid')
    expect(room.ask('fay', { type: 'commitment.withdraw', commitmentId: 'c' })).toBe('access.denied')
    expect(room.ask('ana', { type: 'commitment.withdraw', commitmentId: 'c' })).toEqual(['commitment.withdrawn'])
    expect(room.ask('ana', { type: 'commitment.withdraw', commitmentId: 'c' })).toBe('commitment.unknown')
    expect(room.state.commitments).toEqual([])
  })

  it.each([
    ['fay', ['board.snapshot-requested']],
    ['pat', ['board.snapshot-requested']],
    ['ana', 'access.denied'],
    ['oli', 'access.denied'],
  ])('[P39] a picture of the board for %s: %j', (name, expected) => {
    expect(running().ask(name, { type: 'board.snapshot' })).toEqual(expected)
  })

  it('[P39] in a round its person asks for it', () => {
    const protocol = protocolOf([{ repeat: 'people', steps: [step()] }])
    const room = new Meeting(planOf(protocol)).seat({ fay: 'facilitator', ana: 'participant', ben: 'participant' })
    room.ask('fay', { type: 'session.start' })
    expect(room.ask('ana', { type: 'board.snapshot' })).toEqual(['board.snapshot-requested'])
    expect(room.ask('ben', { type: 'board.snapshot' })).toBe('access.denied')
  })
})

describe('what the server proposes', () => {
  it('[P43] what is so already is no event', () => {
    const room = running()
    const again = { type: 'person.connect', personId: 'ana', connection: 'node-1:ana' } as const
    expect(room.propose(again)).toEqual([])
    expect(room.propose({ type: 'person.disconnect', personId: 'ana', connection: 'node-1:other' })).toEqual([])
    expect(room.propose({ type: 'room.recover', node: 'node' })).toEqual([])
    const snapshotted = { type: 'board.snapshotted', snapshot: snapshotNote('one') } as const
    expect(room.propose(snapshotted)).toEqual(['board.snapshotted'])
    expect(room.propose(snapshotted)).toEqual([])
    expect(room.state.snapshots).toEqual([{ ...snapshotted.snapshot, at: room.now }])
  })

  it('[P43] the connections of a process that is no more are gone, the others stay', () => {
    const room = running()
    room.propose({ type: 'person.connect', personId: 'ana', connection: 'node-2:ana' })
    expect(room.propose({ type: 'room.recover', node: 'node-1' })).toEqual(['room.recovered'])
    expect(room.state.people.ana?.connections).toEqual(['node-2:ana'])
    expect(room.state.people.ben?.connections).toEqual([])
  })
})
