import type { PersonId, SessionEvent, SessionState } from '@copse/contract'
import { own } from './own.ts'

/** Who alone may ever see an event; null: everyone who was let in. */
function audience(event: SessionEvent): readonly PersonId[] | null {
  switch (event.type) {
    case 'whisper.said':
      return [event.from, ...event.to]
    case 'notes.kept':
    case 'vote.cast':
    case 'thumb.shown':
      return [event.personId]
    case 'commitment.made':
      return event.onlyMe ? [event.personId] : null
    case 'commitment.withdrawn':
      return event.onlyFor === undefined ? null : [event.onlyFor]
    default:
      return null
  }
}

/** Whether an event means something else to different people. */
export const isPrivate = (event: SessionEvent): boolean => audience(event) !== null

/** The event as someone may see it: of what is for others' eyes only its number is left, so that none is missed. */
export function eventFor(event: SessionEvent, personId: PersonId): SessionEvent {
  const seen = audience(event)
  if (seen === null || seen.includes(personId)) return event
  const { sessionId, seq, at } = event
  return { type: 'event.withheld', sessionId, seq, at, by: null, commandId: null }
}

/** The state as someone may see it: what folding the events she may see comes to. */
export function stateFor(state: SessionState, personId: PersonId): SessionState {
  const mine = <Value>(record: { readonly [id: string]: Value }): { readonly [id: string]: Value } => {
    const value = own(record, personId)
    return value === undefined ? {} : { [personId]: value }
  }
  return {
    ...state,
    whispers: state.whispers.filter(({ from, to }) => from === personId || to.includes(personId)),
    notes: mine(state.notes),
    votes: mine(state.votes),
    commitments: state.commitments.filter(({ onlyMe, personId: by }) => !onlyMe || by === personId),
    thumbs: { ...state.thumbs, up: mine(state.thumbs.up) },
  }
}
