import type { PersonId, PersonState, PlannedStep, SessionRole, SessionState } from '@copse/contract'
import { own } from './own.ts'

export const currentStep = (state: SessionState): PlannedStep | null =>
  state.step && state.agenda ? (state.agenda.steps[state.step.index] ?? null) : null

export const personOf = (state: SessionState, personId: PersonId): PersonState | null =>
  own(state.people, personId) ?? null

/** Whether the current round is somebody's: of a block repeated over people. */
const isSomebodys = (step: PlannedStep | null): boolean =>
  step?.round !== undefined && isOfPeople(step.round) && (step.round.personId !== undefined || isGrouped(step))
const isOfPeople = ({ item, station, most }: NonNullable<PlannedStep['round']>): boolean =>
  item === undefined && !station && most === undefined
const isGrouped = (step: PlannedStep): boolean => step.grouping !== undefined && step.grouping.kind !== 'fishbowl'

/** Whose round it is for someone: in groups that of the member with the round's number; null: nobody's, or it has no such member. */
export function roundOf(state: SessionState, personId: PersonId): PersonId | null {
  const step = currentStep(state)
  if (!step?.round || !isSomebodys(step)) return null
  if (!isGrouped(step)) return step.round.personId ?? null
  return state.groups.find(({ members }) => members.includes(personId))?.members[step.round.index] ?? null
}

/** A round that a smaller group does not need: its people talk freely until the others are done. */
export function isSpareRound(state: SessionState, personId: PersonId): boolean {
  const step = currentStep(state)
  if (!step?.round || !isOfPeople(step.round) || !isGrouped(step)) return false
  return state.groups.some(({ members }) => members.includes(personId)) && roundOf(state, personId) === null
}

/**
 * The role someone has in the current step: in a round, the person whose round it is presents and whoever held the
 * presenter's role takes part. An observer stays one. A facilitator in her own round presents, and still runs the session:
 * see `mayRun`.
 */
export function effectiveRole(state: SessionState, personId: PersonId): SessionRole | null {
  const person = personOf(state, personId)
  if (!person) return null
  if (!isSomebodys(currentStep(state)) || person.role === 'observer') return person.role
  if (roundOf(state, personId) === personId) return 'presenter'
  return person.role === 'presenter' ? 'participant' : person.role
}

export const isAdmitted = (state: SessionState, personId: PersonId | null): boolean =>
  personId !== null && personOf(state, personId)?.standing === 'admitted'

/** Whether someone runs the session: a facilitator who was let in, whatever her part in the current round. */
export const mayRun = (state: SessionState, personId: PersonId | null): boolean =>
  personId !== null && isAdmitted(state, personId) && personOf(state, personId)?.role === 'facilitator'

export const isHere = (state: SessionState, personId: PersonId): boolean =>
  isAdmitted(state, personId) && (personOf(state, personId)?.connections.length ?? 0) > 0

/**
 * Who takes part in rounds and groups, in order: the presenter first, then who came first; facilitators only where there is nobody
 * else, observers never. `connected`: only those who are here.
 */
export function takingPart(state: SessionState, { connected }: { connected: boolean }): PersonId[] {
  const here = Object.values(state.people)
    .filter(({ id, role }) => isAdmitted(state, id) && role !== 'observer' && (!connected || isHere(state, id)))
    .sort(
      (one, other) =>
        Number(other.role === 'presenter') - Number(one.role === 'presenter') || one.firstSeenAt - other.firstSeenAt,
    )
  const members = here.filter(({ role }) => role !== 'facilitator')
  return (members.length > 0 ? members : here).map(({ id }) => id)
}
