import Database from 'libsql'
import * as Y from 'yjs'
import type { LogRow, MergedBoard } from './log-worker.ts'

interface StoredRow {
  seq: number
  at: number
  bytes: Buffer
}
interface StoredMerge {
  seq: number
  at: number
  bytes: Buffer
  clocks: Buffer
  deletions: Buffer
  logBytes: number
}

/** The boards' log on disk: rows, which only grow, and for each board its rows merged up to a place, which can be made again. */
export function openLog(path: string) {
  const database = new Database(path)
  // The wait for other writers first: what follows already needs it.
  for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL']) database.pragma(pragma)
  database.exec(`
    create table if not exists rows (board text not null, seq integer not null, at integer not null, person text not null,
      bytes blob not null, primary key (board, seq)) without rowid;
    create table if not exists merges (board text primary key, seq integer not null, at integer not null, bytes blob not null,
      clocks blob not null, deletions blob not null, logBytes integer not null);
  `)
  const insert = database.prepare('insert into rows (board, seq, at, person, bytes) values (?, ?, ?, ?, ?)')
  const after = database.prepare('select seq, at, bytes from rows where board = ? and seq > ? and at <= ? order by seq')
  const mergeOf = database.prepare('select * from merges where board = ?')
  const setMerge = database.prepare('insert or replace into merges values (?, ?, ?, ?, ?, ?, ?)')
  const one = database.prepare('select count(*) from merges')
  const appendAll = database.transaction((rows: readonly LogRow[]) => {
    for (const { board, seq, at, person, update } of rows) insert.run(board, seq, at, person, Buffer.from(update))
  })

  return {
    append(rows: readonly LogRow[]): void {
      appendAll(rows)
    },
    /** Rows after a place, up to a time. */
    rowsAfter(board: string, seq: number, upTo = Number.MAX_SAFE_INTEGER) {
      const rows = after.all(board, seq, upTo) as StoredRow[]
      return rows.map(({ bytes, ...row }) => ({ ...row, update: new Uint8Array(bytes) }))
    },
    /** The merged state, the time of its last row, and how many bytes its rows have. */
    merged(board: string): { merged: MergedBoard; at: number; bytes: number } | null {
      const stored = mergeOf.get(board) as StoredMerge | undefined
      if (!stored) return null
      try {
        const merged = {
          update: new Uint8Array(stored.bytes),
          seq: stored.seq,
          clocks: Y.decodeStateVector(new Uint8Array(stored.clocks)),
          deletions: new Uint8Array(stored.deletions),
        }
        return { merged, at: stored.at, bytes: stored.logBytes }
      } catch {
        return null
      }
    },
    setMerged(board: string, { update, seq, clocks, deletions }: MergedBoard, at: number, bytes: number): void {
      setMerge.run(
        board,
        seq,
        at,
        Buffer.from(update),
        Buffer.from(Y.encodeStateVector(clocks)),
        Buffer.from(deletions),
        bytes,
      )
    },
    check(): void {
      one.get()
    },
    close(): void {
      database.close()
    },
  }
}
