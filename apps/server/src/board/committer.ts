import { boardCommitSeconds } from '../ops/metrics.ts'
import type { CommitTarget } from './board.ts'
import type { Batch, LogRow, NewRow } from './log-worker.ts'

/** Updates of all boards that arrive within this time share one commit. */
const BATCH_MS = 4

/** Gathers rows for a moment, commits them together, and tells each board what of it is on disk. One commit at a time. */
export function createCommitter(options: {
  append: (batches: readonly Batch[]) => Promise<ReadonlyMap<string, readonly LogRow[]>>
  fail: (error: unknown) => void
}) {
  const { append, fail } = options
  const failed = new WeakSet<CommitTarget>()
  const batch: { target: CommitTarget; row: NewRow | null }[] = []
  let timer: NodeJS.Timeout | null = null
  let flushing: Promise<void> = Promise.resolve()
  let waiting = 0

  async function write(entries: typeof batch): Promise<void> {
    // What follows a row that was lost must not be kept: it may build on it.
    const good = entries.filter(({ target }) => !failed.has(target))
    const bytes = entries.reduce((total, { row }) => total + (row?.update.byteLength ?? 0), 0)
    const rows = new Map<CommitTarget, NewRow[]>()
    for (const { target, row } of good) {
      const its = rows.get(target) ?? []
      if (row) its.push(row)
      rows.set(target, its)
    }
    let missed: Awaited<ReturnType<typeof append>> = new Map()
    try {
      const batches = [...rows].map(([{ id, head }, its]) => ({ board: id, after: head(), rows: its }))
      if (batches.length > 0) {
        const stop = boardCommitSeconds.startTimer()
        missed = await append(batches)
        if (batches.some((batch) => batch.rows.length > 0)) stop()
      }
    } catch (error) {
      fail(error)
      for (const [target, its] of rows) {
        if (its.length === 0) continue // it only asked, and will again
        failed.add(target)
        target.failed()
      }
      rows.clear()
    }
    waiting -= bytes
    for (const [target, its] of rows) target.committed(its, missed.get(target.id) ?? [])
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    flushing = flushing.then(() => write(batch.splice(0))).catch(fail)
    return flushing
  }

  function give(target: CommitTarget, row: NewRow | null): void {
    batch.push({ target, row })
    waiting += row?.update.byteLength ?? 0
    timer ??= setTimeout(() => void flush(), BATCH_MS)
  }

  return {
    commit: (target: CommitTarget, row: NewRow): void => give(target, row),
    /** Asks what other nodes wrote, and resolves when the board has been told. */
    async catchUp(target: CommitTarget): Promise<void> {
      give(target, null)
      await flush()
    },
    /** Resolves when all that was given so far is on disk, or is known not to be. */
    flush,
    waiting: () => waiting,
  }
}
