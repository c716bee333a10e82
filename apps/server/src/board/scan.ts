import * as decoding from 'lib0/decoding'
import { NESTING_LIMIT, UPDATE_PARTS_LIMIT } from './limits.ts'

/** What an update consists of, without its content. */
export interface Scan {
  /** For each client the stretch of its edits that the update holds. */
  readonly sections: ReadonlyMap<number, { readonly from: number; readonly to: number }>
  /** Four numbers each: an edit (client, clock) names another (client, clock) as its neighbour or parent. */
  readonly references: readonly number[]
  readonly deletions: ReadonlyMap<number, readonly (readonly [from: number, to: number])[]>
  /** It says itself that something is left out in the middle. */
  readonly hasHoles: boolean
}

export class Oversize extends Error {}
class Malformed extends Error {}
const HOLE = 10

const refuseUnless: (condition: boolean) => asserts condition = (condition) => {
  if (!condition) throw new Malformed()
}
const whole = (decoder: decoding.Decoder): number => {
  const value = decoding.readVarUint(decoder)
  refuseUnless(Number.isSafeInteger(value))
  return value
}

/**
 * Reads an update of Yjs' first encoding as Yjs reads it, but makes nothing of it: no struct, no document, no array of a size
 * the sender claims. It is stricter where applying is more forgiving than is good: every client once, no empty or
 * leftover parts, no subdocuments, no nesting that could overflow somebody's stack. Throws: Oversize past the limit of parts,
 * anything else for what is malformed.
 */
export function scan(update: Uint8Array): Scan {
  const decoder = decoding.createDecoder(update)
  let parts = 0
  const count = () => {
    if (++parts > UPDATE_PARTS_LIMIT) throw new Oversize()
  }

  const sections = new Map<number, { from: number; to: number }>()
  const references: number[] = []
  let hasHoles = false
  for (let left = whole(decoder); left > 0; left--) {
    const structs = whole(decoder)
    const client = whole(decoder)
    const from = whole(decoder)
    refuseUnless(structs > 0 && !sections.has(client))
    let clock = from
    for (let index = 0; index < structs; index++) {
      count()
      if (decoder.arr[decoder.pos] === HOLE) {
        hasHoles = true
        decoder.pos++
        clock += whole(decoder)
      } else clock += struct(decoder, client, clock, references)
      refuseUnless(Number.isSafeInteger(clock))
    }
    sections.set(client, { from, to: clock })
  }

  const deletions = new Map<number, [number, number][]>()
  for (let left = whole(decoder); left > 0; left--) {
    count()
    const client = whole(decoder)
    refuseUnless(!deletions.has(client))
    const ranges: [number, number][] = []
    for (let index = whole(decoder); index > 0; index--) {
      count()
      const from = whole(decoder)
      const length = whole(decoder)
      refuseUnless(length > 0 && Number.isSafeInteger(from + length))
      ranges.push([from, from + length])
    }
    deletions.set(client, ranges)
  }
  refuseUnless(decoder.pos === update.length)
  return { sections, references, deletions, hasHoles }
}

/** One struct: its length in the client's clock. */
function struct(decoder: decoding.Decoder, client: number, clock: number, references: number[]): number {
  const info = decoding.readUint8(decoder)
  const kind = info & 31
  let length: number
  if (kind === 0) length = whole(decoder)
  else {
    const id = () => {
      const otherClient = whole(decoder)
      const otherClock = whole(decoder)
      // Of the same client only what came before: applying does not check that, and fails on it.
      refuseUnless(otherClient !== client || otherClock < clock)
      references.push(client, clock, otherClient, otherClock)
    }
    const hasLeft = (info & 128) !== 0
    const hasRight = (info & 64) !== 0
    if (hasLeft) id()
    if (hasRight) id()
    if (!hasLeft && !hasRight) {
      if (whole(decoder) === 1) decoding.readVarString(decoder)
      else id()
      if (info & 32) decoding.readVarString(decoder)
    }
    length = content(decoder, kind)
  }
  refuseUnless(length > 0)
  return length
}

/** The content of an item: how many places it takes. */
function content(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return whole(decoder)
    case 2: {
      // JSON
      const length = whole(decoder)
      for (let index = 0; index < length; index++) {
        const text = decoding.readVarString(decoder)
        if (text !== 'undefined') json(text)
      }
      return length
    }
    case 3: // binary
      decoding.readVarUint8Array(decoder)
      return 1
    case 4: // text
      return decoding.readVarString(decoder).length
    case 5: // embed
      json(decoding.readVarString(decoder))
      return 1
    case 6: // format
      decoding.readVarString(decoder)
      json(decoding.readVarString(decoder))
      return 1
    case 7: {
      // a shared type: array, map, text, and the XML ones, two of which are named
      const type = whole(decoder)
      refuseUnless(type <= 6)
      if (type === 3 || type === 5) decoding.readVarString(decoder)
      return 1
    }
    case 8: {
      const length = whole(decoder)
      for (let index = 0; index < length; index++) value(decoder, 0)
      return length
    }
    default:
      // Subdocuments (9) are nothing a board has; the rest does not exist.
      throw new Malformed()
  }
}

/** A plain value of lib0's encoding. */
function value(decoder: decoding.Decoder, depth: number): void {
  refuseUnless(depth <= NESTING_LIMIT && decoder.pos < decoder.arr.length)
  const type = decoder.arr[decoder.pos]!
  if (type !== 118 && type !== 117) return void decoding.readAny(decoder)
  decoder.pos++
  for (let left = whole(decoder); left > 0; left--) {
    if (type === 118) decoding.readVarString(decoder)
    value(decoder, depth + 1)
  }
}

function json(text: string): void {
  JSON.parse(text)
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') refuseUnless(++depth <= NESTING_LIMIT)
    else if (token === ']' || token === '}') depth--
  }
}
