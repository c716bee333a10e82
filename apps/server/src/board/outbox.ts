import type { Duplex } from 'node:stream'
import { PRESENCE_QUEUE_LIMIT, QUEUE_LIMIT } from './limits.ts'
import type { Piece } from './wire.ts'

/**
 * What goes to one reader, in three kinds: what it follows live, what it catches up on piece by piece as it reads, and a few
 * words that must arrive whatever else does. However slow it is, no more than the queue's limit and one message wait for it.
 */
export interface Outbox {
  /** A message of many readers. False when it was not taken, since the reader is behind. */
  push(message: Uint8Array): boolean
  /** A word that must arrive; a later one under the same key replaces one still waiting. */
  tell(key: string, message: Uint8Array): void
  /** For what need not arrive: dropped when anything much is waiting. */
  offer(message: Uint8Array): void
  /** Sends pieces as the reader has room. A second request waits for the first to end, a third takes the second's place. */
  follow(pieces: Iterator<Piece>): void
  /** Forgets what it would have sent. False when it is in the middle of a message and cannot. */
  stop(): boolean
  readonly isFollowing: boolean
  readonly queued: number
}

export function createOutbox(socket: Duplex, isOpen: () => boolean): Outbox {
  const told = new Map<string, Uint8Array>()
  let pieces: Iterator<Piece> | null = null
  let next: Iterator<Piece> | null = null
  let isInMessage = false
  const hasRoom = () => socket.writableLength <= QUEUE_LIMIT

  function pump(): void {
    while (isOpen() && hasRoom()) {
      if (!isInMessage && told.size > 0) {
        for (const message of told.values()) socket.write(message)
        told.clear()
        continue
      }
      if (!pieces) return
      const step = pieces.next()
      if (step.done) {
        pieces = next
        next = null
        continue
      }
      for (const bytes of step.value.bytes) socket.write(bytes)
      isInMessage = !step.value.ends
    }
  }
  socket.on('drain', pump)

  return {
    push(message) {
      if (pieces || !isOpen() || !hasRoom()) return false
      socket.write(message)
      return true
    },
    tell(key, message) {
      if (!isOpen()) return
      told.set(key, message)
      pump()
    },
    offer(message) {
      if (isOpen() && !isInMessage && socket.writableLength < PRESENCE_QUEUE_LIMIT) socket.write(message)
    },
    follow(wanted) {
      if (pieces) next = wanted
      else pieces = wanted
      pump()
    },
    stop() {
      pieces = next = null
      return !isInMessage
    },
    get isFollowing() {
      return pieces !== null
    },
    get queued() {
      return socket.writableLength
    },
  }
}
