import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { decodePoints, encodePoints, type Point } from '../schema/index.ts'

/*
 * What is relayed and never stored. A frame is `varUint kind` and:
 *
 *     1 cursor   varInt x, varInt y, varUint laser (0 or 1)            scene pixels
 *     2 stroke   varString colour, varUint width in quarters, varUint first (1: a new stroke), points (see schema/points)
 *     3 shape    varString colour, varString type, varInt x, y, width, height
 *     4 done     (nothing in progress any longer)
 */
export type LiveFrame =
  | { readonly kind: 'cursor'; readonly x: number; readonly y: number; readonly laser: boolean }
  | { readonly kind: 'stroke'; readonly colour: string; readonly width: number; readonly first: boolean; readonly points: readonly Point[] }
  | { readonly kind: 'shape'; readonly colour: string; readonly type: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | { readonly kind: 'done' }

const COLOUR = /^(#[0-9a-f]{3,8}|[a-z]{3,20})$/i
const MAX_POINTS = 2000

export function encodeLive(frame: LiveFrame): Uint8Array {
  const encoder = encoding.createEncoder()
  switch (frame.kind) {
    case 'cursor':
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarInt(encoder, Math.round(frame.x))
      encoding.writeVarInt(encoder, Math.round(frame.y))
      encoding.writeVarUint(encoder, frame.laser ? 1 : 0)
      break
    case 'stroke':
      encoding.writeVarUint(encoder, 2)
      encoding.writeVarString(encoder, frame.colour)
      encoding.writeVarUint(encoder, Math.round(frame.width * 4))
      encoding.writeVarUint(encoder, frame.first ? 1 : 0)
      encoding.writeVarUint8Array(encoder, encodePoints(frame.points))
      break
    case 'shape':
      encoding.writeVarUint(encoder, 3)
      encoding.writeVarString(encoder, frame.colour)
      encoding.writeVarString(encoder, frame.type)
      for (const value of [frame.x, frame.y, frame.width, frame.height]) encoding.writeVarInt(encoder, Math.round(value))
      break
    case 'done':
      encoding.writeVarUint(encoder, 4)
  }
  return encoding.toUint8Array(encoder)
}

/** The frame, or null when it is none: others' bytes are not to be trusted. */
export function decodeLive(bytes: Uint8Array): LiveFrame | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    switch (decoding.readVarUint(decoder)) {
      case 1:
        return { kind: 'cursor', x: decoding.readVarInt(decoder), y: decoding.readVarInt(decoder), laser: decoding.readVarUint(decoder) === 1 }
      case 2: {
        const colour = decoding.readVarString(decoder)
        const width = decoding.readVarUint(decoder) / 4
        const first = decoding.readVarUint(decoder) === 1
        const decoded = decodePoints(decoding.readVarUint8Array(decoder))
        if (!decoded || decoded.points.length > MAX_POINTS || !COLOUR.test(colour)) return null
        return { kind: 'stroke', colour, width: Math.min(width, 50), first, points: decoded.points }
      }
      case 3: {
        const colour = decoding.readVarString(decoder)
        const type = decoding.readVarString(decoder)
        const [x, y, width, height] = Array.from({ length: 4 }, () => decoding.readVarInt(decoder)) as [number, number, number, number]
        return COLOUR.test(colour) ? { kind: 'shape', colour, type, x, y, width, height } : null
      }
      case 4:
        return { kind: 'done' }
      default:
        return null
    }
  } catch {
    return null
  }
}
