import { refuse, type PersonId, type SessionState } from '@copse/contract'
import { draftsNow, isLate } from '../circles.ts'
import { own } from '../own.ts'
import { currentStep } from '../roles.ts'
import { yes, type Decision } from './decision.ts'

/** The sheets of this step come to light before its end. */
export function reveal(state: SessionState): Decision {
  const drafts = draftsNow(state)
  return drafts ? yes({ type: 'drafts.revealed', index: drafts.index }) : refuse('drafts.none')
}

/** Dots on a note: as many as somebody says now, none to take them back; no more in all than the step gives each. */
export function vote(state: SessionState, noteId: string, dots: number, by: PersonId): Decision {
  const votes = currentStep(state)?.votes
  if (!votes || isLate(state, by)) return refuse('vote.not-open')
  const mine = own(state.votes, by) ?? {}
  if ((own(mine, noteId) ?? 0) === dots) return yes()
  const others = Object.entries(mine).reduce((sum, [id, count]) => (id === noteId ? sum : sum + count), 0)
  return others + dots > votes.dots ? refuse('vote.too-many') : yes({ type: 'vote.cast', personId: by, noteId, dots })
}

export const keepNotes = (state: SessionState, text: string, by: PersonId): Decision =>
  (own(state.notes, by) ?? '') === text ? yes() : yes({ type: 'notes.kept', personId: by, text })
