import { boardIdOf, type PersonId, type SessionId, type SnapshotId } from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Boards } from '../board/index.ts'
import type { Thread } from '../ops/threads.ts'
import type { Schema } from '../store/index.ts'
import type { FileStore } from './files.ts'
import type { RenderApi } from './render-worker.ts'

/** Makes boards of snapshots again: a session's own as it was, or the first of a new one. One after the other. */
export function createBringBack(options: {
  db: Kysely<Schema>
  boards: Pick<Boards, 'stateAt' | 'append'>
  render: Thread<RenderApi>
  files: FileStore
}) {
  const { db, boards, render, files } = options
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }

  const stateOf = async (sessionId: SessionId, snapshotId: SnapshotId) =>
    (
      await db
        .selectFrom('snapshots')
        .select('state')
        .where('id', '=', snapshotId)
        .where('sessionId', '=', sessionId)
        .executeTakeFirst()
    )?.state

  async function lay(sessionId: SessionId, state: Uint8Array, how: Parameters<RenderApi['restore']>[2]): Promise<void> {
    const board = boardIdOf(sessionId)
    const update = await render.call('restore', (await boards.stateAt(board)).update, state, how)
    if (update) await boards.append(board, update)
  }

  return {
    /** The session's board becomes what it was; false where there is no such snapshot. */
    restore: (sessionId: SessionId, snapshotId: SnapshotId): Promise<boolean> =>
      inTurn(async () => {
        const state = await stateOf(sessionId, snapshotId)
        if (state) await lay(sessionId, state, { removes: true })
        return state !== undefined
      }),

    /**
     * A new session's board gets what a snapshot of another held, with copies of its images: who is in the new one need not know of the
     * other. False where there is no such snapshot.
     */
    begin: (sessionId: SessionId, from: { sessionId: SessionId; snapshotId: SnapshotId }, by: PersonId) =>
      inTurn(async (): Promise<boolean> => {
        const state = await stateOf(from.sessionId, from.snapshotId)
        if (!state) return false
        const named = await render.call('files', await render.call('inflate', state))
        const copies: Record<string, { mimeType: string; url: string }> = {}
        for (const [id, { mimeType, bytes }] of Object.entries(await files.imagesOf(from.sessionId, named))) {
          const kept = await files.add(sessionId, by, mimeType, Buffer.from(bytes))
          if (kept) copies[id] = { mimeType, url: kept.url }
        }
        await lay(sessionId, state, { removes: false, files: copies })
        return true
      }),

    idle: () => queue,
  }
}
