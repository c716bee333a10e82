/**
 * Numbers in [0, 1) from a seed: the same seed, the same numbers, so that a decision can be repeated. Not for secrets.
 * Source: mulberry32 (Tommy Ettinger, public domain).
 */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A new list in an order of chance. Source: Fisher and Yates. */
export function shuffled<Item>(items: readonly Item[], chance: () => number): Item[] {
  const list = [...items]
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1))
    ;[list[last], list[other]] = [list[other]!, list[last]!]
  }
  return list
}
