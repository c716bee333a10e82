import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import type { LogRow, MergedBoard } from './log-worker.ts'

/** A row as either database gives it back. */
export interface StoredRow {
  seq: number
  at: number
  person: string
  bytes: Buffer
}
/** A board's rows merged up to a place, as either database gives them back. */
export interface StoredMerge {
  seq: number
  at: number
  bytes: Buffer
  clocks: Buffer
  deletions: Buffer
  logBytes: number
  digest: Buffer
}

/** A merged state is sent as it is, so that damage on disk must show without reading it. */
const digestOf = ({ bytes, clocks, deletions }: Record<'bytes' | 'clocks' | 'deletions', Buffer>): Buffer =>
  createHash('sha256').update(bytes).update(clocks).update(deletions).digest()

export const rowOf = ({ bytes, seq, at, person }: StoredRow): LogRow => ({
  seq,
  at,
  person,
  update: new Uint8Array(bytes),
})

/** Null where there is none, and where it is damaged. */
export function mergeOf(stored: StoredMerge | undefined): { merged: MergedBoard; at: number; bytes: number } | null {
  if (!stored || !digestOf(stored).equals(stored.digest)) return null
  const merged = {
    update: new Uint8Array(stored.bytes),
    seq: stored.seq,
    clocks: Y.decodeStateVector(new Uint8Array(stored.clocks)),
    deletions: new Uint8Array(stored.deletions),
  }
  return { merged, at: stored.at, bytes: stored.logBytes }
}

/** What is kept of a merged board, in the order of the table's columns. */
export function mergeColumns(board: string, merged: MergedBoard, at: number, logBytes: number) {
  const bytes = Buffer.from(merged.update)
  const clocks = Buffer.from(Y.encodeStateVector(merged.clocks))
  const deletions = Buffer.from(merged.deletions)
  return [board, merged.seq, at, bytes, clocks, deletions, logBytes, digestOf({ bytes, clocks, deletions })] as const
}
