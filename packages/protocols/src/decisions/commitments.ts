import { refuse, type Command, type CommitmentId, type PersonId, type SessionState } from '@copse/contract'
import { yes, type Decision } from './decision.ts'

/** What someone will try. People promise before, during and after: the close is when they do. */
export function make(
  state: SessionState,
  { commitmentId, text, due, onlyMe }: Extract<Command, { type: 'commitment.make' }>,
  by: PersonId,
): Decision {
  if (state.commitments.some(({ id }) => id === commitmentId)) return refuse('input.invalid', 'commitmentId')
  return yes({ type: 'commitment.made', commitmentId, personId: by, text, due: due ?? null, ...(onlyMe && { onlyMe }) })
}

export function takeBack(state: SessionState, commitmentId: CommitmentId, by: PersonId): Decision {
  const commitment = state.commitments.find(({ id }) => id === commitmentId)
  if (!commitment) return refuse('commitment.unknown')
  const { personId, onlyMe } = commitment
  if (personId !== by) return refuse(onlyMe ? 'commitment.unknown' : 'access.denied')
  return yes({ type: 'commitment.withdrawn', commitmentId, ...(onlyMe && { onlyFor: by }) })
}
