import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Takes one of a key's points; false when none is left in this window. */
export type Limit = (key: string) => Promise<boolean>

/** `points` within each `seconds` for every key. */
export function createLimit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return (key) =>
    limiter.consume(key).then(
      () => true,
      () => false,
    )
}
