import type { Agenda, PersonId, PlannedStep, Protocol, Step } from '@copse/contract'

const MINUTE = 60_000
const HALF = MINUTE / 2

export interface PlanOptions {
  /** Total minutes to fit to; without it each step takes its default. */
  readonly minutes?: number
  /** Who shares in repeated blocks, in order. */
  readonly people?: readonly PersonId[]
  /** How many rounds to reckon with while nobody is known yet. Default 3. */
  readonly expectedPeople?: number
}

function unroll(protocol: Protocol, options: PlanOptions): PlannedStep[] {
  const people = options.people ?? []
  const of = Math.max(1, people.length || (options.expectedPeople ?? 3))
  const planned = (step: Step): PlannedStep => ({ ...step, durationMs: step.minutes.default * MINUTE })
  return protocol.steps.flatMap((entry) => {
    if (!('repeat' in entry)) return [planned(entry)]
    return Array.from({ length: of }, (_, index) =>
      entry.steps.map((step) => ({
        ...planned(step),
        round: people[index] === undefined ? { index, of } : { index, of, personId: people[index] },
      })),
    ).flat()
  })
}

/**
 * Fits steps to a total, in half-minutes, each within its own minimum and maximum: all are scaled alike, and what rounding
 * leaves goes where it is furthest from its share. Where the total cannot be reached every step stands at its bound.
 */
function fit(steps: PlannedStep[], totalMs: number): PlannedStep[] {
  const low = steps.map((step) => step.minutes.min * MINUTE)
  const high = steps.map((step) => step.minutes.max * MINUTE)
  const within = (value: number, index: number) => Math.min(high[index]!, Math.max(low[index]!, value))
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

  // The common factor is found by bisection: the sum of the bounded steps grows with it.
  const at = (factor: number) => steps.map((step, index) => within(step.minutes.default * MINUTE * factor, index))
  let lower = 0
  let upper = 1
  while (sum(at(upper)) < totalMs && upper < 1024) upper *= 2
  for (let round = 0; round < 50; round++) {
    const middle = (lower + upper) / 2
    if (sum(at(middle)) < totalMs) lower = middle
    else upper = middle
  }
  const exact = at(upper)
  const rounded = exact.map((value, index) => within(Math.round(value / HALF) * HALF, index))

  const bounded = Math.min(sum(high), Math.max(sum(low), totalMs))
  for (let rest = bounded - sum(rounded); rest !== 0;) {
    const by = Math.sign(rest) * Math.min(HALF, Math.abs(rest))
    let best = -1
    for (let index = 0; index < rounded.length; index++) {
      if (within(rounded[index]! + by, index) !== rounded[index]! + by) continue
      const gap = (exact[index]! - rounded[index]!) * Math.sign(rest)
      if (best < 0 || gap > (exact[best]! - rounded[best]!) * Math.sign(rest)) best = index
    }
    if (best < 0) break
    rounded[best]! += by
    rest -= by
  }
  return steps.map((step, index) => ({ ...step, durationMs: rounded[index]! }))
}

/** A session's own agenda from a protocol: rounds unrolled, minutes fitted. */
export function plan(protocol: Protocol, options: PlanOptions = {}): Agenda {
  const steps = unroll(protocol, options)
  return {
    protocolId: protocol.id,
    steps: options.minutes === undefined ? steps : fit(steps, options.minutes * MINUTE),
  }
}

export const totalMs = (agenda: Agenda): number => agenda.steps.reduce((total, step) => total + step.durationMs, 0)
