import { refuse, type EventBody, type SessionPlan, type SessionState } from '@copse/contract'
import { isApart } from '../circles.ts'
import { dueAt, remainingMs } from '../clock.ts'
import { fit } from '../fit.ts'
import { plan } from '../plan.ts'
import { currentStep, isAdmitted, takingPart } from '../roles.ts'
import { allOver } from '../turns.ts'
import { yes, type Context, type Decision } from './decision.ts'
import { entering, leaving } from './entering.ts'
import { move, whyNotRunning } from './moving.ts'
import { rolesOf } from './people.ts'

export const planned = (state: SessionState, stated: SessionPlan): Decision =>
  state.phase === 'planned'
    ? yes({ type: 'session.planned', plan: stated }, ...rolesOf(stated, state))
    : refuse('session.already-started')

export function start(state: SessionState, context: Context): Decision {
  if (!state.plan) return refuse('not.found')
  if (state.phase !== 'planned') return refuse(state.phase === 'ended' ? 'session.ended' : 'session.already-started')
  const { protocol, minutes, stepMinutes } = state.plan
  const people = takingPart(state, { connected: true })
  if (people.length === 0) return refuse('session.nobody-here')
  const presents = Object.values(state.people).some(({ id, role }) => role === 'presenter' && isAdmitted(state, id))
  if (protocol.needsPresenter && !presents) return refuse('session.no-presenter')
  // An agenda without rounds stands as it was planned; rounds are for whoever came.
  const agenda = state.plan.agenda.steps.some((step) => step.round)
    ? plan(protocol, { minutes, people, stepMinutes })
    : state.plan.agenda
  return yes(...entering(state, [{ type: 'session.started', agenda }], 0, 'start', context))
}

export function end(state: SessionState): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const closed: EventBody[] = isApart(state) ? [{ type: 'groups.closed' }] : []
  return yes(...leaving(state), ...closed, { type: 'session.ended' })
}

/**
 * The time of step `from` is up: the next begins where the protocol says so and nobody has a turn to come; otherwise it rings, once,
 * and goes on.
 */
export function due(state: SessionState, from: number, context: Context): Decision {
  if (state.step?.index !== from) return refuse('step.moved-on')
  const at = dueAt(state)
  if (at === null || context.now < at) return refuse('clock.not-running')
  const moves = currentStep(state)?.onEnd === 'advance' && allOver(state)
  const moved = moves ? move(state, from, 'due', context) : null
  // The last step rings and waits: only a facilitator ends a session.
  return moved?.ok ? moved : yes({ type: 'step.rang', index: from })
}

/**
 * The steps to come shortened so that the session still ends when it was to, as far as their least minutes allow. `overMs`: by how much
 * it would be late; null when it would not, by half a minute or more.
 */
export function refitted(state: SessionState, now: number): { overMs: number; durationsMs: number[] } | null {
  const { agenda, step, plan: stated, startedAt } = state
  if (!agenda || !step || !stated || startedAt === null) return null
  const steps = agenda.steps.slice(step.index + 1)
  const left = startedAt + stated.minutes * 60_000 - now - Math.max(0, remainingMs(state, now) ?? 0)
  const overMs = steps.reduce((total, { durationMs }) => total + durationMs, 0) - left
  if (overMs < 30_000 || steps.length === 0) return null
  const shares = steps.map(({ durationMs, minutes }) => {
    const least = Math.min(durationMs, minutes.min * 60_000)
    return { default: durationMs, min: least, max: durationMs, times: 1 }
  })
  return { overMs, durationsMs: fit(shares, Math.max(0, left)).flat() }
}

export function refit(state: SessionState, now: number): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const shorter = refitted(state, now)
  if (!shorter) return refuse('agenda.on-time')
  const { durationsMs } = shorter
  const steps = state.agenda!.steps.slice(state.step!.index + 1)
  if (steps.every(({ durationMs }, at) => durationMs <= durationsMs[at]!)) return refuse('agenda.no-room')
  return yes({ type: 'agenda.refitted', durationsMs })
}
