import Database from 'libsql'
import type { Batch, BoardLog } from './log-worker.ts'
import { mergeColumns, mergeOf, rowOf, type StoredMerge, type StoredRow } from './stored.ts'

/** The boards' log on disk: rows, which only grow, and for each board its rows merged up to a place, which can be made again. */
export function openLog(path: string): BoardLog {
  const database = new Database(path)
  // The wait for other writers first: what follows already needs it.
  for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL']) database.pragma(pragma)
  database.exec(`
    create table if not exists rows (board text not null, seq integer not null, at integer not null, person text not null,
      bytes blob not null, primary key (board, seq)) without rowid;
    create table if not exists merges (board text primary key, seq integer not null, at integer not null, bytes blob not null,
      clocks blob not null, deletions blob not null, logBytes integer not null,
      digest blob not null);
    create table if not exists authors (board text not null, client integer not null, person text not null,
      primary key (board, client)) without rowid;
  `)
  const insert = database.prepare('insert into rows (board, seq, at, person, bytes) values (?, ?, ?, ?, ?)')
  const claim = database.prepare('insert or ignore into authors (board, client, person) values (?, ?, ?)')
  const claims = database.prepare('select client, person from authors where board = ?')
  const after = database.prepare(
    'select seq, at, person, bytes from rows where board = ? and seq > ? and at <= ? order by seq',
  )
  const stretch = database.prepare(
    'select seq, at, person, bytes from rows where board = ? and seq > ? and seq <= ? order by seq',
  )
  const last = database.prepare('select max(seq) as seq from rows where board = ?')
  const mergeFor = database.prepare('select * from merges where board = ?')
  const setMerge = database.prepare('insert or replace into merges values (?, ?, ?, ?, ?, ?, ?, ?)')
  const appendAll = database.transaction((batches: readonly Batch[]) => {
    for (const { board, after, rows } of batches)
      for (const [index, { at, person, update, clients }] of rows.entries()) {
        insert.run(board, after + 1 + index, at, person, Buffer.from(update))
        for (const client of clients) claim.run(board, client, person)
      }
  })

  let isClosed = false
  /** A statement of a closed database ends the process, not the call. */
  function ensureOpen(): void {
    if (isClosed) throw new Error('the log is closed')
  }

  return {
    append(batches) {
      ensureOpen()
      appendAll(batches)
      return new Map() // there are no other nodes
    },
    authorsOf(board) {
      ensureOpen()
      const rows = claims.all(board) as { client: number; person: string }[]
      return new Map(rows.map(({ client, person }) => [client, person]))
    },
    /** Rows after a place, up to a time. */
    rowsAfter(board, seq, upTo = Number.MAX_SAFE_INTEGER) {
      ensureOpen()
      const rows = after.all(board, seq, upTo) as StoredRow[]
      return rows.map(rowOf)
    },
    lastSeq(board) {
      ensureOpen()
      return (last.get(board) as { seq: number | null }).seq ?? 0
    },
    rowsBetween(board, after, upTo) {
      ensureOpen()
      const rows = stretch.all(board, after, upTo) as StoredRow[]
      return rows.map(rowOf)
    },
    /** The merged state, the time of its last row, and how many bytes its rows have. Null also when it is damaged. */
    merged(board) {
      ensureOpen()
      return mergeOf(mergeFor.get(board) as StoredMerge | undefined)
    },
    setMerged(board, merged, at, bytes) {
      ensureOpen()
      setMerge.run(...mergeColumns(board, merged, at, bytes))
    },
    check() {
      ensureOpen()
      database.pragma('user_version = 0')
    },
    close() {
      isClosed = true
      database.close()
    },
  }
}
