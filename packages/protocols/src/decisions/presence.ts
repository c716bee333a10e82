import { refuse, type EventBody, type PersonId, type SessionState } from '@copse/contract'
import { circleOf, groupingNow, groupOf } from '../circles.ts'
import { leftOn } from '../clock.ts'
import { foreseen } from '../foreseen.ts'
import { isAdmitted, personOf, takingPart } from '../roles.ts'
import { turnsIn } from '../turns.ts'
import { yes, type Context, type Decision } from './decision.ts'
import { asFormed, placedFor } from './gathering.ts'
import { goOn, reopenRounds } from './rounds.ts'

const isConnected = (state: SessionState, personId: PersonId, connection: string): boolean =>
  personOf(state, personId)?.connections.includes(connection) ?? false

/** Somebody is here (again): in the right group, and in the turn she had when her line dropped. */
export function connect(state: SessionState, personId: PersonId, connection: string, { now }: Context): Decision {
  if (!isAdmitted(state, personId)) return refuse('person.not-admitted')
  if (isConnected(state, personId, connection)) return yes()
  const events: EventBody[] = [{ type: 'person.connected', personId, connection }]
  const here = foreseen(state, events, now)
  const grouping = groupingNow(here)
  const wants = grouping !== null && here.groups.length > 0 && groupOf(here, personId) === null
  if (wants && takingPart(here, { connected: true }).includes(personId)) {
    const groups = placedFor(grouping, here.groups.map(asFormed), [personId])
    const group = groups.find(({ members }) => members.includes(personId))
    if (group) events.push({ type: 'groups.joined', personId, groupId: group.id })
  }
  events.push(...reopenRounds(foreseen(state, events, now)))
  const after = foreseen(state, events, now)
  const circle = circleOf(after, personId)
  const turn = turnsIn(after, circle)?.now
  if (turn?.personId === personId && turn.phase === 'lost') events.push({ type: 'turn.restored', circle, personId })
  return yes(...events, ...goOn(after))
}

/** The turns of people who are no longer here: what they have left is kept for them. */
const interrupted = (state: SessionState, now: number): EventBody[] =>
  Object.entries(state.turns).flatMap(([circle, { now: turn }]): EventBody[] => {
    if (turn?.phase !== 'speaking' || (personOf(state, turn.personId)?.connections.length ?? 0) > 0) return []
    const leftMs = Math.max(0, leftOn(turn.clock, now))
    return [{ type: 'turn.interrupted', circle, personId: turn.personId, leftMs }]
  })

export function disconnect(state: SessionState, personId: PersonId, connection: string, { now }: Context): Decision {
  if (!isConnected(state, personId, connection)) return yes()
  const events: EventBody[] = [{ type: 'person.disconnected', personId, connection }]
  return yes(...events, ...interrupted(foreseen(state, events, now), now))
}

/** The connections of a process that is no more are gone, though it could not say so. */
export function recover(state: SessionState, node: string, { now }: Context): Decision {
  const stale = Object.values(state.people).some(({ connections }) =>
    connections.some((one) => one.startsWith(`${node}:`)),
  )
  if (!stale) return yes()
  const events: EventBody[] = [{ type: 'room.recovered', node }]
  return yes(...events, ...interrupted(foreseen(state, events, now), now))
}
