import type { Floor, PersonId, PersonState, SessionRole, SessionState } from '@copse/contract'
import {
  callOrder,
  circleOf,
  effectiveRole,
  floor,
  mayRun,
  remainingFor,
  turnsIn,
  view,
  type View,
} from '@copse/protocols'

/** Everything the room's parts draw, decided in one place from the session's state. */
export interface RoomModel {
  readonly you: PersonState | null
  readonly floor: Floor
  readonly runs: boolean
  readonly here: readonly PersonState[]
  readonly away: readonly PersonState[]
  readonly waiting: readonly PersonState[]
  /** Raised hands as they are called on. */
  readonly hands: readonly PersonState[]
  readonly onlyFacilitator: boolean
  readonly needsPresenter: boolean
}

const roleOrder = ['facilitator', 'presenter', 'participant', 'observer']

export function roomModel(session: SessionState, youId: PersonId): RoomModel {
  const people = Object.values(session.people)
  const admitted = people.filter(({ standing }) => standing === 'admitted')
  const ordered = admitted.toSorted(
    (one, other) =>
      roleOrder.indexOf(effectiveRole(session, one.id) ?? '') -
        roleOrder.indexOf(effectiveRole(session, other.id) ?? '') || one.firstSeenAt - other.firstSeenAt,
  )
  const facilitators = admitted.filter((person) => mayRun(session, person.id) && person.connections.length > 0)
  return {
    you: session.people[youId] ?? null,
    floor: floor(session, youId),
    runs: mayRun(session, youId),
    here: ordered.filter(({ connections }) => connections.length > 0),
    away: ordered.filter(({ connections }) => connections.length === 0),
    waiting: people.filter(({ standing }) => standing === 'waiting'),
    hands: callOrder(session)
      .map((id) => session.people[id])
      .filter((person) => person !== undefined),
    onlyFacilitator: facilitators.length === 1 && facilitators[0]!.id === youId,
    needsPresenter:
      session.phase === 'planned' &&
      session.plan?.protocol.needsPresenter === true &&
      !admitted.some(({ role }) => role === 'presenter'),
  }
}

/** What is said aloud when time moves from one moment to the next; null: nothing. */
export function announcement(
  before: View,
  after: View,
): 'start' | 'minute' | 'seconds' | 'time' | 'paused' | 'resumed' | null {
  if (after.step === null) return null
  if (before.index !== after.index) return 'start'
  if (before.paused !== after.paused) return after.paused ? 'paused' : 'resumed'
  const [from, to] = [before.remainingMs ?? 0, after.remainingMs ?? 0]
  const passed = (mark: number) => from > mark && to <= mark
  if (passed(0)) return 'time'
  if (passed(10_000)) return 'seconds'
  // A step of a minute begins with its minute: that is said by its beginning.
  return passed(60_000) ? 'minute' : null
}

/** The protocol at this moment for one person: her group may have been given time of its own. */
export function viewNow(session: SessionState, you: PersonId, now: number): View {
  const left = remainingFor(session, you, now)
  return { ...view(session, now), remainingMs: left, over: left !== null && left < 0 }
}

/** More names than this say less than the role does. */
const NAMED = 2

/**
 * Who has the floor, by name while they are few: the people here in each of the step's roles, or the role's name, and those
 * who were given it beyond the step's rule. Empty: the floor's own word says it (everyone, nobody, whoever is called on).
 */
export function holdersOf(session: SessionState, you: PersonId, now: View): readonly (PersonState | SessionRole)[] {
  const here = Object.values(session.people).filter(
    ({ standing, connections }) => standing === 'admitted' && connections.length > 0,
  )
  const holders: (PersonState | SessionRole)[] = []
  const turn = now.floor === 'rounds' || now.floor === 'free' ? turnsIn(session, circleOf(session, you))?.now : null
  const speaker = turn?.phase === 'speaking' ? session.people[turn.personId] : undefined
  if (speaker) holders.push(speaker)
  if (typeof now.floor !== 'string')
    for (const role of now.floor) {
      const people = here.filter(({ id }) => effectiveRole(session, id) === role)
      if (people.length > 0 && people.length <= NAMED && role !== 'participant') holders.push(...people)
      else holders.push(role)
    }
  if (now.floor !== 'everyone')
    for (const id of session.given) {
      const person = session.people[id]
      if (person && !holders.includes(person)) holders.push(person)
    }
  return holders
}
