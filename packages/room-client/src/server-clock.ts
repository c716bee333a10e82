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

const between = (low: number, high: number): ClockOffset => ({ offsetMs: (low + high) / 2, rttMs: high - low })

/**
 * The best estimate from several samples. Each says where the offset must lie: the server read its clock after the question
 * left and before the answer came. What lies within all of them is narrower than the best alone, for the quickest way there
 * and the quickest way back need not be of one exchange (Marzullo's intersection, as in NTP). Samples that contradict one
 * another, because the server's clock was set meanwhile, leave the one with the least round trip. The monotonic clock does not
 * care what the machine believes the time to be, so a clock that is an hour wrong changes nothing.
 */
export function bestOffset(samples: readonly Sample[]): ClockOffset | null {
  if (samples.length === 0) return null
  const bounds = samples.map(({ sentAt, receivedAt, serverAt }) => ({
    low: serverAt - receivedAt,
    high: serverAt + RESOLUTION_MS - sentAt,
  }))
  const low = Math.max(...bounds.map((bound) => bound.low))
  const high = Math.min(...bounds.map((bound) => bound.high))
  if (low <= high) return between(low, high)
  const quickest = bounds.reduce((best, bound) => (bound.high - bound.low < best.high - best.low ? bound : best))
  return between(quickest.low, quickest.high)
}
