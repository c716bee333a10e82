import fc from 'fast-check'
import { generateKeyBetween } from 'fractional-indexing'
import { describe, expect, it } from 'vitest'
import { byIndex, indicesInFront, isIndex, strictIndices } from './order.ts'

const index = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 12 }).map((steps) => {
  const made: string[] = ['a0']
  for (const [at, before] of steps) {
    const here = made[at % made.length]!
    const sorted = made.toSorted()
    const next = sorted[sorted.indexOf(here) + (before ? -1 : 1)] ?? null
    made.push(before ? generateKeyBetween(next, here) : generateKeyBetween(here, next))
  }
  return made.at(-1)!
})
const placed = fc.array(fc.record({ index: fc.option(index), id: fc.uuid() }), { maxLength: 30 })

describe('order', () => {
  it('[W4] is by index and, where two people drew at once, by id; the same whichever way it starts', () => {
    fc.assert(
      fc.property(placed, (scene) => {
        const sorted = scene.toSorted(byIndex)
        expect(scene.toReversed().toSorted(byIndex)).toEqual(sorted)
        sorted.slice(1).forEach((one, at) => expect(byIndex(sorted[at]!, one)).toBeLessThanOrEqual(0))
      }),
    )
    expect(byIndex({ index: 'a1', id: 'a' }, { index: 'a1', id: 'b' })).toBeLessThan(0)
    expect(byIndex({ index: null, id: 'z' }, { index: 'Zz', id: 'a' })).toBeLessThan(0)
    expect(byIndex({ index: 'a1', id: 'a' }, { index: 'a1', id: 'a' })).toBe(0)
  })

  it('[W4] is shown with indices that grow strictly and keep every index that already does', () => {
    fc.assert(
      fc.property(placed, (scene) => {
        const sorted = scene.toSorted(byIndex)
        const indices = strictIndices(sorted)
        expect(indices).toHaveLength(sorted.length)
        const grows = (all: readonly (string | null)[]) =>
          all.every((one, at) => one !== null && (at === 0 || one > all[at - 1]!))
        expect(indices.every(isIndex) && grows(indices)).toBe(true)
        const own = sorted.map((one) => one.index)
        expect(grows(own) ? own : indices).toEqual(indices)
      }),
    )
  })

  it('[W4] has room in front of everything', () => {
    const scene = ['a0', 'a1', 'zz']
      .map((one, at) => ({ index: one, id: String(at) }))
      .filter((one) => isIndex(one.index))
    const [first, second] = indicesInFront(scene, 2)
    expect(first! > scene.at(-1)!.index && second! > first!).toBe(true)
    expect(indicesInFront([], 1)).toEqual(['a0'])
  })

  it.each([null, 7, '', 'a', 'a00', 'a0é', '!0', 'zz', `a0${'V'.repeat(200)}`, `A${'0'.repeat(26)}`])(
    '[W4] %j is no index',
    (value) => {
      expect(isIndex('a0V')).toBe(true)
      expect(isIndex(value)).toBe(false)
    },
  )
})
