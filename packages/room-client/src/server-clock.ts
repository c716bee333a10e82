/** One exchange with the server: sent and received by this machine's monotonic clock, answered with the server's time (ms). */
export interface Sample {
  readonly sentAt: number
  readonly receivedAt: number
  readonly serverAt: number
}
/** The server's time is `monotonic + offsetMs`, wrong by at most half of `rttMs`; `measuredAt`: monotonic, ms. */
export interface ClockOffset {
  readonly offsetMs: number
  readonly rttMs: number
  readonly measuredAt: number
}

/** How long a good estimate is kept before worse ones: clocks drift. */
const KEEP_MS = 120_000
/** What two right estimates may differ by beyond their round trips: the drift of a bad clock over that time, and some. */
const DRIFT_MS = 30

const offsetOf = ({ sentAt, receivedAt, serverAt }: Sample): ClockOffset => ({
  offsetMs: serverAt - (sentAt + receivedAt) / 2,
  rttMs: receivedAt - sentAt,
  measuredAt: receivedAt,
})

/**
 * The best estimate from several samples: the one with the least round trip, as in Cristian's algorithm. The monotonic clock
 * does not care what the machine believes the time to be, so a clock that is an hour wrong changes nothing.
 */
export function bestOffset(samples: readonly Sample[]): ClockOffset | null {
  let best: ClockOffset | null = null
  for (const sample of samples) {
    const offset = offsetOf(sample)
    if (!best || offset.rttMs < best.rttMs) best = offset
  }
  return best
}

/**
 * The estimate to go on with. A good one is worth more than a bad one that came later, for a while. But where the two cannot
 * both be true, the monotonic clock stood still meanwhile, as it does behind a closed lid: then only the later one counts.
 */
export function refined(before: ClockOffset | null, next: ClockOffset): ClockOffset {
  if (!before) return next
  const contradicts = Math.abs(next.offsetMs - before.offsetMs) > (next.rttMs + before.rttMs) / 2 + DRIFT_MS
  const old = next.measuredAt - before.measuredAt > KEEP_MS
  return contradicts || old || next.rttMs <= before.rttMs * 2 ? next : before
}
