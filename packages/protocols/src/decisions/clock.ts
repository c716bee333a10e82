import { refuse, type SessionState } from '@copse/contract'
import { extended, remainingMs } from '../clock.ts'
import { whyNotRunning } from './moving.ts'
import { yes, type Decision } from './decision.ts'

const MOST_LEFT_MS = 10 * 3_600_000

export function pause(state: SessionState, now: number): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  return state.step?.clock.state === 'running'
    ? yes({ type: 'clock.paused', remainingMs: state.step.clock.endsAt - now })
    : refuse('clock.not-running')
}

export function resume(state: SessionState): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  return state.step?.clock.state === 'paused' ? yes({ type: 'clock.resumed' }) : refuse('clock.not-paused')
}

/** Time can be taken down to nothing, not below; it can be added up to ten hours. */
export function adjust(state: SessionState, deltaMs: number, now: number): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const left = extended(remainingMs(state, now) ?? 0, deltaMs)
  const fits = deltaMs > 0 ? left <= MOST_LEFT_MS : deltaMs < 0 && left >= 0
  return fits ? yes({ type: 'clock.adjusted', deltaMs }) : refuse('clock.out-of-range')
}
