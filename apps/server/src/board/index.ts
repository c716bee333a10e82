import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import {
  BOARD_FRAME_LIMIT,
  BOARD_PATH,
  sessionOfBoard,
  type Actor,
  type BoardAccess,
  type PersonId,
  type SessionId,
} from '@copse/contract'
import { WebSocketServer, type WebSocket } from 'ws'
import { sameOrigin } from '../http/same-origin.ts'
import type { ActorOf } from '../identity/index.ts'
import type { Logger } from '../ops/log.ts'
import { startThread } from '../ops/threads.ts'
import { createBoard, type Board, type BoardHost } from './board.ts'
import { createConnection, type Connection } from './connection.ts'
import type { LogApi, LogRow } from './log-worker.ts'

export interface Boards {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  /** A board merged as it was at a time (epoch ms; default: now), with its place in the log. */
  stateAt(boardId: string, at?: number): Promise<{ seq: number; update: Uint8Array }>
  /** Asks again what each connection of a session's boards may do. */
  refreshAccess(sessionId: SessionId): Promise<void>
  disconnect(sessionId: SessionId, personId: PersonId): void
  healthy(): Promise<boolean>
  open(): number
  drain(): Promise<void>
}

/** Updates of all boards that arrive within this time share one commit. */
const BATCH_MS = 4
const RESUME_MS = 200
const QUIET_MS = 30_000

const refuseUpgrade = (socket: Duplex, status: string) =>
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)

export function createBoards(options: {
  dataDir: string
  publicUrl: string
  actorOf: ActorOf
  /** What somebody may do on a board now; null: they may not know of it. */
  accessOf: (actor: Actor, sessionId: SessionId) => Promise<{ access: BoardAccess; reason: string } | null>
  now: () => number
  log: Logger
}): Boards {
  const { dataDir, publicUrl, actorOf, accessOf, now, log } = options
  const path = join(dataDir, 'board.sqlite')
  const fail = (error: unknown) => log.error({ error: String(error) }, 'board log')
  // One thread commits; another merges and rebuilds, so that a commit never waits for either.
  const writer = startThread<LogApi>('log-worker', import.meta.url, { path }, fail)
  const reader = startThread<LogApi>('log-worker', import.meta.url, { path }, fail)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: BOARD_FRAME_LIMIT, perMessageDeflate: false })
  const boards = new Map<string, Promise<Board>>()
  let nextConnection = 1
  let draining = false

  let batch: { row: LogRow; done: () => void }[] = []
  let flushing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    if (batch.length === 0) return flushing
    const rows = batch
    batch = []
    flushing = flushing.then(async () => {
      try {
        await writer.call(
          'append',
          rows.map(({ row }) => row),
        )
        for (const { done } of rows) done()
      } catch (error) {
        fail(error)
        // What could not be committed was shown to nobody; its senders reconnect and offer it again.
        for (const board of new Set(rows.map(({ row }) => row.board))) await drop(board)
      }
    })
    return flushing
  }

  const host: BoardHost = {
    now,
    fail,
    commit(row, done) {
      batch.push({ row, done })
      timer ??= setTimeout(() => void flush(), BATCH_MS)
    },
    compact: async (board) => {
      await flush()
      return reader.call('compact', board)
    },
  }

  async function drop(boardId: string): Promise<void> {
    const board = await boards.get(boardId)?.catch(() => null)
    boards.delete(boardId)
    for (const connection of board?.connections ?? []) connection.close(1013, 'try again')
  }

  function openBoard(boardId: string): Promise<Board> {
    const known = boards.get(boardId)
    if (known) return known
    const loading = flush()
      .then(() => writer.call('load', boardId))
      .then((loaded) => createBoard(boardId, loaded, host))
    boards.set(boardId, loading)
    loading.catch(() => boards.delete(boardId))
    return loading
  }

  const resuming = setInterval(() => {
    for (const loading of boards.values()) void loading.then((board) => board.resume())
  }, RESUME_MS)
  resuming.unref()

  async function welcome(socket: WebSocket, boardId: string, connection: Connection) {
    // Frames that come while the board is being read wait their turn.
    const early: Uint8Array[] = []
    let board: Board | null = null
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return socket.close(1003, 'binary frames only')
      const frame = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      if (board) board.receive(connection, frame)
      else if (early.length < 100) early.push(frame)
    })
    socket.on('error', () => socket.terminate())
    const opened = await openBoard(boardId)
    if (socket.readyState !== socket.OPEN) return
    opened.join(connection)
    board = opened
    for (const frame of early) opened.receive(connection, frame)
    socket.once('close', () => {
      opened.leave(connection)
      setTimeout(() => {
        if (opened.connections.size === 0)
          void flush().then(() => opened.connections.size === 0 && boards.delete(boardId))
      }, QUIET_MS).unref()
    })
  }

  return {
    async handleUpgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const url = new URL(request.url ?? '', 'http://localhost')
      const boardId = decodeURIComponent(url.pathname.slice(BOARD_PATH.length + 1))
      const sessionId = sessionOfBoard(boardId)
      if (draining) return void refuseUpgrade(socket, '503 Service Unavailable')
      if (!sameOrigin(request.headers, publicUrl)) return void refuseUpgrade(socket, '403 Forbidden')
      const actor = await actorOf(request.headers)
      if (!actor) return void refuseUpgrade(socket, '401 Unauthorized')
      const allowed = sessionId && (await accessOf(actor, sessionId))
      if (!allowed) return void refuseUpgrade(socket, '404 Not Found')
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const copse = url.searchParams.get('copse') === '1'
        const connection = createConnection({ id: nextConnection++, socket: webSocket, actor, copse, now, ...allowed })
        welcome(webSocket, boardId, connection).catch((error: unknown) => {
          fail(error)
          webSocket.close(1011, 'the board could not be opened')
        })
      })
    },
    async stateAt(boardId, at = Number.MAX_SAFE_INTEGER) {
      await flush()
      return reader.call('stateAt', boardId, at)
    },
    async refreshAccess(sessionId) {
      for (const [boardId, loading] of boards) {
        if (sessionOfBoard(boardId) !== sessionId) continue
        const board = await loading
        for (const connection of board.connections) {
          const allowed = await accessOf(connection.actor, sessionId)
          if (allowed) board.setAccess(connection, allowed.access, allowed.reason)
          else connection.close(4404, 'not found')
        }
      }
    },
    disconnect(sessionId, personId) {
      for (const [boardId, loading] of boards)
        if (sessionOfBoard(boardId) === sessionId) void loading.then((board) => board.disconnect(personId))
    },
    healthy: () =>
      writer.call('load', '').then(
        () => true,
        () => false,
      ),
    open: () => boards.size,
    async drain() {
      draining = true
      clearInterval(resuming)
      for (const loading of boards.values())
        for (const connection of (await loading).connections) connection.close(1012, 'restarting')
      await flush()
      await writer.call('close')
      await reader.call('close')
      await writer.stop()
      await reader.stop()
    },
  }
}
