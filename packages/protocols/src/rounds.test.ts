import { PLENARY, type FloorRule, type PersonId, type Protocol } from '@copse/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leftOn, nextDue } from './clock.ts'
import { floor } from './floor.ts'
import { id, Meeting, planOf, protocolOf, step } from './testing.ts'
import { turnsIn } from './turns.ts'

const MINUTE = 60_000
const rounds = (change: Partial<Extract<FloorRule, { mode: 'rounds' }>> = {}): FloorRule => ({
  mode: 'rounds',
  turnSeconds: 60,
  ...change,
})
const protocolWith = (rule: FloorRule, onEnd: 'chime' | 'advance' = 'chime'): Protocol =>
  protocolOf([step({ id: 'round', floor: rule, onEnd }), step({ id: 'after' })])

/** Ana, Ben and Cy in one circle with Fay, who facilitates; the first step has rounds. */
function circle(rule: FloorRule = rounds(), onEnd: 'chime' | 'advance' = 'chime'): Meeting {
  const room = new Meeting(planOf(protocolWith(rule, onEnd), { minutes: 10 }))
  room.seat({ fay: 'facilitator', ana: 'participant', ben: 'participant', cy: 'participant' })
  room.ask('fay', { type: 'session.start' })
  return room
}
const speaking = (room: Meeting) =>
  Object.keys(room.state.people).filter((name) => floor(room.state, name as PersonId).speak)
const turn = (room: Meeting) => turnsIn(room.state, PLENARY)!.now
const leave = (room: Meeting, name: string) =>
  room.propose({ type: 'person.disconnect', personId: name, connection: `node-1:${name}` })
const comeBack = (room: Meeting, name: string) =>
  room.propose({ type: 'person.connect', personId: name, connection: `node-1:${name}` })
/** Lets the clock run to what is due next, and has it done. */
function ring(room: Meeting): string[] | string {
  const due = nextDue(room.state)!
  room.now = due.at
  return room.propose(due.command)
}

describe('rounds', () => {
  it('[P51] one voice at a time, the facilitator’s not among them, until she overrides', () => {
    const room = circle()
    for (const name of ['ana', 'ben', 'cy']) {
      expect(speaking(room)).toEqual([name])
      expect(floor(room.state, id('fay')).speakReason).toBe('not-your-turn')
      ring(room)
    }
    expect(speaking(room)).toEqual([])
    room.ask('fay', { type: 'floor.override', personId: id('fay'), speak: true, write: null })
    expect(speaking(room)).toEqual(['fay'])
  })

  it('[P52] turns are equal and fit the step with its pauses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 5, max: 1800 }),
        fc.integer({ min: 0, max: 30 }),
        (count, turnSeconds, pauseSeconds) => {
          const room = new Meeting(planOf(protocolWith(rounds({ turnSeconds, pauseSeconds })), { minutes: 10 }))
          room.seat({ fay: 'facilitator' })
          room.seat(Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, 'participant' as const])))
          room.ask('fay', { type: 'session.start' })
          const { order, turnMs, pauseMs } = turnsIn(room.state, PLENARY)!
          expect(order).toHaveLength(count)
          expect(turnMs).toBeLessThanOrEqual(turnSeconds * 1000)
          const tight = turnMs === 5000 // the shortest turn that is one
          expect(tight || count * (turnMs + pauseMs) <= room.state.step!.durationMs).toBe(true)
        },
      ),
    )
  })

  it('[P52] where it rotates, each round of a repeat begins one seat later', () => {
    const items = ['a', 'b', 'c', 'd'].map((en) => ({ en }))
    const protocol = protocolOf([{ repeat: 'questions', items, steps: [step({ floor: rounds({ rotate: true }) })] }])
    const room = new Meeting(planOf(protocol, { minutes: 20 }))
    room.seat({ fay: 'facilitator', ana: 'participant', ben: 'participant', cy: 'participant' })
    room.ask('fay', { type: 'session.start' })
    const firsts = items.map((_, index) => {
      const { order } = turnsIn(room.state, PLENARY)!
      room.ask('fay', { type: 'step.advance', from: index })
      return order.join(' ')
    })
    expect(firsts).toEqual(['ana ben cy', 'ben cy ana', 'cy ana ben', 'ana ben cy'])
  })

  it('[P53] passing before one’s turn, in it, and ending it early; nobody else’s, but a facilitator anyone’s', () => {
    const room = circle()
    expect(room.ask('cy', { type: 'turn.finish' })).toBe('turn.not-yours')
    expect(room.ask('ben', { type: 'turn.pass' })).toEqual(['turn.ended'])
    expect(room.ask('ben', { type: 'turn.pass' })).toBe('turn.not-yours')
    expect(room.ask('ana', { type: 'turn.finish' })).toEqual(['turn.ended', 'turn.began'])
    expect(turn(room)?.personId).toBe('cy')
    expect(room.ask('fay', { type: 'turn.finish', circle: PLENARY })).toEqual(['turn.ended'])
    expect(turn(room)).toBeNull()
    expect(room.journal.flatMap((event) => (event.type === 'turn.ended' ? [event.how] : []))).toEqual([
      'passed',
      'finished',
      'skipped',
    ])
    room.ask('fay', { type: 'step.advance', from: 0 })
    expect(room.ask('ana', { type: 'turn.pass' })).toBe('turn.not-yours')
  })

  it('[P54] a pause after a turn, in which nobody speaks; none after a pass, none after the last', () => {
    const room = circle(rounds({ pauseSeconds: 20 }))
    ring(room)
    expect(turn(room)).toMatchObject({ personId: 'ana', phase: 'pause' })
    expect(speaking(room)).toEqual([])
    const from = room.now
    expect(ring(room)).toEqual(['turn.began'])
    expect(room.now - from).toBe(20_000)
    expect(room.ask('ben', { type: 'turn.pass' })).toEqual(['turn.ended', 'turn.began'])
    expect(turn(room)).toMatchObject({ personId: 'cy', phase: 'speaking' })
    expect(ring(room)).toEqual(['turn.ended'])
    expect(turn(room)).toBeNull()
  })

  it('[P55] a line that drops and comes back within ten seconds goes on with what was left', () => {
    const room = circle()
    room.wait(15_000)
    expect(leave(room, 'ana')).toEqual(['person.disconnected', 'turn.interrupted'])
    expect(speaking(room)).toEqual([])
    room.wait(9000)
    expect(comeBack(room, 'ana')).toEqual(['person.connected', 'turn.restored'])
    expect(turn(room)).toMatchObject({ personId: 'ana', phase: 'speaking' })
    expect(leftOn(turn(room)!.clock, room.now)).toBe(45_000)
  })

  it('[P55] one that stays away lets the others go first and gets the rest of the turn afterwards', () => {
    const room = circle()
    room.wait(15_000)
    leave(room, 'ana')
    expect(ring(room)).toEqual(['turn.deferred', 'turn.began'])
    expect(speaking(room)).toEqual(['ben'])
    comeBack(room, 'ana')
    expect(speaking(room)).toEqual(['ben'])
    ring(room)
    ring(room)
    expect(speaking(room)).toEqual(['ana'])
    expect(leftOn(turn(room)!.clock, room.now)).toBe(45_000)
    ring(room)
    expect(turnsIn(room.state, PLENARY)!.done.toSorted()).toEqual(['ana', 'ben', 'cy'])
  })

  it('[P55] who comes back after all others were done still has her turn', () => {
    const room = circle()
    leave(room, 'ana')
    ring(room)
    ring(room)
    ring(room)
    expect(turn(room)).toBeNull()
    expect(comeBack(room, 'ana')).toEqual(['person.connected', 'turn.began'])
    expect(speaking(room)).toEqual(['ana'])
  })

  it('[P56] a step whose time is up rings while turns are to come, and goes on after the last', () => {
    const room = circle(rounds({ turnSeconds: 1800 }), 'advance')
    leave(room, 'ana')
    room.wait(10_000)
    comeBack(room, 'ana')
    ring(room)
    ring(room)
    room.ask('fay', { type: 'clock.adjust', deltaMs: -30_000 })
    room.now = room.state.step!.enteredAt + 5 * MINUTE - 30_000
    expect(room.propose({ type: 'step.due', from: 0 })).toEqual(['step.rang'])
    expect(ring(room)).toContain('step.entered')
    expect(room.state.step?.index).toBe(1)
  })

  it.each([
    ['removed', { type: 'person.remove', personId: 'cy' }],
    ['made an observer', { type: 'role.assign', personId: 'cy', role: 'observer' }],
  ] as const)('[P56] it goes on too when who has the last turn is %s', (_, command) => {
    const room = circle(rounds({ turnSeconds: 1800 }), 'advance')
    ring(room)
    ring(room)
    room.ask('fay', { type: 'clock.adjust', deltaMs: -30_000 })
    expect(ring(room)).toEqual(['step.rang'])
    expect(speaking(room)).toEqual(['cy'])
    expect(room.ask('fay', command)).toContain('step.entered')
    expect(room.state.step?.index).toBe(1)
  })

  it('[P56] and when the server removes her', () => {
    const room = circle(rounds({ turnSeconds: 1800 }), 'advance')
    ring(room)
    ring(room)
    room.ask('fay', { type: 'clock.adjust', deltaMs: -30_000 })
    ring(room)
    expect(room.propose({ type: 'person.expel', personId: 'cy' })).toContain('step.entered')
  })

  it('[P57] turns stand while the session is paused', () => {
    const room = circle()
    room.wait(20_000)
    room.ask('fay', { type: 'clock.pause' })
    expect(nextDue(room.state)).toBeNull()
    room.wait(MINUTE)
    leave(room, 'ana')
    comeBack(room, 'ana')
    expect(leftOn(turn(room)!.clock, room.now)).toBe(40_000)
    room.ask('fay', { type: 'clock.resume' })
    expect(nextDue(room.state)).toMatchObject({ at: room.now + 40_000, command: { type: 'turn.due' } })
  })

  it.each(['open', 'silence', undefined] as const)('[P58] after the last turn: %s', (after) => {
    const room = circle(rounds({ after }))
    for (const name of ['ana', 'ben', 'cy']) room.ask(name, { type: 'turn.pass' })
    expect(speaking(room)).toHaveLength(after === 'open' ? 4 : 0)
    expect(floor(room.state, id('ana')).speakReason).toBe(after === 'open' ? 'open' : 'silence')
  })

  it('[P59] who is away when the rounds open has a turn once she is back, and nobody waits for her until then', () => {
    const room = new Meeting(planOf(protocolOf([step({ id: 'talk' }), step({ floor: rounds() })]), { minutes: 10 }))
    room.seat({ fay: 'facilitator', ana: 'participant', ben: 'participant' })
    room.ask('fay', { type: 'session.start' })
    leave(room, 'ana')
    room.ask('fay', { type: 'step.advance', from: 0 })
    expect(turnsIn(room.state, PLENARY)!.order).toEqual(['ben'])
    ring(room)
    expect(comeBack(room, 'ana')).toEqual(['person.connected', 'turns.set', 'turn.began'])
    expect(speaking(room)).toEqual(['ana'])
  })

  it('[P59] who is removed takes no turn and the next begins', () => {
    const room = circle()
    expect(room.ask('fay', { type: 'person.remove', personId: id('ana') })).toEqual(['person.removed', 'turn.began'])
    expect(speaking(room)).toEqual(['ben'])
    expect(turnsIn(room.state, PLENARY)!.order).toEqual(['ben', 'cy'])
  })
})

describe('a free order', () => {
  const free = (change: Partial<Extract<FloorRule, { mode: 'rounds' }>> = {}) => rounds({ order: 'free', ...change })
  const take = (room: Meeting, name: string, waits?: boolean) => room.ask(name, { type: 'turn.take', waits })

  it('[P80] nobody begins of herself; whoever wishes has the only voice, once, for the whole time of a turn', () => {
    const room = circle(free({ turnSeconds: 120 }))
    expect(speaking(room)).toEqual([])
    expect(floor(room.state, id('ana')).speakReason).toBe('free')
    expect(nextDue(room.state)!.command.type).toBe('step.due')
    expect(take(room, 'ben')).toEqual(['turn.began'])
    expect(speaking(room)).toEqual(['ben'])
    expect(leftOn(turn(room)!.clock, room.now)).toBe(2 * MINUTE)
    expect(room.ask('ben', { type: 'turn.finish' })).toEqual(['turn.ended'])
    expect(speaking(room)).toEqual([])
    expect(take(room, 'ben')).toBe('turn.not-yours')
    expect(take(room, 'fay')).toBe('turn.not-yours')
    take(room, 'ana')
    ring(room)
    expect(speaking(room)).toEqual([])
  })

  it('[P80] in seats there is nothing to take', () => {
    expect(take(circle(), 'ben')).toBe('turn.not-yours')
  })

  it('[P81] of two at once the second is told who has it, and is next if she says so', () => {
    const room = circle(free())
    take(room, 'ben')
    expect(take(room, 'ana')).toBe('turn.taken')
    expect(turnsIn(room.state, PLENARY)!.claims).toEqual([])
    expect(take(room, 'cy', true)).toEqual(['turn.claimed'])
    expect(take(room, 'ana', true)).toEqual(['turn.claimed'])
    expect(take(room, 'ana', true)).toEqual([])
    expect(room.ask('ben', { type: 'turn.finish' })).toEqual(['turn.ended', 'turn.began'])
    expect(speaking(room)).toEqual(['cy'])
    expect(room.ask('ana', { type: 'turn.pass' })).toEqual(['turn.unclaimed'])
    expect(room.ask('ana', { type: 'turn.pass' })).toBe('turn.not-yours')
    ring(room)
    expect(speaking(room)).toEqual([])
    expect(take(room, 'ana')).toEqual(['turn.began'])
  })

  it('[P54] [P81] the pause after a turn is kept; who takes the floor in it begins when it is over', () => {
    const room = circle(free({ pauseSeconds: 5 }))
    take(room, 'ben')
    room.ask('ben', { type: 'turn.finish' })
    expect(turn(room)?.phase).toBe('pause')
    expect(take(room, 'ana')).toEqual(['turn.claimed'])
    expect(speaking(room)).toEqual([])
    expect(ring(room)).toEqual(['turn.began'])
    room.ask('ana', { type: 'turn.finish' })
    expect(ring(room)).toEqual(['turn.ended'])
    expect(turn(room)).toBeNull()
  })

  it('[P55] [P80] a line that drops is waited for, and the rest of the turn comes back when its holder does', () => {
    const room = circle(free())
    take(room, 'ana')
    room.wait(15_000)
    leave(room, 'ana')
    expect(take(room, 'ben')).toBe('turn.taken')
    expect(ring(room)).toEqual(['turn.deferred'])
    take(room, 'ben')
    comeBack(room, 'ana')
    expect(speaking(room)).toEqual(['ben'])
    ring(room)
    expect(speaking(room)).toEqual(['ana'])
    expect(leftOn(turn(room)!.clock, room.now)).toBe(45_000)
  })

  it('[P59] [P80] who is removed, or came back, is free to speak no more, or again', () => {
    const room = circle(free())
    take(room, 'ben')
    take(room, 'cy', true)
    expect(room.ask('fay', { type: 'person.remove', personId: 'cy' })).toEqual(['person.removed'])
    leave(room, 'ana')
    comeBack(room, 'ana')
    ring(room)
    expect(speaking(room)).toEqual([])
    expect(take(room, 'ana')).toEqual(['turn.began'])
  })

  it.each(['open', 'silence'] as const)('[P58] [P82] it is over when everyone has spoken: then %s', (after) => {
    const room = circle(free({ after }))
    for (const name of ['cy', 'ana', 'ben']) {
      expect(floor(room.state, id('fay')).speakReason).toBe('free')
      take(room, name)
      room.ask(name, { type: 'turn.finish' })
    }
    expect(floor(room.state, id('ana')).speakReason).toBe(after)
  })

  it('[P56] [P82] when its time is up nobody begins, but who speaks or asked goes on to the end', () => {
    const room = circle(free({ turnSeconds: 200 }), 'advance')
    room.now = room.state.step!.enteredAt + room.state.step!.durationMs - 1000
    take(room, 'ben')
    take(room, 'cy', true)
    expect(ring(room)).toEqual(['step.rang'])
    expect(take(room, 'ana', true)).toBe('turn.not-yours')
    expect(ring(room)).toEqual(['turn.ended', 'turn.began'])
    expect(ring(room)).toContain('step.entered')
  })

  it('[P82] a step in which nobody speaks goes on when its time is up', () => {
    const room = circle(free(), 'advance')
    expect(ring(room)).toContain('step.entered')
    const waits = circle(free())
    ring(waits)
    expect(floor(waits.state, id('ana')).speakReason).toBe('silence')
  })
})
