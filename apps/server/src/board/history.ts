import * as Y from 'yjs'
import * as frames from './frames.ts'
import type { LoadedBoard, MergedBoard } from './log-worker.ts'
import { fragments, wired, type Piece } from './wire.ts'

/** A board is merged again when this many rows follow its merged state and they are a fair part of it, or when there are many. */
const MERGE_ROWS = 500
const MERGE_SHARE = 1 / 8
const MERGE_ROWS_ALWAYS = 4000
/** Or when they take this much memory. */
const MERGE_BYTES = 4 << 20
/** A merged state larger than this is sent whole to whoever returns, rather than searched for what they miss. */
const DIFF_LIMIT = 256 << 10

/** A committed update, framed for every reader. */
export interface Entry {
  readonly seq: number
  readonly bytes: number
  readonly message: Buffer
}
export const entryOf = (seq: number, update: Uint8Array): Entry => ({
  seq,
  bytes: update.byteLength,
  message: wired(frames.updateFrame(update)),
})
interface Reader {
  position: number | null
}

/** What is committed of a board, as its readers get it: the merged state and the rows since. No document. */
export function createHistory(loaded: LoadedBoard) {
  let merged: MergedBoard | null = loaded.merged
  let tail = loaded.tail.map(({ seq, update }) => entryOf(seq, update))
  let tailBytes = tail.reduce((total, { bytes }) => total + bytes, 0)
  let head = loaded.lastSeq

  /** The first row after a place in the log. */
  function rowAfter(seq: number): Entry | undefined {
    let low = 0
    let high = tail.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (tail[middle]!.seq <= seq) low = middle + 1
      else high = middle
    }
    return tail[low]
  }

  /** What a reader misses from its position on, until it has all; what is committed or merged meanwhile included. */
  function* missing(reader: Reader): Generator<Piece> {
    while ((reader.position ?? 0) < head) {
      const position = reader.position ?? 0
      const base = merged
      if (base && position < base.seq) {
        yield* fragments(frames.updateFrameStart(base.update.length), base.update)
        reader.position = base.seq
      } else {
        const row = rowAfter(position)
        // None after it that can be used.
        reader.position = row?.seq ?? head
        if (row) yield { bytes: [row.message], ends: true }
      }
    }
  }

  /** The merged part for someone who has some of it; null: it is better sent whole. Deletions do not move state vectors. */
  function difference(theirs: ReadonlyMap<number, number>): Uint8Array | null {
    if (!merged || theirs.size === 0) return null
    const known = new Map([...merged.clocks.keys()].map((client) => [client, theirs.get(client) ?? 0]))
    if ([...merged.clocks].every(([client, clock]) => known.get(client)! >= clock)) return merged.deletions
    return merged.update.length <= DIFF_LIMIT ? Y.diffUpdate(merged.update, Y.encodeStateVector(known)) : null
  }

  return {
    get head() {
      return head
    },
    /** Bytes of the board, merged ones counted once. */
    get bytes() {
      return (merged?.update.length ?? 0) + tailBytes
    },
    missing,
    /** The answer to a state request: what the asker lacks, an end mark, and a request for what the board lacks. */
    *answer(reader: Reader, theirs: ReadonlyMap<number, number>, request: () => Uint8Array): Generator<Piece> {
      const known = difference(theirs)
      reader.position = 0
      if (known && merged) {
        reader.position = merged.seq
        yield { bytes: [wired(frames.updateFrame(known))], ends: true }
      }
      yield* missing(reader)
      yield { bytes: [wired(frames.endFrame)], ends: true }
      yield { bytes: [wired(request())], ends: true }
      // Committed while these two had no room.
      yield* missing(reader)
    },
    /** Rows in order, up to a place; those between that are missing cannot be used. */
    append(entries: readonly Entry[], upTo: number): void {
      // Merging reads the disk, and may have been ahead of the news that they are there.
      for (const entry of entries)
        if (entry.seq > (merged?.seq ?? 0)) {
          tail.push(entry)
          tailBytes += entry.bytes
        }
      head = upTo
    },
    isDueForMerging: () =>
      (tail.length >= MERGE_ROWS && tailBytes >= (merged?.update.length ?? 0) * MERGE_SHARE) ||
      tail.length >= MERGE_ROWS_ALWAYS ||
      tailBytes >= Math.max(MERGE_BYTES, (merged?.update.length ?? 0) / 2),
    hasUnmerged: () => tail.length > 0,
    adopt(result: MergedBoard): void {
      merged = result
      tail = tail.filter(({ seq }) => seq > result.seq)
      tailBytes = tail.reduce((total, { bytes }) => total + bytes, 0)
    },
  }
}
