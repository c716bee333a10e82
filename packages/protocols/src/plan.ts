import type { Agenda, PersonId, PlannedStep, Protocol, Repeat, Step } from '@copse/contract'
import { fit, type Share } from './fit.ts'
import { groupSizes } from './forming.ts'
import { own } from './own.ts'

const MINUTE_MS = 60_000

export interface PlanOptions {
  /** Total minutes to fit to; without it each step takes its default. */
  readonly minutes?: number
  /** Who shares in repeated blocks, in order. */
  readonly people?: readonly PersonId[]
  /** How many rounds to reckon with while nobody is known yet. Default 3. */
  readonly expectedPeople?: number
  /** Minutes somebody stated for a step, by its id: they hold as they are, and the other steps are fitted around them. */
  readonly stepMinutes?: Readonly<Record<string, number>>
}

/** How many groups `count` people are in a step. */
export const groupsIn = ({ grouping }: Step, count: number): number =>
  grouping?.kind === 'groups' ? groupSizes(count, grouping.size, grouping.above).length : 1

/** What the steps of a protocol are given, entry by entry, and how many rounds each entry has. */
function reckoned(protocol: Protocol, options: PlanOptions) {
  const people = options.people ?? []
  const count = Math.max(1, people.length || (options.expectedPeople ?? 3))

  /** How many sit in the largest circle of a step; while nobody is known a group is as large as it is meant to be. */
  function largest({ grouping }: Step): number {
    if (grouping?.kind !== 'groups') return count
    const { size, above = 0 } = grouping
    return people.length > 0 || count <= above ? groupSizes(count, size, above)[0]! : size
  }

  /** How many rounds a block has: one for each item, for each person, or in groups for each member of the largest. */
  function roundsOf(block: Repeat): number {
    if ('items' in block) return block.items.length
    if (block.repeat === 'topics') return block.most
    return block.repeat === 'people' ? largest(block.steps[0]!) : Math.max(1, groupsIn(block.steps[0]!, count) - 1)
  }

  /** How many one round of a step is shared among where its minutes are each person's; 1 where they are the step's. */
  function sharers(step: Step, isSomebodys: boolean): number {
    if (!step.minutes.each) return 1
    const takers = step.floor.mode === 'rounds' ? step.floor.roles : undefined
    const presents = isSomebodys || (protocol.needsPresenter && !step.grouping)
    return Math.max(1, largest(step) - (presents && takers && !takers.includes('presenter') ? 1 : 0))
  }

  function place(step: Step, rounds: number, isSomebodys: boolean): Place {
    const { default: usual, min, max, each, ...more } = step.minutes
    const count = sharers(step, isSomebodys)
    const pauseMs = each && step.floor.mode === 'rounds' ? count * (step.floor.pauseSeconds ?? 0) * 1000 : 0
    const whole = (minutes: number) => minutes * count + pauseMs / MINUTE_MS
    const minutes = each ? { default: whole(usual), min: whole(min), max: whole(max), ...more } : step.minutes
    const ms = (value: number) => Math.round(value * MINUTE_MS)
    const stated = own(options.stepMinutes ?? {}, step.id)
    if (stated !== undefined) {
      const share = { default: ms(stated), min: ms(stated), max: ms(stated), times: rounds }
      return { step: { ...step, minutes }, rounds, share, count: 1, pauseMs: 0 }
    }
    const share = { default: ms(usual), min: ms(min), max: ms(max), times: rounds * count }
    return { step: { ...step, minutes }, rounds, share, count, pauseMs }
  }
  const places = protocol.steps.map((entry) => {
    const rounds = 'repeat' in entry ? roundsOf(entry) : 1
    const steps = 'repeat' in entry ? entry.steps : [entry]
    return steps.map((step) => place(step, rounds, 'repeat' in entry && entry.repeat === 'people'))
  })
  const shares = places.flat().map(({ share }) => share)
  const pausesMs = places.flat().reduce((sum, { rounds, pauseMs }) => sum + rounds * pauseMs, 0)
  const given =
    options.minutes === undefined
      ? shares.map(({ default: usual, times }) => Array.from({ length: times }, () => usual))
      : fit(shares, options.minutes * MINUTE_MS - pausesMs)
  let next = 0
  return places.map((entry) => entry.map((one) => ({ ...one, given: given[next++]! })))
}

/** A session's own agenda from a protocol: rounds unrolled, minutes fitted. */
export function plan(protocol: Protocol, options: PlanOptions = {}): Agenda {
  const places = reckoned(protocol, options)
  const durationOf = ({ given, count, pauseMs }: Given, round: number): number =>
    given.slice(round * count, (round + 1) * count).reduce((sum, ms) => sum + ms, pauseMs)
  const steps = protocol.steps.flatMap((entry, at): PlannedStep[] => {
    const block = places[at]!
    if (!('repeat' in entry)) return block.map((one) => ({ ...one.step, durationMs: durationOf(one, 0) }))
    const of = block[0]!.rounds
    return Array.from({ length: of }, (_, index) =>
      block.map((one) => ({
        ...one.step,
        durationMs: durationOf(one, index),
        round: { index, of, ...aboutRound(entry, index, options.people ?? []) },
      })),
    ).flat()
  })
  return { protocolId: protocol.id, steps }
}

/**
 * What each step is given, by its id, in minutes as a protocol states them: of each round, and where they are each person's, of each
 * person in it. `pauses`: what all pauses between turns take beside that.
 */
export function sharesFor(
  protocol: Protocol,
  options: PlanOptions,
): { shares: ReadonlyMap<string, readonly number[]>; pauses: number } {
  const places = reckoned(protocol, options).flat()
  return {
    shares: new Map(places.map(({ step, given }) => [step.id, given.map((ms) => ms / MINUTE_MS)])),
    pauses: places.reduce((sum, { rounds, pauseMs }) => sum + rounds * pauseMs, 0) / MINUTE_MS,
  }
}

/** One step of a protocol with what its time is reckoned by. */
interface Place {
  /** Its minutes are the whole step's, whoever they were stated for. */
  readonly step: Step
  readonly rounds: number
  /** Of one person in one round, or of one round. */
  readonly share: Share
  /** How many shares a round has. */
  readonly count: number
  /** What one round takes beyond its shares. */
  readonly pauseMs: number
}
/** With the ms of each of its shares. */
type Given = Place & { readonly given: readonly number[] }

/** Whether an agenda is other for other people. */
export const dependsOnPeople = (protocol: Protocol): boolean =>
  protocol.steps.some((entry) => 'repeat' in entry || entry.minutes.each)

/** Whose round it is, or what it is about; in groups each knows its own. */
function aboutRound(
  block: Repeat,
  index: number,
  people: readonly PersonId[],
): Pick<Round, 'personId' | 'item' | 'station' | 'most'> {
  if ('items' in block) return { item: block.items[index]! }
  if (block.repeat === 'topics') return { most: block.most }
  if (block.repeat === 'stations') return { station: true }
  const personId = block.steps[0]!.grouping ? undefined : people[index]
  return personId === undefined ? {} : { personId }
}
type Round = NonNullable<PlannedStep['round']>

export const totalMs = (agenda: Agenda): number => agenda.steps.reduce((total, step) => total + step.durationMs, 0)
