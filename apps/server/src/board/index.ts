import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import {
  BOARD_FRAME_LIMIT,
  BOARD_PATH,
  sessionOfBoard,
  type Actor,
  type PersonId,
  type SessionId,
} from '@copse/contract'
import { WebSocketServer, type WebSocket } from 'ws'
import { sameOrigin } from '../http/same-origin.ts'
import type { ActorOf } from '../identity/index.ts'
import type { Bus, Nodes } from '../nodes/index.ts'
import type { Logger } from '../ops/log.ts'
import { startThread } from '../ops/threads.ts'
import { isShared } from '../store/index.ts'
import { createAccess, type AccessOf } from './access.ts'
import { createBoard, type Board } from './board.ts'
import { createCommitter } from './committer.ts'
import { createConnection } from './connection.ts'
import * as elsewhere from './elsewhere.ts'
import { openLog } from './log.ts'
import type { LogRow, LogApi } from './log-worker.ts'
import { createOpenBoards } from './open-boards.ts'

export interface Boards {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  /** A board merged as it was at a time (epoch ms; default: now), with its place in the log. */
  stateAt(boardId: string, at?: number): Promise<{ seq: number; update: Uint8Array }>
  /** How many rows a board's log has. */
  lastSeq(boardId: string): Promise<number>
  /** Its rows after a place and up to another, in order. */
  rowsBetween(boardId: string, after: number, upTo: number): Promise<LogRow[]>
  /** An update of the server's own, on disk once this resolves; throws where it does not fit. */
  append(boardId: string, update: Uint8Array): Promise<void>
  /** Asks again what each connection of a session's boards may do. */
  refreshAccess(sessionId: SessionId): Promise<void>
  disconnect(sessionId: SessionId, personId: PersonId): void
  /** Whether the log can be written and the threads live. */
  healthy(): Promise<boolean>
  open(): number
  /** Bytes that wait for readers, and bytes that wait for the disk. */
  waiting(): { readers: number; disk: number }
  drain(): Promise<void>
}

/** How long connections may take to say goodbye when the server stops. */
const GOODBYE_MS = 500

const refuseUpgrade = (socket: Duplex, status: string) =>
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)

/** Connections of a node are numbered from a place of its own on. */
const CONNECTIONS_OF_A_NODE = 2 ** 32
const firstConnection = (node: string): number => Number.parseInt(node.slice(0, 5), 16) * CONNECTIONS_OF_A_NODE + 1

export function createBoards(options: {
  /** A folder, or the address of a database that many nodes share. */
  place: string
  nodes: Pick<Nodes, 'id' | 'onGone'>
  bus: Pick<Bus, 'publish' | 'subscribe' | 'onDoubt'>
  publicUrl: string
  actorOf: ActorOf
  /** What somebody may do on a board now; null: they may not know of it. */
  accessOf: AccessOf
  now: () => number
  log: Pick<Logger, 'error'>
}): Boards {
  const { nodes, bus, publicUrl, actorOf, accessOf, now, log } = options
  const shared = isShared(options.place)
  const place = shared ? options.place : join(options.place, 'board.sqlite')
  const fail = (error: unknown) => log.error({ error: String(error) }, 'board')
  // The file is made before there are several who would make it.
  if (!shared) void openLog(place).close()
  // One thread commits, one opens boards, one merges and rebuilds: none waits for another's work.
  const start = () => startThread<LogApi>('log-worker', import.meta.url, { place }, fail)
  const threads = { writer: start(), opener: start(), merger: start() }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: BOARD_FRAME_LIMIT, perMessageDeflate: false })
  const committer = createCommitter({ append: (batches) => threads.writer.call('append', batches), fail })
  const access = createAccess(accessOf, fail)
  const boards = createOpenBoards(load)
  /** Counts what may change somebody's access, so that who is just coming in is asked about again. */
  let changes = 0
  let nextConnection = shared ? firstConnection(nodes.id) : 1
  let isDraining = false

  async function load(boardId: string, abandon: () => void): Promise<Board> {
    // What was given for the board before must be on disk before it is read.
    await committer.flush()
    const loaded = await threads.opener.call('load', boardId)
    if (loaded.quarantined.length > 0)
      log.error({ boardId, rows: loaded.quarantined }, 'rows of a board cannot be used and were passed over')
    const channel = `board:${boardId}`
    const board = createBoard(boardId, loaded, {
      now,
      fail,
      abandon,
      commit: committer.commit,
      // Alone, one knows all there is.
      catchUp: shared ? committer.catchUp : async () => undefined,
      publish: shared ? (message) => bus.publish(channel, elsewhere.say(message)) : () => undefined,
      silence: bus.subscribe(channel, (message) => void board.hear(elsewhere.read(message)).catch(fail)),
      waiting: committer.waiting,
      async merge(board) {
        await committer.flush()
        return threads.merger.call('merge', board)
      },
    })
    board.lookAround()
    return board
  }

  nodes.onGone((node) => {
    const first = firstConnection(node)
    for (const board of boards.open()) board.forget((id) => id >= first && id < first + CONNECTIONS_OF_A_NODE)
  })
  bus.onDoubt(async (isNew) => {
    if (isNew) for (const board of boards.open()) board.lookAround()
    await Promise.all(boards.open().map((board) => board.catchUp()))
  })

  async function welcome(options: {
    socket: WebSocket
    raw: Duplex
    actor: Actor
    boardId: string
    copse: boolean
  }): Promise<void> {
    const { socket, raw, actor, boardId, copse } = options
    let board: Board | null = null
    // Frames that come while the board is being read wait their turn.
    const connection = createConnection({
      id: nextConnection++,
      socket,
      raw,
      actor,
      copse,
      now,
      receive: (from, frame) => board?.receive(from, frame),
    })
    const taken = await boards.take(boardId)
    try {
      // What somebody saw on another node is there when she comes to this one.
      await taken.board.catchUp()
      let asked: number
      let allowed: Awaited<ReturnType<typeof access.ask>>
      do {
        asked = changes
        allowed = await access.ask(actor, boardId)
      } while (asked !== changes)
      if (socket.readyState !== socket.OPEN) return taken.giveBack()
      if (allowed === 'unknown') throw new Error('access unknown')
      socket.once('close', () => {
        board?.leave(connection)
        taken.giveBack()
      })
      if (!allowed) return connection.close(4404, 'not found')
      board = taken.board
      board.join(connection, allowed.access, allowed.reason)
      connection.release()
    } catch (error) {
      taken.giveBack()
      throw error
    }
  }

  return {
    async handleUpgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const address = read(request.url ?? '')
      if (!address) return void refuseUpgrade(socket, '400 Bad Request')
      if (isDraining) return void refuseUpgrade(socket, '503 Service Unavailable')
      if (!sameOrigin(request.headers, publicUrl)) return void refuseUpgrade(socket, '403 Forbidden')
      const actor = await actorOf(request.headers)
      if (!actor) return void refuseUpgrade(socket, '401 Unauthorized')
      const { boardId, copse } = address
      const allowed = sessionOfBoard(boardId) && (await access.ask(actor, boardId))
      if (allowed === 'unknown') return void refuseUpgrade(socket, '503 Service Unavailable')
      if (!allowed) return void refuseUpgrade(socket, '404 Not Found')
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        welcome({ socket: webSocket, raw: socket, actor, boardId, copse }).catch((error: unknown) => {
          fail(error)
          webSocket.close(1013, 'the board could not be opened')
          webSocket.resume()
        })
      })
    },
    async stateAt(boardId, at = Number.MAX_SAFE_INTEGER) {
      await committer.flush()
      return threads.merger.call('stateAt', boardId, at)
    },
    async lastSeq(boardId) {
      await committer.flush()
      return threads.merger.call('lastSeq', boardId)
    },
    rowsBetween: (boardId, after, upTo) => threads.merger.call('rowsBetween', boardId, after, upTo),
    async append(boardId, update) {
      const taken = await boards.take(boardId)
      try {
        if (!taken.board.append(update)) throw new Error(`the server's own update does not fit board ${boardId}`)
        await committer.flush()
        if (taken.board.hasFailed()) throw new Error(`the server's own update could not be kept on board ${boardId}`)
      } finally {
        taken.giveBack()
      }
    },
    async refreshAccess(sessionId) {
      changes += 1
      await Promise.all(
        boards
          .open()
          .filter(({ id }) => sessionOfBoard(id) === sessionId)
          .map((board) => access.refresh(board)),
      )
    },
    disconnect(sessionId, personId) {
      changes += 1
      for (const board of boards.open()) if (sessionOfBoard(board.id) === sessionId) board.disconnect(personId)
    },
    healthy: () =>
      Promise.all([threads.writer.call('check'), threads.opener.call('check')]).then(
        () => threads.merger.isAlive(),
        () => false,
      ),
    open: () => boards.open().length,
    waiting: () => ({
      readers: boards
        .open()
        .flatMap(({ connections }) => [...connections])
        .reduce((total, { out }) => total + out.queued, 0),
      disk: committer.waiting(),
    }),
    async drain() {
      isDraining = true
      await committer.flush()
      for (const socket of sockets.clients) {
        socket.close(1012, 'restarting')
        socket.resume()
      }
      await goodbye(sockets.clients)
      await committer.flush()
      for (const thread of Object.values(threads)) {
        await thread.call('close').catch(fail)
        await thread.stop()
      }
    },
  }
}

/** The board an upgrade asks for, and whether it speaks our frames. */
function read(url: string): { boardId: string; copse: boolean } | null {
  try {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const boardId = decodeURIComponent(pathname.slice(BOARD_PATH.length + 1))
    return { boardId, copse: searchParams.get('copse') === '1' }
  } catch {
    return null
  }
}

/** Waits until the sockets are closed; those that take too long are cut off. */
async function goodbye(clients: ReadonlySet<WebSocket>): Promise<void> {
  const closing = [...clients].map((socket) => new Promise<void>((closed) => socket.once('close', () => closed())))
  const timer = setTimeout(() => {
    for (const socket of clients) socket.terminate()
  }, GOODBYE_MS)
  await Promise.all(closing)
  clearTimeout(timer)
}
