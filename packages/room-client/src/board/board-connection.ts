import { BOARD_PATH, type BoardAccess, type FloorReason, type PersonId, type RefusalCode } from '@copse/contract'
import * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { liveFrame, parse, stateFrame, stateRequest, updateFrame } from './frames.ts'

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
  /** The browser says that the network is gone: so is the link, though it has not noticed. Tried again all the same. */
  lose(): void
  wake(): void
  destroy(): void
}

const MAX_DELAY_MS = 5000
/** How long the server may be silent when it owes an answer: then the link is taken for lost, whatever the system says. */
const ANSWER_MS = 8000
const OPEN = 1

/** Joins a board over the y-websocket protocol and the frames we add to it. Sends its own edits only, and what is lost again. */
export function connectBoard(options: {
  boardId: string
  /** Origin of the server, ws(s)://…; default: our own. */
  url?: string
  open?: (url: string) => WebSocket
  random?: () => number
  answerMs?: number
}): BoardConnection {
  const { boardId, random = Math.random, answerMs = ANSWER_MS } = options
  const origin = options.url ?? `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`
  const open = options.open ?? ((url: string) => new WebSocket(url))
  const listeners = new Set<(connection: number, payload: Uint8Array) => void>()
  let link: WebSocket | null = null
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let patience: ReturnType<typeof setTimeout> | null = null
  let destroyed = false
  /** Update messages sent on this link: the server counts them as well, and says how many it has on disk. */
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
      // Without a link the edit waits in the document; the next synchronisation carries it.
      if (post(updateFrame(update))) sent += 1
      store.setState(({ pending }) => ({ pending: pending + 1, refused: null }))
    })
    return doc
  }

  /** Sends what the server will answer. */
  function post(frame: Uint8Array<ArrayBuffer>): boolean {
    if (link?.readyState !== OPEN) return false
    link.send(frame)
    expectWord()
    return true
  }
  function expectWord(): void {
    patience ??= setTimeout(lose, answerMs)
  }
  function stopWaiting(): void {
    if (patience) clearTimeout(patience)
    patience = null
  }

  const requestState = () => post(stateRequest(Y.encodeStateVector(store.getState().doc)))

  /** Tells the server what it lacks. Nothing is told as well: it waits for the answer. */
  function answerState(theirs: Uint8Array): void {
    const missing = Y.encodeStateAsUpdate(store.getState().doc, theirs)
    if (post(stateFrame(missing))) sent += 1
    if (missing.length > EMPTY_UPDATE_BYTES) store.setState(({ pending }) => ({ pending: Math.max(1, pending) }))
  }

  const tell = (connection: number, payload: Uint8Array) => {
    for (const listener of listeners) listener(connection, payload)
  }

  function receive(frame: Uint8Array): void {
    const message = parse(frame)
    switch (message?.kind) {
      case 'asked':
        return answerState(message.stateVector)
      case 'update': {
        Y.applyUpdate(store.getState().doc, message.update, remote)
        if (!message.last) return
        attempts = 0
        return store.setState({ synced: true })
      }
      case 'live':
        return tell(message.connection, message.payload)
      case 'committed':
        return store.setState({ pending: message.count >= sent ? 0 : sent - message.count })
      case 'access': {
        store.setState({ access: message.access, reason: message.reason })
        if (message.access === 'hidden') hide()
        return
      }
      case 'refused':
        return startAnew(message.code)
      case 'peer': {
        const { connection, personId } = message
        const peers = new Map(store.getState().peers)
        if (personId) peers.set(connection, personId)
        else peers.delete(connection)
        store.setState({ peers })
        if (!personId) tell(connection, new Uint8Array())
      }
    }
  }

  function replaceDoc(change: Partial<BoardStatus>): void {
    const before = store.getState().doc
    store.setState({ ...change, doc: freshDoc(), synced: false })
    before.destroy()
  }

  /** What is hidden is not kept here. Edits made without a link can no longer be handed in; those under way are judged. */
  function hide(): void {
    const unsent = store.getState().pending > 0 && sent === 0
    replaceDoc(unsent ? { pending: 0, refused: 'board.read-only' } : {})
  }

  /** Back to the shared truth: a new document on a new link, so that nothing of the refused edit and no count lives on. */
  function startAnew(refused: RefusalCode): void {
    replaceDoc({ pending: 0, refused })
    lose()
    connect()
  }

  /** The link is no more, or as good as: another is made. */
  function lose(): void {
    stopWaiting()
    const lost = link
    if (!lost || destroyed) return
    link = null
    lost.close()
    const peers = [...store.getState().peers.keys()]
    store.setState({ link: 'offline', synced: false, peers: new Map() })
    for (const connection of peers) tell(connection, new Uint8Array())
    const delay = Math.min(MAX_DELAY_MS, 100 * 2 ** attempts++) * (0.5 + random() / 2)
    timer = setTimeout(connect, delay)
  }

  function connect(): void {
    if (destroyed || link) return
    if (timer) clearTimeout(timer)
    timer = null
    sent = 0
    const made = open(`${origin}${BOARD_PATH}/${encodeURIComponent(boardId)}?copse=1`)
    link = made
    made.binaryType = 'arraybuffer'
    made.addEventListener('open', () => {
      if (made !== link) return
      store.setState({ link: 'online', synced: false })
      requestState()
    })
    made.addEventListener('message', ({ data }) => {
      if (made !== link || !(data instanceof ArrayBuffer)) return
      stopWaiting()
      receive(new Uint8Array(data))
      if (link && store.getState().pending > 0) expectWord()
    })
    made.addEventListener('close', () => {
      if (made === link) lose()
    })
    expectWord()
  }
  connect()

  return {
    store,
    live: {
      send(payload) {
        if (link?.readyState === OPEN) link.send(liveFrame(payload))
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    lose,
    wake() {
      if (link?.readyState === OPEN) return void requestState()
      // Without waiting for the next try, and without trusting one that began before the network was back.
      lose()
      attempts = 0
      connect()
    },
    destroy() {
      destroyed = true
      if (timer) clearTimeout(timer)
      stopWaiting()
      link?.close()
      store.getState().doc.destroy()
    },
  }
}

/** An update that says nothing is two zeros. */
const EMPTY_UPDATE_BYTES = 2
/** Marks what came from the server, so that it is not sent back. */
const remote = Symbol('from the server')
