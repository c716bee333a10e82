/** Tokens refilled steadily: bursts are fine, floods are not. False: not that many left, nothing was taken. */
export function createBucket(
  rate: { perSecond: number; burst: number },
  now: () => number,
): (cost?: number) => boolean {
  let tokens = rate.burst
  let last = now()
  return (cost = 1) => {
    const at = now()
    // A clock set back gives nothing and takes nothing.
    tokens = Math.min(rate.burst, tokens + (Math.max(0, at - last) / 1000) * rate.perSecond)
    last = at
    if (tokens < cost) return false
    tokens -= cost
    return true
  }
}
