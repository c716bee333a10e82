import type { CommandId, EventBody, PersonId, SessionEvent, SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import { isLost } from './postgres.ts'
import type { Schema } from './schema.ts'
import type { WriteRows } from './synced.ts'

interface EventMeta {
  readonly by: PersonId | null
  readonly commandId: CommandId | null
  /** Epoch ms, server clock. */
  readonly at: number
}
type Appended =
  | { readonly ok: true; readonly events: readonly SessionEvent[] }
  /** Someone else appended first, or it is not known whether this was: read on from what you know and decide again. */
  | { readonly ok: false; readonly reason: 'conflict' }
  /** This very command was committed before; `seq` is its first event's number. */
  | { readonly ok: false; readonly reason: 'duplicate'; readonly seq: number }

/** What happened in every session, append-only. The primary key (session, seq) is the arbiter between writers. */
export interface Journal {
  /** Commits events right after `expectedSeq`, all or none. */
  append(sessionId: SessionId, expectedSeq: number, events: readonly EventBody[], meta: EventMeta): Promise<Appended>
  /** The number of the event that carries this command's id, or null: it was never committed. */
  committed(sessionId: SessionId, commandId: CommandId): Promise<number | null>
  /** Events numbered above `after`, in order. */
  read(sessionId: SessionId, after?: number): Promise<SessionEvent[]>
  /** The last number of each of these sessions that has one. */
  heads(sessionIds: readonly SessionId[]): Promise<ReadonlyMap<SessionId, number>>
}

export function createJournal(db: Kysely<Schema>, write: WriteRows): Journal {
  async function committed(sessionId: SessionId, commandId: CommandId): Promise<number | null> {
    const row = await db
      .selectFrom('journal')
      .select('seq')
      .where('sessionId', '=', sessionId)
      .where('commandId', '=', commandId)
      .executeTakeFirst()
    return row?.seq ?? null
  }

  return {
    committed,

    async append(sessionId, expectedSeq, bodies, { by, commandId, at }) {
      const events = bodies.map((body, index) => ({
        ...body,
        sessionId,
        seq: expectedSeq + 1 + index,
        at,
        by,
        // One event carries the command's id, so that the same command cannot be committed twice.
        commandId: index === 0 ? commandId : null,
      }))
      try {
        await write(
          events.map(({ type, sessionId, seq, at, by, commandId, ...rest }) => ({
            sessionId,
            seq,
            at,
            by,
            commandId,
            type,
            body: JSON.stringify(rest),
          })),
        )
        return { ok: true, events }
      } catch (error) {
        // A connection lost on the way leaves open whether it was committed: who reads on finds out.
        if (!isUniqueViolation(error) && !isLost(error)) throw error
        const before = commandId === null ? null : await committed(sessionId, commandId)
        return before === null ? { ok: false, reason: 'conflict' } : { ok: false, reason: 'duplicate', seq: before }
      }
    },

    async read(sessionId, after = 0) {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where('sessionId', '=', sessionId)
        .where('seq', '>', after)
        .orderBy('seq')
        .execute()
      return rows.map(
        ({ body, ...row }) =>
          ({ ...(JSON.parse(body) as object), ...row, seq: Number(row.seq), at: Number(row.at) }) as SessionEvent,
      )
    },

    async heads(sessionIds) {
      if (sessionIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('journal')
        .select(({ fn }) => ['sessionId', fn.max('seq').as('seq')])
        .where('sessionId', 'in', [...sessionIds])
        .groupBy('sessionId')
        .execute()
      return new Map(rows.map(({ sessionId, seq }) => [sessionId, Number(seq)]))
    },
  }
}

/** SQLite says SQLITE_CONSTRAINT_…, PostgreSQL 23505. */
function isUniqueViolation(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? ''
  return code === '23505' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}
