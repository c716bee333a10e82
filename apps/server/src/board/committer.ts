import { boardCommitSeconds } from '../ops/metrics.ts'
import type { CommitTarget } from './board.ts'
import type { LogRow } from './log-worker.ts'

/** Updates of all boards that arrive within this time share one commit. */
const BATCH_MS = 4

/** Gathers rows for a moment, commits them together, and tells each board what of it is on disk. One commit at a time. */
export function createCommitter(options: {
  append: (rows: readonly LogRow[]) => Promise<void>
  fail: (error: unknown) => void
}) {
  const { append, fail } = options
  const failed = new WeakSet<CommitTarget>()
  let batch: { target: CommitTarget; row: LogRow }[] = []
  let timer: NodeJS.Timeout | null = null
  let flushing: Promise<void> = Promise.resolve()
  let waiting = 0

  async function write(entries: typeof batch): Promise<void> {
    // What follows a row that was lost must not be kept: it may build on it.
    const good = entries.filter(({ target }) => !failed.has(target))
    const bytes = entries.reduce((total, { row }) => total + row.update.byteLength, 0)
    const rows = new Map<CommitTarget, LogRow[]>()
    for (const { target, row } of good) {
      const its = rows.get(target)
      if (its) its.push(row)
      else rows.set(target, [row])
    }
    try {
      if (good.length > 0) {
        const stop = boardCommitSeconds.startTimer()
        await append(good.map(({ row }) => row))
        stop()
      }
    } catch (error) {
      fail(error)
      for (const target of rows.keys()) {
        failed.add(target)
        target.failed()
      }
      rows.clear()
    }
    waiting -= bytes
    for (const [target, its] of rows) target.committed(its)
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    const entries = batch
    batch = []
    if (entries.length > 0) flushing = flushing.then(() => write(entries)).catch(fail)
    return flushing
  }

  return {
    commit(target: CommitTarget, row: LogRow): void {
      batch.push({ target, row })
      waiting += row.update.byteLength
      timer ??= setTimeout(() => void flush(), BATCH_MS)
    },
    /** Resolves when all that was given so far is on disk, or is known not to be. */
    flush,
    waiting: () => waiting,
  }
}
