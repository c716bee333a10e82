import type { Protocol } from '@copse/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan, sharesFor, totalMs } from './plan.ts'
import { id, Meeting, planOf, protocolOf, step } from './testing.ts'

const HALF = 30_000
const MINUTE = 60_000

const bounds = (unit: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.nat(40))
    .map(([min, more, most]) => ({ min: min * unit, default: (min + more) * unit, max: (min + more + most) * unit }))

/** Protocols with repeated blocks; `unit`: what their minutes are multiples of. */
const protocols = (unit: number) => {
  const one = bounds(unit).map((minutes) => step({ minutes }))
  const entry = fc.oneof(
    one,
    fc.array(one, { minLength: 1, maxLength: 4 }).map((steps) => ({ repeat: 'people' as const, steps })),
  )
  return fc
    .array(entry, { minLength: 1, maxLength: 6 })
    .map((steps) =>
      protocolOf(
        steps.map((entry, index) =>
          'repeat' in entry
            ? { ...entry, steps: entry.steps.map((inner, offset) => ({ ...inner, id: `s${index}-${offset}` })) }
            : { ...entry, id: `s${index}` },
        ),
      ),
    )
}
const people = fc
  .integer({ min: 1, max: 12 })
  .map((count) => Array.from({ length: count }, (_, index) => id(`p${index}`)))

const sumOf = (protocol: Protocol, of: number, bound: 'min' | 'max') =>
  protocol.steps
    .flatMap((entry) => ('repeat' in entry ? entry.steps.map((one) => [one, of] as const) : [[entry, 1] as const]))
    .reduce((sum, [one, times]) => sum + Math.round(one.minutes[bound] * MINUTE) * times, 0)

const storytelling = protocolOf([
  step({ id: 'write' }),
  { repeat: 'people', steps: [step({ id: 'story' }), step({ id: 'answer' })] },
  step({ id: 'debrief' }),
])

describe('rounds', () => {
  it('[P1] a repeated block comes once for each who shares, in their order', () => {
    const { steps } = plan(storytelling, { people: [id('ana'), id('ben')] })
    expect(steps.map((one) => [one.id, one.round?.personId, one.round?.index, one.round?.of])).toEqual([
      ['write', undefined, undefined, undefined],
      ['story', 'ana', 0, 2],
      ['answer', 'ana', 0, 2],
      ['story', 'ben', 1, 2],
      ['answer', 'ben', 1, 2],
      ['debrief', undefined, undefined, undefined],
    ])
  })

  it.each([
    [undefined, 3],
    [5, 5],
  ])('[P1] while nobody is known, expecting %s, there are %i rounds without a name', (expectedPeople, rounds) => {
    const named = plan(storytelling, { expectedPeople, people: [] }).steps.filter((one) => one.id === 'story')
    expect(named.map((one) => one.round)).toEqual(Array.from({ length: rounds }, (_, index) => ({ index, of: rounds })))
  })

  it('[P1] without a total each step takes its default', () => {
    expect(totalMs(plan(storytelling, { people: [id('ana')] }))).toBe(20 * MINUTE)
  })
})

describe('fit', () => {
  it.each([0.5, 0.1, 1 / 3])(
    '[P2] [P3] minutes add up and every step stays in its bounds, in units of %f min',
    (unit) => {
      fc.assert(
        fc.property(protocols(unit), people, fc.integer({ min: 1, max: 4000 }), (protocol, who, halves) => {
          const { steps } = plan(protocol, { minutes: halves / 2, people: who })
          const low = sumOf(protocol, who.length, 'min')
          const high = sumOf(protocol, who.length, 'max')
          expect(totalMs({ protocolId: '', steps })).toBe(Math.min(high, Math.max(low, halves * HALF)))
          for (const one of steps) {
            expect(one.durationMs).toBeGreaterThanOrEqual(Math.round(one.minutes.min * MINUTE))
            expect(one.durationMs).toBeLessThanOrEqual(Math.round(one.minutes.max * MINUTE))
          }
        }),
      )
    },
  )

  it('[P3] half-minute totals and bounds give half-minute steps', () => {
    fc.assert(
      fc.property(protocols(0.5), people, fc.integer({ min: 1, max: 4000 }), (protocol, who, halves) => {
        const { steps } = plan(protocol, { minutes: halves / 2, people: who })
        expect(steps.filter((one) => one.durationMs % HALF !== 0)).toEqual([])
      }),
    )
  })

  it('[P4] every round takes the same time, where steps outside have room', () => {
    fc.assert(
      fc.property(protocols(0.5), people, fc.integer({ min: 1, max: 4000 }), (protocol, who, halves) => {
        const { steps } = plan(protocol, { minutes: halves / 2, people: who })
        const plenary = steps.filter((one) => !one.round)
        const full = (bound: 'min' | 'max') => plenary.every((one) => one.durationMs === one.minutes[bound] * MINUTE)
        const uneven = steps.filter(
          (one) => one.round && steps.some((other) => other.id === one.id && other.durationMs !== one.durationMs),
        )
        expect(uneven.length === 0 || full('min') || full('max')).toBe(true)
      }),
    )
  })

  it('[P4] what rounds leave over goes to a step outside them', () => {
    const { steps } = plan(storytelling, { minutes: 41, people: ['ana', 'ben', 'cy'].map(id) })
    expect(new Set(steps.filter((one) => one.round).map((one) => one.durationMs)).size).toBe(1)
    expect(totalMs({ protocolId: '', steps })).toBe(41 * MINUTE)
  })

  it('[P5] stated minutes hold, beyond the bounds too, and the others are fitted around them', () => {
    const agenda = plan(storytelling, { minutes: 40, people: [id('ana')], stepMinutes: { write: 14 } })
    const [write, ...others] = agenda.steps.map((one) => one.durationMs / MINUTE)
    expect(write).toBe(14)
    expect(totalMs(agenda)).toBe(40 * MINUTE)
    expect(others.every((minutes) => minutes >= 8.5 && minutes <= 9)).toBe(true)
  })

  it('[P5] stated minutes hold in every protocol, in each round, and the total does where the others have room', () => {
    fc.assert(
      fc.property(
        protocols(0.5),
        people,
        fc.integer({ min: 1, max: 4000 }),
        fc.nat(90),
        (protocol, who, halves, half) => {
          const first = plan(protocol).steps[0]!.id
          const stated = (half + 1) / 2
          const options = { people: who, stepMinutes: { [first]: stated } }
          const { steps } = plan(protocol, { ...options, minutes: halves / 2 })
          for (const one of steps.filter(({ id }) => id === first)) expect(one.durationMs).toBe(stated * MINUTE)
          const bound = (minutes: number) => totalMs(plan(protocol, { ...options, minutes }))
          expect(totalMs({ protocolId: '', steps })).toBe(Math.min(bound(100_000), Math.max(bound(0), halves * HALF)))
        },
      ),
    )
  })

  it('[P5] a step called like something every object inherits has no stated minutes', () => {
    const agenda = plan(protocolOf([step({ id: 'constructor' })]), { stepMinutes: {} })
    expect(totalMs(agenda)).toBe(5 * MINUTE)
  })
})

describe('minutes for each person', () => {
  const goRound = step({
    id: 'round',
    minutes: { default: 1, min: 0.5, max: 2, each: true },
    floor: { mode: 'rounds', turnSeconds: 120, pauseSeconds: 5 },
  })
  const crowd = (count: number) => Array.from({ length: count }, (_, index) => id(`p${index}`))
  const minutesOf = (protocol: Protocol, count: number, minutes?: number) =>
    plan(protocol, { people: crowd(count), minutes }).steps.map((one) => one.durationMs / MINUTE)

  it.each([5, 12])('[P84] a go-round of %i people takes a minute and the pause for each', (count) => {
    const protocol = protocolOf([goRound, step({ id: 'talk' })])
    expect(minutesOf(protocol, count)).toEqual([count + (count * 5) / 60, 5])
    const { min, max } = plan(protocol, { people: crowd(count) }).steps[0]!.minutes
    expect([min, max]).toEqual([0.5, 2].map((minutes) => expect.closeTo(count * (minutes + 5 / 60), 9)))
    expect(totalMs(plan(protocol, { expectedPeople: count }))).toBe(totalMs(plan(protocol, { people: crowd(count) })))
  })

  it('[P84] in groups for each of the largest; whoever presents and takes no turn is not counted', () => {
    const grouping = { kind: 'groups', size: 4, fill: 'random' } as const
    expect(minutesOf(protocolOf([{ ...goRound, grouping }]), 9)).toEqual([5 + 25 / 60])
    const others = {
      ...goRound,
      floor: { ...goRound.floor, pauseSeconds: 0, roles: ['participant' as const] },
    } as typeof goRound
    expect(minutesOf(protocolOf([{ repeat: 'people', steps: [others] }]), 4)).toEqual([3, 3, 3, 3])
    expect(minutesOf(protocolOf([others], { needsPresenter: true }), 4)).toEqual([3])
    expect(minutesOf(protocolOf([others]), 4)).toEqual([4])
  })

  it('[P2] [P84] fitted, the total is exact where the bounds allow it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 10, max: 40 }), (count, minutes) => {
        const protocol = protocolOf([goRound, step({ id: 'talk', minutes: { default: 10, min: 1, max: 60 } })])
        const agenda = plan(protocol, { people: crowd(count), minutes })
        expect(totalMs(agenda)).toBe(minutes * MINUTE)
        const round = agenda.steps[0]!
        expect(round.durationMs).toBeGreaterThanOrEqual(Math.round(round.minutes.min * MINUTE))
        expect(round.durationMs).toBeLessThanOrEqual(Math.round(round.minutes.max * MINUTE))
      }),
    )
  })

  it('[P84] what is fitted can be stated again as each person’s minutes', () => {
    const protocol = protocolOf([goRound, step({ id: 'talk' })])
    expect(sharesFor(protocol, { people: crowd(6), minutes: 14.5 })).toEqual({
      shares: new Map([
        ['round', Array(6).fill(1.5)],
        ['talk', [5]],
      ]),
      pauses: 0.5,
    })
  })

  it('[P5] [P84] minutes stated for the step are the whole step’s', () => {
    const [round] = plan(protocolOf([goRound]), { people: crowd(7), stepMinutes: { round: 6 } }).steps
    expect(round!.durationMs).toBe(6 * MINUTE)
  })

  it('[P84] planned for some and started with others, it is for those who are there, and so are the turns', () => {
    const room = new Meeting(planOf(protocolOf([goRound, step({ id: 'talk' })]), { minutes: 12 })).seat({
      fay: 'facilitator',
    })
    room.seat(Object.fromEntries(crowd(5).map((name) => [name, 'participant'])))
    room.ask('fay', { type: 'session.start' })
    const [round, talk] = room.state.agenda!.steps
    const count = 5
    expect(round!.durationMs + talk!.durationMs).toBe(12 * MINUTE)
    const { turnMs, pauseMs, order } = room.state.turns['plenary']!
    expect([order.length, pauseMs]).toEqual([count, 5000])
    expect(count * (turnMs + pauseMs)).toBe(round!.durationMs)
  })
})
