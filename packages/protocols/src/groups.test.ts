import { PLENARY, type Grouping, type PersonId, type Protocol, type SessionRole, type Step } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { accessTo } from './board-access.ts'
import { boardOf, circleOf, isApart } from './circles.ts'
import { dueAt, remainingFor } from './clock.ts'
import { floor } from './floor.ts'
import { effectiveRole } from './roles.ts'
import { id, Meeting, planOf, protocolOf, step } from './testing.ts'
import { turnsIn } from './turns.ts'

const triads: Grouping = { kind: 'groups', size: 3, fill: 'random' }
const people = (count: number): Record<string, SessionRole> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, 'participant' as const]))

function meeting(steps: Step[], count = 6): Meeting {
  const room = new Meeting(planOf(protocolOf(steps), { minutes: 30 }))
  room.seat({ fay: 'facilitator', ...people(count) })
  room.ask('fay', { type: 'session.start' })
  return room
}
const members = (room: Meeting) => room.state.groups.map((group) => [...group.members].toSorted())
const ids = (room: Meeting) => room.state.groups.map((group) => group.id)
const next = (room: Meeting) => room.ask('fay', { type: 'step.advance', from: room.state.step!.index })

describe('groups', () => {
  it('[P62] everyone who takes part is in just one; facilitators in none', () => {
    const room = meeting([step({ grouping: triads })], 7)
    expect(members(room).map((group) => group.length)).toEqual([4, 3])
    expect(members(room).flat().toSorted()).toEqual(Object.keys(people(7)))
  })

  it('[P62] without anybody else, facilitators are grouped', () => {
    const room = new Meeting(planOf(protocolOf([step({ grouping: { ...triads, size: 2 } })]), { minutes: 5 }))
    room.seat({ fay: 'facilitator', gil: 'facilitator' })
    room.ask('fay', { type: 'session.start' })
    expect(members(room)).toEqual([['fay', 'gil']])
  })

  it('[P62] who comes later joins the smallest group', () => {
    const room = meeting([step({ grouping: triads })], 7)
    room.wait(5000).seat({ late: 'participant' })
    expect(members(room).map((group) => group.length)).toEqual([4, 4])
    expect(circleOf(room.state, id('late'))).toBe(ids(room)[1])
  })

  it.each([
    [4, [4]],
    [5, [3, 2]],
  ])('[P83] %i people are %j where groups are made only above four', (count, sizes) => {
    const grouping: Grouping = { ...triads, above: 4 }
    const room = meeting([step({ id: 'a', grouping }), step({ id: 'b', grouping })], count)
    expect(members(room).map((group) => group.length)).toEqual(sizes)
    expect(isApart(room.state)).toBe(sizes.length > 1)
    expect(circleOf(room.state, id('p0')) === PLENARY).toBe(sizes.length === 1)
    expect(next(room)).toEqual(['step.entered'])
  })

  it('[P64] [P83] a round for each of all where everyone stays together', () => {
    const tell = step({ id: 'tell', floor: { mode: 'roles', roles: ['presenter'] }, grouping: { ...triads, above: 6 } })
    const room = new Meeting(planOf(protocolOf([{ repeat: 'people', steps: [tell] }]), { minutes: 30 }))
    room.seat({ fay: 'facilitator', ...people(5) })
    room.ask('fay', { type: 'session.start' })
    const told = new Set<string>()
    expect(room.state.agenda!.steps).toHaveLength(5)
    for (const _ of room.state.agenda!.steps) {
      for (const name of Object.keys(people(5))) if (effectiveRole(room.state, id(name)) === 'presenter') told.add(name)
      next(room)
    }
    expect(told.size).toBe(5)
  })

  it('[P63] they stay over steps of the same grouping, close for the plenary, and are new when fresh', () => {
    const room = meeting([
      step({ id: 'a', grouping: triads }),
      step({ id: 'b', grouping: triads }),
      step({ id: 'c' }),
      step({ id: 'd', grouping: triads }),
      step({ id: 'e', grouping: { ...triads, fresh: true } }),
      step({ id: 'f', grouping: { ...triads, size: 2 } }),
    ])
    const first = ids(room)
    expect(next(room)).toEqual(['step.entered'])
    expect(ids(room)).toEqual(first)
    expect(next(room)).toEqual(['step.entered', 'groups.closed'])
    expect(isApart(room.state)).toBe(false)
    next(room)
    expect(ids(room)).toEqual(first)
    const seen = [...first]
    for (const _ of ['e', 'f']) {
      expect(next(room)).toEqual(['step.entered', 'groups.closed', 'groups.formed'])
      expect(ids(room).filter((one) => seen.includes(one))).toEqual([])
      seen.push(...ids(room))
    }
    expect(members(room).map((group) => group.length)).toEqual([2, 2, 2])
  })

  it('[P64] a round for each member of the largest group; the smaller talk freely in the round they do not need', () => {
    const tell = step({ id: 'tell', floor: { mode: 'roles', roles: ['presenter'] }, grouping: triads })
    const room = new Meeting(planOf(protocolOf([{ repeat: 'people', steps: [tell] }]), { minutes: 30 }))
    room.seat({ fay: 'facilitator', ...people(7) })
    room.ask('fay', { type: 'session.start' })
    const tellers = new Map<string, number>()
    expect(room.state.agenda!.steps).toHaveLength(4)
    for (const round of room.state.agenda!.steps.keys()) {
      for (const group of room.state.groups) {
        const speakers = group.members.filter((name) => floor(room.state, name).speak)
        const presenters = group.members.filter((name) => effectiveRole(room.state, name) === 'presenter')
        expect(speakers).toEqual(round < group.members.length ? presenters : group.members)
        for (const name of presenters) tellers.set(name, (tellers.get(name) ?? 0) + 1)
      }
      next(room)
    }
    expect([...tellers.values()]).toEqual(Array(7).fill(1))
  })

  it('[P65] circle, board and turns are the group’s; a facilitator’s those of the group she visits', () => {
    const room = meeting([step({ grouping: triads, floor: { mode: 'rounds', turnSeconds: 60 } }), step({ id: 'all' })])
    const [one, two] = ids(room)
    for (const group of room.state.groups) {
      for (const name of group.members) {
        expect(circleOf(room.state, name)).toBe(group.id)
        expect(boardOf(room.state, name)).toBe(group.id)
      }
      expect(group.members.filter((name) => floor(room.state, name).speak)).toEqual([group.members[0]])
    }
    expect([circleOf(room.state, id('fay')), boardOf(room.state, id('fay'))]).toEqual([PLENARY, 'main'])
    room.ask('fay', { type: 'groups.visit', groupId: two! })
    expect([circleOf(room.state, id('fay')), boardOf(room.state, id('fay'))]).toEqual([two, two])
    expect(room.ask('fay', { type: 'groups.visit', groupId: 'g99-1' })).toBe('group.unknown')
    expect(room.ask('p0', { type: 'groups.visit', groupId: one! })).toBe('access.denied')
    next(room)
    expect([circleOf(room.state, id('fay')), boardOf(room.state, id('p0'))]).toEqual([PLENARY, 'main'])
    expect(room.ask('fay', { type: 'groups.visit', groupId: one! })).toBe('group.not-now')
  })

  it.each([4, 6, 7, 12])(
    '[P85] %i people in pairs are at every other group’s board once, and at their own after',
    (count) => {
      const pairs: Grouping = { kind: 'groups', size: 2, fill: 'random' }
      const visit = step({ id: 'visit', grouping: pairs, board: { everyone: 'own' } })
      const steps: Protocol['steps'] = [
        step({ id: 'hang', grouping: pairs }),
        { repeat: 'stations', steps: [visit] },
        step({ id: 'home', grouping: pairs }),
        step({ id: 'all' }),
      ]
      const room = new Meeting(planOf(protocolOf(steps), { minutes: 30 }))
      room.seat({ fay: 'facilitator', ...people(count) })
      room.ask('fay', { type: 'session.start' })
      const groups = ids(room)
      expect(room.state.agenda!.steps).toHaveLength(groups.length + 2)
      const seen = new Map(groups.map((group) => [group, new Set<string>()]))
      for (const _ of groups.slice(1)) {
        expect(next(room)).toEqual(['step.entered'])
        const hosts = room.state.groups.map(({ id: group, members }) => {
          const [board, ...others] = new Set(members.map((name) => boardOf(room.state, name)))
          expect(others).toEqual([])
          expect(accessTo(room.state, members[0]!, board!).access).toBe('own')
          expect(accessTo(room.state, members[0]!, group).access).toBe('read')
          expect(effectiveRole(room.state, members[0]!)).toBe('participant')
          seen.get(group)!.add(board!)
          return board
        })
        expect(hosts.toSorted()).toEqual(groups.toSorted())
        room.ask('fay', { type: 'groups.visit', groupId: groups[0]! })
        expect(boardOf(room.state, id('fay'))).toBe(hosts[0])
      }
      for (const [group, boards] of seen)
        expect([...boards].toSorted()).toEqual(groups.filter((one) => one !== group).toSorted())
      next(room)
      for (const group of room.state.groups) expect(boardOf(room.state, group.members[0]!)).toBe(group.id)
      expect(next(room)).toEqual(['step.entered', 'groups.closed'])
    },
  )

  it('[P85] too few for two groups stay at everyone’s board', () => {
    const pairs: Grouping = { kind: 'groups', size: 2, fill: 'random' }
    const room = new Meeting(planOf(protocolOf([{ repeat: 'stations', steps: [step({ grouping: pairs })] }])))
    room.seat({ fay: 'facilitator', ...people(2) })
    room.ask('fay', { type: 'session.start' })
    expect(room.state.agenda!.steps).toHaveLength(1)
    expect(boardOf(room.state, id('p0'))).toBe('main')
  })

  it('[P66] a no-show’s partner is regrouped, and has a turn where she comes to', () => {
    const pairs: Grouping = { kind: 'groups', size: 2, fill: 'random' }
    const room = meeting([step({ grouping: pairs, floor: { mode: 'rounds', turnSeconds: 60 } })], 4)
    const [gone, partner] = room.state.groups[0]!.members
    expect(room.ask('fay', { type: 'groups.regroup' })).toEqual([])
    room.propose({ type: 'person.disconnect', personId: gone!, connection: `node-1:${gone}` })
    expect(room.ask('fay', { type: 'groups.regroup' })).toContain('groups.formed')
    expect(room.state.groups).toHaveLength(1)
    expect(room.state.groups[0]!.members).toHaveLength(3)
    expect(turnsIn(room.state, room.state.groups[0]!.id)!.order).toContain(partner)
    room.propose({ type: 'person.connect', personId: gone!, connection: `node-2:${gone}` })
    expect(room.state.groups[0]!.members).toContain(gone)
  })

  it('[P59] [P66] moved by hand, somebody takes her turn in the new group after the others', () => {
    const room = meeting([step({ grouping: triads, floor: { mode: 'rounds', turnSeconds: 60 } })])
    const [one, two] = room.state.groups
    const mover = one!.members[1]!
    room.ask('fay', { type: 'groups.move', personId: mover, groupId: two!.id })
    expect(turnsIn(room.state, one!.id)!.order).toEqual([one!.members[0], one!.members[2]])
    expect(turnsIn(room.state, two!.id)!.order).toEqual([...two!.members, mover])
  })

  it('[P67] arranged beforehand, used when the step begins, those left out placed', () => {
    const room = meeting([step({ id: 'all' }), step({ id: 'apart', grouping: { ...triads, fill: 'hand' } })])
    const twice = [[id('p0'), id('p1')], [id('p1')]]
    expect(room.ask('fay', { type: 'groups.arrange', groups: twice })).toBe('input.invalid')
    const by = [
      [id('p0'), id('p1'), id('p2')],
      [id('p3'), id('p4')],
    ]
    expect(room.ask('fay', { type: 'groups.arrange', groups: by })).toEqual(['groups.formed'])
    expect(circleOf(room.state, id('p0'))).toBe(PLENARY)
    next(room)
    expect(members(room)).toEqual([
      ['p0', 'p1', 'p2'],
      ['p3', 'p4', 'p5'],
    ])
  })

  it('[P68] a call for help is answered by visiting, or by saying so', () => {
    const room = meeting([step({ grouping: triads })])
    const [one, two] = room.state.groups
    expect(room.ask(one!.members[0]!, { type: 'groups.call' })).toEqual(['groups.called'])
    expect(room.ask(one!.members[1]!, { type: 'groups.call' })).toEqual([])
    room.ask(two!.members[0]!, { type: 'groups.call' })
    expect(room.ask('fay', { type: 'groups.visit', groupId: one!.id })).toEqual(['groups.visited', 'groups.answered'])
    expect(room.ask('fay', { type: 'groups.answer', groupId: two!.id })).toEqual(['groups.answered'])
    expect(room.state.groups.every(({ helpAt }) => helpAt === null)).toBe(true)
  })

  it('[P69] one group’s extra time: its own clock, and the step’s due with the last', () => {
    const room = meeting([step({ grouping: triads })])
    const [one, two] = room.state.groups
    const before = dueAt(room.state)!
    room.ask('fay', { type: 'groups.extend', groupId: one!.id, deltaMs: 120_000 })
    expect(dueAt(room.state)).toBe(before + 120_000)
    const left = (name: PersonId) => remainingFor(room.state, name, room.now)
    expect(left(one!.members[0]!)! - left(two!.members[0]!)!).toBe(120_000)
    expect(room.ask('fay', { type: 'groups.extend', groupId: one!.id, deltaMs: -180_000 })).toBe('clock.out-of-range')
  })

  it('[P88] the outer circle in satellites while the inner stays together, before and after', () => {
    const bowl = { kind: 'fishbowl', inner: 3 } as const
    const talk = step({ id: 'talk', grouping: bowl, floor: { mode: 'inner' } })
    const ask = step({ id: 'ask', grouping: { ...bowl, satellites: 3 } })
    const room = meeting([talk, ask, { ...talk, id: 'answer' }, step({ id: 'all' })], 9)
    const inner = [...room.state.groups[0]!.members]
    next(room)
    expect(isApart(room.state)).toBe(true)
    expect(members(room).map((group) => group.length)).toEqual([3, 3, 3])
    expect(room.state.groups[0]!.members).toEqual(inner)
    expect(members(room).flat().toSorted()).toEqual(Object.keys(people(9)).toSorted())
    expect(floor(room.state, room.state.groups[1]!.members[0]!).speak).toBe(true)
    room.wait(5000).seat({ late: 'participant' })
    expect(room.state.groups[0]!.members).toEqual(inner)
    expect(room.state.groups.findIndex((group) => group.members.includes(id('late')))).toBeGreaterThan(0)
    expect(next(room)).toEqual(['step.entered', 'groups.closed', 'groups.formed'])
    expect(isApart(room.state)).toBe(false)
    expect(room.state.groups.map((group) => group.members)).toEqual([inner])
    const speakers = Object.keys(people(9)).filter((name) => floor(room.state, id(name)).speak)
    expect(speakers.toSorted()).toEqual([...inner].toSorted())
  })

  it('[P67] [P88] who was arranged to sit inside does, satellites or not', () => {
    const room = meeting(
      [step({ id: 'all' }), step({ id: 'ask', grouping: { kind: 'fishbowl', inner: 3, satellites: 2 } })],
      6,
    )
    room.ask('fay', { type: 'groups.arrange', groups: [[id('p4'), id('p5')]] })
    next(room)
    expect(members(room)[0]).toEqual(['p4', 'p5'])
    expect(members(room).map((group) => group.length)).toEqual([2, 2, 2])
  })

  it('[P70] by choice, merged, and a fishbowl', () => {
    const choices = [{ en: 'North' }, { en: 'South' }, { en: 'East' }]
    const room = meeting([
      step({ id: 'choose', choices }),
      step({ id: 'by-choice', grouping: { kind: 'choice' } }),
      step({ id: 'merge', grouping: { kind: 'merge' } }),
      step({ id: 'bowl', grouping: { kind: 'fishbowl', inner: 2 }, floor: { mode: 'inner' } }),
    ])
    expect(room.ask('p0', { type: 'choice.make', choice: 3 })).toBe('choice.not-offered')
    for (const [name, choice] of [
      ['p0', 2],
      ['p1', 0],
      ['p2', 2],
      ['p3', 0],
    ] as const)
      // prettier-ignore
      room.ask(name, { type: 'choice.make', choice })
    next(room)
    expect(room.state.groups.map(({ choice }) => choice)).toEqual([0, 2])
    expect(members(room)).toEqual([
      ['p1', 'p3', 'p4'],
      ['p0', 'p2', 'p5'],
    ])
    next(room)
    expect(members(room)).toEqual([Object.keys(people(6))])
    next(room)
    expect(isApart(room.state)).toBe(false)
    const inner = room.state.groups[0]!.members
    expect(inner).toHaveLength(2)
    const speakers = Object.keys(people(6)).filter((name) => floor(room.state, id(name)).speak)
    expect(speakers.toSorted()).toEqual([...inner].toSorted())
    expect(floor(room.state, id('fay')).speak).toBe(true)
  })
})
