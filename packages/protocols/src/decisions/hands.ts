import { refuse, type Command, type PersonId, type SessionState } from '@copse/contract'
import { own } from '../own.ts'
import { isAdmitted, mayRun } from '../roles.ts'
import { yes, type Decision } from './decision.ts'

export function raise(state: SessionState, by: PersonId): Decision {
  if (state.phase === 'ended') return refuse('session.ended')
  return state.hands.includes(by) ? refuse('hand.already-raised') : yes({ type: 'hand.raised', personId: by })
}

/** One's own hand, or as a facilitator anyone's. */
export function lower(state: SessionState, whose: PersonId, by: PersonId): Decision {
  if (whose !== by && !mayRun(state, by)) return refuse('access.denied')
  return state.hands.includes(whose) ? yes({ type: 'hand.lowered', personId: whose }) : refuse('hand.not-raised')
}

export function give(state: SessionState, personId: PersonId): Decision {
  if (state.phase === 'ended') return refuse('session.ended')
  if (!isAdmitted(state, personId)) return refuse('person.unknown')
  const has = state.given.includes(personId) && !state.hands.includes(personId)
  return has ? yes() : yes({ type: 'floor.given', personId })
}

export function withdraw(state: SessionState, personId: PersonId): Decision {
  if (!isAdmitted(state, personId)) return refuse('person.unknown')
  return state.given.includes(personId) ? yes({ type: 'floor.withdrawn', personId }) : yes()
}

export function override(
  state: SessionState,
  { personId, speak, write }: Pick<Extract<Command, { type: 'floor.override' }>, 'personId' | 'speak' | 'write'>,
): Decision {
  if (state.phase === 'ended') return refuse('session.ended')
  if (personId !== null && !isAdmitted(state, personId)) return refuse('person.unknown')
  const { everyone, byPerson } = state.overrides
  const before = personId === null ? everyone : own(byPerson, personId)
  const same = (before?.speak ?? null) === speak && (before?.write ?? null) === write
  return same ? yes() : yes({ type: 'floor.overridden', personId, speak, write })
}

/** Raised hands in the order they are called on: who was given the floor least first, then who raised it first. */
export function callOrder(state: SessionState): PersonId[] {
  const called = (personId: PersonId) => own(state.called, personId) ?? 0
  return [...state.hands].sort((one, other) => called(one) - called(other))
}
