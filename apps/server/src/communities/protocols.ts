import type { CommunityId, OwnProtocol, PersonId, Protocol, ProtocolFile, ProtocolVersion } from '@copse/contract'
import { protocolById } from '@copse/protocols'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/index.ts'

/** A community keeps at most so many protocols of its own, each in any number of versions. */
export const MOST_PROTOCOLS = 200

const rowsOf = (db: Kysely<Schema>, communityId: CommunityId) =>
  db
    .selectFrom('protocols')
    .leftJoin('user', 'user.id', 'protocols.savedBy')
    .select(['protocols.id', 'protocols.version', 'protocols.savedAt', 'user.name'])
    .where('communityId', '=', communityId)

const bodiesOf = (db: Kysely<Schema>, communityId: CommunityId) => rowsOf(db, communityId).select('protocols.body')

const shown = (row: { version: number; savedAt: number; name: string | null }) => ({
  savedAt: Number(row.savedAt),
  savedBy: row.name ?? '',
})
const asOwn = (row: { version: number; savedAt: number; name: string | null; body: string }): OwnProtocol => ({
  protocol: JSON.parse(row.body) as Protocol,
  ...shown(row),
})

/** A community's own protocols, each in its newest version, the one saved last first. */
export async function ownProtocols(db: Kysely<Schema>, communityId: CommunityId): Promise<OwnProtocol[]> {
  const rows = await bodiesOf(db, communityId)
    .where(({ eb, selectFrom }) =>
      eb(
        'protocols.version',
        '=',
        selectFrom('protocols as newer')
          .select(({ fn }) => fn.max('newer.version').as('newest'))
          .whereRef('newer.id', '=', 'protocols.id'),
      ),
    )
    .orderBy('protocols.savedAt', 'desc')
    .orderBy('protocols.id', 'desc')
    .execute()
  return rows.map(asOwn)
}

export async function countOwn(db: Kysely<Schema>, communityId: CommunityId): Promise<number> {
  const { count } = await db
    .selectFrom('protocols')
    .select(({ fn }) => fn.count<number>('id').distinct().as('count'))
    .where('communityId', '=', communityId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One of a community's own, in its newest version or the one named; null: not theirs, or not there. */
export async function ownProtocol(
  db: Kysely<Schema>,
  communityId: CommunityId,
  id: string,
  version?: number,
): Promise<OwnProtocol | null> {
  const query = bodiesOf(db, communityId).where('protocols.id', '=', id).orderBy('protocols.version', 'desc')
  const row = await (version === undefined ? query : query.where('protocols.version', '=', version)).executeTakeFirst()
  return row ? asOwn(row) : null
}

/** What is known of a protocol's versions, the newest first. */
export async function versionsOf(db: Kysely<Schema>, communityId: CommunityId, id: string): Promise<ProtocolVersion[]> {
  const rows = await rowsOf(db, communityId)
    .where('protocols.id', '=', id)
    .orderBy('protocols.version', 'desc')
    .execute()
  return rows.map((row) => ({ version: row.version, ...shown(row) }))
}

/** Writes a version down. False: there is that version already, somebody else saved it. */
export async function saveVersion(
  db: Kysely<Schema>,
  saved: {
    id: string
    version: number
    communityId: CommunityId
    protocol: ProtocolFile
    savedBy: PersonId
    savedAt: number
  },
): Promise<boolean> {
  const { id, version, communityId, protocol, savedBy, savedAt } = saved
  const { $schema: _, ...plain } = protocol
  const body: Protocol = { ...plain, id, version }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('protocols')
    .values({ id, version, communityId, body: JSON.stringify(body), savedBy, savedAt })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The protocol a session asks for: of the catalogue, or of the community's own. Null: there is none. */
export async function protocolFor(
  db: Kysely<Schema>,
  communityId: CommunityId,
  { protocolId, protocolVersion }: { protocolId: string; protocolVersion?: number },
): Promise<Protocol | null> {
  return protocolById(protocolId) ?? (await ownProtocol(db, communityId, protocolId, protocolVersion))?.protocol ?? null
}
