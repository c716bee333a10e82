import type { Kysely, Migration, MigrationProvider } from 'kysely'
import { makeSearchable } from './search.ts'

/** What a database calls bytes. */
type Bytes = 'blob' | 'bytea'

/** Forward only, in order of name; a migration that has landed is never changed. */
const migrations = (bytes: Bytes): Record<string, Migration> => ({
  '0001-first': {
    async up(db: Kysely<unknown>) {
      const { schema } = db
      await schema
        .createTable('communities')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('norms', 'text', (column) => column.notNull())
        .addColumn('districts', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'bigint', (column) => column.notNull())
        .execute()
      await schema
        .createTable('members')
        .addColumn('communityId', 'text', (column) => column.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('joinedAt', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('members_pk', ['communityId', 'personId'])
        .execute()
      await schema.createIndex('members_person').on('members').column('personId').execute()
      await schema
        .createTable('sessions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('communityId', 'text', (column) => column.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('focusQuestion', 'text', (column) => column.notNull())
        .addColumn('protocolId', 'text', (column) => column.notNull())
        .addColumn('protocol', 'text', (column) => column.notNull())
        .addColumn('presenterId', 'text')
        .addColumn('facilitatorIds', 'text', (column) => column.notNull())
        .addColumn('startsAt', 'bigint', (column) => column.notNull())
        .addColumn('timeZone', 'text', (column) => column.notNull())
        .addColumn('minutes', 'integer', (column) => column.notNull())
        .addColumn('lobby', 'text', (column) => column.notNull())
        .addColumn('enforcement', 'text', (column) => column.notNull())
        .addColumn('phase', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('createdAt', 'bigint', (column) => column.notNull())
        .execute()
      await schema.createIndex('sessions_community').on('sessions').columns(['communityId', 'startsAt']).execute()
      await schema
        .createTable('invitations')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('tokenHash', 'text', (column) => column.notNull().unique())
        .addColumn('createdBy', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'bigint', (column) => column.notNull())
        .addColumn('expiresAt', 'bigint', (column) => column.notNull())
        .addColumn('revokedAt', 'bigint')
        .addColumn('uses', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
      await schema
        .createTable('guests')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('invitationId', 'text', (column) =>
          column.notNull().references('invitations.id').onDelete('cascade'),
        )
        .addColumn('sessionId', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('district', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'bigint', (column) => column.notNull())
        .execute()
      await schema
        .createTable('journal')
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('by', 'text')
        .addColumn('commandId', 'text')
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('journal_pk', ['sessionId', 'seq'])
        .addUniqueConstraint('journal_command', ['sessionId', 'commandId'])
        .execute()
      await schema
        .createTable('snapshots')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('causeSeq', 'integer', (column) => column.notNull())
        .addColumn('stepIndex', 'integer')
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('boardSeq', 'bigint', (column) => column.notNull())
        .addColumn('elements', 'integer', (column) => column.notNull())
        .addColumn('state', bytes, (column) => column.notNull())
        .addColumn('svg', 'text', (column) => column.notNull())
        .addColumn('outline', 'text', (column) => column.notNull())
        .addUniqueConstraint('snapshots_cause', ['sessionId', 'causeSeq'])
        .execute()
      await schema
        .createTable('files')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('mime', 'text', (column) => column.notNull())
        .addColumn('bytes', 'integer', (column) => column.notNull())
        .addColumn('createdAt', 'bigint', (column) => column.notNull())
        .execute()
    },
  },
  '0002-passes': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('passes')
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('invitationId', 'text', (column) =>
          column.notNull().references('invitations.id').onDelete('cascade'),
        )
        .addColumn('createdAt', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('passes_pk', ['sessionId', 'personId'])
        .execute()
    },
  },
  '0004-enforcement': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('communities')
        .addColumn('enforcement', 'text', (column) => column.notNull().defaultTo('enforced'))
        .execute()
    },
  },
  '0005-protocols': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('protocols')
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('communityId', 'text', (column) => column.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('savedBy', 'text', (column) => column.notNull())
        .addColumn('savedAt', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('protocols_pk', ['id', 'version'])
        .execute()
      await db.schema.createIndex('protocols_community').on('protocols').column('communityId').execute()
    },
  },
  '0010-promises': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('followUps')
        .addColumn('commitmentId', 'text', (column) => column.primaryKey())
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text')
        .addColumn('changed', 'text')
        .addColumn('shared', 'integer', (column) => column.notNull())
        .addColumn('toldAt', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('reminders')
        .addColumn('commitmentId', 'text', (column) => column.primaryKey())
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('timeZone', 'text', (column) => column.notNull())
        .addColumn('sentAt', 'bigint')
        .execute()
      await db.schema.createIndex('reminders_due').on('reminders').columns(['sentAt', 'at']).execute()
    },
  },
  '0011-exit-cards': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('exitCards')
        .addColumn('sessionId', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('worth', 'text')
        .addColumn('heard', 'text')
        .addColumn('line', 'text')
        .addColumn('named', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('exit_cards_pk', ['sessionId', 'personId'])
        .execute()
    },
  },
  '0012-cards': {
    async up(db: Kysely<unknown>) {
      const { schema } = db
      await schema
        .createTable('cards')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('communityId', 'text', (column) => column.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('sessionId', 'text', (column) => column.references('sessions.id').onDelete('set null'))
        .addColumn('stepIndex', 'integer')
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('description', 'text', (column) => column.notNull())
        .addColumn('tags', 'text', (column) => column.notNull())
        .addColumn('authorId', 'text', (column) => column.notNull())
        .addColumn('named', 'integer', (column) => column.notNull())
        .addColumn('shared', 'integer', (column) => column.notNull())
        .addColumn('savedAt', 'bigint', (column) => column.notNull())
        .execute()
      await schema.createIndex('cards_community').on('cards').column('communityId').execute()
      await schema
        .createTable('cardTries')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('cardId', 'text', (column) => column.notNull().references('cards.id').onDelete('cascade'))
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addUniqueConstraint('card_tries_person', ['cardId', 'personId'])
        .execute()
    },
  },
  '0013-search': { up: (db) => makeSearchable(db, bytes === 'blob' ? 'sqlite' : 'postgres') },
})

export const providerFor = (bytes: Bytes): MigrationProvider => ({ getMigrations: async () => migrations(bytes) })
