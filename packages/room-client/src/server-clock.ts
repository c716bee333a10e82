/** One exchange with the server: sent and received by this machine's monotonic clock, answered with the server's time (ms). */
export interface Sample {
  readonly sentAt: number
  readonly receivedAt: number
  readonly serverAt: number
}
/** The server's time is `monotonic + offsetMs`, wrong by at most half of `rttMs`. */
export interface ClockOffset {
  readonly offsetMs: number
  readonly rttMs: number
}

/** The server answers in whole milliseconds: its clock stood anywhere within the one it names. */
const RESOLUTION_MS = 1
/** Samples older than this do not count: clocks drift. */
const KEPT_MS = 120_000
/** What right samples may differ by beyond their round trips: the drift of a bad clock over that time, and some. */
const DRIFT_MS = 30

/** Where the offset must lie: the server read its clock after the question left and before the answer came. */
const boundsOf = ({ sentAt, receivedAt, serverAt }: Sample) => ({
  low: serverAt - receivedAt,
  high: serverAt + RESOLUTION_MS - sentAt,
})
const between = (low: number, high: number): ClockOffset => ({ offsetMs: (low + high) / 2, rttMs: high - low })

/**
 * The best estimate from several samples: what lies within the bounds of all is narrower than the best alone, for the quickest way
 * there and the quickest way back need not be of one exchange (Marzullo's intersection, as in NTP). Where drift leaves nothing in
 * common, the one with the least round trip. The monotonic clock does not care what the machine believes the time to be, so a clock
 * that is an hour wrong changes nothing.
 */
export function bestOffset(samples: readonly Sample[]): ClockOffset | null {
  if (samples.length === 0) return null
  const bounds = samples.map(boundsOf)
  const low = Math.max(...bounds.map((bound) => bound.low))
  const high = Math.min(...bounds.map((bound) => bound.high))
  if (low <= high) return between(low, high)
  const quickest = bounds.reduce((best, bound) => (bound.high - bound.low < best.high - best.low ? bound : best))
  return between(quickest.low, quickest.high)
}

/**
 * The samples to go on with. Where the new one cannot be true beside one before, the monotonic clock stood still meanwhile, as it does
 * behind a closed lid, or the server's clock was set: then only the new one counts.
 */
export function learned(before: readonly Sample[], next: Sample): readonly Sample[] {
  const { low, high } = boundsOf(next)
  const kept = before.filter(({ receivedAt }) => next.receivedAt - receivedAt < KEPT_MS)
  const agrees = kept.map(boundsOf).every((bound) => low <= bound.high + DRIFT_MS && bound.low <= high + DRIFT_MS)
  return agrees ? [...kept, next] : [next]
}
