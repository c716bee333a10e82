import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strokeOf } from '../testing.ts'
import { decodePoints, encodePoints } from './points.ts'

const coordinate = fc.double({ min: -1e7, max: 1e7, noNaN: true })

describe('points as bytes', () => {
  it('[W2] come back within half a step of a sixteenth, however far apart', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 200 }), (points) => {
        const { points: read } = decodePoints(encodePoints(points))!
        expect(read).toHaveLength(points.length)
        read.forEach(([x, y], at) => {
          expect(Math.abs(x - points[at]![0])).toBeLessThanOrEqual(1 / 32)
          expect(Math.abs(y - points[at]![1])).toBeLessThanOrEqual(1 / 32)
        })
        expect(encodePoints(read)).toEqual(encodePoints(points))
      }),
    )
  })

  it('[W2] keep pressure to a 255th, and what is no pressure becomes one', () => {
    const { pressures } = decodePoints(encodePoints([[0, 0]], [0, 0.5, 1, 7, -3]))!
    expect(pressures.map((pressure) => pressure.toFixed(2))).toEqual(['0.00', '0.50', '1.00', '1.00', '0.00'])
  })

  it('[W6] 300 of a hand take at most 1.3 KB', () => {
    expect(encodePoints(strokeOf(300)).length).toBeLessThanOrEqual(1300)
  })

  it('[W1] whatever the bytes are, the answer is points on a board or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const [x, y] of decodePoints(bytes)?.points ?? [])
          expect(Math.abs(x) <= 1e7 && Math.abs(y) <= 1e7).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('[W1] cut short anywhere they are none', () => {
    const whole = encodePoints(strokeOf(20), [0.5])
    expect(decodePoints(whole)).not.toBeNull()
    for (let length = 0; length < whole.length; length++) expect(decodePoints(whole.subarray(0, length))).toBeNull()
  })

  it('[W7] a count that is not there takes no memory', () => {
    expect(decodePoints(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0))).toBeNull()
    expect(decodePoints(Uint8Array.of(0, 0xff, 0xff, 0xff, 0xff, 0x0f))).toBeNull()
  })
})
