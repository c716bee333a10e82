import type { PlannedStep, SessionState } from '@copse/contract'
import { refitted } from '@copse/protocols'

const MINUTE = 60_000

/** What re-planning would do, in the minutes people see. */
export interface RefitOffer {
  /** How late the session would end, whole minutes. */
  readonly overMinutes: number
  /** The steps that would be shorter; none: they are as short as they can be. */
  readonly steps: readonly { readonly step: PlannedStep; readonly index: number; readonly afterMs: number }[]
  /** Where each loses the same. */
  readonly eachMinutes: number | null
  /** How late it would end all the same, whole minutes. */
  readonly stillOverMinutes: number
}

/** The offer to end on time; null while the session would. */
export function refitOffer(session: SessionState, now: number): RefitOffer | null {
  const shorter = refitted(session, now)
  const index = session.step?.index
  if (!shorter || index === undefined) return null
  const steps = session.agenda!.steps.slice(index + 1).flatMap((step, at) => {
    const afterMs = shorter.durationsMs[at]!
    return afterMs < step.durationMs ? [{ step, index: index + 1 + at, afterMs }] : []
  })
  const taken = steps.map(({ step, afterMs }) => step.durationMs - afterMs)
  const each = Math.round((taken[0] ?? 0) / MINUTE)
  const even = steps.length > 1 && each > 0 && taken.every((ms) => Math.abs(ms - each * MINUTE) < 1000)
  const rest = shorter.overMs - taken.reduce((total, ms) => total + ms, 0)
  return {
    overMinutes: Math.max(1, Math.round(shorter.overMs / MINUTE)),
    steps,
    eachMinutes: even ? each : null,
    stillOverMinutes: Math.round(Math.max(0, rest) / MINUTE),
  }
}
