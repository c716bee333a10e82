import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, percentile } from './percentiles.ts'

describe('percentile', () => {
  it('is the nearest rank: always one of the values', () => {
    const values = [15, 20, 35, 40, 50]
    expect(percentile(values, 0.05)).toBe(15)
    expect(percentile(values, 0.3)).toBe(20)
    expect(percentile(values, 0.4)).toBe(20)
    expect(percentile(values, 0.41)).toBe(35)
    expect(percentile(values, 1)).toBe(50)
  })

  it('orders by size, not as words, and leaves the values as they were', () => {
    const values = [100, 9, 20]
    expect(median(values)).toBe(20)
    expect(values).toEqual([100, 9, 20])
  })

  it('is not exceeded by the share it stands for, and by no smaller value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const found = percentile(values, percent / 100)
        const within = values.filter((value) => value <= found).length
        const below = values.filter((value) => value < found).length
        expect(within * 100).toBeGreaterThanOrEqual(percent * values.length - 1e-6)
        expect(below * 100).toBeLessThan(percent * values.length + 1e-6)
      }),
    )
  })

  it('has no answer without values', () => {
    expect(() => percentile([], 0.5)).toThrow('no values')
  })
})
