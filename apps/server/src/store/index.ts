import { join } from 'node:path'
import Database from 'libsql'
import { Kysely, Migrator, PostgresDialect, SqliteDialect, type MigratorProps } from 'kysely'
import { createJournal, type Journal } from './journal.ts'
import { providerFor } from './migrations.ts'
import { createPool, exclusively, isShared, patient } from './postgres.ts'
import type { Schema } from './schema.ts'
import { createSearch, type Search } from './search.ts'
import { sharedProvider } from './shared-migrations.ts'
import { createSyncedWriter } from './synced.ts'

export type { Journal } from './journal.ts'
export { isShared } from './postgres.ts'
export type { Schema } from './schema.ts'
export type { Found, Passage, Search } from './search.ts'

export interface Store {
  readonly kind: 'sqlite' | 'postgres'
  readonly db: Kysely<Schema>
  readonly journal: Journal
  readonly search: Search
  /** Runs something while no other process that shares the database does so. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Connections of one node to PostgreSQL, for all but its boards. */
const CONNECTIONS = 10

/**
 * Opens the database and brings it up to date: in a folder, where SQLite keeps it for one process, or at an address that begins
 * with `postgres:`, where many nodes share it. Throws when it cannot be written or migrated.
 */
export const openStore = (place: string): Promise<Store> => (isShared(place) ? openShared(place) : openFolder(place))

async function migrate(props: MigratorProps): Promise<void> {
  const { error } = await new Migrator(props).migrateToLatest()
  if (error) throw error
}

async function openFolder(dataDir: string): Promise<Store> {
  const path = join(dataDir, 'copse.sqlite')
  const database = new Database(path)
  // Acknowledged means on disk: WAL with a sync at every commit. Patience first: the others may have to wait, too.
  for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
    database.pragma(pragma)
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
  await migrate({ db, provider: providerFor('blob') })
  const writer = createSyncedWriter(db, path)
  return {
    kind: 'sqlite',
    db,
    journal: createJournal(db, writer.write),
    search: createSearch(db, 'sqlite'),
    exclusively: (work) => work(),
    async close() {
      await db.destroy()
      writer.close()
    },
  }
}

async function openShared(url: string): Promise<Store> {
  const pool = createPool(url, CONNECTIONS)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: patient(pool) }) })
  try {
    await exclusively(pool, async () => {
      await migrate({ db, provider: providerFor('bytea') })
      await migrate({
        db,
        provider: sharedProvider,
        migrationTableName: 'copse_shared_migration',
        migrationLockTableName: 'copse_shared_migration_lock',
      })
    })
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    kind: 'postgres',
    db,
    journal: createJournal(db, async (rows) => void (await db.insertInto('journal').values(rows).execute())),
    search: createSearch(db, 'postgres'),
    exclusively: (work) => exclusively(pool, work),
    close: () => db.destroy(),
  }
}
