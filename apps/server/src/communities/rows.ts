import type {
  Actor,
  Community,
  CommunityId,
  CommunityRole,
  Member,
  PersonId,
  Protocol,
  SessionDetail,
  SessionId,
  SessionSummary,
} from '@copse/contract'
import { can } from '../identity/index.ts'
import { holdsPass } from './passes.ts'
import type { Kysely, Selectable } from 'kysely'
import type { Schema } from '../store/index.ts'

export type SessionRow = Selectable<Schema['sessions']>
export const listOf = (json: string): string[] => JSON.parse(json) as string[]

/** The role someone has in a community: their own, or the owner's in every one. Null: a stranger. */
export async function roleIn(
  db: Kysely<Schema>,
  actor: Actor | null,
  communityId: CommunityId,
): Promise<CommunityRole | null> {
  if (actor?.kind !== 'member') return null
  const row = await db
    .selectFrom('members')
    .select('role')
    .where('communityId', '=', communityId)
    .where('personId', '=', actor.personId)
    .executeTakeFirst()
  return row?.role ?? (actor.owner ? 'owner' : null)
}

export async function communityOf(db: Kysely<Schema>, actor: Actor, id: CommunityId): Promise<Community | null> {
  const row = await db.selectFrom('communities').selectAll().where('id', '=', id).executeTakeFirst()
  const yourRole = row ? await roleIn(db, actor, id) : null
  if (!row || !can(actor, 'community.see', { communityRole: yourRole })) return null
  const leads = can(actor, 'community.edit', { communityRole: yourRole })
  const members = await db
    .selectFrom('members')
    .innerJoin('user', 'user.id', 'members.personId')
    .select(['user.id as personId', 'user.name', 'user.district', 'user.email', 'members.role'])
    .where('communityId', '=', id)
    .orderBy('user.name')
    .execute()
  return {
    id,
    name: row.name,
    purpose: row.purpose,
    norms: listOf(row.norms),
    districts: listOf(row.districts),
    enforcement: row.enforcement,
    // Addresses are for those who invite; members know one another by name and district.
    members: members.map(({ email, ...member }): Member => (leads ? { ...member, email } : member)),
    yourRole: yourRole!,
    may: {
      edit: leads,
      schedule: can(actor, 'session.schedule', { communityRole: yourRole }),
      invite: can(actor, 'community.invite-member', { communityRole: yourRole }),
    },
  }
}

const protocolOf = (row: SessionRow): Protocol => JSON.parse(row.protocol) as Protocol

export const summaryOf = (row: SessionRow): SessionSummary => ({
  id: row.id,
  communityId: row.communityId,
  title: row.title,
  protocolTitle: protocolOf(row).title,
  startsAt: Number(row.startsAt),
  timeZone: row.timeZone,
  minutes: row.minutes,
  phase: row.phase,
})

/** A session as somebody may see it, or null when they may not know of it. */
export async function detailOf(
  db: Kysely<Schema>,
  actor: Actor | null,
  id: SessionId,
  now = Date.now(),
): Promise<SessionDetail | null> {
  const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const communityRole = await roleIn(db, actor, row.communityId)
  const facilitatorIds = listOf(row.facilitatorIds) as PersonId[]
  const subject = {
    communityRole,
    invited: communityRole === null && (await holdsPass(db, actor, id, now)),
    sessionId: id,
    phase: row.phase,
    sessionRole: actor && facilitatorIds.includes(actor.personId) ? ('facilitator' as const) : null,
  }
  if (!can(actor, 'session.see', subject) && !can(actor, 'session.join', subject)) return null
  const community = await db
    .selectFrom('communities')
    .select('name')
    .where('id', '=', row.communityId)
    .executeTakeFirstOrThrow()
  const ids = [...facilitatorIds, ...(row.presenterId ? [row.presenterId] : [])]
  const named = await db.selectFrom('user').select(['id', 'name']).where('id', 'in', ids).execute()
  return {
    ...summaryOf(row),
    communityName: community.name,
    focusQuestion: row.focusQuestion,
    protocol: protocolOf(row),
    presenterId: row.presenterId,
    facilitatorIds,
    lobby: row.lobby,
    enforcement: row.enforcement,
    names: Object.fromEntries(named.map(({ id, name }) => [id, name])),
    may: {
      edit: can(actor, 'session.edit', subject),
      invite: can(actor, 'session.invite', subject),
      join: can(actor, 'session.join', subject) && row.phase !== 'ended',
      seeRecord: can(actor, 'record.see', subject),
    },
  }
}
