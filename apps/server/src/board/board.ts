import { BOARD_LIVE_LIMIT, boardAccessCode, type BoardAccess, type PersonId, type RefusalCode } from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { admit } from './extent.ts'
import type { Connection } from './connection.ts'
import * as frames from './frames.ts'
import type { LoadedBoard, LogRow } from './log-worker.ts'

/** A board is full past this many bytes of updates, merged ones counted once. */
const BOARD_LIMIT = 32 << 20
const COMPACT_AFTER_ROWS = 500
/** A merged state larger than this is sent whole to whoever returns, rather than searched for what they miss. */
const DIFF_LIMIT = 256 << 10
const AWARENESS_LIMIT = 4 << 10

export interface BoardHost {
  readonly now: () => number
  /** Puts a row in the next commit; `done` is called once it is on disk. */
  commit(row: LogRow, done: () => void): void
  compact(board: string): Promise<{ base: Uint8Array; seq: number }>
  fail(error: unknown): void
}

/**
 * One open board: no document, only the merged state, the rows since, and how far each client's edits go. An update goes
 * admit → commit → fan-out, so that what anyone has seen is on disk.
 */
export function createBoard(id: string, loaded: LoadedBoard, host: BoardHost) {
  let { base, baseSeq } = loaded
  let tail = [...loaded.tail]
  let seq = tail.at(-1)?.seq ?? baseSeq
  let bytes = (base?.byteLength ?? 0) + tail.reduce((total, { update }) => total + update.byteLength, 0)
  let compacting = false
  const { extent } = loaded
  const connections = new Set<Connection>()

  function sendAll(connection: Connection, after: number): void {
    // What a reader missed: the rows since, or, when they have been merged meanwhile, everything.
    const whole = after < baseSeq
    if (whole && base && !connection.send(frames.updateFrame(base))) return
    for (const row of tail) if ((whole || row.seq > after) && !connection.send(frames.updateFrame(row.update))) return
    connection.sentSeq = tail.at(-1)?.seq ?? baseSeq
  }

  /** Answers a state request: all as updates to a newcomer, what they miss to someone who returns, then an end mark. */
  function synchronise(connection: Connection, theirs: Map<number, number>): void {
    if (theirs.size > 0 && base && base.byteLength <= DIFF_LIMIT) {
      const missing = Y.diffUpdate(base, Y.encodeStateVector(theirs))
      if (!connection.send(frames.updateFrame(missing))) return
      sendAll(connection, baseSeq)
    } else sendAll(connection, -1)
    connection.send(frames.stateFrame(frames.EMPTY_UPDATE))
    connection.send(frames.stateRequest(extent.clocks))
  }

  function fanOut(row: LogRow, from: Connection | null): void {
    tail.push({ seq: row.seq, update: row.update })
    const frame = frames.updateFrame(row.update)
    for (const connection of connections) {
      if (connection.access === 'hidden') continue
      if (connection === from) connection.sentSeq = row.seq
      else if (connection.send(frame)) connection.sentSeq = row.seq
    }
    if (tail.length >= COMPACT_AFTER_ROWS && !compacting) void compact()
  }

  async function compact(): Promise<void> {
    compacting = true
    try {
      const merged = await host.compact(id)
      base = merged.base
      baseSeq = merged.seq
      tail = tail.filter((row) => row.seq > merged.seq)
      bytes = base.byteLength + tail.reduce((total, { update }) => total + update.byteLength, 0)
    } catch (error) {
      host.fail(error)
    } finally {
      compacting = false
    }
  }

  function refuse(connection: Connection, code: RefusalCode): void {
    if (connection.copse) connection.send(frames.refusedFrame(code))
  }

  function take(connection: Connection, update: Uint8Array): void {
    const count = ++connection.updates
    const acknowledge = () => connection.copse && connection.send(frames.committedFrame(count))
    // An empty step 2 is how clients say that they have nothing new.
    if (update.length === 2 && update[0] === 0 && update[1] === 0) return void acknowledge()
    if (!connection.mayUpdate()) return refuse(connection, 'rate.limited')
    const judged = admit(update, extent)
    if (judged.outcome === 'malformed') return connection.close(1007, 'malformed update')
    if (judged.outcome === 'gap') return void connection.send(frames.stateRequest(extent.clocks))
    // Nothing new (a client that returns repeats itself): acknowledged, whoever sends it.
    if (!judged.changes) return void acknowledge()
    if (connection.access !== 'write') return refuse(connection, 'board.read-only')
    if (bytes + update.byteLength > BOARD_LIMIT) return refuse(connection, 'board.full')
    judged.take()
    bytes += update.byteLength
    const row: LogRow = { board: id, seq: ++seq, at: host.now(), person: connection.actor.personId, update }
    host.commit(row, () => {
      fanOut(row, connection)
      acknowledge()
    })
  }

  /** One client each, no more: the id an awareness message speaks for is the connection's own from its first message on. */
  function aware(connection: Connection, body: Uint8Array): void {
    if (body.byteLength > AWARENESS_LIMIT || !connection.mayAware()) return
    let client: number, clock: number
    try {
      const decoder = decoding.createDecoder(body)
      if (decoding.readVarUint(decoder) !== 1) return
      client = decoding.readVarUint(decoder)
      clock = decoding.readVarUint(decoder)
      JSON.parse(decoding.readVarString(decoder))
    } catch {
      return
    }
    if (connection.awareness && connection.awareness.client !== client) return
    connection.awareness = { client, clock }
    const frame = frames.awarenessFrame(body)
    for (const other of connections) if (other !== connection && other.access !== 'hidden') other.offer(frame)
  }

  function live(connection: Connection, payload: Uint8Array): void {
    if (payload.byteLength > BOARD_LIVE_LIMIT || connection.access === 'hidden' || !connection.mayLive()) return
    const frame = frames.liveFrame(connection.id, payload)
    for (const other of connections)
      if (other !== connection && other.copse && other.access !== 'hidden') other.offer(frame)
  }

  const tellAccess = (connection: Connection) =>
    connection.copse && connection.send(frames.accessFrame(boardAccessCode[connection.access], connection.reason))

  return {
    id,
    connections,
    join(connection: Connection): void {
      connections.add(connection)
      tellAccess(connection)
      if (connection.access !== 'hidden') connection.send(frames.stateRequest(extent.clocks))
      for (const other of connections) {
        if (other === connection) continue
        if (connection.copse) connection.send(frames.peerFrame(other.id, other.actor.personId))
        if (other.copse) other.offer(frames.peerFrame(connection.id, connection.actor.personId))
      }
    },
    leave(connection: Connection): void {
      connections.delete(connection)
      const gone = connection.awareness
      const farewell = gone && frames.awarenessFrame(absent(gone.client, gone.clock + 1))
      for (const other of connections) {
        if (other.copse) other.offer(frames.peerFrame(connection.id, ''))
        if (farewell) other.offer(farewell)
      }
    },
    receive(connection: Connection, frame: Uint8Array): void {
      const message = frames.parse(frame)
      switch (message.kind) {
        case 'malformed':
          return connection.close(1007, 'malformed frame')
        case 'state-request':
          if (connection.access !== 'hidden' && connection.maySync()) synchronise(connection, message.clocks)
          return
        case 'update':
          return take(connection, message.update)
        case 'awareness':
          return aware(connection, message.body)
        case 'live':
          return live(connection, message.payload)
        case 'query-awareness':
      }
    },
    /** The step may have changed what this connection may do. */
    setAccess(connection: Connection, access: BoardAccess, reason: string): void {
      if (connection.access === access && connection.reason === reason) return
      const wasHidden = connection.access === 'hidden'
      connection.access = access
      connection.reason = reason
      tellAccess(connection)
      if (wasHidden && access !== 'hidden') synchronise(connection, new Map())
    },
    /** Slow readers that have caught up get what they missed. */
    resume(): void {
      for (const connection of connections) {
        if (!connection.lagging || !connection.idle()) continue
        connection.lagging = false
        sendAll(connection, connection.sentSeq)
        connection.send(frames.stateFrame(frames.EMPTY_UPDATE))
      }
    },
    disconnect(personId: PersonId): void {
      for (const connection of connections)
        if (connection.actor.personId === personId) connection.close(4403, 'removed')
    },
  }
}
export type Board = ReturnType<typeof createBoard>

/** An awareness update that says: this client is gone. */
function absent(client: number, clock: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, 'null')
  return encoding.toUint8Array(encoder)
}
