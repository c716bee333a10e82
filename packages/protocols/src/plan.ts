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

/** A session's own agenda from a protocol: rounds unrolled, minutes fitted. */
export function plan(protocol: Protocol, options: PlanOptions = {}): Agenda {
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
    return block.repeat === 'people' ? largest(block.steps[0]!) : block.items.length
  }

  const share = (step: Step, times: number): Share => {
    const stated = own(options.stepMinutes ?? {}, step.id)
    const {
      default: usual,
      min,
      max,
    } = stated === undefined ? step.minutes : { default: stated, min: stated, max: stated }
    const ms = (minutes: number) => Math.round(minutes * MINUTE_MS)
    return { default: ms(usual), min: ms(min), max: ms(max), times }
  }
  const shares = protocol.steps.flatMap((entry) =>
    'repeat' in entry ? entry.steps.map((step) => share(step, roundsOf(entry))) : [share(entry, 1)],
  )
  const given =
    options.minutes === undefined
      ? shares.map(({ default: usual, times }) => Array.from({ length: times }, () => usual))
      : fit(shares, options.minutes * MINUTE_MS)

  let next = 0
  const steps = protocol.steps.flatMap((entry): PlannedStep[] => {
    if (!('repeat' in entry)) return [{ ...entry, durationMs: given[next++]![0]! }]
    const first = next
    next += entry.steps.length
    const of = roundsOf(entry)
    return Array.from({ length: of }, (_, index) =>
      entry.steps.map((step, offset) => ({
        ...step,
        durationMs: given[first + offset]![index]!,
        round: { index, of, ...aboutRound(entry, index, people) },
      })),
    ).flat()
  })
  return { protocolId: protocol.id, steps }
}

/** Whose round it is, or what it is about; in groups each knows its own. */
function aboutRound(block: Repeat, index: number, people: readonly PersonId[]): Pick<Round, 'personId' | 'item'> {
  if (block.repeat !== 'people') return { item: block.items[index]! }
  const personId = block.steps[0]!.grouping ? undefined : people[index]
  return personId === undefined ? {} : { personId }
}
type Round = NonNullable<PlannedStep['round']>

export const totalMs = (agenda: Agenda): number => agenda.steps.reduce((total, step) => total + step.durationMs, 0)
