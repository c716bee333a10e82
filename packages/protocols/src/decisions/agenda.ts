import { refuse, type PersonId, type RefusalCode, type SessionPlan, type SessionState } from '@copse/contract'
import { dueAt } from '../clock.ts'
import { plan } from '../plan.ts'
import { currentStep, isAdmitted } from '../roles.ts'
import { yes, type Decision } from './decision.ts'
import { rolesOf } from './people.ts'

/** Why a command that needs a step under way cannot be had now, or null. */
export function whyNotRunning(state: SessionState): RefusalCode | null {
  if (state.phase === 'ended') return 'session.ended'
  return state.phase === 'running' && state.step ? null : 'session.not-started'
}

export const planned = (state: SessionState, stated: SessionPlan): Decision =>
  state.phase === 'planned'
    ? yes({ type: 'session.planned', plan: stated }, ...rolesOf(stated, state))
    : refuse('session.already-started')

/** Who shares in rounds: the presenter first, then those who came first; facilitators only when there is nobody else. */
function sharers(state: SessionState): PersonId[] {
  const here = Object.values(state.people)
    .filter((person) => person.standing === 'admitted' && person.connections.length > 0 && person.role !== 'observer')
    .sort(
      (one, other) =>
        Number(other.role === 'presenter') - Number(one.role === 'presenter') || one.firstSeenAt - other.firstSeenAt,
    )
  const members = here.filter((person) => person.role !== 'facilitator')
  return (members.length > 0 ? members : here).map((person) => person.id)
}

export function start(state: SessionState): Decision {
  if (!state.plan) return refuse('not.found')
  if (state.phase !== 'planned') return refuse(state.phase === 'ended' ? 'session.ended' : 'session.already-started')
  const { protocol, minutes, stepMinutes } = state.plan
  const people = sharers(state)
  if (people.length === 0) return refuse('session.nobody-here')
  const presents = Object.values(state.people).some(({ id, role }) => role === 'presenter' && isAdmitted(state, id))
  if (protocol.needsPresenter && !presents) return refuse('session.no-presenter')
  // An agenda without rounds stands as it was planned; rounds are for whoever came.
  const agenda = state.plan.agenda.steps.some((step) => step.round)
    ? plan(protocol, { minutes, people, stepMinutes })
    : state.plan.agenda
  return yes(
    { type: 'session.started', agenda },
    { type: 'step.entered', index: 0, cause: 'start', durationMs: agenda.steps[0]!.durationMs },
  )
}

export function end(state: SessionState): Decision {
  const reason = whyNotRunning(state)
  return reason ? refuse(reason) : yes({ type: 'session.ended' })
}

/** To the step after or before the one the sender saw. */
export function move(state: SessionState, from: number, cause: 'next' | 'back' | 'due'): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  if (state.step?.index !== from) return refuse('step.moved-on')
  const index = cause === 'back' ? from - 1 : from + 1
  const step = state.agenda?.steps[index]
  if (!step) return refuse(cause === 'back' ? 'step.none-before' : 'step.none-next')
  return yes({ type: 'step.entered', index, cause, durationMs: step.durationMs })
}

/** The time of step `from` is up: the next begins where the protocol says so, otherwise it rings, once, and goes on. */
export function due(state: SessionState, from: number, now: number): Decision {
  if (state.step?.index !== from) return refuse('step.moved-on')
  const at = dueAt(state)
  if (at === null || now < at) return refuse('clock.not-running')
  const moved = currentStep(state)?.onEnd === 'advance' ? move(state, from, 'due') : null
  // The last step rings and waits: only a facilitator ends a session.
  return moved?.ok ? moved : yes({ type: 'step.rang', index: from })
}
