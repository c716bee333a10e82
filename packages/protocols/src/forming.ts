import type { PersonId } from '@copse/contract'
import { shuffled } from './chance.ts'

/**
 * How large the groups are when `count` people form groups of about `size`: as equal as can be, so that turns are equal and groups end
 * together, and nobody alone. The largest first. Up to `above` people are one group.
 */
export function groupSizes(count: number, size: number, above = 0): number[] {
  if (count <= above) return [count]
  const groups = Math.max(1, Math.min(Math.round(count / size), Math.floor(count / 2)))
  const least = Math.floor(count / groups)
  return Array.from({ length: groups }, (_, index) => least + (index < count % groups ? 1 : 0))
}

/** Whom to mix: where somebody comes from, and how often two have been in a group together before. */
export interface Mixing {
  readonly district: (personId: PersonId) => string | null
  readonly met: (one: PersonId, other: PersonId) => number
}

const DISTRICT = 4
const TRIES = 8

/** What it costs to have two people in one group: the same district most, having met before somewhat. */
const costOf = (one: PersonId, other: PersonId, { district, met }: Mixing): number => {
  const home = district(one)
  return (home !== null && home === district(other) ? DISTRICT : 0) + Math.min(met(one, other), DISTRICT)
}

/** People dealt into groups of these sizes by chance. */
export function dealt(people: readonly PersonId[], sizes: readonly number[], chance: () => number): PersonId[][] {
  const order = shuffled(people, chance)
  let from = 0
  return sizes.map((size) => order.slice(from, (from += size)))
}

/**
 * People in groups of these sizes so that districts mix and those meet who have not: from several deals by chance the best, after
 * exchanging pairs as long as that makes it better. Local search: good, not proven best.
 */
export function mixed(
  people: readonly PersonId[],
  sizes: readonly number[],
  mixing: Mixing,
  chance: () => number,
): PersonId[][] {
  const within = (person: PersonId, group: readonly PersonId[]) =>
    group.reduce((sum, other) => (other === person ? sum : sum + costOf(person, other, mixing)), 0)
  const total = (groups: readonly PersonId[][]) =>
    groups.reduce((sum, group) => sum + group.reduce((inner, person) => inner + within(person, group), 0), 0)

  let best: PersonId[][] = []
  let least = Infinity
  for (let attempt = 0; attempt < TRIES && least > 0; attempt++) {
    const groups = dealt(people, sizes, chance)
    while (exchange(groups, within));
    const cost = total(groups)
    if (cost < least) [best, least] = [groups, cost]
  }
  return best
}

/** Makes one exchange of two people that helps; false when none does. */
function exchange(groups: PersonId[][], within: (person: PersonId, group: readonly PersonId[]) => number): boolean {
  for (const [at, group] of groups.entries())
    for (const other of groups.slice(at + 1))
      for (const [mine, one] of group.entries())
        for (const [theirs, two] of other.entries()) {
          const without = (list: readonly PersonId[], person: PersonId) =>
            list.filter((somebody) => somebody !== person)
          const now = within(one, group) + within(two, other)
          const then = within(one, without(other, two)) + within(two, without(group, one))
          if (then >= now) continue
          group[mine] = two
          other[theirs] = one
          return true
        }
  return false
}
