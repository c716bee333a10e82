import type { ChatLine, PersonId, SessionState, Whisper } from '@copse/contract'
import { circleOf, mayRun } from '@copse/protocols'

/** The chat as someone hears it: what was said to everyone, what she said, and what her group says. */
export function linesFor(session: SessionState, you: PersonId): readonly ChatLine[] {
  const circle = circleOf(session, you)
  const isMember = (id: string) => session.groups.some((group) => group.id === id && group.members.includes(you))
  return session.chat.filter(
    (line) => line.circle === null || line.circle === circle || line.personId === you || isMember(line.circle),
  )
}

/** Private messages someone sent or received, oldest first. */
export const messagesOf = (session: SessionState): readonly Whisper[] =>
  session.whispers.filter(({ kind }) => kind === 'message')

/** Messages that came to someone after the one she read last. */
export const unreadOf = (session: SessionState, you: PersonId, read: number): readonly Whisper[] =>
  messagesOf(session).filter(({ seq, to }) => seq > read && to.includes(you))

/** Who else runs the session, whoever is here first. */
export const othersWhoRun = (session: SessionState, you: PersonId) =>
  Object.values(session.people)
    .filter(({ id }) => id !== you && mayRun(session, id))
    .toSorted((one, other) => Number(other.connections.length > 0) - Number(one.connections.length > 0))

/** To whom a facilitator's answer goes unless she says otherwise: to those who run it with her, else to who asked last. */
export function answersTo(session: SessionState, you: PersonId): PersonId | 'facilitators' | null {
  if (othersWhoRun(session, you).length > 0) return 'facilitators'
  return messagesOf(session).findLast(({ from }) => from !== you)?.from ?? null
}
