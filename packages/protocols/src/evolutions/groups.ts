import type { EventBody, FormedGroup, Group, SessionState } from '@copse/contract'

type GroupEvent = Extract<EventBody, { type: `groups.${string}` | 'choice.made' }>

// What stays the same stays the very same: screens look again only at what was replaced.
const none = <Value>(record: { readonly [key: string]: Value }): { readonly [key: string]: Value } =>
  Object.keys(record).length === 0 ? record : {}

const group = (state: SessionState, id: string, to: (group: Group) => Partial<Group>): SessionState => ({
  ...state,
  groups: state.groups.map((one) => (one.id === id ? { ...one, ...to(one) } : one)),
})

const without = <Value>(record: { readonly [key: string]: Value }, key: string): { [key: string]: Value } => {
  const { [key]: _, ...rest } = record
  return rest
}

/** Groups as they were formed; one that was there before keeps its time and its call. */
function formed(before: readonly Group[], event: readonly FormedGroup[]): readonly Group[] {
  const known = new Map(before.map((one) => [one.id, one]))
  const groups = event.map(({ id, members, choice = null }): Group => {
    const was = known.get(id)
    const same = was?.choice === choice && was.members.join() === members.join()
    return same ? was : { id, members, choice, extraMs: was?.extraMs ?? 0, helpAt: was?.helpAt ?? null }
  })
  return groups.length === before.length && groups.every((one, at) => one === before[at]) ? before : groups
}

export function evolveGroups(state: SessionState, event: GroupEvent, at: number): SessionState {
  switch (event.type) {
    case 'groups.formed':
      return {
        ...state,
        groups: formed(state.groups, event.groups),
        groupedBy: event.key,
        apart: event.apart,
        visits: none(state.visits),
      }
    case 'groups.closed': {
      const plain = state.groups.every(({ extraMs, helpAt }) => extraMs === 0 && helpAt === null)
      const groups = plain ? state.groups : state.groups.map((one) => ({ ...one, extraMs: 0, helpAt: null }))
      return { ...state, visits: none(state.visits), groups }
    }
    case 'groups.joined': {
      const groups = state.groups.map((one) => {
        const others = one.members.filter((member) => member !== event.personId)
        if (one.id === event.groupId) return { ...one, members: [...others, event.personId] }
        return others.length === one.members.length ? one : { ...one, members: others }
      })
      return { ...state, groups }
    }
    case 'groups.visited':
      return {
        ...state,
        visits:
          event.groupId === null
            ? event.personId in state.visits
              ? without(state.visits, event.personId)
              : state.visits
            : { ...state.visits, [event.personId]: event.groupId },
      }
    case 'groups.called':
      return group(state, event.groupId, () => ({ helpAt: at }))
    case 'groups.answered':
      return group(state, event.groupId, () => ({ helpAt: null }))
    case 'groups.extended': {
      const next = group(state, event.groupId, ({ extraMs }) => ({ extraMs: extraMs + event.deltaMs }))
      return next.step?.rang && event.deltaMs > 0 ? { ...next, step: { ...next.step, rang: false } } : next
    }
    case 'choice.made':
      return { ...state, choices: { ...state.choices, [event.personId]: event.choice } }
  }
}
