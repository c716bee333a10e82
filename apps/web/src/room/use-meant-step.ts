import { useEffect, useState } from 'react'

/** As long as it takes to notice that the step has changed. */
const NOTICED_AFTER_MS = 600

interface MeantStep {
  /** The index that a press of *next* means; to be asked for each press. */
  press(): number
  /** The press moved nothing. */
  refused(): void
  sees(index: number | null): void
}

function meantStep(first: number | null): MeantStep {
  let seen = first
  let before = first
  let changedAt = -Infinity
  let own = false
  return {
    press() {
      own = true
      return (performance.now() - changedAt < NOTICED_AFTER_MS ? before : seen) ?? 0
    },
    refused() {
      own = false
    },
    sees(index) {
      if (index === seen) return
      before = seen
      seen = index
      changedAt = own ? -Infinity : performance.now()
      own = false
    },
  }
}

/**
 * The step that pressing *next* is meant for. When another facilitator has moved on in the blink before it, the step before was
 * meant, and the server answers that the session has already moved on: two who press at the same moment move by one.
 */
export function useMeantStep(index: number | null): MeantStep {
  const [step] = useState(() => meantStep(index))
  useEffect(() => step.sees(index), [step, index])
  return step
}
