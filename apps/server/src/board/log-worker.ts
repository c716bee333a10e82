import { workerData } from 'node:worker_threads'
import Database from 'libsql'
import * as Y from 'yjs'
import { serveThread } from '../ops/threads.ts'
import { extentOf, type Extent } from './extent.ts'

/** An update as the log keeps it. `seq` counts within its board from 1; `at` is the server's clock, epoch ms. */
export interface LogRow {
  readonly board: string
  readonly seq: number
  readonly at: number
  readonly person: string
  readonly update: Uint8Array
}
export interface LoadedBoard {
  /** Everything up to `baseSeq` merged, or null. */
  readonly base: Uint8Array | null
  readonly baseSeq: number
  readonly tail: readonly { seq: number; update: Uint8Array }[]
  readonly extent: Extent
}

const database = new Database((workerData as { path: string }).path)
for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL']) database.pragma(pragma)
database.exec(`
  create table if not exists rows (board text not null, seq integer not null, at integer not null, person text not null, bytes blob not null,
    primary key (board, seq)) without rowid;
  create table if not exists bases (board text primary key, seq integer not null, bytes blob not null);
`)
const insert = database.prepare('insert into rows (board, seq, at, person, bytes) values (?, ?, ?, ?, ?)')
const baseOf = database.prepare('select seq, bytes from bases where board = ?')
const after = database.prepare('select seq, bytes from rows where board = ? and seq > ? order by seq')
const upTo = database.prepare('select seq, bytes from rows where board = ? and seq > ? and at <= ? order by seq')
const setBase = database.prepare(
  'insert into bases (board, seq, bytes) values (?, ?, ?) on conflict (board) do update set seq = excluded.seq, bytes = excluded.bytes',
)
const writeAll = database.transaction((rows: readonly LogRow[]) => {
  for (const { board, seq, at, person, update } of rows) insert.run(board, seq, at, person, Buffer.from(update))
})

type Stored = { seq: number; bytes: Buffer }
const lastBefore = database.prepare('select max(at) as at from rows where board = ? and seq <= ?')

function merged(parts: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const part of parts) Y.applyUpdate(doc, part)
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}

export const api = {
  /** One transaction for all boards' rows of a moment; resolves once they are on disk. */
  append(rows: readonly LogRow[]): void {
    writeAll(rows)
  },

  load(board: string): LoadedBoard {
    const stored = baseOf.get(board) as Stored | undefined
    const tail = (after.all(board, stored?.seq ?? 0) as Stored[]).map(({ seq, bytes }) => ({
      seq,
      update: new Uint8Array(bytes),
    }))
    const base = stored ? new Uint8Array(stored.bytes) : null
    const extent = extentOf([...(base ? [base] : []), ...tail.map(({ update }) => update)])
    return { base, baseSeq: stored?.seq ?? 0, tail, extent }
  },

  /** Merges all rows into the base. The rows stay: they tell when each thing was drawn. */
  compact(board: string): { base: Uint8Array; seq: number } {
    const { base, baseSeq, tail } = api.load(board)
    const bytes = merged([...(base ? [base] : []), ...tail.map(({ update }) => update)])
    const seq = tail.at(-1)?.seq ?? baseSeq
    setBase.run(board, seq, Buffer.from(bytes))
    return { base: bytes, seq }
  },

  /** The board as it was at a time, merged, and its place in the log. */
  stateAt(board: string, at: number): { update: Uint8Array; seq: number } {
    const stored = baseOf.get(board) as Stored | undefined
    const baseAt = stored ? ((lastBefore.get(board, stored.seq) as { at: number | null }).at ?? 0) : 0
    const usable = stored && baseAt <= at ? stored : undefined
    const rows = upTo.all(board, usable?.seq ?? 0, at) as Stored[]
    const parts = [...(usable ? [new Uint8Array(usable.bytes)] : []), ...rows.map(({ bytes }) => new Uint8Array(bytes))]
    return { update: merged(parts), seq: rows.at(-1)?.seq ?? usable?.seq ?? 0 }
  },

  close(): void {
    database.close()
  },
}
export type LogApi = typeof api

serveThread(api)
