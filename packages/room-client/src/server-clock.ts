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

const offsetOf = ({ sentAt, receivedAt, serverAt }: Sample): ClockOffset => ({
  offsetMs: serverAt - (sentAt + receivedAt) / 2,
  rttMs: receivedAt - sentAt,
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
