import {
  BOARD_PATH,
  boardFrame,
  type BoardAccess,
  type FloorReason,
  type PersonId,
  type RefusalCode,
} from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface BoardStatus {
  readonly link: 'connecting' | 'online' | 'offline'
  /** The shared truth as far as it is known. Replaced by a fresh document when the server refused an edit. */
  readonly doc: Y.Doc
  /** Whether the document has been brought up to date since the link was made. */
  readonly synced: boolean
  readonly access: BoardAccess
  readonly reason: FloorReason | ''
  /** Edits of ours that are not on the server's disk yet. */
  readonly pending: number
  /** Who else has the board open, by connection. */
  readonly peers: ReadonlyMap<number, PersonId>
  /** The last refusal, for a word of why; null once the person has gone on. */
  readonly refused: RefusalCode | null
}

export interface BoardConnection {
  readonly store: StoreApi<BoardStatus>
  /** Cursors and strokes in progress: relayed at once, never stored. An empty payload from a connection: it is gone. */
  readonly live: {
    send(payload: Uint8Array): void
    subscribe(listener: (connection: number, payload: Uint8Array) => void): () => void
  }
  wake(): void
  destroy(): void
}

const access: readonly BoardAccess[] = ['hidden', 'read', 'write']
const MAX_DELAY_MS = 5000

/** Joins a board over the y-websocket protocol and the frames we add to it. Sends its own edits only, and what is lost again. */
export function connectBoard(options: {
  boardId: string
  /** Origin of the server, ws(s)://…; default: our own. */
  url?: string
  open?: (url: string) => WebSocket
  random?: () => number
}): BoardConnection {
  const { boardId, random = Math.random } = options
  const origin = options.url ?? `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`
  const open = options.open ?? ((url: string) => new WebSocket(url))
  const listeners = new Set<(connection: number, payload: Uint8Array) => void>()
  let socket: WebSocket | null = null
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let destroyed = false
  /** Update messages sent on this link, and how many of them the server has on disk. */
  let sent = 0

  const store = createStore<BoardStatus>(() => ({
    link: 'connecting',
    doc: freshDoc(),
    synced: false,
    access: 'hidden',
    reason: '',
    pending: 0,
    peers: new Map(),
    refused: null,
  }))

  function freshDoc(): Y.Doc {
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array, from: unknown) => {
      if (from === remote) return
      sendUpdate(sync.messageYjsUpdate, update)
    })
    return doc
  }

  function post(write: (encoder: encoding.Encoder) => void): boolean {
    if (socket?.readyState !== 1) return false
    const encoder = encoding.createEncoder()
    write(encoder)
    socket.send(encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>)
    return true
  }

  function sendUpdate(step: number, update: Uint8Array): void {
    const { pending } = store.getState()
    const went = post((encoder) => {
      encoding.writeVarUint(encoder, boardFrame.sync)
      encoding.writeVarUint(encoder, step)
      encoding.writeVarUint8Array(encoder, update)
    })
    // Without a link the edit waits in the document; the next synchronisation carries it.
    if (went) sent += 1
    store.setState({ pending: pending + 1 })
  }

  const requestState = () =>
    post((encoder) => {
      encoding.writeVarUint(encoder, boardFrame.sync)
      sync.writeSyncStep1(encoder, store.getState().doc)
    })

  function receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    switch (decoding.readVarUint(decoder)) {
      case boardFrame.sync: {
        const { doc } = store.getState()
        const step = decoding.readVarUint(decoder)
        const body = decoding.readVarUint8Array(decoder)
        if (step === sync.messageYjsSyncStep1)
          return sendUpdate(sync.messageYjsSyncStep2, Y.encodeStateAsUpdate(doc, body))
        Y.applyUpdate(doc, body, remote)
        if (step === sync.messageYjsSyncStep2) store.setState({ synced: true })
        return
      }
      case boardFrame.live: {
        const connection = decoding.readVarUint(decoder)
        const payload = decoding.readTailAsUint8Array(decoder)
        for (const listener of listeners) listener(connection, payload)
        return
      }
      case boardFrame.committed: {
        const committed = decoding.readVarUint(decoder)
        if (committed >= sent) store.setState({ pending: 0 })
        else store.setState({ pending: Math.max(1, sent - committed) })
        return
      }
      case boardFrame.access: {
        const now = access[decoding.readVarUint(decoder)] ?? 'hidden'
        store.setState({ access: now, reason: decoding.readVarString(decoder) as FloorReason })
        if (now === 'hidden') startAfresh(null)
        return
      }
      case boardFrame.refused:
        return startAfresh(decoding.readVarString(decoder) as RefusalCode)
      case boardFrame.peer: {
        const connection = decoding.readVarUint(decoder)
        const person = decoding.readVarString(decoder)
        const peers = new Map(store.getState().peers)
        if (person) peers.set(connection, person as PersonId)
        else {
          peers.delete(connection)
          for (const listener of listeners) listener(connection, new Uint8Array())
        }
        return store.setState({ peers })
      }
    }
  }

  /** Back to the shared truth: a new document, filled by the server. */
  function startAfresh(refused: RefusalCode | null): void {
    const before = store.getState().doc
    store.setState({ doc: freshDoc(), synced: false, pending: 0, refused })
    sent = 0
    before.destroy()
    // A new link, so that the server's count of our messages begins anew as well.
    if (refused) socket?.close()
  }

  function connect(): void {
    if (destroyed || socket) return
    if (timer) clearTimeout(timer)
    timer = null
    const link = open(`${origin}${BOARD_PATH}/${encodeURIComponent(boardId)}?copse=1`)
    socket = link
    link.binaryType = 'arraybuffer'
    link.onopen = () => {
      attempts = 0
      sent = 0
      store.setState({ link: 'online', synced: false, pending: 0 })
      requestState()
    }
    link.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) receive(new Uint8Array(data))
    }
    link.onclose = () => {
      socket = null
      if (destroyed) return
      const peers = [...store.getState().peers.keys()]
      store.setState({ link: 'offline', synced: false, peers: new Map() })
      for (const connection of peers) for (const listener of listeners) listener(connection, new Uint8Array())
      const delay = Math.min(MAX_DELAY_MS, 100 * 2 ** attempts++) * (0.5 + random() / 2)
      timer = setTimeout(connect, delay)
    }
  }
  connect()

  return {
    store,
    live: {
      send: (payload) =>
        void post((encoder) => {
          encoding.writeVarUint(encoder, boardFrame.live)
          encoding.writeUint8Array(encoder, payload)
        }),
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    wake: connect,
    destroy() {
      destroyed = true
      if (timer) clearTimeout(timer)
      socket?.close()
      store.getState().doc.destroy()
    },
  }
}

/** Marks what came from the server, so that it is not sent back. */
const remote = Symbol('from the server')
