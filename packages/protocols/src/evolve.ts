import type {
  CurrentStep,
  Override,
  PersonId,
  PersonState,
  SessionEvent,
  SessionState,
  Standing,
} from '@copse/contract'
import { adjusted, runningStep } from './clock.ts'
import { own } from './own.ts'

// What stays the same stays the very same: screens look again only at what was replaced.
const without = <Item>(list: readonly Item[], item: Item): readonly Item[] =>
  list.includes(item) ? list.filter((other) => other !== item) : list
const emptied = <Item>(list: readonly Item[]): readonly Item[] => (list.length === 0 ? list : [])

/** Hands, given floors and overrides are of one step. */
function cleared(state: SessionState): Pick<SessionState, 'hands' | 'given' | 'overrides'> {
  const { everyone, byPerson } = state.overrides
  const nobody = Object.keys(byPerson).length === 0
  return {
    hands: emptied(state.hands),
    given: emptied(state.given),
    overrides: everyone === null && nobody ? state.overrides : { everyone: null, byPerson: nobody ? byPerson : {} },
  }
}

function person(
  state: SessionState,
  id: PersonId,
  change: (person: PersonState) => Partial<PersonState>,
): SessionState {
  const before = own(state.people, id)
  return before ? { ...state, people: { ...state.people, [id]: { ...before, ...change(before) } } } : state
}
const standing = (state: SessionState, id: PersonId, value: Standing): SessionState =>
  person(state, id, () => ({ standing: value }))

function step(state: SessionState, change: (step: CurrentStep) => CurrentStep): SessionState {
  return state.step ? { ...state, step: change(state.step) } : state
}

function overridden(state: SessionState, id: PersonId | null, override: Override): SessionState {
  const nothing = override.speak === null && override.write === null
  if (id === null) return { ...state, overrides: { ...state.overrides, everyone: nothing ? null : override } }
  if (nothing && !own(state.overrides.byPerson, id)) return state
  const { [id]: _, ...others } = state.overrides.byPerson
  return { ...state, overrides: { ...state.overrides, byPerson: nothing ? others : { ...others, [id]: override } } }
}

/** Hand, floor and overrides of someone who takes no part any longer. */
const leave = (state: SessionState, id: PersonId): SessionState =>
  overridden({ ...state, hands: without(state.hands, id), given: without(state.given, id) }, id, {
    speak: null,
    write: null,
  })

/** The connections of a process that is no more. */
function recovered(state: SessionState, node: string): SessionState {
  const isGone = (connection: string) => connection.startsWith(`${node}:`)
  return Object.values(state.people)
    .filter(({ connections }) => connections.some(isGone))
    .reduce(
      (next, { id }) =>
        person(next, id, ({ connections }) => ({ connections: connections.filter((one) => !isGone(one)) })),
      state,
    )
}

function apply(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'session.planned':
      return { ...state, plan: event.plan, agenda: event.plan.agenda }
    case 'session.started':
      return { ...state, phase: 'running', agenda: event.agenda, startedAt: event.at }
    case 'session.ended':
      return {
        ...state,
        ...cleared(state),
        phase: 'ended',
        step: null,
        endedAt: event.at,
      }
    case 'person.knocked': {
      const before = own(state.people, event.personId)
      return {
        ...state,
        people: {
          ...state.people,
          [event.personId]: {
            id: event.personId,
            name: event.name,
            district: event.district,
            guest: event.guest,
            role: before?.role ?? event.role,
            standing: before?.standing ?? 'waiting',
            connections: before?.connections ?? [],
            firstSeenAt: before?.firstSeenAt ?? event.at,
          },
        },
      }
    }
    case 'person.admitted':
      return standing(state, event.personId, 'admitted')
    case 'person.refused':
      return standing(state, event.personId, 'refused')
    case 'person.removed':
      return leave(standing(state, event.personId, 'removed'), event.personId)
    case 'person.connected':
      return person(state, event.personId, ({ connections }) => ({
        connections: [...without(connections, event.connection), event.connection],
      }))
    case 'person.disconnected':
      return person(state, event.personId, ({ connections }) => ({
        connections: without(connections, event.connection),
      }))
    case 'room.recovered':
      return recovered(state, event.node)
    case 'role.assigned': {
      const next = person(state, event.personId, () => ({ role: event.role }))
      return event.role === 'observer' ? leave(next, event.personId) : next
    }
    case 'step.entered':
      return {
        ...state,
        ...cleared(state),
        step: runningStep(event.index, event.at, event.durationMs),
      }
    case 'step.rang':
      return step(state, (current) => ({ ...current, rang: true }))
    case 'clock.paused':
      return step(state, (current) => ({ ...current, clock: { state: 'paused', remainingMs: event.remainingMs } }))
    case 'clock.resumed':
      return step(state, (current) =>
        current.clock.state === 'paused'
          ? { ...current, clock: { state: 'running', endsAt: event.at + current.clock.remainingMs } }
          : current,
      )
    case 'clock.adjusted':
      return step(state, (current) => adjusted(current, event.deltaMs, event.at))
    case 'hand.raised':
      return { ...state, hands: [...without(state.hands, event.personId), event.personId] }
    case 'hand.lowered':
      return { ...state, hands: without(state.hands, event.personId) }
    case 'floor.given':
      return {
        ...state,
        given: [...without(state.given, event.personId), event.personId],
        hands: without(state.hands, event.personId),
      }
    case 'floor.withdrawn':
      return { ...state, given: without(state.given, event.personId) }
    case 'floor.overridden':
      return overridden(state, event.personId, { speak: event.speak, write: event.write })
    case 'chat.said':
      return {
        ...state,
        chat: [...state.chat, { seq: event.seq, at: event.at, personId: event.personId, text: event.text }],
      }
    case 'commitment.made':
      return {
        ...state,
        commitments: [
          ...state.commitments,
          { id: event.commitmentId, personId: event.personId, text: event.text, due: event.due, madeAt: event.at },
        ],
      }
    case 'commitment.withdrawn':
      return { ...state, commitments: state.commitments.filter(({ id }) => id !== event.commitmentId) }
    case 'board.snapshotted':
      return { ...state, snapshots: [...state.snapshots, { ...event.snapshot, at: event.at }] }
    default:
      return state // an event of a newer version, or one that changes nothing a screen shows
  }
}

/** The next state. Pure and total: an event of an unknown type only moves `seq`. */
export const evolve = (state: SessionState, event: SessionEvent): SessionState => ({
  ...apply(state, event),
  seq: event.seq,
})
