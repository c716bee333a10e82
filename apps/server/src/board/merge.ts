import * as Y from 'yjs'
import { admit, type Extent } from './extent.ts'

export interface Part {
  readonly seq: number
  readonly update: Uint8Array
}
/** Where merging begins: a merged state and what it consists of. */
export interface Base {
  readonly update: Uint8Array
  readonly extent: Extent
}

/** The parts that follow on each other soundly, the others apart; `extent` grows by the former. */
export function sift<Row extends Part>(rows: readonly Row[], extent: Extent): { sound: Row[]; unsound: Row[] } {
  const sound: Row[] = []
  const unsound: Row[] = []
  for (const row of rows) {
    const judged = admit(row.update, extent)
    if (judged.outcome === 'fits') {
      judged.take()
      sound.push(row)
    } else unsound.push(row)
  }
  return { sound, unsound }
}

/** A document of everything; null where applying fails. The caller destroys it. */
function apply(updates: readonly Uint8Array[]): Y.Doc | null {
  const doc = new Y.Doc()
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    return doc
  } catch {
    doc.destroy()
    return null
  }
}

/**
 * Everything in one document, which the caller destroys. A row that breaks it is left out, with what builds on it. Null: it is
 * the base that cannot be applied.
 */
export function merge(base: Base | null, rows: readonly Part[]): Y.Doc | null {
  const start = base ? [base.update] : []
  const isBroken = new Set<Part>()
  for (;;) {
    const candidates = rows.filter((row) => !isBroken.has(row))
    const { sound } = sift(candidates, base ? copyOf(base.extent) : { clocks: new Map(), deleted: new Map() })
    const updates = [...start, ...sound.map(({ update }) => update)]
    const doc = apply(updates)
    if (doc) return doc
    // Find the first that breaks it, by halves: what can be applied without it can be applied.
    let good = -1
    let bad = updates.length - 1
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      const tried = apply(updates.slice(0, middle + 1))
      tried?.destroy()
      if (tried) good = middle
      else bad = middle
    }
    const culprit = sound[bad - start.length]
    if (!culprit) return null
    isBroken.add(culprit)
  }
}

const copyOf = ({ clocks, deleted }: Extent): Extent => ({ clocks: new Map(clocks), deleted: new Map(deleted) })
