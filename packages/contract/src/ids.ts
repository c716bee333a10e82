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

/** The document name of a session's main board, as it stands in the board endpoint's address. */
export const boardIdOf = (sessionId: SessionId): string => `${sessionId}.main`

/** The session a board belongs to, or null where the name is not a board's. */
export function sessionOfBoard(boardId: string): SessionId | null {
  const match = /^([A-Za-z0-9_-]{1,64})\.main$/.exec(boardId)
  return match ? (match[1] as SessionId) : null
}
