import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BOARD_PATH,
  boardFrame,
  boardIdOf,
  type Actor,
  type BoardAccess,
  type PersonId,
  type SessionId,
} from '@copse/contract'
import Database from 'libsql'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { noBus, onlyNode, type Bus, type Nodes } from '../nodes/index.ts'
import { createBoards, type Boards } from './index.ts'
import { until } from '../until.testing.ts'

export { until }

const session = 'session-1' as SessionId
export const boardId = boardIdOf(session)

/** A folder that goes with the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'copse-board-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export interface House {
  readonly boards: Boards
  readonly url: string
  readonly dataDir: string
  /** The session everything here is about, until the next `renew`: starting threads for each test takes long. */
  readonly session: SessionId
  readonly board: string
  renew(): void
  readonly faults: string[]
  /** What somebody may do from now on; null: nothing, not even know of the board. Everyone else may write. */
  allow(name: string, access: BoardAccess | null): Promise<void>
  /** What is asked whenever the house is asked about access, before it answers. */
  beforeAccess: () => Promise<void>
  /** Bytes the server has waiting for the slowest of its sockets. */
  longestQueue(): number
  stop(): Promise<void>
}

let sessions = 0

/** The board endpoint on a listening server. The cookie names the person. */
export async function openHouse(options: {
  dataDir: string
  nodes?: Nodes
  bus?: Bus
  now?: () => number
  port?: number
}): Promise<House> {
  const { dataDir, nodes = onlyNode('0'), bus = noBus, now = Date.now, port = 0 } = options
  const access = new Map<string, BoardAccess | null>()
  const faults: string[] = []
  const server = createServer((_request, response) => response.writeHead(404).end())
  const boards = createBoards({
    place: dataDir,
    nodes,
    bus,
    publicUrl: 'http://copse.test',
    actorOf: async ({ cookie }) => (cookie?.startsWith('person=') ? actorNamed(cookie.slice('person='.length)) : null),
    async accessOf({ personId }) {
      const allowed = access.has(personId) ? access.get(personId)! : 'write'
      await house.beforeAccess()
      return allowed && { access: allowed, reason: allowed === 'write' ? '' : 'step' }
    },
    now,
    log: { error: (...words: unknown[]) => void faults.push(JSON.stringify(words)) },
  })
  const sockets = new Set<Duplex>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request, socket, head) => void boards.handleUpgrade(request, socket, head))
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  // From source the threads take seconds to start on a busy machine.
  await until(boards.healthy, 60_000)
  const house: House = {
    boards,
    dataDir,
    session,
    board: boardId,
    renew() {
      const next = `session-${process.pid}-${++sessions}` as SessionId
      Object.assign(house, { session: next, board: boardIdOf(next), beforeAccess: async () => undefined })
      faults.length = 0
      access.clear()
    },
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    beforeAccess: async () => undefined,
    async allow(name, wanted) {
      access.set(name, wanted)
      await boards.refreshAccess(house.session)
    },
    longestQueue: () => Math.max(0, ...[...sockets].map(({ writableLength }) => writableLength)),
    async stop() {
      const closed = new Promise((done) => server.close(done))
      await boards.drain()
      server.closeAllConnections()
      await closed
    },
  }
  return house
}
const actorNamed = (name: string): Actor => ({
  kind: 'member',
  personId: name as PersonId,
  name,
  district: 'Oak',
  owner: false,
})

/** The provider everyone uses, unchanged. */
export function joinStock(house: { url: string; board: string }, name: string, doc = new Y.Doc()): WebsocketProvider {
  class WithCookie extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: `person=${name}` } })
    }
  }
  return new WebsocketProvider(`${house.url}${BOARD_PATH}`, house.board, doc, {
    WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 100,
  })
}

/** A socket under the test's hand: it says what it is told to, and shows what it hears. */
export interface Line {
  readonly socket: WebSocket
  /** All it was sent, applied. */
  readonly doc: Y.Doc
  /** Messages heard, without the updates. */
  readonly committed: number[]
  readonly refused: string[]
  readonly denied: string[]
  readonly access: number[]
  readonly awareness: Uint8Array[]
  readonly live: string[]
  readonly peers: Map<number, string>
  /** Clocks the board said it has, each time it asked. */
  readonly asked: Map<number, number>[]
  readonly updates: Uint8Array[]
  ends: number
  closed: { code: number; reason: string } | null
  ask(doc?: Y.Doc): void
  say(update: Uint8Array, step?: number): void
  aware(client: number, clock: number, state: string): void
  raw(frame: Uint8Array | string): void
  leave(): void
}

export const bytesOf = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}
export const syncFrame = (step: number, body: Uint8Array): Uint8Array =>
  bytesOf((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, body)
  })
const awarenessFrame = (client: number, clock: number, state: string): Uint8Array =>
  bytesOf((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.awareness)
    encoding.writeVarUint8Array(
      encoder,
      bytesOf((body) => {
        encoding.writeVarUint(body, 1)
        encoding.writeVarUint(body, client)
        encoding.writeVarUint(body, clock)
        encoding.writeVarString(body, state)
      }),
    )
  })

/** Connects and waits until the door has opened or refused. */
export async function connect(
  house: { url: string; board: string },
  name: string,
  options: { copse?: boolean; board?: string } = {},
): Promise<Line> {
  const { copse = true, board = house.board } = options
  const address = `${house.url}${BOARD_PATH}/${board}${copse ? '?copse=1' : ''}`
  const socket = new WebSocket(address, { headers: { cookie: `person=${name}` } })
  socket.binaryType = 'arraybuffer'
  const line: Line = {
    socket,
    doc: new Y.Doc(),
    committed: [],
    refused: [],
    denied: [],
    access: [],
    awareness: [],
    live: [],
    peers: new Map(),
    asked: [],
    updates: [],
    ends: 0,
    closed: null,
    ask: (doc = line.doc) => line.raw(syncFrame(sync.messageYjsSyncStep1, Y.encodeStateVector(doc))),
    say: (update, step = sync.messageYjsUpdate) => line.raw(syncFrame(step, update)),
    aware: (client, clock, state) => line.raw(awarenessFrame(client, clock, state)),
    raw: (frame) => socket.send(frame),
    leave: () => socket.terminate(),
  }
  socket.on('message', (data: ArrayBuffer) => hear(line, new Uint8Array(data)))
  socket.on('close', (code, reason) => (line.closed = { code, reason: reason.toString() }))
  await new Promise<void>((opened, failed) => {
    socket.once('open', () => opened())
    socket.once('error', failed)
  })
  return line
}

function hear(line: Line, frame: Uint8Array): void {
  const decoder = decoding.createDecoder(frame)
  switch (decoding.readVarUint(decoder)) {
    case boardFrame.sync: {
      const step = decoding.readVarUint(decoder)
      const body = decoding.readVarUint8Array(decoder)
      if (step === sync.messageYjsSyncStep1) return void line.asked.push(Y.decodeStateVector(body))
      line.updates.push(body)
      Y.applyUpdate(line.doc, body, line)
      if (step === sync.messageYjsSyncStep2) line.ends += 1
      return
    }
    case boardFrame.awareness:
      return void line.awareness.push(decoding.readVarUint8Array(decoder))
    case boardFrame.auth:
      decoding.readVarUint(decoder)
      return void line.denied.push(decoding.readVarString(decoder))
    case boardFrame.live:
      decoding.readVarUint(decoder)
      return void line.live.push(Buffer.from(decoding.readTailAsUint8Array(decoder)).toString())
    case boardFrame.committed:
      return void line.committed.push(decoding.readVarUint(decoder))
    case boardFrame.access:
      return void line.access.push(decoding.readVarUint(decoder))
    case boardFrame.refused:
      return void line.refused.push(decoding.readVarString(decoder))
    case boardFrame.peer: {
      const connection = decoding.readVarUint(decoder)
      const person = decoding.readVarString(decoder)
      if (person) line.peers.set(connection, person)
      else line.peers.delete(connection)
    }
  }
}

/** The status an upgrade is refused with. */
export async function statusOf(address: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(address, { headers })
  return new Promise((answered, failed) => {
    socket.on('unexpected-response', (request, response) => {
      answered(response.statusCode ?? 0)
      request.destroy()
    })
    socket.on('open', () => {
      socket.terminate()
      answered(101)
    })
    socket.on('error', failed)
  })
}

/** The update an edit makes. */
export function edit(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array) => updates.push(update)
  doc.on('update', note)
  doc.transact(() => change(doc), 'edit')
  doc.off('update', note)
  return Y.mergeUpdates(updates)
}
export const put = (doc: Y.Doc, key: string, value: unknown): Uint8Array =>
  edit(doc, () => doc.getMap('board').set(key, value))

/** The rows on disk. */
export function rowsOf(
  dataDir: string,
  board = boardId,
): { seq: number; at: number; person: string; bytes: Uint8Array }[] {
  const database = new Database(join(dataDir, 'board.sqlite'), { readonly: true })
  const rows = database.prepare('select seq, at, person, bytes from rows where board = ? order by seq').all(board)
  database.close()
  return rows as ReturnType<typeof rowsOf>
}
/** A document of what is on disk. */
export function docOf(dataDir: string, board = boardId): Y.Doc {
  const doc = new Y.Doc()
  for (const { bytes } of rowsOf(dataDir, board)) Y.applyUpdate(doc, new Uint8Array(bytes))
  return doc
}

/** A document's content as bytes that are equal when, and only when, the contents are. */
export function canonical(doc: Y.Doc): string {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return Buffer.from(Y.encodeStateAsUpdate(copy)).toString('base64')
}
