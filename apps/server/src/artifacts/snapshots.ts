import { boardIdOf, type SessionEvent, type SessionId, type SnapshotId, type SnapshotReason } from '@copse/contract'
import { evolve, initialState } from '@copse/protocols'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Boards } from '../board/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Thread } from '../ops/threads.ts'
import type { Rooms } from '../room/index.ts'
import type { Journal, Schema } from '../store/index.ts'
import type { FileStore } from './files.ts'
import type { RenderApi } from './render-worker.ts'

/** An event that asks for a picture of the board as it was at that moment. */
export interface Cause {
  readonly seq: number
  readonly at: number
  readonly reason: SnapshotReason
  readonly stepIndex: number | null
}

/** The causes in a stretch of a journal; `state` is the fold of what came before it. */
function causesIn(events: readonly SessionEvent[], state = initialState): Cause[] {
  const causes: Cause[] = []
  let current = state
  for (const event of events) {
    const stepIndex = current.step?.index ?? null
    const keeps = stepIndex === null || current.agenda?.steps[stepIndex]?.capture !== 'nothing'
    if (event.type === 'step.entered' && stepIndex !== null && keeps)
      causes.push({ seq: event.seq, at: event.at, reason: 'step-end', stepIndex })
    if (event.type === 'session.ended') causes.push({ seq: event.seq, at: event.at, reason: 'session-end', stepIndex })
    if (event.type === 'board.snapshot-requested')
      causes.push({ seq: event.seq, at: event.at, reason: 'requested', stepIndex })
    current = evolve(current, event)
  }
  return causes
}

/** Takes snapshots one after the other: each cause exactly once, whatever is killed between its event and its picture. */
export function createSnapshots(options: {
  db: Kysely<Schema>
  journal: Journal
  rooms: Rooms
  boards: Boards
  render: Thread<RenderApi>
  files: FileStore
  log: Logger
}) {
  const { db, journal, rooms, boards, render, files, log } = options
  let queue: Promise<void> = Promise.resolve()

  async function take(sessionId: SessionId, cause: Cause): Promise<void> {
    const boardId = boardIdOf(sessionId)
    const { update, seq } = await boards.stateAt(boardId, cause.at)
    const images = await files.imagesOf(sessionId, await render.call('files', update))
    const { title } = await db
      .selectFrom('sessions')
      .select('title')
      .where('id', '=', sessionId)
      .executeTakeFirstOrThrow()
    const drawn = await render.call('snapshot', update, title, images)
    const snapshotId = uuidv7() as SnapshotId
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('snapshots')
      .values({
        id: snapshotId,
        sessionId,
        causeSeq: cause.seq,
        stepIndex: cause.stepIndex,
        reason: cause.reason,
        at: cause.at,
        boardSeq: seq,
        elements: drawn.elements,
        state: Buffer.from(drawn.state),
        svg: drawn.svg,
        outline: drawn.outline,
      })
      .onConflict((conflict) => conflict.columns(['sessionId', 'causeSeq']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return
    await rooms.propose(sessionId, {
      type: 'board.snapshotted',
      snapshot: { snapshotId, stepIndex: cause.stepIndex, reason: cause.reason, boardSeq: seq },
    })
  }

  function enqueue(sessionId: SessionId, causes: readonly Cause[]): void {
    for (const cause of causes)
      queue = queue
        .then(() => take(sessionId, cause))
        .catch((error: unknown) => log.error({ sessionId, seq: cause.seq, error: String(error) }, 'snapshot not taken'))
  }

  rooms.onCommitted((sessionId, events, before) => enqueue(sessionId, causesIn(events, before)))

  return {
    /** Makes up for causes that a kill left without their picture. */
    async catchUp(): Promise<void> {
      const sessions = await db
        .selectFrom('journal')
        .select('sessionId')
        .distinct()
        .where('type', 'in', ['step.entered', 'session.ended', 'board.snapshot-requested'])
        .execute()
      for (const { sessionId } of sessions) {
        const taken = await db.selectFrom('snapshots').select('causeSeq').where('sessionId', '=', sessionId).execute()
        const done = new Set(taken.map(({ causeSeq }) => causeSeq))
        enqueue(
          sessionId,
          causesIn(await journal.read(sessionId)).filter(({ seq }) => !done.has(seq)),
        )
      }
    },
    idle: () => queue,
  }
}
