import { describe, expect, it } from 'vitest'
import { bestOffset, refined, type ClockOffset, type Sample } from './server-clock.ts'

const HOUR = 3_600_000
const offset = (offsetMs: number, rttMs: number, measuredAt = 0): ClockOffset => ({ offsetMs, rttMs, measuredAt })

describe('the best of several samples', () => {
  it('is the one with the least round trip', () => {
    const samples: Sample[] = [
      { sentAt: 0, receivedAt: 300, serverAt: 1000 },
      { sentAt: 400, receivedAt: 440, serverAt: 1400 },
      { sentAt: 500, receivedAt: 700, serverAt: 1550 },
    ]
    expect(bestOffset(samples)).toEqual(offset(980, 40, 440))
  })

  it('is none where nothing was answered', () => expect(bestOffset([])).toBeNull())
})

describe('going on with an estimate', () => {
  it.each([
    ['the first is taken', null, offset(50, 400), 'next'],
    ['a better one is taken', offset(50, 100), offset(60, 40, 30_000), 'next'],
    ['one about as good is taken', offset(50, 100), offset(60, 200, 30_000), 'next'],
    ['a much worse one is not', offset(50, 40), offset(90, 300, 30_000), 'before'],
    ['a much worse one is, once the good one is old', offset(50, 40), offset(90, 300, 150_000), 'next'],
    [
      'a worse one that cannot be true beside it is: the machine slept',
      offset(50, 40),
      offset(600_000, 300, 31_000),
      'next',
    ],
    ['backwards as well', offset(600_000, 40), offset(50, 300, 31_000), 'next'],
  ] as const)('%s', (_, before, next, expected) => {
    expect(refined(before, next)).toBe(expected === 'next' ? next : before)
  })
})

/** mulberry32: chance that is the same every time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Ten minutes on a bad link, in true milliseconds: each way takes 10 to 40 ms and up to 200 ms of jitter, and one message in
 * thirty is sent again after up to three seconds. This machine's clock counts from anywhere, is up to 100 ppm too fast or too
 * slow, and the lid is closed once for a while: the clock stands still. Tells how wrong it was, twice a second.
 */
function skews(seed: number, options: { lid: boolean }): number[] {
  const random = chance(seed)
  const drift = 1 + (random() - 0.5) * 2e-4
  const origin = (random() - 0.5) * 2 * HOUR
  const base = [10 + 30 * random(), 10 + 30 * random()]
  const lidAt = 120_000 + random() * 200_000
  const asleep = options.lid ? 60_000 + random() * HOUR : 0
  const server = (at: number) => 1_800_000_000_000 + at + (at > lidAt ? asleep : 0)
  const monotonic = (at: number) => origin + at * drift
  const leg = (way: number) => base[way]! + random() * 200 + (random() < 1 / 30 ? random() * 3000 : 0)

  let clock: ClockOffset | null = null
  let at = 0
  const measure = () => {
    const samples = Array.from({ length: 5 }, (): Sample => {
      const sentAt = monotonic(at)
      const arrives = at + leg(0)
      at = arrives + leg(1)
      return { sentAt, receivedAt: monotonic(at), serverAt: server(arrives) }
    })
    clock = refined(clock, bestOffset(samples)!)
  }
  const wrong: number[] = []
  let opened = !options.lid
  measure()
  for (let next = 30_000; at < 600_000; next += 30_000) {
    for (; at < next; at += 500) {
      // Back in view: the page asks again at once.
      if (!opened && at > lidAt) {
        opened = true
        measure()
      }
      wrong.push(Math.abs(monotonic(at) + clock!.offsetMs - server(at)))
    }
    measure()
  }
  return wrong
}
const p99 = (values: number[]) => values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.99) - 1]!

describe('on a link with 200 ms of jitter', () => {
  it.each([false, true])('a page is wrong by at most 100 ms at p99, lid closed meanwhile: %s', (lid) => {
    const runs = Array.from({ length: 300 }, (_, seed) => skews(seed + 1, { lid }))
    expect(p99(runs.flat())).toBeLessThan(100)
    // Not only on average: nobody's page is wrong by more than it takes to notice.
    expect(Math.max(...runs.map(p99))).toBeLessThan(200)
  })
})
