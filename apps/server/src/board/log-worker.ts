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
  readonly lastSeq: number
  readonly lastAt: number
  /** Of all rows ever. */
  readonly logBytes: number
  /** Rows that cannot be used, by their seq: they are passed over and stay in the log. */
  readonly quarantined: readonly number[]
}

const log = openLog((workerData as { path: string }).path)

/** What a merged state consists of, from what is kept beside it. Null where that cannot be read. */
function extentOf(merged: MergedBoard): Extent | null {
  const extent: Extent = { clocks: new Map(merged.clocks), deleted: new Map() }
  return sift([{ seq: 0, update: merged.deletions }], extent).unsound.length === 0 ? extent : null
}

/** The merged state to begin with, or null: a damaged one is made again from the rows. */
function usable(board: string): { merged: MergedBoard; at: number; bytes: number; base: Base } | null {
  const stored = log.merged(board)
  const extent = stored && extentOf(stored.merged)
  return extent ? { ...stored, base: { update: stored.merged.update, extent } } : null
}

/** All of a board up to a time, as a document to destroy. A merged state that cannot be applied is passed over. */
function documentOf(board: string, upTo = Number.MAX_SAFE_INTEGER) {
  const stored = usable(board)
  for (const start of stored && stored.at <= upTo ? [stored, null] : [null]) {
    const rows = log.rowsAfter(board, start?.merged.seq ?? 0, upTo)
    const doc = merge(start?.base ?? null, rows)
    if (!doc) continue
    return {
      doc,
      seq: rows.at(-1)?.seq ?? start?.merged.seq ?? 0,
      at: rows.at(-1)?.at ?? start?.at ?? 0,
      bytes: rows.reduce((total, { update }) => total + update.byteLength, start?.bytes ?? 0),
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
    const start = usable(board)
    const rows = log.rowsAfter(board, start?.merged.seq ?? 0)
    const extent = start?.base.extent ?? { clocks: new Map(), deleted: new Map() }
    const { sound, unsound } = sift(rows, extent)
    return {
      merged: start?.merged ?? null,
      tail: sound.map(({ seq, update }) => ({ seq, update })),
      extent,
      lastSeq: rows.at(-1)?.seq ?? start?.merged.seq ?? 0,
      lastAt: Math.max(start?.at ?? 0, rows.at(-1)?.at ?? 0),
      logBytes: (start?.bytes ?? 0) + rows.reduce((total, { update }) => total + update.byteLength, 0),
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

  /** Answers while the log can be read. */
  check(): void {
    log.check()
  },

  close(): void {
    log.close()
  },
}
export type LogApi = typeof api

serveThread(api)
