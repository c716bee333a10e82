import * as z from 'zod/mini'

/**
 * Ids are opaque, URL-safe and branded, so that one kind cannot be passed for another. They are keys of plain objects, so a
 * word every object inherits (`constructor`) is no id.
 */
const id = () =>
  z.string().check(
    z.regex(/^[A-Za-z0-9_-]{1,64}$/),
    z.refine((value) => !(value in Object.prototype)),
  )

export const PersonId = z.pipe(
  id(),
  z.transform((value) => value as PersonId),
)
export const CommunityId = z.pipe(
  id(),
  z.transform((value) => value as CommunityId),
)
export const SessionId = z.pipe(
  id(),
  z.transform((value) => value as SessionId),
)
export const CommandId = z.pipe(
  id(),
  z.transform((value) => value as CommandId),
)
export const SnapshotId = z.pipe(
  id(),
  z.transform((value) => value as SnapshotId),
)
export const CommitmentId = z.pipe(
  id(),
  z.transform((value) => value as CommitmentId),
)

type Branded<Name extends string> = string & { readonly __brand: Name }
export type PersonId = Branded<'PersonId'>
export type CommunityId = Branded<'CommunityId'>
export type SessionId = Branded<'SessionId'>
export type CommandId = Branded<'CommandId'>
export type SnapshotId = Branded<'SnapshotId'>
export type CommitmentId = Branded<'CommitmentId'>

/** Everyone's circle (`plenary`) or a group's: the third formation's second group is `g3-2`. */
export const CircleId = z.string().check(z.regex(/^(plenary|g\d{1,4}-\d{1,3})$/))

/** The board everyone shares. A group's is named as the group; a draft is one person's sheet in one step. */
export const MAIN_BOARD = 'main'
export const draftOf = (stepIndex: number, personId: PersonId): string => `d${stepIndex}-${personId}`
const BOARD = /^([A-Za-z0-9_-]{1,64})\.(main|g\d{1,4}-\d{1,3}|d\d{1,5}-[A-Za-z0-9_-]{1,64})$/

/** The document name of one of a session's boards, as it stands in the board endpoint's address. */
export const boardIdOf = (sessionId: SessionId, name: string = MAIN_BOARD): string => `${sessionId}.${name}`

/** Which board of which session a document name stands for, or null where it is not a board's. */
export function boardNamed(boardId: string): { sessionId: SessionId; name: string } | null {
  const match = BOARD.exec(boardId)
  return match ? { sessionId: match[1] as SessionId, name: match[2]! } : null
}
export const sessionOfBoard = (boardId: string): SessionId | null => boardNamed(boardId)?.sessionId ?? null
