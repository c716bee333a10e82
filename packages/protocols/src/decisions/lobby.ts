import { refuse, type EventBody, type PersonId, type SessionState } from '@copse/contract'
import { personOf } from '../roles.ts'
import { yes, type Context, type Decision } from './decision.ts'

/** Someone asks to be let in. Facilitators and the presenter never wait; members only where everyone does. */
export function knock(state: SessionState, by: PersonId, person: Context['person']): Decision {
  const known = personOf(state, by)
  if (known && known.standing !== 'waiting') return yes() // where someone stands does not change by knocking again
  if (!state.plan) return refuse('not.found')
  if (state.phase === 'ended') return refuse('session.ended')
  if (!person) return refuse('auth.required')
  const role = known?.role ?? person.role
  const leads = role === 'facilitator' || role === 'presenter'
  const waits = !leads && (person.guest || state.plan.lobby === 'everyone')
  const knocked: EventBody[] = known ? [] : [{ type: 'person.knocked', personId: by, ...person }]
  return waits ? yes(...knocked) : yes(...knocked, { type: 'person.admitted', personId: by })
}

export function admit(state: SessionState, personId: PersonId): Decision {
  const person = personOf(state, personId)
  if (!person) return refuse('person.unknown')
  return person.standing === 'admitted' ? refuse('person.not-waiting') : yes({ type: 'person.admitted', personId })
}

export function turnAway(state: SessionState, personId: PersonId): Decision {
  const person = personOf(state, personId)
  if (!person) return refuse('person.unknown')
  return person.standing === 'waiting' ? yes({ type: 'person.refused', personId }) : refuse('person.not-waiting')
}
