import type { Duty, PersonId, SessionState, Whisper } from '@copse/contract'
import { currentStep, effectiveRole, mayRun } from '@copse/protocols'

/** Something said to one person alone, until she has dealt with it. `key` stays the same as long as it means the same. */
export type Card =
  | { readonly key: string; readonly kind: 'invite' | 'probing' | 'message'; readonly whisper: Whisper }
  | { readonly key: string; readonly kind: 'duty'; readonly duty: Duty }
  | { readonly key: string; readonly kind: 'facilitates' }
  | { readonly key: string; readonly kind: 'listens' }

/** Whether someone presents and is silent now because the others think aloud about what she brought. */
export function listens(session: SessionState, you: PersonId): boolean {
  const rule = currentStep(session)?.floor
  return rule?.mode === 'roles' && !rule.roles.includes('presenter') && effectiveRole(session, you) === 'presenter'
}

/** What is on someone's mind now, by the session alone. `unread`: the messages she has not read. */
export function cardsOf(session: SessionState, you: PersonId, unread: readonly Whisper[]): readonly Card[] {
  const cards: Card[] = []
  if (mayRun(session, you) && session.plan && !session.plan.facilitatorIds.includes(you))
    cards.push({ key: 'facilitates', kind: 'facilitates' })
  for (const duty of ['timekeeper', 'scribe'] as const)
    if (session.duties[duty] === you) cards.push({ key: duty, kind: 'duty', duty })
  if (listens(session, you)) cards.push({ key: `listens-${session.step?.index}`, kind: 'listens' })
  const message = unread.at(-1)
  if (message) cards.push({ key: `said-${message.seq}`, kind: 'message', whisper: message })
  // A cue is about this moment: with the step it is gone.
  const cue = session.whispers.findLast(({ kind, to }) => kind !== 'message' && to.includes(you))
  const asked = session.hands.includes(you) || session.given.includes(you)
  if (cue && cue.kind !== 'message' && cue.at >= (session.step?.enteredAt ?? 0) && !(cue.kind === 'invite' && asked))
    cards.push({ key: `cue-${cue.seq}`, kind: cue.kind, whisper: cue })
  return cards
}
