import { connectPatiently, createPool } from '../store/postgres.ts'
import type { Batch, BoardLog, LogRow } from './log-worker.ts'
import { mergeColumns, mergeOf, rowOf, type StoredMerge, type StoredRow } from './stored.ts'

/** Connections of one thread. */
const CONNECTIONS = 2

/**
 * All rows of a moment in one statement, and so in one commit. The board's head gives out its numbers: its lock, taken in the
 * boards' order, puts nodes in line, and is held until the rows can be read, so that a log is never seen with a gap.
 */
const APPEND = `
  with given as (
    select * from unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::bytea[]) as row (board, back, at, person, bytes)
  ), placed as (
    insert into boards (board, seq, at) select board, count(*), max(at) from given group by board order by board
    on conflict (board) do update set seq = boards.seq + excluded.seq, at = greatest(boards.at, excluded.at)
    returning board, seq, at
  ), kept as (
    insert into "boardRows" (board, seq, at, person, bytes)
    select board, placed.seq - back, placed.at, person, bytes from given join placed using (board)
  )
  select board, seq from placed`

/** Whoever was first keeps a client; the answer says who. */
const CLAIM = `
  insert into "boardAuthors" (board, client, person)
  select * from unnest($1::text[], $2::bigint[], $3::text[]) as claim (board, client, person) order by board, client
  on conflict (board, client) do update set person = "boardAuthors".person
  returning board, client, person`

const STRETCHES = `
  select board, seq, at, person, bytes from "boardRows"
  join unnest($1::text[], $2::bigint[], $3::bigint[]) as wanted (board, after, "upTo") using (board)
  where seq > after and seq <= "upTo" order by board, seq`

/** The boards' log in a database that many nodes share. */
export function openSharedLog(url: string): BoardLog {
  const pool = createPool(url, CONNECTIONS)

  async function ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    const client = await connectPatiently(pool)
    let fault: Error | undefined
    try {
      return (await client.query(text, values)).rows as Row[]
    } catch (error) {
      fault = error as Error
      throw error
    } finally {
      client.release(fault)
    }
  }

  async function claim(batches: readonly Batch[]): Promise<void> {
    const claims = batches.flatMap(({ board, rows }) =>
      rows.flatMap(({ person, clients }) => clients.map((client) => ({ board, client, person }))),
    )
    if (claims.length === 0) return
    const wanted = new Map(claims.map(({ board, client, person }) => [`${board} ${client}`, person]))
    const held = await ask<{ board: string; client: number; person: string }>(CLAIM, [
      [...wanted.keys()].map((key) => key.slice(0, key.lastIndexOf(' '))),
      [...wanted.keys()].map((key) => key.slice(key.lastIndexOf(' ') + 1)),
      [...wanted.values()],
    ])
    for (const { board, client, person } of held)
      if (wanted.get(`${board} ${client}`) !== person) throw new Error(`client ${client} of ${board} is another's`)
  }

  return {
    async append(batches) {
      await claim(batches)
      const rows = batches.flatMap(({ board, rows }) =>
        rows.map((row, at) => ({ ...row, board, back: rows.length - 1 - at })),
      )
      const silent = batches.filter(({ rows }) => rows.length === 0).map(({ board }) => board)
      const placed =
        rows.length === 0
          ? []
          : await ask<{ board: string; seq: number }>(APPEND, [
              rows.map(({ board }) => board),
              rows.map(({ back }) => back),
              rows.map(({ at }) => at),
              rows.map(({ person }) => person),
              rows.map(({ update }) => Buffer.from(update.buffer, update.byteOffset, update.byteLength)),
            ])
      const heads = new Map(
        [
          ...placed,
          ...(silent.length === 0
            ? []
            : await ask<{ board: string; seq: number }>('select board, seq from boards where board = any($1)', [
                silent,
              ])),
        ].map(({ board, seq }) => [board, seq]),
      )
      const missed = batches
        .map(({ board, after, rows }) => ({ board, after, upTo: (heads.get(board) ?? 0) - rows.length }))
        .filter(({ board, after, upTo }) => {
          if (upTo < after) throw new Error(`the log of ${board} has lost rows`)
          return upTo > after
        })
      if (missed.length === 0) return new Map()
      const found = await ask<StoredRow & { board: string }>(STRETCHES, [
        missed.map(({ board }) => board),
        missed.map(({ after }) => after),
        missed.map(({ upTo }) => upTo),
      ])
      const byBoard = new Map<string, LogRow[]>(missed.map(({ board }) => [board, []]))
      for (const row of found) byBoard.get(row.board)!.push(rowOf(row))
      return byBoard
    },
    async authorsOf(board) {
      const rows = await ask<{ client: number; person: string }>(
        'select client, person from "boardAuthors" where board = $1',
        [board],
      )
      return new Map(rows.map(({ client, person }) => [client, person]))
    },
    async rowsAfter(board, seq, upTo = Number.MAX_SAFE_INTEGER) {
      const rows = await ask<StoredRow>(
        'select seq, at, person, bytes from "boardRows" where board = $1 and seq > $2 and at <= $3 order by seq',
        [board, seq, upTo],
      )
      return rows.map(rowOf)
    },
    async lastSeq(board) {
      const [head] = await ask<{ seq: number }>('select seq from boards where board = $1', [board])
      return head?.seq ?? 0
    },
    async rowsBetween(board, after, upTo) {
      return (await ask<StoredRow>(STRETCHES, [[board], [after], [upTo]])).map(rowOf)
    },
    async merged(board) {
      const [stored] = await ask<StoredMerge>('select * from "boardMerges" where board = $1', [board])
      return mergeOf(stored)
    },
    async setMerged(board, merged, at, bytes) {
      // Several nodes may merge; what goes further stays, and what was damaged is replaced.
      await ask(
        `insert into "boardMerges" (board, seq, at, bytes, clocks, deletions, "logBytes", digest)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (board) do update set seq = excluded.seq, at = excluded.at, bytes = excluded.bytes,
           clocks = excluded.clocks, deletions = excluded.deletions, "logBytes" = excluded."logBytes", digest = excluded.digest
         where "boardMerges".seq <= excluded.seq`,
        [...mergeColumns(board, merged, at, bytes)],
      )
    },
    async check() {
      await ask('update copse_shared_migration_lock set is_locked = is_locked', [])
    },
    close: () => pool.end(),
  }
}
