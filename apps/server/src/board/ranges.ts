/** Disjoint ranges of whole numbers in order: from, to, from, to … each without its `to`. */
export type Ranges = readonly number[]

/** Whether one of the ranges holds all from `from` up to `to`. */
export function covers(ranges: Ranges, from: number, to: number): boolean {
  let low = 0
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranges[middle * 2]! <= from) low = middle + 1
    else high = middle
  }
  return low > 0 && to <= ranges[low * 2 - 1]!
}

/** All that is in either; `added` in any order. */
export function union(ranges: Ranges, added: readonly (readonly [from: number, to: number])[]): Ranges {
  const sorted = added.toSorted((one, other) => one[0] - other[0])
  const result: number[] = []
  let at = 0
  const push = (from: number, to: number) => {
    const end = result.length - 1
    if (end > 0 && from <= result[end]!) result[end] = Math.max(result[end]!, to)
    else result.push(from, to)
  }
  for (const [from, to] of sorted) {
    for (; at < ranges.length && ranges[at]! <= from; at += 2) push(ranges[at]!, ranges[at + 1]!)
    push(from, to)
  }
  for (; at < ranges.length; at += 2) push(ranges[at]!, ranges[at + 1]!)
  return result
}
