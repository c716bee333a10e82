import { boardIdOf, type SessionEvent, type SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Boards } from '../board/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Thread } from '../ops/threads.ts'
import type { Rooms } from '../room/index.ts'
import type { Journal, Schema } from '../store/index.ts'
import type { RenderApi } from './render-worker.ts'

/** How long after the dots were counted it is still made up for at a start. */
const MADE_UP_FOR_MS = 24 * 3_600_000

/** Tells a session what is written on the notes its dots chose: the engine knows only which they are. */
export function createNameTopics(options: {
  db: Kysely<Schema>
  journal: Pick<Journal, 'read'>
  rooms: Pick<Rooms, 'onCommitted' | 'propose'>
  boards: Pick<Boards, 'stateAt'>
  render: Thread<RenderApi>
  now: () => number
  log: Pick<Logger, 'error'>
}) {
  const { db, journal, rooms, boards, render, now, log } = options
  let queue: Promise<void> = Promise.resolve()

  async function name(sessionId: SessionId, at: number, notes: readonly string[]): Promise<void> {
    const { update } = await boards.stateAt(boardIdOf(sessionId), at)
    const words = await render.call('titles', update, notes)
    await rooms.propose(sessionId, { type: 'topics.name', words })
  }

  function enqueue(sessionId: SessionId, events: readonly SessionEvent[]): void {
    for (const event of events) {
      if (event.type !== 'votes.counted' || Object.keys(event.dots).length === 0) continue
      queue = queue
        .then(() => name(sessionId, event.at, Object.keys(event.dots)))
        .catch((error: unknown) => log.error({ sessionId, seq: event.seq, error: String(error) }, 'topics not named'))
    }
  }

  rooms.onCommitted(enqueue)

  return {
    /** Makes up for what a kill left undone. */
    async catchUp(): Promise<void> {
      const sessions = await db
        .selectFrom('journal')
        .select('sessionId')
        .distinct()
        .where('type', '=', 'votes.counted')
        .where('at', '>', now() - MADE_UP_FOR_MS)
        .execute()
      for (const { sessionId } of sessions) enqueue(sessionId, await journal.read(sessionId))
    },
    idle: () => queue,
  }
}
