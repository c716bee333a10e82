import { draftOf, PLENARY, type Step } from '@copse/contract'
import { describe, expect, test } from 'vitest'
import { id, Meeting, planOf, protocolOf, step } from '../../../../../packages/protocols/src/testing.ts'
import { cameLate, circleView, listed, namesOf, nextIn, seatsOf, wantsRegrouping } from './circle-view.ts'

function meeting(...steps: Step[]): Meeting {
  const room = new Meeting(planOf(protocolOf(steps), { minutes: 30 }))
  room.seat({ fay: 'facilitator', a: 'participant', b: 'participant', c: 'participant', d: 'participant' })
  room.ask('fay', { type: 'session.start' })
  return room
}
const pairs = step({
  grouping: { kind: 'groups', size: 2, fill: 'random' },
  floor: { mode: 'rounds', turnSeconds: 60, pauseSeconds: 5 },
})
const leave = (room: Meeting, name: string) =>
  room.propose({ type: 'person.disconnect', personId: name, connection: `node-1:${name}` })

describe('the circle somebody is in', () => {
  test('a member is with her group, at its board; the facilitator is with nobody until she visits', () => {
    const room = meeting(pairs)
    const group = room.state.groups[0]!
    const member = circleView(room.state, group.members[0]!)
    expect([...member.here].toSorted()).toEqual([...group.members].toSorted())
    expect(member).toMatchObject({
      circle: group.id,
      board: group.id,
      boardIs: 'groups',
      visiting: false,
      after: 'together',
    })
    expect(circleView(room.state, id('fay'))).toMatchObject({
      circle: PLENARY,
      group: null,
      boardIs: 'everyones',
      turns: null,
    })
    room.ask('fay', { type: 'groups.visit', groupId: group.id })
    const visitor = circleView(room.state, id('fay'))
    expect(visitor).toMatchObject({ circle: group.id, visiting: true, boardIs: 'visited' })
    expect(visitor.here.has(id('fay'))).toBe(true)
  })

  test('while drafts are private one works at a sheet of one’s own', () => {
    const room = meeting(step({ board: { everyone: 'write', drafts: { anonymous: false } } }))
    expect(circleView(room.state, id('a'))).toMatchObject({ board: draftOf(0, id('a')), boardIs: 'sheet' })
    room.ask('fay', { type: 'drafts.reveal' })
    expect(circleView(room.state, id('a'))).toMatchObject({ board: 'main', boardIs: 'everyones' })
  })
})

test('it is known what becomes of the circles when the step ends', () => {
  const talk = step({ id: 'talk' })
  const after = (...steps: Step[]) => circleView(meeting(...steps).state, id('a')).after
  expect(after(talk, pairs)).toBe('apart')
  expect(after(talk, { ...talk, id: 'more' })).toBeNull()
  expect(after(pairs, talk)).toBe('together')
  expect(after(pairs, { ...pairs, id: 'again' })).toBeNull()
  expect(after(pairs, step({ id: 'anew', grouping: { kind: 'groups', size: 2, fill: 'random', fresh: true } }))).toBe(
    'anew',
  )
  expect(after(talk, step({ id: 'bowl', grouping: { kind: 'fishbowl', inner: 2 } }))).toBeNull()
})

describe('turns as they are shown', () => {
  test('who has spoken, speaks and is to come; who passed is done like anybody else', () => {
    const room = meeting(pairs)
    const [group] = room.state.groups
    const [one, two] = group!.members
    const seats = () => seatsOf(room.state, room.state.turns[group!.id]!).map(({ state }) => state)
    expect(seats()).toEqual(['now', 'to-come'])
    expect(nextIn(room.state, room.state.turns[group!.id]!)).toBe(two)
    room.ask(one!, { type: 'turn.pass' })
    expect(seats()).toEqual(['done', 'now'])
    room.ask(two!, { type: 'turn.finish' })
    expect(seats()).toEqual(['done', 'done'])
    expect(nextIn(room.state, room.state.turns[group!.id]!)).toBeNull()
  })

  test('where whoever wishes speaks, nobody who has not is shown as missing', () => {
    const room = meeting(step({ floor: { mode: 'rounds', order: 'free', turnSeconds: 60, pauseSeconds: 5 } }))
    const seats = () => seatsOf(room.state, room.state.turns[PLENARY]!).map((seat) => [seat.id, seat.state])
    expect(seats()).toEqual([])
    room.ask('b', { type: 'turn.take' })
    room.ask('a', { type: 'turn.take', waits: true })
    expect(seats()).toEqual([
      ['b', 'now'],
      ['a', 'to-come'],
    ])
    room.ask('b', { type: 'turn.finish' })
    expect(seats()).toEqual([
      ['b', 'done'],
      ['a', 'to-come'],
    ])
  })

  test('who is away is not said to be next', () => {
    const room = meeting(pairs)
    const [group] = room.state.groups
    leave(room, group!.members[1]!)
    expect(nextIn(room.state, room.state.turns[group!.id]!)).toBeNull()
    expect(seatsOf(room.state, room.state.turns[group!.id]!)[1]).toMatchObject({ away: true, state: 'to-come' })
  })
})

test('regrouping is offered as soon as a group has fewer than two people here, and no longer once done', () => {
  const room = meeting(pairs)
  expect(wantsRegrouping(room.state)).toBe(false)
  leave(room, room.state.groups[0]!.members[0]!)
  expect(wantsRegrouping(room.state)).toBe(true)
  room.ask('fay', { type: 'groups.regroup' })
  expect(wantsRegrouping(room.state)).toBe(false)
})

test('who is let in while a step runs came late, until the next begins', () => {
  const room = meeting(step(), step({ id: 'next' }))
  room.seat({ z: 'participant' })
  expect([cameLate(room.state, id('z')), cameLate(room.state, id('a'))]).toEqual([true, false])
  room.now += 1000
  room.ask('fay', { type: 'step.advance', from: 0 })
  expect(cameLate(room.state, id('z'))).toBe(false)
})

test('first names are enough unless two share one', () => {
  const room = meeting(step())
  const named = (name: string) => ({ ...room.state.people.a!, name })
  const session = { ...room.state, people: { a: named('Ana Reyes'), b: named('Ana Ortiz'), c: named('Ben Lee') } }
  expect(listed(namesOf(session, [id('a'), id('b'), id('c')]), 'es')).toBe('Ana Reyes, Ana Ortiz y Ben')
})
