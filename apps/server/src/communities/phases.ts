import type { SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Logger } from '../ops/log.ts'
import type { Rooms } from '../room/index.ts'
import type { Schema } from '../store/index.ts'

/**
 * Keeps the sessions table's phase, which lists ask for, equal to what the journals say: at each commit, and by `catchUp`
 * for what a kill left between the two. Running sessions are loaded then, so that their clocks go on.
 */
export function followPhases(options: { db: Kysely<Schema>; rooms: Rooms; log: Logger }): {
  catchUp(): Promise<void>
} {
  const { db, rooms, log } = options
  const set = (id: SessionId, phase: 'running' | 'ended') =>
    db.updateTable('sessions').set({ phase }).where('id', '=', id).execute()

  rooms.onCommitted((sessionId, events) => {
    for (const { type } of events)
      if (type === 'session.started' || type === 'session.ended')
        set(sessionId, type === 'session.started' ? 'running' : 'ended').catch((error: unknown) =>
          log.error({ sessionId, error: String(error) }, 'phase'),
        )
  })

  return {
    async catchUp() {
      const open = await db
        .selectFrom('sessions')
        .innerJoin('journal', 'journal.sessionId', 'sessions.id')
        .select(['sessions.id', 'sessions.phase'])
        .where('journal.type', '=', 'session.started')
        .where('sessions.phase', '!=', 'ended')
        .execute()
      for (const { id, phase } of open) {
        const state = await rooms.state(id)
        if (state.phase !== phase && state.phase !== 'planned') await set(id, state.phase)
      }
    },
  }
}
