import type { CommunityId, PersonId, SearchHit, SessionId } from '@copse/contract'
import { sql, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Words that may be found, and what decides by whom. */
export interface Passage {
  readonly kind: SearchHit['kind']
  readonly communityId: CommunityId
  readonly sessionId: SessionId | null
  readonly cardId: string | null
  /** Who alone may find it; null: whoever may see the session or the card. */
  readonly onlyFor: PersonId | null
  /** A card that its author shares with all communities. */
  readonly everywhere: boolean
  readonly at: number
  readonly stepIndex: number | null
  readonly text: string
}
export interface Found extends Passage {
  /** The text around what was found, in turns: beside it, it, beside it … */
  readonly parts: readonly string[]
}

/** The one place that knows how a database searches words: here SQLite's FTS5. */
export interface Search {
  /** All that may be found of a session, in place of what could; `seq`: the journal's last number it takes in. */
  setSession(sessionId: SessionId, seq: number, passages: readonly Passage[]): Promise<void>
  /** What may be found of a card. One that is removed goes with its words. */
  setCard(cardId: string, passage: Passage): Promise<void>
  /** Sessions of which the journal knows more than can be found. */
  behind(): Promise<SessionId[]>
  /** The best first; every word of `query` is the beginning of a word found. */
  find(query: string, scope: Scope): Promise<Found[]>
}
export interface Scope {
  readonly personId: PersonId
  readonly communityIds: readonly CommunityId[]
  /** This session alone. */
  readonly sessionId?: SessionId
}

const MOST_WORDS = 8
const MOST_FOUND = 60
/** Stands before and after what was found. */
const MARK = '\u0002'

/** Makes what is searched, within a migration. */
export async function makeSearchable(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    sql`create table passages (
      id integer primary key,
      kind text not null,
      "communityId" text not null references communities (id) on delete cascade,
      "sessionId" text references sessions (id) on delete cascade,
      "cardId" text references cards (id) on delete cascade,
      "onlyFor" text,
      everywhere integer not null,
      at bigint not null,
      "stepIndex" integer,
      text text not null
    )`,
    sql`create index passages_session on passages ("sessionId")`,
    sql`create index passages_card on passages ("cardId")`,
    sql`create table searchable ("sessionId" text primary key references sessions (id) on delete cascade, seq integer not null)`,
    sql`create virtual table "passageWords" using fts5 (
      text, content = 'passages', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
    )`,
    sql`create trigger passages_added after insert on passages begin
      insert into "passageWords" (rowid, text) values (new.id, new.text);
    end`,
    sql`create trigger passages_removed after delete on passages begin
      insert into "passageWords" ("passageWords", rowid, text) values ('delete', old.id, old.text);
    end`,
  ])
    await statement.execute(db)
}

const rowOf = ({ everywhere, ...passage }: Passage) => ({ ...passage, everywhere: everywhere ? 1 : 0 })

export function createSearch(db: Kysely<Schema>): Search {
  return {
    setSession: (sessionId, seq, passages) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('passages').where('sessionId', '=', sessionId).execute()
        for (const passage of passages) await transaction.insertInto('passages').values(rowOf(passage)).execute()
        await transaction
          .insertInto('searchable')
          .values({ sessionId, seq })
          .onConflict((conflict) => conflict.column('sessionId').doUpdateSet({ seq }))
          .execute()
      }),

    setCard: (cardId, passage) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('passages').where('cardId', '=', cardId).execute()
        await transaction.insertInto('passages').values(rowOf(passage)).execute()
      }),

    async behind() {
      const rows = await db
        .selectFrom('journal')
        .leftJoin('searchable', 'searchable.sessionId', 'journal.sessionId')
        .select(['journal.sessionId'])
        .groupBy(['journal.sessionId', 'searchable.seq'])
        .having(({ fn, eb, or }) =>
          or([eb('searchable.seq', 'is', null), eb(fn.max('journal.seq'), '>', eb.ref('searchable.seq'))]),
        )
        .execute()
      return rows.map(({ sessionId }) => sessionId)
    },

    async find(query, { personId, communityIds, sessionId }) {
      const words = (query.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS)
      if (words.length === 0) return []
      const rows = await db
        .selectFrom('passages')
        .innerJoin(
          sql<{ id: number; rank: number; marked: string }>`(
            select rowid as id, rank, snippet("passageWords", 0, ${MARK}, ${MARK}, '…', 24) as marked
            from "passageWords" where "passageWords" match ${words.map((word) => `"${word}"*`).join(' ')}
          )`.as('words'),
          'words.id',
          'passages.id',
        )
        .selectAll('passages')
        .select('words.marked')
        .where(({ eb, or }) => or([eb('onlyFor', 'is', null), eb('onlyFor', '=', personId)]))
        .where(({ eb, or }) =>
          sessionId === undefined
            ? or([
                ...(communityIds.length > 0 ? [eb('communityId', 'in', communityIds)] : []),
                eb('everywhere', '=', 1),
              ])
            : eb('sessionId', '=', sessionId),
        )
        .orderBy('words.rank')
        .orderBy('passages.at', 'desc')
        .limit(MOST_FOUND)
        .execute()
      return rows.map(({ marked, everywhere, at, ...row }) => ({
        ...row,
        at: Number(at),
        everywhere: everywhere === 1,
        parts: marked.split(MARK),
      }))
    },
  }
}
