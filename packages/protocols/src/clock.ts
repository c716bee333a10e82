import type { CurrentStep, SessionState, StepClock } from '@copse/contract'

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

/** What is left after time was added or taken. Time added to a step that runs over counts from now, not from its end. */
export const extended = (leftMs: number, deltaMs: number): number =>
  (deltaMs > 0 ? Math.max(leftMs, 0) : leftMs) + deltaMs

/** The step after `clock.adjusted` at `at`: given time again, it rings again. */
export function adjusted(step: CurrentStep, deltaMs: number, at: number): CurrentStep {
  const clock: StepClock =
    step.clock.state === 'running'
      ? { state: 'running', endsAt: at + extended(step.clock.endsAt - at, deltaMs) }
      : { state: 'paused', remainingMs: extended(step.clock.remainingMs, deltaMs) }
  return { ...step, clock, durationMs: step.durationMs + deltaMs, rang: step.rang && deltaMs < 0 }
}
