import {
  refuse,
  type EventBody,
  type PersonId,
  type SessionPlan,
  type SessionRole,
  type SessionState,
} from '@copse/contract'
import { mayRun, personOf } from '../roles.ts'
import { yes, type Context, type Decision } from './decision.ts'
import { followed } from './moving.ts'

/** A session is never left without someone who can run it. */
const isLastFacilitator = (state: SessionState, personId: PersonId): boolean =>
  mayRun(state, personId) &&
  !Object.values(state.people).some((other) => other.id !== personId && mayRun(state, other.id))

export function remove(state: SessionState, personId: PersonId, context: Context): Decision {
  const person = personOf(state, personId)
  if (!person) return refuse('person.unknown')
  if (isLastFacilitator(state, personId)) return refuse('role.last-facilitator')
  return person.standing === 'removed' ? yes() : followed(state, [{ type: 'person.removed', personId }], context)
}

/** Nobody's decision here: the community or the invitation that let her in does so no more. */
export function expel(state: SessionState, personId: PersonId, context: Context): Decision {
  const standing = personOf(state, personId)?.standing ?? 'removed'
  return standing === 'removed' ? yes() : followed(state, [{ type: 'person.removed', personId }], context)
}

export function assign(state: SessionState, personId: PersonId, role: SessionRole, context: Context): Decision {
  const person = personOf(state, personId)
  if (!person) return refuse('person.unknown')
  if (person.role === role) return yes()
  if (isLastFacilitator(state, personId)) return refuse('role.last-facilitator')
  return followed(state, [{ type: 'role.assigned', personId, role }], context)
}

/**
 * What a plan stated anew means for people who came before it: those it names take their part, a presenter it no longer
 * names takes part like everyone. Nobody stops being a facilitator by it.
 */
export function rolesOf(plan: SessionPlan, state: SessionState): EventBody[] {
  return Object.values(state.people).flatMap((person): EventBody[] => {
    const role = roleIn(plan, person.id) ?? (person.role === 'presenter' ? 'participant' : person.role)
    const keeps = person.role === role || person.role === 'facilitator'
    return keeps ? [] : [{ type: 'role.assigned', personId: person.id, role }]
  })
}

function roleIn(plan: SessionPlan, personId: PersonId): SessionRole | null {
  if (plan.presenterId === personId) return 'presenter'
  return plan.facilitatorIds.includes(personId) ? 'facilitator' : null
}
