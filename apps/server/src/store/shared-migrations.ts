import { sql, type Kysely, type Migration, type MigrationProvider } from 'kysely'

/** What only an installation of many nodes keeps in its database: what for one process is in files, or in its memory. */
const migrations: Record<string, Migration> = {
  '0001-many-nodes': {
    async up(db: Kysely<unknown>) {
      const { schema } = db
      await schema
        .createTable('nodes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('beats', 'bigint', (column) => column.notNull())
        .execute()
      await schema
        .createTable('fileBytes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .execute()
      await schema
        .createTable('boards')
        .addColumn('board', 'text', (column) => column.primaryKey())
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute()
      await schema
        .createTable('boardRows')
        .addColumn('board', 'text', (column) => column.notNull())
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .addPrimaryKeyConstraint('boardRows_pk', ['board', 'seq'])
        .execute()
      await schema
        .createTable('boardMerges')
        .addColumn('board', 'text', (column) => column.primaryKey())
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .addColumn('clocks', 'bytea', (column) => column.notNull())
        .addColumn('deletions', 'bytea', (column) => column.notNull())
        .addColumn('logBytes', 'bigint', (column) => column.notNull())
        .addColumn('digest', 'bytea', (column) => column.notNull())
        .execute()
      await schema
        .createTable('boardAuthors')
        .addColumn('board', 'text', (column) => column.notNull())
        .addColumn('client', 'bigint', (column) => column.notNull())
        .addColumn('person', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('boardAuthors_pk', ['board', 'client'])
        .execute()
      // Yjs updates do not get smaller; trying costs time at every commit.
      await sql`alter table "boardRows" alter column bytes set storage external`.execute(db)
    },
  },
}

export const sharedProvider: MigrationProvider = { getMigrations: async () => migrations }
