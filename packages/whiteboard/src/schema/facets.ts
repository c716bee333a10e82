import * as Y from 'yjs'
import { admit, fieldsFor, hasPoints } from './admit.ts'
import type { BoardElement } from './element.ts'
import { decodePoints, encodePoints } from './points.ts'

/**
 * An element as the document keeps it: four values, so that moving it writes its place alone, and two people changing different
 * facets of it both keep their change.
 */
export interface Facets {
  readonly v: readonly [version: number, nonce: number]
  readonly t: readonly [x: number, y: number, width: number, height: number, angle: number, index: string | null]
  /** Points and pressures as bytes; see points.ts. */
  readonly g: Uint8Array | null
  /** Everything else that is not at its default. */
  readonly r: Readonly<Record<string, unknown>>
}
export type FacetMap = Y.Map<unknown>
export const facetNames = ['v', 't', 'g', 'r'] as const

/** An admitted element in its facets. */
export function split(element: BoardElement): Facets {
  const { version, versionNonce, x, y, width, height, angle, index, type, points, pressures } = element
  const rest: Record<string, unknown> = { type }
  for (const [name, [, fallback]] of fieldsFor(type)) {
    const value = element[name]
    if (name === 'originalText' ? value !== element.text : JSON.stringify(value) !== JSON.stringify(fallback))
      rest[name] = value
  }
  return {
    v: [version, versionNonce],
    t: [x, y, width, height, angle, index],
    g: hasPoints(type) ? encodePoints(points!, element.simulatePressure ? [] : pressures) : null,
    r: rest,
  }
}

export const sameFacet = (one: unknown, other: unknown): boolean =>
  one instanceof Uint8Array && other instanceof Uint8Array
    ? one.length === other.length && one.every((byte, index) => byte === other[index])
    : JSON.stringify(one) === JSON.stringify(other)

interface Joined {
  readonly values: readonly unknown[]
  readonly element: BoardElement | null
}
const joined = new WeakMap<FacetMap, Joined>()

/**
 * An element from its facets, or null when they make none. As long as no facet changes the answer is the same frozen object, so that
 * reading a whole board again costs next to nothing, and identity says whether something changed.
 */
export function join(id: string, facets: unknown): BoardElement | null {
  if (!(facets instanceof Y.Map)) return null
  const values = facetNames.map((name) => facets.get(name) as unknown)
  const before = joined.get(facets)
  if (before?.values.every((value, at) => value === values[at])) return before.element
  const element = read(id, values)
  if (element) Object.freeze(element)
  joined.set(facets, { values, element })
  return element
}

function read(id: string, [v, t, g, r]: readonly unknown[]): BoardElement | null {
  if (!Array.isArray(v) || !Array.isArray(t) || typeof r !== 'object' || r === null) return null
  const [version, versionNonce] = v as unknown[]
  const [x, y, width, height, angle, index] = t as unknown[]
  const geometry = g instanceof Uint8Array ? decodePoints(g) : null
  return admit({
    ...r,
    ...geometry,
    points: geometry?.points,
    id,
    x,
    y,
    width,
    height,
    angle,
    index,
    version,
    versionNonce,
  })
}
