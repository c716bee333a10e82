/** A step as the engine fitted it: its minutes in each round, and what they may be. */
export interface Fitted {
  readonly rounds: readonly number[]
  readonly min: number
  readonly max: number
}

/** What minutes are written in: halves where they do, else quarters. */
const GRAINS = [0.5, 0.25]

/**
 * One number of minutes for all rounds of each step. A session may give one round half a minute more than the next; a protocol
 * has one number for them all. Where the rounds differ, the numbers nearest to them (by squares) whose sum is `total`; where no
 * halves and no quarters of a minute within the bounds come to it, the sum nearest to it.
 */
export function even(steps: readonly Fitted[], total: number): number[] {
  const means = steps.map(({ rounds }) => rounds.reduce((sum, minutes) => sum + minutes, 0) / rounds.length)
  if (steps.every(({ rounds }) => rounds.every((minutes) => minutes === rounds[0]))) return means
  const sumOf = (minutes: readonly number[]) =>
    minutes.reduce((sum, value, index) => sum + value * steps[index]!.rounds.length, 0)
  let best: number[] | null = null
  for (const grain of GRAINS) {
    const found = nearest(steps, means, total, grain)
    if (!best || Math.abs(sumOf(found) - total) < Math.abs(sumOf(best) - total)) best = found
  }
  return best!
}

/**
 * Step by step, for each sum that can be reached so far: how far from the means one must go for it, and what the last step takes
 * then. Sums are counted in grains above everyone's least.
 */
function nearest(steps: readonly Fitted[], means: readonly number[], total: number, grain: number): number[] {
  const parts = steps.map(({ rounds, min, max }, index) => {
    const [low, high] = [Math.ceil(min / grain), Math.floor(max / grain)]
    // Between two bounds without such a number a step keeps what it has.
    return low > high
      ? { times: rounds.length, least: means[index]!, choices: 1 }
      : { times: rounds.length, least: low * grain, choices: high - low + 1 }
  })
  const least = parts.reduce((sum, part) => sum + part.least * part.times, 0)
  const wanted = Math.max(0, (total - least) / grain)
  const most = Math.ceil(wanted) + Math.max(...parts.map(({ times }) => times))
  let costs = new Float64Array(most + 1).fill(Infinity)
  costs[0] = 0
  const taken = parts.map(({ times, least, choices }, index) => {
    const next = new Float64Array(most + 1).fill(Infinity)
    const choice = new Uint16Array(most + 1)
    for (let more = 0; more < choices && more * times <= most; more++) {
      const cost = times * (least + more * grain - means[index]!) ** 2
      for (let sum = more * times; sum <= most; sum++) {
        const all = costs[sum - more * times]! + cost
        if (all >= next[sum]!) continue
        next[sum] = all
        choice[sum] = more
      }
    }
    costs = next
    return choice
  })
  let sum = 0
  for (let one = 1; one <= most; one++)
    if (costs[one]! < Infinity && Math.abs(one - wanted) < Math.abs(sum - wanted)) sum = one
  return parts
    .map((part, index) => ({ part, choice: taken[index]! }))
    .toReversed()
    .map(({ part, choice }) => {
      const more = choice[sum]!
      sum -= more * part.times
      return part.least + more * grain
    })
    .toReversed()
}
