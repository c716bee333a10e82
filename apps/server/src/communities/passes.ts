import type { Actor, SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import { GUEST_PASS_MS } from '../identity/index.ts'
import type { Schema } from '../store/index.ts'

/** Whether somebody with an account came to this session by an invitation that still holds, as a guest's would. */
export async function holdsPass(
  db: Kysely<Schema>,
  actor: Actor | null,
  sessionId: SessionId,
  now: number,
): Promise<boolean> {
  if (actor?.kind !== 'member') return false
  const pass = await db
    .selectFrom('passes')
    .innerJoin('invitations', 'invitations.id', 'passes.invitationId')
    .select(['passes.createdAt', 'expiresAt', 'revokedAt'])
    .where('passes.sessionId', '=', sessionId)
    .where('personId', '=', actor.personId)
    .executeTakeFirst()
  if (!pass || pass.revokedAt !== null) return false
  return now <= Math.max(Number(pass.expiresAt), Number(pass.createdAt) + GUEST_PASS_MS)
}
