import type { PersonId } from '@copse/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceFrom } from './chance.ts'
import { dealt, groupSizes, mixed } from './forming.ts'

const names = (count: number) => Array.from({ length: count }, (_, at) => `p${at}` as PersonId)

describe('forming groups', () => {
  it('[P60] equal as can be, about the size, nobody alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 2, max: 20 }), (count, size) => {
        const sizes = groupSizes(count, size)
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(count)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        expect(Math.min(...sizes)).toBeGreaterThan(count > 1 ? 1 : 0)
        const off = Math.abs(Math.max(...sizes) - size)
        expect(off <= Math.ceil(size / 2) || count < 2 * size).toBe(true)
      }),
    )
  })

  it.each([
    [7, 3, [4, 3]],
    [8, 3, [3, 3, 2]],
    [5, 2, [3, 2]],
    [4, 3, [4]],
    [6, 4, [3, 3]],
    [1, 3, [1]],
  ])('[P60] %i people in groups of %i: %j', (count, size, expected) => {
    expect(groupSizes(count, size)).toEqual(expected)
  })

  it('[P61] mixed costs no more than any deal by chance; the same seed gives the same groups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 16 }), fc.integer({ min: 2, max: 4 }), fc.nat(), (count, size, seed) => {
        const people = names(count)
        const sizes = groupSizes(count, size)
        const district = (person: PersonId) => ['north', 'south', 'east'][Number(person.slice(1)) % 3]!
        const met = (one: PersonId, other: PersonId) =>
          (Number(one.slice(1)) + Number(other.slice(1))) % 5 === 0 ? 1 : 0
        const cost = (groups: readonly (readonly PersonId[])[]) =>
          groups
            .flatMap((group) => group.flatMap((one, at) => group.slice(at + 1).map((other) => [one, other] as const)))
            .reduce((sum, [one, other]) => sum + (district(one) === district(other) ? 4 : 0) + met(one, other), 0)
        const groups = mixed(people, sizes, { district, met }, chanceFrom(seed))
        expect(groups.map(({ length }) => length)).toEqual(sizes)
        expect(groups.flat().toSorted()).toEqual(people.toSorted())
        expect(mixed(people, sizes, { district, met }, chanceFrom(seed))).toEqual(groups)
        expect(cost(groups)).toBeLessThanOrEqual(cost(dealt(people, sizes, chanceFrom(seed + 1))))
      }),
    )
  })

  it('[P61] two from each of three districts: every triad has all three', () => {
    const district = (person: PersonId) => String(Number(person.slice(1)) % 3)
    const groups = mixed(names(6), [3, 3], { district, met: () => 0 }, chanceFrom(7))
    for (const group of groups) expect(new Set(group.map(district)).size).toBe(3)
  })
})
