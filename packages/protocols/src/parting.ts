import type { Grouping, SessionState } from '@copse/contract'
import { isApart } from './circles.ts'
import { keyOf } from './decisions/gathering.ts'

/** How the step after the current one will group people; before the start the first one. */
export const groupingToCome = (state: SessionState): Grouping | null =>
  (state.agenda ?? state.plan?.agenda)?.steps[(state.step?.index ?? -1) + 1]?.grouping ?? null

/** What becomes of the groups when the current step ends: they stay, new ones are made, or everyone comes together. Null: none are apart. */
export function parting(state: SessionState): 'stay' | 'anew' | 'together' | null {
  if (!isApart(state) || !state.step) return null
  const next = groupingToCome(state)
  if (!next || (next.kind === 'fishbowl' && !next.satellites)) return 'together'
  return !next.fresh && state.groupedBy === keyOf(next) ? 'stay' : 'anew'
}
