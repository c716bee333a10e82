import { workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { serveThread } from '../ops/threads.ts'
import type { Extent } from './extent.ts'
import { openLog } from './log.ts'
import { merge, sift, type Base } from './merge.ts'

/** An update as the log keeps it. `seq` counts within its board from 1; `at` is the server's clock, epoch ms, never falling. */
export interface LogRow {
  readonly board: string
  readonly seq: number
  readonly at: number
  readonly person: string
  readonly update: Uint8Array
  /** Clients that appear on the board with it for the first time: they are this person's from then on. */
  readonly clients: readonly number[]
}
/** A row as it is read again: `person` is empty where the server drew. */
export type DrawnRow = Pick<LogRow, 'seq' | 'at' | 'person' | 'update'>
/** A board's rows up to `seq` as one update; `deletions` is an update that says only what of it is deleted. */
export interface MergedBoard {
  readonly update: Uint8Array
  readonly seq: number
  readonly clocks: Map<number, number>
  readonly deletions: Uint8Array
}
export interface LoadedBoard {
  readonly merged: MergedBoard | null
  /** Rows since, those that can be used. */
  readonly tail: readonly { seq: number; update: Uint8Array }[]
  readonly extent: Extent
  /** Whose each client is; empty for the server's own. */
  readonly authors: ReadonlyMap<number, string>
  readonly lastSeq: number
  readonly lastAt: number
  /** Of all rows ever. */
  readonly logBytes: number
  /** Rows that cannot be used, by their seq: they are passed over and stay in the log. */
  readonly quarantined: readonly number[]
}

const log = openLog((workerData as { path: string }).path)

/** The merged state to begin with, and what it consists of. */
function start(board: string): { merged: MergedBoard; at: number; bytes: number; base: Base } | null {
  const stored = log.merged(board)
  if (!stored) return null
  const extent: Extent = { clocks: new Map(stored.merged.clocks), deleted: new Map() }
  sift([{ seq: 0, update: stored.merged.deletions }], extent)
  return { ...stored, base: { update: stored.merged.update, extent } }
}

/** All of a board up to a time, as a document to destroy. A merged state that cannot be applied is passed over. */
function documentOf(board: string, upTo = Number.MAX_SAFE_INTEGER) {
  const stored = start(board)
  for (const from of stored && stored.at <= upTo ? [stored, null] : [null]) {
    const rows = log.rowsAfter(board, from?.merged.seq ?? 0, upTo)
    const doc = merge(from?.base ?? null, rows)
    if (!doc) continue
    return {
      doc,
      seq: rows.at(-1)?.seq ?? from?.merged.seq ?? 0,
      at: rows.at(-1)?.at ?? from?.at ?? 0,
      bytes: rows.reduce((total, { update }) => total + update.byteLength, from?.bytes ?? 0),
    }
  }
  throw new Error(`${board} cannot be merged`)
}

export const api = {
  /** One transaction for all boards' rows of a moment; resolves once they are on disk. */
  append(rows: readonly LogRow[]): void {
    log.append(rows)
  },

  load(board: string): LoadedBoard {
    const from = start(board)
    const rows = log.rowsAfter(board, from?.merged.seq ?? 0)
    const extent = from?.base.extent ?? { clocks: new Map(), deleted: new Map() }
    const { sound, unsound } = sift(rows, extent)
    return {
      merged: from?.merged ?? null,
      tail: sound.map(({ seq, update }) => ({ seq, update })),
      extent,
      authors: log.authorsOf(board),
      lastSeq: rows.at(-1)?.seq ?? from?.merged.seq ?? 0,
      lastAt: Math.max(from?.at ?? 0, rows.at(-1)?.at ?? 0),
      logBytes: (from?.bytes ?? 0) + rows.reduce((total, { update }) => total + update.byteLength, 0),
      quarantined: unsound.map(({ seq }) => seq),
    }
  },

  /** Merges all rows so far. The rows stay: they tell when each thing was drawn. */
  merge(board: string): MergedBoard {
    const { doc, seq, at, bytes } = documentOf(board)
    const stateVector = Y.encodeStateVector(doc)
    const merged: MergedBoard = {
      update: Y.encodeStateAsUpdate(doc),
      seq,
      clocks: Y.decodeStateVector(stateVector),
      deletions: Y.encodeStateAsUpdate(doc, stateVector),
    }
    doc.destroy()
    log.setMerged(board, merged, at, bytes)
    return merged
  },

  /** The board as it was at a time, merged, and its place in the log. */
  stateAt(board: string, at: number): { update: Uint8Array; seq: number } {
    const { doc, seq } = documentOf(board, at)
    const update = Y.encodeStateAsUpdate(doc)
    doc.destroy()
    return { update, seq }
  },

  lastSeq(board: string): number {
    return log.lastSeq(board)
  },

  rowsBetween(board: string, after: number, upTo: number): DrawnRow[] {
    return log.rowsBetween(board, after, upTo)
  },

  /** Answers while the log can be written. */
  check(): void {
    log.check()
  },

  close(): void {
    log.close()
  },
}
export type LogApi = typeof api

serveThread(api)
