import { MAIN_BOARD, type BoardAccess, type FloorReason, type PersonId, type SessionState } from '@copse/contract'
import { boardOf } from './circles.ts'
import { floor } from './floor.ts'
import { isAdmitted, mayRun } from './roles.ts'

const hidden = { access: 'hidden', reason: 'not-admitted' } as const
const DRAFT = /^d(\d+)-(.+)$/

/**
 * What someone may do on one of a session's boards: on the one she works at what the floor says; the shared one can be read meanwhile;
 * a group's is its own, its guests' while they are at it, and the facilitators'; a sheet is its author's alone, for ever.
 */
export function accessTo(
  state: SessionState,
  personId: PersonId,
  board: string,
): { readonly access: BoardAccess; readonly reason: FloorReason } {
  if (!isAdmitted(state, personId)) return hidden
  const now = floor(state, personId)
  if (board === boardOf(state, personId)) return { access: now.board, reason: now.boardReason }
  const read = { access: now.board === 'hidden' ? 'hidden' : 'read', reason: now.boardReason } as const
  if (board === MAIN_BOARD) return read
  const draft = DRAFT.exec(board)
  if (draft) return draft[2] === personId ? { ...read, access: 'read' } : hidden
  const group = state.groups.find(({ id }) => id === board)
  return mayRun(state, personId) || group?.members.includes(personId) ? read : hidden
}
