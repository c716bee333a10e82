import { assert, array, double, integer, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { bestOffset, type Sample } from './server-clock.ts'

/** An exchange over a link that is late by `there` and `back` ms, with a server `ahead` of the monotonic clock. */
const exchange = (sentAt: number, there: number, back: number, ahead: number): Sample => ({
  sentAt,
  receivedAt: sentAt + there + back,
  serverAt: Math.floor(sentAt + there + ahead),
})

test('no sample says nothing', () => {
  expect(bestOffset([])).toBeNull()
})

test('the truth is never further away than half of what is said, and no sample is better alone', () => {
  const late = double({ min: 0, max: 200, noNaN: true })
  const starts = integer({ min: 0, max: 1e6 })
  const ahead = integer({ min: -3_600_000, max: 3_600_000 })
  assert(
    property(array(tuple(starts, late, late), { minLength: 1, maxLength: 8 }), ahead, (links, ahead) => {
      const samples = links.map(([sentAt, there, back]) => exchange(sentAt, there, back, ahead))
      const best = bestOffset(samples)!
      expect(Math.abs(best.offsetMs - ahead)).toBeLessThanOrEqual(best.rttMs / 2 + 1e-6)
      for (const sample of samples) expect(best.rttMs).toBeLessThanOrEqual(bestOffset([sample])!.rttMs + 1e-6)
    }),
  )
})

test('one quick way there and another quick way back are enough', () => {
  const best = bestOffset([exchange(0, 1, 200, 5000), exchange(1000, 200, 1, 5000)])!
  expect(best.rttMs).toBeLessThanOrEqual(3)
  expect(Math.abs(best.offsetMs - 5000)).toBeLessThanOrEqual(1.5)
})

test('after the server’s clock was set, the quickest exchange is believed', () => {
  const best = bestOffset([exchange(0, 50, 50, 5000), exchange(1000, 2, 2, 9000)])!
  expect(Math.abs(best.offsetMs - 9000)).toBeLessThanOrEqual(best.rttMs / 2)
})
