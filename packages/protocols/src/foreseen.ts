import type { EventBody, SessionId, SessionState } from '@copse/contract'
import { evolve } from './evolve.ts'

/** The state as it would be after these events, so that a decision can go on from there. */
export const foreseen = (state: SessionState, events: readonly EventBody[], now: number): SessionState =>
  events.reduce(
    (next, body) =>
      evolve(next, { ...body, sessionId: '' as SessionId, seq: next.seq + 1, at: now, by: null, commandId: null }),
    state,
  )
