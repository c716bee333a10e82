import { join } from 'node:path'
import Database from 'libsql'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import { createJournal, type Journal } from './journal.ts'
import { provider } from './migrations.ts'
import type { Schema } from './schema.ts'
import { createSearch, type Search } from './search.ts'

export type { Journal } from './journal.ts'
export type { Schema } from './schema.ts'
export type { Found, Passage, Search } from './search.ts'

export interface Store {
  readonly db: Kysely<Schema>
  readonly journal: Journal
  readonly search: Search
  close(): Promise<void>
}

/** Opens the database in the data folder and brings it up to date. Throws when it cannot be written or migrated. */
export async function openStore(dataDir: string): Promise<Store> {
  const database = new Database(join(dataDir, 'copse.sqlite'))
  // Acknowledged means on disk: WAL with a sync at every commit. Patience first: the others may have to wait, too.
  for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
    database.pragma(pragma)
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
  return { db, journal: createJournal(db), search: createSearch(db), close: () => db.destroy() }
}
