import type { EventBody, Override, PersonId, PersonState, SessionState, Standing } from '@copse/contract'
import { own } from '../own.ts'
import { withoutTurns } from './turns.ts'

type PeopleEvent = Extract<EventBody, { type: `person.${string}` | 'room.recovered' | 'role.assigned' }>

// What stays the same stays the very same: screens look again only at what was replaced.
export const without = <Item>(list: readonly Item[], item: Item): readonly Item[] =>
  list.includes(item) ? list.filter((other) => other !== item) : list

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

export function overridden(state: SessionState, id: PersonId | null, override: Override): SessionState {
  const nothing = override.speak === null && override.write === null
  if (id === null) return { ...state, overrides: { ...state.overrides, everyone: nothing ? null : override } }
  if (nothing && !own(state.overrides.byPerson, id)) return state
  const { [id]: _, ...others } = state.overrides.byPerson
  return { ...state, overrides: { ...state.overrides, byPerson: nothing ? others : { ...others, [id]: override } } }
}

/** Hand, floor, turns, duties and overrides of someone who takes no part any longer. */
function leave(state: SessionState, id: PersonId): SessionState {
  const { timekeeper, scribe } = state.duties
  const isMember = state.groups.some(({ members }) => members.includes(id))
  const next = {
    ...withoutTurns(state, id),
    hands: without(state.hands, id),
    given: without(state.given, id),
    groups: isMember ? state.groups.map((group) => ({ ...group, members: without(group.members, id) })) : state.groups,
    duties:
      timekeeper !== id && scribe !== id
        ? state.duties
        : { timekeeper: timekeeper === id ? null : timekeeper, scribe: scribe === id ? null : scribe },
    spotlight: state.spotlight === id ? null : state.spotlight,
  }
  return overridden(next, id, { speak: null, write: null })
}

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

export function evolvePeople(state: SessionState, event: PeopleEvent, at: number): SessionState {
  switch (event.type) {
    case 'person.knocked': {
      const before = own(state.people, event.personId)
      const known: PersonState = {
        id: event.personId,
        name: event.name,
        district: event.district,
        guest: event.guest,
        role: before?.role ?? event.role,
        standing: before?.standing ?? 'waiting',
        connections: before?.connections ?? [],
        firstSeenAt: before?.firstSeenAt ?? at,
        admittedAt: before?.admittedAt ?? null,
      }
      return { ...state, people: { ...state.people, [event.personId]: known } }
    }
    case 'person.admitted':
      return person(state, event.personId, ({ admittedAt }) => ({
        standing: 'admitted',
        admittedAt: admittedAt ?? at,
      }))
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
  }
}
