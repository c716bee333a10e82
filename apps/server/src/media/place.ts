import { CircleId, PLENARY, SessionId } from '@copse/contract'

/** The LiveKit room of one circle of a session: the session's own for the plenary, one beside it for each group. */
export const roomOf = (sessionId: SessionId, circle: string): string =>
  circle === PLENARY ? sessionId : `${sessionId}.${circle}`

/** The inverse; null for a room that is none of ours. */
export function placeOf(room: string): { sessionId: SessionId; circle: string } | null {
  const [name = '', group = PLENARY, ...rest] = room.split('.')
  const sessionId = SessionId.safeParse(name)
  return sessionId.success && rest.length === 0 && CircleId.safeParse(group).success
    ? { sessionId: sessionId.data, circle: group }
    : null
}
