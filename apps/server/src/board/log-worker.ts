import { workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { serveThread } from '../ops/threads.ts'
import type { Extent } from './extent.ts'
import { isShared } from '../store/postgres.ts'
import { openLog } from './log.ts'
import { openSharedLog } from './log-postgres.ts'
import { merge, sift, type Base } from './merge.ts'

/** An update on its way to the log. `at` is the server's clock, epoch ms. */
export interface NewRow {
  readonly at: number
  readonly person: string
  readonly update: Uint8Array
  /** Clients that appear on the board with it for the first time: they are this person's from then on. */
  readonly clients: readonly number[]
}
/** What a board is given at once by one who knows its rows up to `after`. Without rows it asks what it missed. */
export interface Batch {
  readonly board: string
  readonly after: number
  readonly rows: readonly NewRow[]
}
/**
 * An update as the log keeps it. `seq` counts within its board from 1, without gaps; `at` never falls;
 * `person` is empty where the server drew.
 */
export interface LogRow {
  readonly seq: number
  readonly at: number
  readonly person: string
  readonly update: Uint8Array
}
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

type Awaitable<Value> = Value | Promise<Value>

/** The boards' log: rows, which only grow, and for each board its rows merged up to a place, which can be made again. */
export interface BoardLog {
  /**
   * One commit for all boards' rows of a moment: each board's follow on each other, after all that is there. Answers with the
   * rows of other nodes that lie between what was known and these.
   */
  append(batches: readonly Batch[]): Awaitable<ReadonlyMap<string, readonly LogRow[]>>
  authorsOf(board: string): Awaitable<ReadonlyMap<number, string>>
  /** Rows after a place, up to a time. */
  rowsAfter(board: string, seq: number, upTo?: number): Awaitable<LogRow[]>
  /** The number of the last row; 0: there is none. */
  lastSeq(board: string): Awaitable<number>
  /** Rows after a place and up to another. */
  rowsBetween(board: string, after: number, upTo: number): Awaitable<LogRow[]>
  /** The merged state, the time of its last row, and how many bytes its rows have. Null also when it is damaged. */
  merged(board: string): Awaitable<{ merged: MergedBoard; at: number; bytes: number } | null>
  setMerged(board: string, merged: MergedBoard, at: number, bytes: number): Awaitable<void>
  /** Writes what is there already; throws where nothing can be written. */
  check(): Awaitable<void>
  close(): Awaitable<void>
}

/** A file of one process, or an address of a database that many nodes share. */
const { place } = workerData as { place: string }
const log = isShared(place) ? openSharedLog(place) : openLog(place)

/** The merged state to begin with, and what it consists of. */
async function start(board: string): Promise<{ merged: MergedBoard; at: number; bytes: number; base: Base } | null> {
  const stored = await log.merged(board)
  if (!stored) return null
  const extent: Extent = { clocks: new Map(stored.merged.clocks), deleted: new Map() }
  sift([{ seq: 0, update: stored.merged.deletions }], extent)
  return { ...stored, base: { update: stored.merged.update, extent } }
}

/** All of a board up to a time, as a document to destroy. A merged state that cannot be applied is passed over. */
async function documentOf(board: string, upTo = Number.MAX_SAFE_INTEGER) {
  const stored = await start(board)
  for (const from of stored && stored.at <= upTo ? [stored, null] : [null]) {
    const rows = await log.rowsAfter(board, from?.merged.seq ?? 0, upTo)
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
  append: log.append,

  async load(board: string): Promise<LoadedBoard> {
    const from = await start(board)
    const rows = await log.rowsAfter(board, from?.merged.seq ?? 0)
    const extent = from?.base.extent ?? { clocks: new Map(), deleted: new Map() }
    const { sound, unsound } = sift(rows, extent)
    return {
      merged: from?.merged ?? null,
      tail: sound.map(({ seq, update }) => ({ seq, update })),
      extent,
      authors: await log.authorsOf(board),
      lastSeq: rows.at(-1)?.seq ?? from?.merged.seq ?? 0,
      lastAt: Math.max(from?.at ?? 0, rows.at(-1)?.at ?? 0),
      logBytes: (from?.bytes ?? 0) + rows.reduce((total, { update }) => total + update.byteLength, 0),
      quarantined: unsound.map(({ seq }) => seq),
    }
  },

  /** Merges all rows so far. The rows stay: they tell when each thing was drawn. */
  async merge(board: string): Promise<MergedBoard> {
    const { doc, seq, at, bytes } = await documentOf(board)
    const stateVector = Y.encodeStateVector(doc)
    const merged: MergedBoard = {
      update: Y.encodeStateAsUpdate(doc),
      seq,
      clocks: Y.decodeStateVector(stateVector),
      deletions: Y.encodeStateAsUpdate(doc, stateVector),
    }
    doc.destroy()
    await log.setMerged(board, merged, at, bytes)
    return merged
  },

  /** The board as it was at a time, merged, and its place in the log. */
  async stateAt(board: string, at: number): Promise<{ update: Uint8Array; seq: number }> {
    const { doc, seq } = await documentOf(board, at)
    const update = Y.encodeStateAsUpdate(doc)
    doc.destroy()
    return { update, seq }
  },

  lastSeq: log.lastSeq,
  rowsBetween: log.rowsBetween,
  /** Answers while the log can be written. */
  check: log.check,
  close: log.close,
}
export type LogApi = typeof api

serveThread(api)
