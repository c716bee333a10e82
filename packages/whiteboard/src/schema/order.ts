import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import type { BoardElement } from './element.ts'

type Placed = Pick<BoardElement, 'index' | 'id'>

/** The order elements are drawn in, the same for everyone: by fractional index, ties by id. */
export const byIndex = (one: Placed, other: Placed): number => {
  const a = one.index ?? ''
  const b = other.index ?? ''
  return a < b ? -1 : a > b ? 1 : one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

/** Whether this is a fractional index others can be put before and behind. */
export function isIndex(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 200 || !/^[0-9A-Za-z]+$/.test(value)) return false
  try {
    generateKeyBetween(value, null)
    return true
  } catch {
    return false
  }
}

/** `count` indices in front of everything in a scene that is in order. */
export const indicesInFront = (scene: readonly Placed[], count: number): string[] =>
  generateNKeysBetween(scene.at(-1)?.index ?? null, null, count)

/**
 * The indices to show a scene with that is in order: each greater than the one before, with new ones where there are ties or none.
 * Derived alike by everyone, and never written back.
 */
export function strictIndices(ordered: readonly Placed[]): string[] {
  const indices: string[] = []
  const stands = (at: number, low: string | null) =>
    ordered[at]!.index !== null && (low === null || ordered[at]!.index! > low)
  while (indices.length < ordered.length) {
    const from = indices.length
    const low = indices.at(-1) ?? null
    let until = from
    while (until < ordered.length && !stands(until, low)) until += 1
    const next = ordered[until]?.index ?? null
    if (until > from) indices.push(...generateNKeysBetween(low, next, until - from))
    else indices.push(next!)
  }
  return indices
}
