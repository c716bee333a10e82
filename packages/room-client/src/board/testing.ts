import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BOARD_FRAME_LIMIT, boardAccessCode, boardFrame, type BoardAccess, type RefusalCode } from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import { WebSocket as Socket, WebSocketServer } from 'ws'
import * as Y from 'yjs'

/** A WebSocket as browsers have it, to the server below. */
export function openSocket(url: string): WebSocket {
  const socket = new Socket(url)
  socket.on('error', () => undefined) // a close follows, as in browsers
  return socket as unknown as WebSocket
}

/**
 * A board endpoint that speaks the contract's frames over real WebSockets and can be told to fail: to hold its
 * acknowledgements, to refuse, to fall silent, to end links. `doc` is what it has on disk.
 */
export async function openBoardServer() {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, maxPayload: BOARD_FRAME_LIMIT })
  const doc = new Y.Doc()
  const faults = {
    /** Updates are taken and not acknowledged. */
    holdAcks: false,
    refuse: null as RefusalCode | null,
    /** Nothing is read and nothing said, though links stay. */
    silent: false,
  }
  let access: BoardAccess = 'write'
  let links = 0
  /** Types of the frames each link sent, in order; for a sync frame with its step, `0/2`. */
  const received: string[] = []
  const counts = new WeakMap<Socket, number>()

  const frame = (...parts: (number | string | Uint8Array)[]) => {
    const encoder = encoding.createEncoder()
    for (const part of parts) {
      if (typeof part === 'number') encoding.writeVarUint(encoder, part)
      else if (typeof part === 'string') encoding.writeVarString(encoder, part)
      else encoding.writeUint8Array(encoder, part)
    }
    return encoding.toUint8Array(encoder)
  }
  const syncFrame = (step: number, body: Uint8Array) => frame(boardFrame.sync, step, body.length, body)
  const toAll = (data: Uint8Array, except?: Socket) => {
    for (const other of sockets.clients) if (other !== except) other.send(data)
  }
  const askState = (socket: Socket) => socket.send(syncFrame(sync.messageYjsSyncStep1, Y.encodeStateVector(doc)))
  const commit = (socket: Socket) => socket.send(frame(boardFrame.committed, counts.get(socket)!))

  function take(socket: Socket, update: Uint8Array) {
    counts.set(socket, counts.get(socket)! + 1)
    if (faults.refuse && update.length > 2) return socket.send(frame(boardFrame.refused, faults.refuse))
    Y.applyUpdate(doc, update)
    toAll(syncFrame(sync.messageYjsUpdate, update), socket)
    if (!faults.holdAcks) commit(socket)
  }

  function receive(socket: Socket, data: Uint8Array) {
    if (faults.silent) return
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type !== boardFrame.sync) {
      received.push(String(type))
      return toAll(frame(boardFrame.live, 7, decoding.readTailAsUint8Array(decoder)), socket)
    }
    const step = decoding.readVarUint(decoder)
    received.push(`0/${step}`)
    const body = decoding.readVarUint8Array(decoder)
    if (step !== sync.messageYjsSyncStep1) return take(socket, body)
    if (access === 'hidden') return
    socket.send(syncFrame(sync.messageYjsSyncStep2, Y.encodeStateAsUpdate(doc, body)))
    askState(socket)
  }

  sockets.on('connection', (socket) => {
    links++
    counts.set(socket, 0)
    socket.on('error', () => undefined) // a frame too large: a close follows
    socket.on('message', (data: Buffer) => receive(socket, new Uint8Array(data)))
    if (!faults.silent) socket.send(frame(boardFrame.access, boardAccessCode[access], ''))
  })
  const listen = (port: number) => new Promise<void>((listening) => http.listen(port, '127.0.0.1', listening))
  await listen(0)
  const { port } = http.address() as AddressInfo
  const cut = () => {
    for (const socket of sockets.clients) socket.terminate()
  }

  return {
    url: `ws://127.0.0.1:${port}`,
    doc,
    faults,
    received,
    links: () => links,
    open: () => sockets.clients.size,
    /** Acknowledges what was held. */
    commit: () => [...sockets.clients].forEach(commit),
    grant(now: BoardAccess, reason = '') {
      access = now
      toAll(frame(boardFrame.access, boardAccessCode[now], reason))
      if (now !== 'hidden') for (const socket of sockets.clients) askState(socket)
    },
    peer: (connection: number, personId: string) => toAll(frame(boardFrame.peer, connection, personId)),
    live: (connection: number, payload: Uint8Array) => toAll(frame(boardFrame.live, connection, payload)),
    strange: () => toAll(frame(99, 'from a later version')),
    edit(change: (doc: Y.Doc) => void) {
      const before = Y.encodeStateVector(doc)
      change(doc)
      toAll(syncFrame(sync.messageYjsUpdate, Y.encodeStateAsUpdate(doc, before)))
    },
    cut,
    async gone() {
      cut()
      http.closeAllConnections()
      await new Promise((closed) => http.close(closed))
    },
    back: () => listen(port),
    async close() {
      cut()
      http.closeAllConnections()
      await new Promise((closed) => sockets.close(closed))
      await new Promise((closed) => http.close(closed))
    },
  }
}
export type BoardServer = Awaited<ReturnType<typeof openBoardServer>>
