import type { Agenda, PersonId, PlannedStep, Protocol, Step } from '@copse/contract'
import { fit, type Share } from './fit.ts'
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
  const of = Math.max(1, people.length || (options.expectedPeople ?? 3))

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
    'repeat' in entry ? entry.steps.map((step) => share(step, of)) : [share(entry, 1)],
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
    return Array.from({ length: of }, (_, index) => {
      const round = people[index] === undefined ? { index, of } : { index, of, personId: people[index] }
      return entry.steps.map((step, offset) => ({ ...step, durationMs: given[first + offset]![index]!, round }))
    }).flat()
  })
  return { protocolId: protocol.id, steps }
}

export const totalMs = (agenda: Agenda): number => agenda.steps.reduce((total, step) => total + step.durationMs, 0)
