import type { SessionState } from '@copse/contract'
import { dueAt, remainingMs } from './clock.ts'
import { currentStep } from './roles.ts'

/** How long before its end a step asks whether to go on. */
const THUMBS_MS = 20_000
/** Less than this is not worth going on for. */
const LEAST_MS = 30_000

/**
 * By how much the current step may go on, ms: what it says, within what the session has left when every step to come has its least
 * minutes. Null: not at all, or not once more.
 */
export function goingOn(state: SessionState, now: number): number | null {
  const { agenda, step, plan, startedAt, thumbs } = state
  const rule = currentStep(state)?.goOn
  if (!rule || !agenda || !step || !plan || startedAt === null || thumbs.extended >= rule.times) return null
  const toCome = agenda.steps
    .slice(step.index + 1)
    .reduce((sum, { durationMs, minutes }) => sum + Math.min(durationMs, minutes.min * 60_000), 0)
  const left = startedAt + plan.minutes * 60_000 - now - Math.max(0, remainingMs(state, now) ?? 0) - toCome
  const more = Math.floor(Math.min(rule.minutes * 60_000, left))
  return more < LEAST_MS ? null : more
}

/** Whether everyone is asked now: in the last seconds, while going on is possible. */
export function asksToGoOn(state: SessionState, now: number): boolean {
  const left = remainingMs(state, now) ?? Infinity
  return left <= THUMBS_MS && dueAt(state) !== null && goingOn(state, now) !== null
}

/** More thumbs up than down. Nobody's thumb alone decides for those who showed none. */
export function wantsMore({ thumbs }: SessionState): boolean {
  const shown = Object.values(thumbs.up)
  return shown.filter((up) => up).length * 2 > shown.length
}
