import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export type Point = readonly [number, number]

/** Sixteenths of a pixel: finer than any screen shows, and small as differences. */
const STEP = 16
/** Farther out than anybody draws, in scene pixels. */
const MAX_COORDINATE = 10_000_000

/** Whether this is a place on a board, or a length. */
export const isCoordinate = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= MAX_COORDINATE

/**
 * Points as bytes: varUint count, then for each point the signed varint differences to the one before, in sixteenths of a
 * pixel; then varUint number of pressures and a byte for each (0–255). A stroke of 300 points takes about 1.2 KB.
 */
export function encodePoints(points: readonly Point[], pressures: readonly number[] = []): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, points.length)
  let lastX = 0
  let lastY = 0
  for (const [x, y] of points) {
    // Without the zero that has a sign: it would be other bytes for the same place.
    const qx = Math.round(x * STEP) + 0
    const qy = Math.round(y * STEP) + 0
    encoding.writeVarInt(encoder, qx - lastX)
    encoding.writeVarInt(encoder, qy - lastY)
    lastX = qx
    lastY = qy
  }
  encoding.writeVarUint(encoder, pressures.length)
  for (const pressure of pressures) encoding.writeUint8(encoder, Math.round(Math.min(1, Math.max(0, pressure)) * 255))
  return encoding.toUint8Array(encoder)
}

/** The inverse, or null when the bytes are not points on a board. */
export function decodePoints(bytes: Uint8Array): { points: Point[]; pressures: number[] } | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    const count = decoding.readVarUint(decoder)
    if (count > bytes.length) return null
    const points: Point[] = []
    let x = 0
    let y = 0
    for (let index = 0; index < count; index++) {
      x += decoding.readVarInt(decoder)
      y += decoding.readVarInt(decoder)
      if (!isCoordinate(x / STEP) || !isCoordinate(y / STEP)) return null
      points.push([x / STEP, y / STEP])
    }
    const pressed = decoding.readVarUint(decoder)
    if (pressed > bytes.length - decoder.pos) return null
    const pressures = Array.from({ length: pressed }, () => decoding.readUint8(decoder) / 255)
    return { points, pressures }
  } catch {
    return null
  }
}
