import type { PlannedStep, SessionRole, SessionState } from '@copse/contract'
import { remainingMs } from './clock.ts'
import { currentStep } from './roles.ts'

/** What a screen shows of the protocol at one moment. */
export interface View {
  readonly phase: SessionState['phase']
  readonly step: PlannedStep | null
  readonly index: number | null
  readonly next: PlannedStep | null
  readonly of: number
  /** Milliseconds left; negative: over time by that much. */
  readonly remainingMs: number | null
  readonly over: boolean
  readonly paused: boolean
  /** Who has the floor in words: everyone, these roles, those called on, one after another, whoever wishes, the inner circle, or nobody. */
  readonly floor: 'everyone' | 'queue' | 'rounds' | 'free' | 'inner' | 'nobody' | readonly SessionRole[]
}

function hasFloor(state: SessionState, step: PlannedStep | null): View['floor'] {
  const override = state.overrides.everyone?.speak ?? null
  if (override !== null) return override ? 'everyone' : 'nobody'
  const rule = step?.floor
  if (!rule || rule.mode === 'open') return 'everyone'
  if (rule.mode === 'rounds' && rule.order === 'free') return 'free'
  return rule.mode === 'roles' ? rule.roles : rule.mode
}

export function view(state: SessionState, now: number): View {
  const step = currentStep(state)
  const left = remainingMs(state, now)
  const steps = state.agenda?.steps ?? []
  const index = state.step?.index ?? null
  return {
    phase: state.phase,
    step,
    index,
    next: state.phase === 'ended' ? null : (steps[index === null ? 0 : index + 1] ?? null),
    of: steps.length,
    remainingMs: left,
    over: left !== null && left < 0,
    paused: state.step?.clock.state === 'paused',
    floor: hasFloor(state, step),
  }
}
