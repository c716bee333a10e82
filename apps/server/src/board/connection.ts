import { BOARD_LIVE_LIMIT, type Actor, type BoardAccess } from '@copse/contract'
import type { WebSocket } from 'ws'

/** Past this many bytes waiting a reader gets nothing more until it has read them; then it gets what it missed. */
const QUEUE_LIMIT = 1 << 20
const LIVENESS_MS = 30_000

/** A bucket of tokens refilled steadily: bursts are fine, floods are not. */
export function createBucket(perSecond: number, burst: number, now: () => number): () => boolean {
  let tokens = burst
  let last = now()
  return () => {
    const at = now()
    tokens = Math.min(burst, tokens + ((at - last) / 1000) * perSecond)
    last = at
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}

/** One socket on one board. */
export interface Connection {
  readonly id: number
  readonly actor: Actor
  /** Speaks our four frames beyond the y-websocket protocol. */
  readonly copse: boolean
  access: BoardAccess
  reason: string
  /** The last row of the log this reader was sent. */
  sentSeq: number
  /** Its reader is slow: nothing is sent until the queue is empty, then a resynchronisation. */
  lagging: boolean
  /** Update messages taken so far, and the one awareness client it speaks for. */
  updates: number
  awareness: { client: number; clock: number } | null
  readonly mayUpdate: () => boolean
  readonly maySync: () => boolean
  readonly mayLive: () => boolean
  readonly mayAware: () => boolean
  /** False when the frame was held back; the connection is then lagging. */
  send(frame: Uint8Array): boolean
  /** For what need not arrive: dropped when the queue is long. */
  offer(frame: Uint8Array): void
  idle(): boolean
  close(code: number, reason: string): void
}

export function createConnection(options: {
  id: number
  socket: WebSocket
  actor: Actor
  copse: boolean
  access: BoardAccess
  reason: string
  now: () => number
}): Connection {
  const { id, socket, actor, copse, access, reason, now } = options
  let alive = true
  socket.on('pong', () => (alive = true))
  const pulse = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, LIVENESS_MS)
  pulse.unref()
  socket.once('close', () => clearInterval(pulse))

  const connection: Connection = {
    id,
    actor,
    copse,
    access,
    reason,
    sentSeq: 0,
    lagging: false,
    updates: 0,
    awareness: null,
    mayUpdate: createBucket(120, 600, now),
    maySync: createBucket(2, 10, now),
    mayLive: createBucket(60, 120, now),
    mayAware: createBucket(30, 60, now),
    send(frame) {
      if (connection.lagging || socket.readyState !== socket.OPEN) return false
      if (socket.bufferedAmount > QUEUE_LIMIT) {
        connection.lagging = true
        return false
      }
      socket.send(frame)
      return true
    },
    offer(frame) {
      if (socket.readyState === socket.OPEN && socket.bufferedAmount < BOARD_LIVE_LIMIT * 4) socket.send(frame)
    },
    idle: () => socket.bufferedAmount === 0,
    close: (code, text) => socket.close(code, text),
  }
  return connection
}
