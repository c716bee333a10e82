import type { Actor, CommunityId, CommunityRole, PersonId, SessionId, SessionPhase, SessionRole } from '@copse/contract'
import type { Kysely } from 'kysely'
import { can } from '../identity/index.ts'
import type { Schema } from '../store/index.ts'
import { holdsPass } from './passes.ts'
import { listOf, roleIn } from './rows.ts'

/** What the live parts need to know of a session before its journal speaks. */
export interface SessionFacts {
  readonly communityId: CommunityId
  readonly communityRole: CommunityRole | null
  /** Of no community here, but with an account and by an invitation. */
  readonly invited: boolean
  readonly sessionRole: SessionRole
  readonly phase: SessionPhase
}

/** The facts for one actor; null for a session that does not exist or that a stranger asks about. */
export async function sessionFacts(
  db: Kysely<Schema>,
  actor: Actor | null,
  sessionId: SessionId,
  now = Date.now(),
): Promise<SessionFacts | null> {
  const row = await db
    .selectFrom('sessions')
    .select(['communityId', 'presenterId', 'facilitatorIds', 'phase'])
    .where('id', '=', sessionId)
    .executeTakeFirst()
  if (!row || !actor) return null
  const communityRole = await roleIn(db, actor, row.communityId)
  const invited = communityRole === null && (await holdsPass(db, actor, sessionId, now))
  if (!can(actor, 'session.join', { communityRole, invited, sessionId, phase: row.phase })) return null
  const leads = communityRole === 'owner' || communityRole === 'facilitator'
  const sessionRole: SessionRole =
    row.presenterId === actor.personId
      ? 'presenter'
      : (listOf(row.facilitatorIds) as PersonId[]).includes(actor.personId) || leads
        ? 'facilitator'
        : 'participant'
  return { communityId: row.communityId, communityRole, invited, sessionRole, phase: row.phase }
}
