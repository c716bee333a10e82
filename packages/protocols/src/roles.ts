import type { PersonId, PersonState, PlannedStep, SessionRole, SessionState } from '@copse/contract'
import { own } from './own.ts'

export const currentStep = (state: SessionState): PlannedStep | null =>
  state.step && state.agenda ? (state.agenda.steps[state.step.index] ?? null) : null

export const personOf = (state: SessionState, personId: PersonId): PersonState | null =>
  own(state.people, personId) ?? null

/**
 * The role someone has in the current step: in a round, the person whose round it is presents and whoever held the
 * presenter's role takes part. An observer stays one. A facilitator in her own round presents, and still runs the session:
 * see `mayRun`.
 */
export function effectiveRole(state: SessionState, personId: PersonId): SessionRole | null {
  const person = personOf(state, personId)
  if (!person) return null
  const round = currentStep(state)?.round
  if (round?.personId === undefined || person.role === 'observer') return person.role
  if (round.personId === personId) return 'presenter'
  return person.role === 'presenter' ? 'participant' : person.role
}

export const isAdmitted = (state: SessionState, personId: PersonId | null): boolean =>
  personId !== null && personOf(state, personId)?.standing === 'admitted'

/** Whether someone runs the session: a facilitator who was let in, whatever her part in the current round. */
export const mayRun = (state: SessionState, personId: PersonId | null): boolean =>
  personId !== null && isAdmitted(state, personId) && personOf(state, personId)?.role === 'facilitator'
