import type { CurrentStep, PersonId, ServerCommand, SessionState, StepClock } from '@copse/contract'
import { groupOf, isApart } from './circles.ts'

/** Milliseconds left in the current step at `now` (server clock); negative when it runs over; null with no step. */
export function remainingMs(state: SessionState, now: number): number | null {
  return state.step ? leftOn(state.step.clock, now) : null
}

/** What a clock has left at `now`. */
export const leftOn = (clock: StepClock, now: number): number =>
  clock.state === 'running' ? clock.endsAt - now : clock.remainingMs

/** What is left for one person: her group may have been given time of its own. */
export function remainingFor(state: SessionState, personId: PersonId, now: number): number | null {
  const left = remainingMs(state, now)
  return left === null ? null : left + (isApart(state) ? (groupOf(state, personId)?.extraMs ?? 0) : 0)
}

/** When the current step's time is up (epoch ms, server clock), or null: nothing runs, it is paused, or it rang already. */
export function dueAt(state: SessionState): number | null {
  if (state.phase !== 'running' || !state.step || state.step.rang) return null
  const { clock } = state.step
  if (clock.state !== 'running') return null
  return clock.endsAt + (isApart(state) ? Math.max(0, ...state.groups.map(({ extraMs }) => extraMs)) : 0)
}

/** What is due first, and when: the end of the step, or of a turn, a pause or a wait in some circle. */
export function nextDue(state: SessionState): { readonly at: number; readonly command: ServerCommand } | null {
  if (state.phase !== 'running' || !state.step) return null
  const dues: { at: number; command: ServerCommand }[] = []
  const at = dueAt(state)
  if (at !== null) dues.push({ at, command: { type: 'step.due', from: state.step.index } })
  for (const [circle, { now }] of Object.entries(state.turns))
    if (now?.clock.state === 'running')
      dues.push({ at: now.clock.endsAt, command: { type: 'turn.due', circle, personId: now.personId } })
  return dues.length === 0 ? null : dues.reduce((first, due) => (due.at < first.at ? due : first))
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

/** A clock of `ms` that begins at `at`, standing while the step's stands. */
export const clockOf = (step: CurrentStep | null, at: number, ms: number): StepClock =>
  step?.clock.state === 'paused' ? { state: 'paused', remainingMs: ms } : { state: 'running', endsAt: at + ms }

export const pausedAt = (clock: StepClock, at: number): StepClock => ({
  state: 'paused',
  remainingMs: leftOn(clock, at),
})
export const resumedAt = (clock: StepClock, at: number): StepClock =>
  clock.state === 'paused' ? { state: 'running', endsAt: at + clock.remainingMs } : clock
