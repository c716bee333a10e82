import type { PersonId, PlannedStep, SessionRole, SessionState } from '@copse/contract'

export const currentStep = (state: SessionState): PlannedStep | null =>
  state.step && state.agenda ? (state.agenda.steps[state.step.index] ?? null) : null

/**
 * The role someone has in the current step: in a round, the person whose round it is presents and whoever held the
 * presenter's role takes part. A facilitator whose round it is stays a facilitator too: see `mayRun`.
 */
export function effectiveRole(state: SessionState, personId: PersonId): SessionRole | null {
  const person = state.people[personId]
  if (!person) return null
  const round = currentStep(state)?.round
  if (round?.personId === undefined) return person.role
  if (round.personId === personId) return 'presenter'
  return person.role === 'presenter' ? 'participant' : person.role
}

export const isAdmitted = (state: SessionState, personId: PersonId | null): boolean =>
  personId !== null && state.people[personId]?.standing === 'admitted'

/** Whether someone runs the session: a facilitator who was let in, whatever her part in the current round. */
export const mayRun = (state: SessionState, personId: PersonId | null): boolean =>
  personId !== null && isAdmitted(state, personId) && state.people[personId]?.role === 'facilitator'
