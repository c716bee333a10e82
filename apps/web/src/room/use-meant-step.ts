import { useLayoutEffect, useRef } from 'react'

/** As long as it takes to notice that the step has changed. */
const NOTICED_AFTER_MS = 600

/**
 * The step that pressing *next* is meant for. When another facilitator has moved on in the blink before it, the step before was
 * meant, and the server answers that the session has already moved on: two who press at the same moment move by one.
 */
export function useMeantStep(index: number | null) {
  const seen = useRef({ index, before: index, changedAt: -Infinity, own: false })
  useLayoutEffect(() => {
    const now = seen.current
    if (now.index !== index)
      seen.current = { index, before: now.index, changedAt: now.own ? -Infinity : performance.now(), own: false }
  }, [index])
  return {
    /** To be asked for each press. */
    press(): number {
      const { index, before, changedAt } = seen.current
      seen.current.own = true
      return (performance.now() - changedAt < NOTICED_AFTER_MS ? before : index) ?? 0
    },
    /** The press moved nothing. */
    refused() {
      seen.current.own = false
    },
  }
}
