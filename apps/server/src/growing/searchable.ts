import type { SessionId, SessionState } from '@copse/contract'
import { evolve, initialState } from '@copse/protocols'
import type { Kysely } from 'kysely'
import type { Logger } from '../ops/log.ts'
import type { Rooms } from '../room/index.ts'
import type { Journal, Passage, Schema, Search } from '../store/index.ts'

/** What changes the words of a session that may be found; the last three are said after its end as well. */
const telling = new Set(['session.planned', 'session.ended', 'board.snapshotted', 'chat.said', 'notes.kept'])
const tells = (type: string) => telling.has(type) || type.startsWith('commitment.')

/** Keeps what can be found equal to what is there: sessions when they are planned and from their end on, cards as they change. */
export function createSearchable(options: {
  db: Kysely<Schema>
  search: Search
  journal: Journal
  rooms: Rooms
  log: Logger
}) {
  const { db, search, journal, rooms, log } = options
  let queue: Promise<void> = Promise.resolve()
  const waiting = new Set<SessionId>()

  async function take(sessionId: SessionId): Promise<void> {
    waiting.delete(sessionId)
    const row = await db.selectFrom('sessions').selectAll().where('id', '=', sessionId).executeTakeFirst()
    if (!row) return
    const state = (await journal.read(sessionId)).reduce(evolve, initialState)
    const { communityId } = row
    const of = (kind: Passage['kind'], text: string, more: Partial<Passage> = {}): Passage => ({
      kind,
      communityId,
      sessionId,
      cardId: null,
      onlyFor: null,
      everywhere: false,
      at: Number(row.startsAt),
      stepIndex: null,
      text,
      ...more,
    })
    const passages = [of('session', [row.title, row.focusQuestion].filter(Boolean).join('\n'))]
    if (state.phase === 'ended') passages.push(...said(state, of), ...(await drawn(sessionId, of)), ...(await told(sessionId, of))) // prettier-ignore
    await search.setSession(
      sessionId,
      state.seq,
      passages.filter(({ text }) => text.trim() !== ''),
    )
  }
  type Of = (kind: Passage['kind'], text: string, more?: Partial<Passage>) => Passage

  const said = (state: SessionState, of: Of): Passage[] => [
    ...state.chat.map(({ text, at }) => of('chat', text, { at })),
    ...state.commitments.map(({ text, madeAt, onlyMe, personId }) =>
      of('promise', text, { at: madeAt, onlyFor: onlyMe ? personId : null }),
    ),
    ...Object.entries(state.notes).map(([personId, text]) =>
      of('notes', text, { at: state.endedAt!, onlyFor: personId as Passage['onlyFor'] }),
    ),
  ]

  /** The board as it was last kept: a note that was gone by then is not found. */
  async function drawn(sessionId: SessionId, of: Of): Promise<Passage[]> {
    const last = await db
      .selectFrom('snapshots')
      .select(['outline', 'at', 'stepIndex'])
      .where('sessionId', '=', sessionId)
      .orderBy('causeSeq', 'desc')
      .executeTakeFirst()
    if (!last) return []
    const { outline, stepIndex } = last
    return outline
      .split('\n')
      .map((line) => of('board', line.replace(/^- [^:]*: /, ''), { at: Number(last.at), stepIndex }))
  }

  async function told(sessionId: SessionId, of: Of): Promise<Passage[]> {
    const rows = await db.selectFrom('followUps').selectAll().where('sessionId', '=', sessionId).execute()
    return rows.map(({ changed, shared, personId, toldAt }) =>
      of('story', changed ?? '', { at: Number(toldAt), onlyFor: shared === 1 ? null : personId }),
    )
  }

  function session(sessionId: SessionId): Promise<void> {
    if (!waiting.has(sessionId)) {
      waiting.add(sessionId)
      queue = queue
        .then(() => take(sessionId))
        .catch((error: unknown) => log.error({ sessionId, error: String(error) }, 'a session cannot be searched'))
    }
    return queue
  }

  async function card(id: string): Promise<void> {
    const row = await db.selectFrom('cards').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await search.setCard(id, {
      kind: 'card',
      communityId: row.communityId,
      sessionId: null,
      cardId: id,
      onlyFor: null,
      everywhere: row.shared === 1,
      at: Number(row.savedAt),
      stepIndex: null,
      text: [row.title, row.description, ...(JSON.parse(row.tags) as string[])].join('\n'),
    })
  }

  rooms.onCommitted((sessionId, events, _before, after) => {
    const plans = events.some(({ type }) => type === 'session.planned')
    if (plans || (after.phase === 'ended' && events.some(({ type }) => tells(type)))) void session(sessionId)
  })
  return {
    session,
    card,
    async catchUp() {
      for (const sessionId of await search.behind()) void session(sessionId)
    },
    idle: () => queue,
  }
}
export type Searchable = ReturnType<typeof createSearchable>
