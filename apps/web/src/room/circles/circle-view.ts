import {
  draftOf,
  MAIN_BOARD,
  type Group,
  type PersonId,
  type PersonState,
  type SessionState,
  type Turns,
} from '@copse/contract'
import {
  boardOf,
  circleOf,
  draftsNow,
  groupingToCome,
  groupOf,
  isApart,
  parting,
  toCome,
  turnsIn,
} from '@copse/protocols'

/** What the screens show of the circle somebody is in. */
export interface CircleView {
  readonly circle: string
  /** Who is here in it, oneself among them. */
  readonly here: ReadonlySet<PersonId>
  /** The group one is with: one's own, or the one a facilitator visits. */
  readonly group: Group | null
  readonly visiting: boolean
  readonly turns: Turns | null
  /** The board one works at, and whose it is. */
  readonly board: string
  readonly boardIs: 'everyones' | 'groups' | 'station' | 'visited' | 'sheet'
  /** At another group's board: whose it is. */
  readonly host: Group | null
  /** How people are together once the step ends; `apart`: in groups, being all together now. Null: as now. */
  readonly after: Exclude<ReturnType<typeof parting>, 'stay'> | 'apart'
}

export function circleView(session: SessionState, you: PersonId): CircleView {
  const circle = circleOf(session, you)
  const apart = isApart(session)
  const group = apart ? (session.groups.find(({ id }) => id === circle) ?? null) : null
  const visiting = group !== null && groupOf(session, you)?.id !== group.id
  const board = boardOf(session, you)
  const drafts = draftsNow(session)
  const isSheet = drafts !== null && board === draftOf(drafts.index, you)
  const host = apart && board !== circle ? (session.groups.find(({ id }) => id === board) ?? null) : null
  const here = Object.values(session.people)
    .filter(
      ({ id, standing, connections }) =>
        standing === 'admitted' && connections.length > 0 && circleOf(session, id) === circle,
    )
    .map(({ id }) => id)
  return {
    circle,
    here: new Set(here),
    group,
    visiting,
    turns: turnsIn(session, circle),
    board,
    boardIs: isSheet
      ? 'sheet'
      : board === MAIN_BOARD
        ? 'everyones'
        : host
          ? 'station'
          : visiting
            ? 'visited'
            : 'groups',
    host,
    after: afterStep(session),
  }
}

export function afterStep(session: SessionState): CircleView['after'] {
  if (session.step === null) return null
  const to = groupingToCome(session)
  if (!isApart(session)) return to && to.kind !== 'fishbowl' ? 'apart' : null
  const parts = parting(session)
  return parts === 'stay' ? null : parts
}

export interface Seat {
  readonly id: PersonId
  readonly name: string
  readonly state: 'done' | 'now' | 'to-come'
  readonly away: boolean
}

const isHere = (person: PersonState | undefined) => (person?.connections.length ?? 0) > 0

/** In the order of turns; where whoever wishes speaks, only who did, does or asked to: nobody is waited for by name. */
const seated = ({ order, claims, done, now }: Turns): readonly PersonId[] =>
  claims === null ? order : [...new Set([...done, ...(now ? [now.personId] : []), ...claims])]

/** The seats of a circle. Who passed is done like anybody else. */
export const seatsOf = (session: SessionState, turns: Turns): readonly Seat[] =>
  seated(turns).map((id) => ({
    id,
    name: session.people[id]?.name ?? '',
    state:
      turns.now?.personId === id && turns.now.phase !== 'pause' ? 'now' : turns.done.includes(id) ? 'done' : 'to-come',
    away: !isHere(session.people[id]),
  }))

/** Who has the next turn: the first to come who is here. */
export const nextIn = (session: SessionState, turns: Turns): PersonId | null =>
  toCome(turns).find((id) => isHere(session.people[id])) ?? null

/** Whether a group has so few left that it should be dissolved into the others. */
export const wantsRegrouping = (session: SessionState): boolean =>
  isApart(session) &&
  session.groups.some(({ members }) => members.filter((id) => isHere(session.people[id])).length < 2)

/** Names as one says them: "Ana, Ben and Kiri". */
export const listed = (names: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names)

const firstName = (name: string): string => name.split(' ')[0] ?? name

/** First names, whole ones where two share the first. */
export function namesOf(session: SessionState, ids: readonly PersonId[]): string[] {
  const whole = ids.map((id) => session.people[id]?.name ?? '').filter(Boolean)
  const firsts = whole.map(firstName)
  return whole.map((name, at) => (firsts.filter((first) => first === firsts[at]).length > 1 ? name : firsts[at]!))
}

/** Whether the session may be said to have gone on without somebody: she was let in during the step that runs. */
export function cameLate(session: SessionState, you: PersonId): boolean {
  const admittedAt = session.people[you]?.admittedAt ?? null
  return (
    session.phase === 'running' && session.step !== null && admittedAt !== null && admittedAt > session.step.enteredAt
  )
}
