import { createHmac } from 'node:crypto'
import {
  boardIdOf,
  draftOf,
  MAIN_BOARD,
  type EventType,
  type PersonId,
  type SessionEvent,
  type SessionId,
  type SessionState,
} from '@copse/contract'
import { boardOfCircle, circleOf, evolve, initialState, isAdmitted } from '@copse/protocols'
import type { Kysely } from 'kysely'
import type { Boards } from '../board/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Thread } from '../ops/threads.ts'
import type { Rooms } from '../room/index.ts'
import type { Journal, Schema } from '../store/index.ts'
import type { RenderApi } from './render-worker.ts'

/** Boards to be laid on another, and in which frame; without a title their notes lie loose among each other. */
interface Coming {
  readonly at: number
  readonly onto: string
  readonly boards: readonly { readonly name: string; readonly title: string | null }[]
}

/** How long after an event it is still made up for at a start. */
const MADE_UP_FOR_MS = 24 * 3_600_000

const bringing: EventType[] = ['groups.closed', 'drafts.revealed']

/** What an event brings back: the boards of groups that part, and the sheets of a step whose drafts are revealed, to whom each is with. */
function comingWith(event: SessionEvent, state: SessionState): Coming[] {
  const { at } = event
  if (event.type === 'groups.closed') {
    const boards = state.groups.map(({ id, members }) => ({ name: id, title: titleOf(state, id, members) }))
    return [{ at, onto: MAIN_BOARD, boards }]
  }
  if (event.type !== 'drafts.revealed') return []
  const anonymous = state.agenda?.steps[event.index]?.board.drafts?.anonymous ?? true
  const circles = new Map<string, { name: string; title: string | null }[]>()
  for (const { id, name } of Object.values(state.people)) {
    if (!isAdmitted(state, id)) continue
    const onto = boardOfCircle(state, circleOf(state, id))
    const sheet = { name: draftOf(event.index, id), title: anonymous ? null : name }
    circles.set(onto, [...(circles.get(onto) ?? []), sheet])
  }
  return [...circles].map(([onto, boards]) => ({ at, onto, boards }))
}

/** A group's frame is called by the first names of its people. */
const titleOf = (state: SessionState, id: string, members: readonly PersonId[]): string =>
  members.map((member) => state.people[member]?.name.split(' ')[0] ?? '').join(', ') || id

/**
 * Lays group boards and revealed sheets on everyone's board, one after the other. Elements get ids by a secret, from where they were: the
 * same each time, so that after a kill it can be done again; and nobody can tell by them whose they were.
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

  async function bring(sessionId: SessionId, coming: Coming): Promise<void> {
    const sheets = await Promise.all(
      coming.boards.map(async ({ name, title }) => {
        const { update } = await boards.stateAt(boardIdOf(sessionId, name), coming.at)
        const key = createHmac('sha256', secret).update(`brought ${sessionId} ${name}`).digest('base64url')
        return { id: key, update, title }
      }),
    )
    const onto = boardIdOf(sessionId, coming.onto)
    const { update } = await boards.stateAt(onto)
    const laid = await render.call('carry', update, sheets)
    if (laid) await boards.append(onto, laid)
  }

  function enqueue(sessionId: SessionId, events: readonly SessionEvent[], before: SessionState): void {
    // Most commits bring nothing back: they are not folded a second time.
    if (!events.some(({ type }) => bringing.includes(type))) return
    let state = before
    for (const event of events) {
      for (const coming of comingWith(event, state))
        queue = queue
          .then(() => bring(sessionId, coming))
          .catch((error: unknown) => log.error({ sessionId, seq: event.seq, error: String(error) }, 'not brought'))
      state = evolve(state, event)
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
        .where('type', 'in', bringing)
        .where('at', '>', now() - MADE_UP_FOR_MS)
        .execute()
      for (const { sessionId } of sessions) enqueue(sessionId, await journal.read(sessionId), initialState)
    },
    idle: () => queue,
  }
}
