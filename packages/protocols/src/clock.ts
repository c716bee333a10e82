import type { CurrentStep, SessionState } from '@copse/contract'

/** Milliseconds left in the current step at `now` (server clock); negative when it runs over; null with no step. */
export function remainingMs(state: SessionState, now: number): number | null {
  if (!state.step) return null
  const { clock } = state.step
  return clock.state === 'running' ? clock.endsAt - now : clock.remainingMs
}

/** When the current step's time is up (epoch ms, server clock), or null: nothing runs, it is paused, or it rang already. */
export function dueAt(state: SessionState): number | null {
  if (state.phase !== 'running' || !state.step || state.step.rang) return null
  return state.step.clock.state === 'running' ? state.step.clock.endsAt : null
}

export const runningStep = (index: number, at: number, durationMs: number): CurrentStep => ({
  index,
  enteredAt: at,
  clock: { state: 'running', endsAt: at + durationMs },
  durationMs,
  rang: false,
})

export function adjusted(step: CurrentStep, deltaMs: number, at: number): CurrentStep {
  const clock =
    step.clock.state === 'running'
      ? { state: 'running' as const, endsAt: Math.max(step.clock.endsAt, deltaMs > 0 ? at : 0) + deltaMs }
      : {
          state: 'paused' as const,
          remainingMs: Math.max(step.clock.remainingMs, deltaMs > 0 ? 0 : -Infinity) + deltaMs,
        }
  return { ...step, clock, durationMs: step.durationMs + deltaMs, rang: step.rang && deltaMs < 0 }
}
