import { PIECE_BYTES } from './limits.ts'

/**
 * A WebSocket message as it goes over the wire (RFC 6455, from a server: unmasked), so that a message for many readers is
 * framed once.
 */
export function wired(payload: Uint8Array): Buffer {
  return Buffer.concat([header(payload.length, BINARY, true), payload])
}

const BINARY = 2
const CONTINUATION = 0

function header(length: number, opcode: number, isLast: boolean): Buffer {
  const first = (isLast ? 0x80 : 0) | opcode
  if (length < 126) return Buffer.from([first, length])
  if (length < 1 << 16) return Buffer.from([first, 126, length >> 8, length & 255])
  const long = Buffer.alloc(10)
  long[0] = first
  long[1] = 127
  long.writeUInt32BE(length, 6)
  return long
}

/** A stretch of the wire. Between two that are not `ends` only control frames may be written. */
export interface Piece {
  readonly bytes: readonly Uint8Array[]
  readonly ends: boolean
}

/** A large message, start and rest, in fragments; the rest is not copied. */
export function* fragments(start: Uint8Array, rest: Uint8Array): Generator<Piece> {
  yield { bytes: [header(start.length, BINARY, false), start], ends: false }
  for (let at = 0; at < rest.length; at += PIECE_BYTES) {
    const part = rest.subarray(at, at + PIECE_BYTES)
    const ends = at + PIECE_BYTES >= rest.length
    yield { bytes: [header(part.length, CONTINUATION, ends), part], ends }
  }
}
