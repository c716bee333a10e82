import {
  MAIN_BOARD,
  PLENARY,
  type PersonId,
  type ReplayBoard,
  type ReplaySpan,
  type SessionDetail,
  type SessionEvent,
  type SessionReplay,
  type SessionState,
} from '@copse/contract'
import { evolve, initialState } from '@copse/protocols'
import type { TimedUpdate } from '@copse/whiteboard/history'
import type { Boards } from '../board/index.ts'

/** What holds at one moment, each under a key of its own; it lasts as long as its key is there. */
type Holding<Value> = ReadonlyMap<string, Value>

/** Everything that held between the events, with how long it did. */
function spansOf<Value>(
  moments: readonly { readonly at: number; readonly state: SessionState }[],
  until: number,
  holding: (state: SessionState) => Holding<Value>,
): (Value & ReplaySpan)[] {
  const spans: (Value & ReplaySpan)[] = []
  const open = new Map<string, Value & ReplaySpan>()
  for (const { at, state } of moments) {
    const now = holding(state)
    for (const [key, span] of open)
      if (!now.has(key)) {
        span.to = at
        open.delete(key)
      }
    for (const [key, value] of now)
      if (!open.has(key)) {
        const span = { ...value, from: at, to: until }
        open.set(key, span)
        spans.push(span)
      }
  }
  return spans
}

type Floor = Pick<SessionReplay['floors'][number], 'personId' | 'circle' | 'kind'>
function floorsIn({ turns, given, phase }: SessionState): Holding<Floor> {
  if (phase !== 'running') return new Map()
  const floors = new Map<string, Floor>()
  for (const [circle, { now }] of Object.entries(turns))
    if (now?.phase === 'speaking')
      floors.set(`${circle} ${now.personId}`, { personId: now.personId, circle, kind: 'turn' })
  for (const personId of given) floors.set(personId, { personId, circle: PLENARY, kind: 'given' })
  return floors
}
const handsIn = ({ hands, phase }: SessionState): Holding<{ personId: PersonId }> =>
  new Map((phase === 'running' ? hands : []).map((personId) => [personId, { personId }]))
const groupsIn = ({
  groups,
  apart,
  step,
  agenda,
  phase,
}: SessionState): Holding<{ name: string; members: PersonId[] }> =>
  phase === 'running' && apart && step && agenda?.steps[step.index]?.grouping
    ? new Map(groups.map(({ id, members }) => [id, { name: id, members: [...members] }]))
    : new Map()
const stepIn = ({ step, phase }: SessionState): Holding<{ index: number }> =>
  phase === 'running' && step ? new Map([[`${step.index} ${step.enteredAt}`, { index: step.index }]]) : new Map()

export interface ReplayPlan {
  readonly replay: Omit<SessionReplay, 'boards'>
  /** The boards it may have had, before anybody has looked how much is on them. */
  readonly boards: readonly Omit<ReplayBoard, 'pieces'>[]
  /** When a step ran that keeps nothing of the board. */
  readonly unseen: readonly ReplaySpan[]
}

/**
 * What a session's journal says of it besides drawing. Named one by one: whispers, notes, votes and sheets of one's own are nobody's to
 * watch.
 */
export function planReplay(session: SessionDetail, events: readonly SessionEvent[]): ReplayPlan {
  let state = initialState
  const all = events.map((event) => {
    state = evolve(state, event)
    return { at: event.at, state }
  })
  const to = state.endedAt ?? session.startsAt
  const from = state.startedAt ?? to
  const within = (at: number) => Math.min(to, Math.max(from, at))
  // What was so before the beginning is so at the beginning.
  const moments = all.map((moment) => ({ ...moment, at: within(moment.at) }))
  const nameOf = (id: PersonId) => state.people[id]?.name ?? ''
  const visits = spansOf(moments, to, stepIn)
  const agenda = state.agenda?.steps ?? []
  const groups = new Map<string, Omit<ReplayBoard, 'pieces'>>()
  for (const span of spansOf(moments, to, groupsIn)) {
    const before = groups.get(span.name)
    groups.set(span.name, { ...span, from: before?.from ?? span.from })
  }
  const replay = {
    title: session.title,
    communityId: session.communityId,
    communityName: session.communityName,
    from,
    to,
    names: Object.fromEntries(
      Object.values(state.people)
        .filter(({ admittedAt }) => admittedAt !== null)
        .map(({ id, name }) => [id, name]),
    ),
    steps: visits.map(({ index, ...span }) => {
      const { title, round, floor } = agenda[index]!
      const personName = round?.personId ? nameOf(round.personId) : null
      return { ...span, index, title, floor, round: round ? { index: round.index, of: round.of, personName } : null }
    }),
    floors: spansOf(moments, to, floorsIn),
    hands: spansOf(moments, to, handsIn),
    chat: state.chat.map(({ at, personId, text, circle }) => ({ at: within(at), personId, text, circle })),
  }
  return {
    replay,
    boards: [{ name: MAIN_BOARD, members: null, from, to }, ...groups.values()],
    unseen: visits.filter(({ index }) => agenda[index]!.capture === 'nothing').map(({ from, to }) => ({ from, to })),
  }
}

/** Rows of the first stretch, so that a board is there at once; each further one has twice as many, up to the most. */
const FIRST_ROWS = 500
const MOST_ROWS = 4000

/** The rows of each stretch of a log: after the first number, up to the second. */
export function stretchesOf(rows: number): (readonly [after: number, upTo: number])[] {
  const stretches: (readonly [number, number])[] = []
  for (let after = 0, size = FIRST_ROWS; after < rows; after += size, size = Math.min(MOST_ROWS, size * 2))
    stretches.push([after, Math.min(rows, after + size)])
  return stretches
}

/** The plan with the boards that anything was drawn on. */
export async function replayOf(
  { replay, boards }: ReplayPlan,
  idOf: (name: string) => string,
  log: Pick<Boards, 'lastSeq'>,
): Promise<SessionReplay> {
  const counted = await Promise.all(
    boards.map(async (board) => ({ ...board, pieces: stretchesOf(await log.lastSeq(idOf(board.name))).length })),
  )
  return { ...replay, boards: counted.filter(({ pieces, name }) => pieces > 0 || name === MAIN_BOARD) }
}

/**
 * Rows at the moments they are shown: within the session; those of a step that keeps nothing as its end left them, drawn by nobody. So
 * are those of who was never let in.
 */
export function shownRows(
  rows: readonly { readonly at: number; readonly person: string; readonly update: Uint8Array }[],
  { replay: { from, to, names }, unseen }: ReplayPlan,
): TimedUpdate[] {
  return rows.map(({ at, person, update }) => {
    const within = Math.min(to, Math.max(from, at))
    const hidden = unseen.find((span) => span.from <= within && within < span.to)
    return { at: hidden?.to ?? within, author: hidden || !(person in names) ? '' : person, update }
  })
}
