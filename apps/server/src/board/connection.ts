import type { Duplex } from 'node:stream'
import type { Actor, BoardAccess } from '@copse/contract'
import type { WebSocket } from 'ws'
import { createBucket } from './bucket.ts'
import * as limits from './limits.ts'
import { createOutbox, type Outbox } from './outbox.ts'

const LIVENESS_MS = 30_000

/** One socket on one board. */
export interface Connection {
  readonly id: number
  readonly actor: Actor
  /** Speaks our frames beyond the y-websocket protocol. */
  readonly copse: boolean
  access: BoardAccess
  reason: string
  /** The last row of the log this reader was sent; null until it asks for the board. */
  position: number | null
  /** Update messages taken so far. */
  updates: number
  /** It was asked for edits that the board lacks and has not answered: nothing of it is acknowledged until then. */
  isAsked: boolean
  /** The awareness client it speaks for, and what it last said. */
  presence: { client: number; clock: number; body: Uint8Array } | null
  readonly out: Outbox
  readonly may: Readonly<
    Record<'frame' | 'update' | 'updateBytes' | 'request' | 'live' | 'awareness', (cost?: number) => boolean>
  >
  /** Frames that come from now on wait until they are released; how many wait already. */
  hold(): number
  /** Takes the first frames that wait; not told how many, all of them and those that come from now on. */
  release(first?: number): void
  close(code: number, reason: string): void
}

export function createConnection(options: {
  id: number
  socket: WebSocket
  raw: Duplex
  actor: Actor
  copse: boolean
  now: () => number
  receive: (connection: Connection, frame: Uint8Array) => void
}): Connection {
  const { id, socket, raw, actor, copse, now, receive } = options
  let isAlive = true
  socket.on('pong', () => (isAlive = true))
  const pulse = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, LIVENESS_MS)
  pulse.unref()
  socket.once('close', () => clearInterval(pulse))
  // The protocol's own faults (a frame too large, bad bits) have been answered by a close with their code.
  socket.on('error', () => undefined)

  /** While the reader's access is asked for its frames wait here; nothing more is read from it meanwhile. */
  let held: Uint8Array[] | null = []
  socket.pause()

  const isOpen = () => socket.readyState === socket.OPEN
  const connection: Connection = {
    id,
    actor,
    copse,
    access: 'hidden',
    reason: '',
    position: null,
    updates: 0,
    isAsked: false,
    presence: null,
    out: createOutbox(raw, isOpen),
    may: {
      frame: createBucket(limits.frameRate, now),
      update: createBucket(limits.updateRate, now),
      updateBytes: createBucket(limits.updateBytesRate, now),
      request: createBucket(limits.stateRequestRate, now),
      live: createBucket(limits.liveRate, now),
      awareness: createBucket(limits.awarenessRate, now),
    },
    hold() {
      socket.pause()
      held ??= []
      return held.length
    },
    release(first) {
      if (!held) return
      const frames = first === undefined ? held : held.splice(0, first)
      if (first === undefined) held = null
      for (const frame of frames) if (isOpen()) receive(connection, frame)
      if (!held) socket.resume()
    },
    close(code, text) {
      socket.close(code, text)
      // Its answer has to be read.
      socket.resume()
    },
  }
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isOpen()) return
    if (!isBinary) return connection.close(1003, 'binary frames only')
    if (!connection.may.frame()) return connection.close(1008, 'too many messages')
    const frame = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    if (held) held.push(frame)
    else receive(connection, frame)
  })
  return connection
}
