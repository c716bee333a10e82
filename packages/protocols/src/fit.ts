const HALF_MINUTE_MS = 30_000

/** What one step of a protocol would like of a session's time, ms; `times`: how many rounds it has. */
export interface Share {
  readonly default: number
  readonly min: number
  readonly max: number
  readonly times: number
}

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))

/** All steps longer or shorter by one factor, each within its bounds, so that together they come to `total`. */
function scaled(shares: readonly Share[], total: number): number[] {
  const at = (factor: number) => shares.map((share) => clamp(share.default * factor, share.min, share.max))
  const sum = (values: number[]) => values.reduce((all, value, index) => all + value * shares[index]!.times, 0)
  // The sum grows with the factor: double it until it is enough (or every step is at its most), then halve in on it.
  let low = 0
  let high = 1
  while (sum(at(high)) < total && high < 2 ** 20) high *= 2
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (sum(at(middle)) < total) low = middle
    else high = middle
  }
  return at(high)
}

/**
 * Fits steps to a total: for each share, the ms of each of its rounds. The sum is the total exactly, or, where the bounds do
 * not reach it, every step stands at its bound. Times are whole half-minutes as far as total and bounds are. What rounding
 * leaves goes where it is furthest from its due: to a step in all its rounds alike, else to steps outside rounds, and only
 * where none can take it to single rounds, the first first.
 */
export function fit(shares: readonly Share[], totalMs: number): number[][] {
  const bound = (pick: (share: Share) => number) => shares.reduce((all, share) => all + pick(share) * share.times, 0)
  const total = clamp(
    Math.round(totalMs),
    bound(({ min }) => min),
    bound(({ max }) => max),
  )
  const due = scaled(shares, total)
  const given = shares.map((share, index) =>
    Array.from({ length: share.times }, () =>
      clamp(Math.round(due[index]! / HALF_MINUTE_MS) * HALF_MINUTE_MS, share.min, share.max),
    ),
  )
  let rest = total - given.flat().reduce((all, value) => all + value, 0)
  const sign = Math.sign(rest)

  const room = (index: number, round = 0) =>
    sign > 0 ? shares[index]!.max - given[index]![round]! : given[index]![round]! - shares[index]!.min
  const lack = (index: number) => (due[index]! - given[index]![0]!) * sign
  const add = (index: number, ms: number) => {
    given[index] = given[index]!.map((value) => value + sign * ms)
    rest -= sign * ms * shares[index]!.times
  }
  const neediest = (takes: (share: Share, index: number) => boolean) =>
    shares.flatMap((share, index) => (takes(share, index) ? [index] : [])).sort((a, b) => lack(b) - lack(a))[0]

  for (;;) {
    const index = neediest(
      ({ times }, index) => HALF_MINUTE_MS * times <= Math.abs(rest) && room(index) >= HALF_MINUTE_MS,
    )
    if (index === undefined) break
    add(index, HALF_MINUTE_MS)
  }
  for (;;) {
    const index = neediest(({ times }, index) => times === 1 && room(index) > 0)
    if (index === undefined || rest === 0) break
    add(index, Math.min(Math.abs(rest), room(index)))
  }
  for (const [index, rounds] of given.entries())
    for (const round of rounds.keys()) {
      const ms = Math.min(Math.abs(rest), room(index, round), HALF_MINUTE_MS)
      rounds[round]! += sign * ms
      rest -= sign * ms
    }
  return given
}
