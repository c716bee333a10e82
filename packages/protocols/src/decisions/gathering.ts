import type { EventBody, FormedGroup, Grouping, PersonId, SessionState } from '@copse/contract'
import { chanceFrom, shuffled } from '../chance.ts'
import { groupingNow } from '../circles.ts'
import { dealt, groupSizes, mixed } from '../forming.ts'
import { own } from '../own.ts'
import { personOf, takingPart } from '../roles.ts'
import type { Context } from './decision.ts'

/** What groups were formed by: while it is the same in the next step, they stay. */
export const keyOf = (grouping: Grouping): string => {
  if (grouping.kind === 'groups')
    return ['groups', grouping.size, ...(grouping.above ? [grouping.above] : [])].join(':')
  if (grouping.kind !== 'fishbowl') return grouping.kind
  return ['fishbowl', grouping.inner, ...(grouping.satellites ? [grouping.satellites] : [])].join(':')
}

/** Ids of groups are never used twice in a session: their boards bear them. */
export function named(state: SessionState, lists: readonly (readonly PersonId[])[]): FormedGroup[] {
  const before = state.groups.map(({ id }) => Number(/^g(\d+)-/.exec(id)?.[1] ?? 0))
  const formation = Math.max(0, ...before) + 1
  return lists.map((members, index) => ({ id: `g${formation}-${index + 1}`, members }))
}

/** Everyone who has no group joins the smallest, the first of equals. */
export function placed<Some extends FormedGroup>(groups: readonly Some[], people: readonly PersonId[]): Some[] {
  let next = [...groups]
  for (const personId of people) {
    if (next.some(({ members }) => members.includes(personId))) continue
    const smallest = next.reduce((least, group) => (group.members.length < least.members.length ? group : least))
    next = next.map((group) => (group === smallest ? { ...group, members: [...group.members, personId] } : group))
  }
  return next
}

function chosen(state: SessionState, people: readonly PersonId[]): FormedGroup[] {
  const choices = [...new Set(people.map((personId) => own(state.choices, personId) ?? null))]
    .filter((choice) => choice !== null)
    .sort((one, other) => one - other)
  const lists = choices.map((choice) => people.filter((personId) => own(state.choices, personId) === choice))
  return named(state, lists).map((group, index) => ({ ...group, choice: choices[index]! }))
}

function merged(state: SessionState, people: readonly PersonId[]): FormedGroup[] {
  const here = state.groups
    .map(({ members }) => members.filter((personId) => people.includes(personId)))
    .filter((members) => members.length > 0)
  const lists: PersonId[][] = []
  for (const [index, members] of here.entries()) {
    if (index % 2 === 1 || (index > 0 && index === here.length - 1)) lists.at(-1)!.push(...members)
    else lists.push([...members])
  }
  return named(state, lists)
}

type Fishbowl = Extract<Grouping, { kind: 'fishbowl' }>

/** Those who sat inside before, or were arranged to; null: nobody did. */
function innerCircle(state: SessionState, { inner, fresh }: Fishbowl): readonly PersonId[] | null {
  const stays = state.groupedBy === null || (!fresh && `${state.groupedBy}:`.startsWith(`fishbowl:${inner}:`))
  const members = state.groups[0]?.members ?? []
  return stays && members.length > 0 ? members : null
}

/** The small groups of those who are not inside, where the step has any. */
function satellites(
  { satellites: size }: Fishbowl,
  people: readonly PersonId[],
  inner: readonly PersonId[],
  draw: () => number,
): PersonId[][] {
  const outer = people.filter((personId) => !inner.includes(personId))
  return size && outer.length > 0 ? dealt(outer, groupSizes(outer.length, size), draw) : []
}

function formed(state: SessionState, grouping: Grouping, people: PersonId[], { chance, met }: Context): FormedGroup[] {
  const draw = chanceFrom(chance ?? 0)
  switch (grouping.kind) {
    case 'merge':
      return merged(state, people)
    case 'choice':
      return chosen(state, people)
    case 'fishbowl': {
      const inner = innerCircle(state, grouping)
      if (inner) return named(state, [inner, ...satellites(grouping, people, inner, draw)])
      const [presenter, ...others] = people.filter((personId) => personOf(state, personId)?.role === 'presenter')
      const rest = shuffled([...others, ...people.filter((one) => one !== presenter && !others.includes(one))], draw)
      const chosen = [...(presenter ? [presenter] : []), ...rest].slice(0, grouping.inner)
      return named(state, [chosen, ...satellites(grouping, people, chosen, draw)])
    }
    case 'groups': {
      const sizes = groupSizes(people.length, grouping.size, grouping.above)
      const mixing = {
        district: (personId: PersonId) => personOf(state, personId)?.district ?? null,
        met: met ?? (() => 0),
      }
      const lists = grouping.fill === 'mixed' ? mixed(people, sizes, mixing, draw) : dealt(people, sizes, draw)
      return named(state, lists)
    }
  }
}

/** A fishbowl whose outer circle sits in small groups. */
const isOrbited = (grouping: Grouping): boolean => grouping.kind === 'fishbowl' && grouping.satellites !== undefined

/** Who comes later sits where the step has room for her: nobody comes into an inner circle. */
export function placedFor<Some extends FormedGroup>(
  grouping: Grouping,
  groups: readonly Some[],
  people: readonly PersonId[],
): Some[] {
  if (grouping.kind !== 'fishbowl') return placed(groups, people)
  const [inner, ...outer] = groups
  if (!inner || outer.length === 0 || !isOrbited(grouping)) return [...groups]
  return [
    inner,
    ...placed(
      outer,
      people.filter((personId) => !inner.members.includes(personId)),
    ),
  ]
}

/** The groups of a step that was just entered: those there are where they stay or were arranged, else new ones. */
export function gather(state: SessionState, context: Context): EventBody[] {
  const grouping = groupingNow(state)
  if (!grouping) return []
  const people = takingPart(state, { connected: true })
  const key = keyOf(grouping)
  const arranged = state.groupedBy === null && state.groups.length > 0
  const stays = !grouping.fresh && state.groupedBy === key && state.groups.length > 0
  const before =
    (arranged && !isOrbited(grouping)) || stays ? state.groups.map(asFormed) : formed(state, grouping, people, context)
  const fallback = before.length > 0 ? before : named(state, [[]])
  const groups = placedFor(grouping, fallback, people)
  const same = stays && groups.every(({ members }, at) => members.length === state.groups[at]!.members.length)
  const apart = (grouping.kind !== 'fishbowl' || isOrbited(grouping)) && groups.length > 1
  return same ? [] : [{ type: 'groups.formed', groups, key, apart }]
}

export const asFormed = ({ id, members, choice }: SessionState['groups'][number]): FormedGroup =>
  choice === null ? { id, members } : { id, members, choice }
