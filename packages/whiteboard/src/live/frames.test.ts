import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLive, encodeLive, shapeTypes, type LiveFrame } from './frames.ts'

const whole = fc.integer({ min: -1_000_000, max: 1_000_000 })
const colour = fc.constantFrom('#1e1e1e', 'red', 'rgba(1, 2, 3, 0.5)')
const frame: fc.Arbitrary<LiveFrame> = fc.oneof(
  fc.record({ kind: fc.constant('cursor' as const), x: whole, y: whole, laser: fc.boolean() }),
  fc.record({
    kind: fc.constant('stroke' as const),
    colour,
    width: fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4),
    first: fc.boolean(),
    points: fc.array(fc.tuple(whole, whole), { maxLength: 30 }),
  }),
  fc.record({
    kind: fc.constant('shape' as const),
    colour,
    type: fc.constantFrom(...shapeTypes),
    x: whole,
    y: whole,
    width: whole,
    height: whole,
  }),
  fc.constant({ kind: 'done' as const }),
)

describe('live frames', () => {
  it('[W20] come back as they were sent', () => {
    fc.assert(fc.property(frame, (one) => void expect(decodeLive(encodeLive(one))).toEqual(one)))
  })

  it('[W20] are rounded to whole pixels, and a zero has no sign', () => {
    expect(decodeLive(encodeLive({ kind: 'cursor', x: 1.6, y: -0.2, laser: false }))).toEqual({
      kind: 'cursor',
      x: 2,
      y: 0,
      laser: false,
    })
  })

  it('[W20] that are none are null, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const read = decodeLive(bytes)
        expect(read && 'x' in read ? Math.abs(read.x) : 0).toBeLessThanOrEqual(1e7)
      }),
      { numRuns: 3000 },
    )
    for (const bytes of [[], [0], [9], [2, 3, 1, 2], [1, 200]]) expect(decodeLive(Uint8Array.from(bytes))).toBeNull()
  })

  it('[W20] cut short anywhere are null', () => {
    fc.assert(
      fc.property(frame, fc.nat(), (one, at) => {
        const bytes = encodeLive(one)
        expect(decodeLive(bytes.subarray(0, at % bytes.length))).toBeNull()
      }),
    )
  })

  it.each([
    ['a colour that loads', { kind: 'stroke', colour: 'url(//evil.example)', width: 1, first: true, points: [] }],
    ['a place nobody draws at', { kind: 'cursor', x: 1e12, y: 0, laser: false }],
    ['a size nobody draws', { kind: 'shape', colour: 'red', type: 'selection', x: 0, y: 0, width: 1e12, height: 1 }],
    ['more points than a hand makes', { kind: 'stroke', colour: 'red', width: 1, first: true, points: Array.from({ length: 2001 }, () => [0, 0]) }], // prettier-ignore
  ])('[W20] with %s are null', (_case, one) => {
    expect(decodeLive(encodeLive(one as LiveFrame))).toBeNull()
  })

  it('[W20] are no wider than the widest pen', () => {
    const wide = encodeLive({ kind: 'stroke', colour: 'red', width: 1e6, first: true, points: [[0, 0]] })
    expect(decodeLive(wide)).toMatchObject({ width: 100 })
  })
})
