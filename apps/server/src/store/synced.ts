import { close, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { sql, type Insertable, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Writes a command's rows to the journal, all or none; resolves once they are on disk. */
export type WriteRows = (rows: Insertable<Schema['journal']>[]) => Promise<void>

/**
 * Those who wait for a file to be on disk, in groups: one sync at a time, and whoever asks while one is under way shares the next,
 * for only a sync that began after she wrote says anything of hers. One that fails is told to all who wrote before it ended: what
 * it could not write a later one no longer tries.
 */
export function createGroupSync(sync: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null
  let next: Promise<void> | null = null
  const begin = (): Promise<void> => (current = sync().finally(() => (current = null)))
  return () => {
    if (!current) return begin()
    next ??= current.finally(() => (next = null)).then(begin)
    return next
  }
}

/**
 * The journal's writes to SQLite, without its sync on the main thread, where everybody would wait for the disk. What
 * `synchronous = FULL` does at a commit is a sync of the write-ahead log; here the system's threads do it, for all commands of a
 * moment together. All else that is written keeps SQLite's own. See docs/adr/0013.
 */
export function createSyncedWriter(db: Kysely<Schema>, databasePath: string): { write: WriteRows; close(): void } {
  let log: number | null = null
  const onDisk = createGroupSync(() => {
    log ??= openSync(`${databasePath}-wal`, 'r+')
    return promisify(fdatasync)(log)
  })
  return {
    async write(rows) {
      await db.connection().execute(async (own) => {
        await sql`pragma synchronous = normal`.execute(own)
        try {
          await own.insertInto('journal').values(rows).execute()
        } finally {
          await sql`pragma synchronous = full`.execute(own)
        }
      })
      await onDisk()
    },
    close() {
      if (log !== null) close(log)
    },
  }
}
