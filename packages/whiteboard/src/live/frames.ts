import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { decodePoints, encodePoints, isColour, isCoordinate, type Bounds, type Point } from '../schema/index.ts'

/** Shapes in progress, and `selection`: what is being moved. */
export const shapeTypes = ['rectangle', 'ellipse', 'diamond', 'frame', 'selection'] as const
export type ShapeType = (typeof shapeTypes)[number]

/*
 * What is relayed and never stored. A frame is `varUint kind` and:
 *
 *     1 cursor   varInt x, varInt y, varUint laser (0 or 1)            scene pixels
 *     2 stroke   varString colour, varUint width in quarters, varUint first (1: a new stroke), varUint8Array points (schema/points)
 *     3 shape    varString colour, varUint type (place in shapeTypes), varInt x, y, width, height
 *     4 done     (nothing in progress any longer)
 */
export type LiveFrame =
  | { readonly kind: 'cursor'; readonly x: number; readonly y: number; readonly laser: boolean }
  | {
      readonly kind: 'stroke'
      readonly colour: string
      readonly width: number
      readonly first: boolean
      readonly points: readonly Point[]
    }
  | ({ readonly kind: 'shape'; readonly colour: string; readonly type: ShapeType } & Bounds)
  | { readonly kind: 'done' }

const MAX_POINTS = 2000
const WIDEST = 100

export function encodeLive(frame: LiveFrame): Uint8Array {
  const encoder = encoding.createEncoder()
  const integers = (...values: number[]) =>
    values.forEach((value) => encoding.writeVarInt(encoder, Math.round(value) + 0))
  switch (frame.kind) {
    case 'cursor':
      encoding.writeVarUint(encoder, 1)
      integers(frame.x, frame.y)
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
      encoding.writeVarUint(encoder, shapeTypes.indexOf(frame.type))
      integers(frame.x, frame.y, frame.width, frame.height)
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
    const integer = () => {
      const value = decoding.readVarInt(decoder)
      // What stands behind the end reads as nothing, not as a fault.
      if (!isCoordinate(value) || decoder.pos > bytes.length) throw new RangeError('no place on a board')
      return value
    }
    switch (decoding.readVarUint(decoder)) {
      case 1:
        return { kind: 'cursor', x: integer(), y: integer(), laser: decoding.readVarUint(decoder) === 1 }
      case 2: {
        const colour = decoding.readVarString(decoder)
        const width = Math.min(WIDEST, decoding.readVarUint(decoder) / 4)
        const first = decoding.readVarUint(decoder) === 1
        const points = decodePoints(decoding.readVarUint8Array(decoder))?.points
        return points && points.length <= MAX_POINTS && isColour(colour)
          ? { kind: 'stroke', colour, width, first, points }
          : null
      }
      case 3: {
        const colour = decoding.readVarString(decoder)
        const type = shapeTypes[decoding.readVarUint(decoder)]
        const bounds = { x: integer(), y: integer(), width: integer(), height: integer() }
        return type && isColour(colour) ? { kind: 'shape', colour, type, ...bounds } : null
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
