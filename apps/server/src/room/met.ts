import type { PersonId, SessionEvent, SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/index.ts'

/** How often two people were in a small group together. */
export type Met = (one: PersonId, other: PersonId) => number

/** Formations looked at: the latest of a community's sessions. */
const LOOKED_AT = 200
const pairOf = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`)

/** Who met whom in the other sessions of a session's community, so that groups can bring together those who have not. */
export async function metBefore(db: Kysely<Schema>, sessionId: SessionId): Promise<Met> {
  const rows = await db
    .selectFrom('journal')
    .innerJoin('sessions', 'sessions.id', 'journal.sessionId')
    .select('journal.body')
    .where('journal.type', '=', 'groups.formed')
    .where('journal.sessionId', '!=', sessionId)
    .where('sessions.communityId', '=', (community) =>
      community.selectFrom('sessions').select('communityId').where('id', '=', sessionId),
    )
    .orderBy('journal.at', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const times = new Map<string, number>()
  for (const { body } of rows) {
    const { groups } = JSON.parse(body) as Extract<SessionEvent, { type: 'groups.formed' }>
    for (const { members } of groups)
      for (const [at, one] of members.entries())
        for (const other of members.slice(at + 1)) {
          const pair = pairOf(one, other)
          times.set(pair, (times.get(pair) ?? 0) + 1)
        }
  }
  return (one, other) => times.get(pairOf(one, other)) ?? 0
}
