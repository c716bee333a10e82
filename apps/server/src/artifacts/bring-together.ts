import { createHmac } from 'node:crypto'
import { boardIdOf, type PersonId, type SessionEvent, type SessionId, type SessionState } from '@copse/contract'
import { initialState } from '@copse/protocols'
import type { Kysely } from 'kysely'
import type { Boards } from '../board/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Thread } from '../ops/threads.ts'
import type { Rooms } from '../room/index.ts'
import type { Journal, Schema } from '../store/index.ts'
import { arrivals, bringing, type Arrival } from './arrivals.ts'
import type { RenderApi } from './render-worker.ts'

/** How long after an event it is still made up for at a start. */
const MADE_UP_FOR_MS = 24 * 3_600_000

/**
 * Lays group boards, revealed sheets and what a step's boards begin with on boards, one after the other. Elements get ids by a secret,
 * from where they were: the same each time, so that after a kill it can be done again; and nobody can tell by them whose they were.
 */
export function createBringTogether(options: {
  db: Kysely<Schema>
  journal: Pick<Journal, 'read'>
  rooms: Pick<Rooms, 'onCommitted'>
  boards: Pick<Boards, 'stateAt' | 'append'>
  render: Thread<RenderApi>
  secret: string
  now: () => number
  log: Pick<Logger, 'error'>
}) {
  const { db, journal, rooms, boards, render, secret, now, log } = options
  let queue: Promise<void> = Promise.resolve()

  const keyOf = (what: string) => createHmac('sha256', secret).update(what).digest('base64url')

  /** Writes on a board what `made` of what is there says, if anything. */
  async function write(boardId: string, made: (board: Uint8Array) => Promise<Uint8Array | null>): Promise<void> {
    const { update } = await boards.stateAt(boardId)
    const laid = await made(update)
    if (laid) await boards.append(boardId, laid)
  }

  /** The language of whoever facilitates: a board has one for everybody. */
  async function languageOf(personId: PersonId | null): Promise<string> {
    const user =
      personId && (await db.selectFrom('user').select('language').where('id', '=', personId).executeTakeFirst())
    return user ? user.language : 'en'
  }

  async function bring(sessionId: SessionId, coming: Arrival): Promise<void> {
    if (coming.what === 'layout') {
      const layout = coming.say(await languageOf(coming.facilitatorId))
      for (const name of coming.onto) {
        const key = keyOf(`layout ${sessionId} ${name} ${coming.index}`)
        await write(boardIdOf(sessionId, name), (board) => render.call('layOut', board, layout, key))
      }
      return
    }
    const sheets = await Promise.all(
      coming.boards.map(async ({ name, title }) => {
        const { update } = await boards.stateAt(boardIdOf(sessionId, name), coming.at)
        return { id: keyOf(`brought ${sessionId} ${name}`), update, title }
      }),
    )
    await write(boardIdOf(sessionId, coming.onto), (board) => render.call('carry', board, sheets))
  }

  function enqueue(sessionId: SessionId, events: readonly SessionEvent[], before: SessionState): void {
    // Most commits bring nothing: they are not folded a second time.
    if (!events.some(({ type }) => bringing.includes(type))) return
    for (const coming of arrivals(events, before))
      queue = queue
        .then(() => bring(sessionId, coming))
        .catch((error: unknown) => log.error({ sessionId, seq: coming.seq, error: String(error) }, 'not brought'))
  }

  rooms.onCommitted(enqueue)

  return {
    /** Makes up for what a kill left undone. */
    async catchUp(): Promise<void> {
      const sessions = await db
        .selectFrom('journal')
        .select('sessionId')
        .distinct()
        .where('type', 'in', bringing)
        .where('at', '>', now() - MADE_UP_FOR_MS)
        .execute()
      for (const { sessionId } of sessions) enqueue(sessionId, await journal.read(sessionId), initialState)
    },
    idle: () => queue,
  }
}
