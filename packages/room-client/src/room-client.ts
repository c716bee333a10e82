import type {
  ClientToServer,
  Command,
  CommandReply,
  JoinReply,
  PersonId,
  ReactionKind,
  RefusalCode,
  ServerToClient,
  SessionEvent,
  SessionId,
  SessionState,
  Standing,
} from '@copse/contract'
import { refuse, SOCKET_PATH } from '@copse/contract'
import { evolve, initialState } from '@copse/protocols'
import { io, type Socket } from 'socket.io-client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createOutbox } from './outbox.ts'
import { bestOffset, learned, type ClockOffset, type Sample } from './server-clock.ts'

/** Everything a screen needs of a live session. `session` is the fold of the events seen so far. */
export interface RoomState {
  readonly connection: 'connecting' | 'online' | 'offline' | 'closed'
  /** Why there is no connection, where the server said so. */
  readonly refusal: RefusalCode | null
  readonly standing: Standing | 'unknown' | null
  readonly you: PersonId | null
  readonly session: SessionState
  readonly clock: ClockOffset | null
}

type WithoutId<Body> = Body extends Command ? Omit<Body, 'id'> : never
export type Intention = WithoutId<Command>

export interface RoomClient {
  readonly store: StoreApi<RoomState>
  /** Sends a command and resolves with the server's word: committed, or refused. Sent again, as the same, after a lost link. */
  send(intention: Intention): Promise<CommandReply>
  react(kind: ReactionKind): void
  onReaction(listener: (reaction: { personId: PersonId; kind: ReactionKind }) => void): () => void
  /** Events as they arrive, after they were folded in. */
  onEvents(listener: (events: readonly SessionEvent[]) => void): () => void
  /** The server's time now, epoch ms, as well as it is known. */
  serverNow(): number
  /** The browser says that the network is gone: so is the link, though it has not noticed. Tried again all the same. */
  lose(): void
  /** Looks again at once: the page is back in view, or the network is. */
  wake(): void
  close(): void
}

/** How often the server's clock is asked at once when the link is new, and then again. */
const SAMPLES = 6
const REFRESH_MS = 5000
const ANSWER_MS = 8000
const RETRY_MS = 1000

export function createRoomClient(options: {
  sessionId: SessionId
  /** Default: our own origin. */
  url?: string
  /** A monotonic clock in ms. */
  monotonic?: () => number
  newId?: () => string
  /** How long to wait for an answer before asking again, ms. */
  answerMs?: number
  extraHeaders?: Record<string, string>
}): RoomClient {
  const { sessionId, answerMs = ANSWER_MS } = options
  const { monotonic = () => performance.now(), newId = () => crypto.randomUUID() } = options
  const socket: Socket<ServerToClient, ClientToServer> = io(options.url ?? '/', {
    path: SOCKET_PATH,
    transports: ['websocket'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
    ...(options.extraHeaders && { extraHeaders: options.extraHeaders }),
  })
  const store = createStore<RoomState>(() => ({
    connection: 'connecting',
    refusal: null,
    standing: null,
    you: null,
    session: initialState,
    clock: null,
  }))
  const reactions = new Set<(reaction: { personId: PersonId; kind: ReactionKind }) => void>()
  const eventListeners = new Set<(events: readonly SessionEvent[]) => void>()
  const outbox = createOutbox({
    ready: () => socket.connected && joined,
    transmit: async (command) => {
      const reply: CommandReply = await socket.timeout(answerMs).emitWithAck('command', command)
      if (command.type === 'lobby.knock' && reply.ok) void join() // where do I stand now?
      return reply
    },
  })

  /** Whether the server has answered, on this link, where this person stands. */
  let joined = false
  let joining = false
  let closed = false
  let retry: ReturnType<typeof setTimeout> | null = null
  /** Broadcasts that arrive before the join's answer: they belong after it. */
  let early: SessionEvent[] = []

  function fold(events: readonly SessionEvent[]) {
    const { session } = store.getState()
    const fresh = events.filter((event) => event.seq > session.seq)
    if (fresh.length === 0) return
    if (fresh[0]!.seq !== session.seq + 1) return void join() // something was missed: ask for it
    store.setState({ session: fresh.reduce(evolve, session) })
    for (const listener of eventListeners) listener(fresh)
  }

  async function join(): Promise<void> {
    if (joining || !socket.connected) return
    joining = true
    const { session } = store.getState()
    const since = session.seq > 0 ? session.seq : null
    const sentAt = monotonic()
    const reply: JoinReply = await socket
      .timeout(answerMs)
      .emitWithAck('join', { sessionId, since })
      .catch(() => refuse('server.failed'))
    joining = false
    if (!reply.ok) {
      if (reply.code === 'server.failed' || reply.code === 'rate.limited') setTimeout(() => void join(), RETRY_MS)
      else {
        store.setState({ refusal: reply.code })
        outbox.giveUp(reply.code)
      }
      return
    }
    joined = true
    // The answer tells the time as well: no screen is drawn by this machine's own idea of it.
    learn({ sentAt, receivedAt: monotonic(), serverAt: reply.serverNow })
    store.setState({ you: reply.you, standing: reply.standing, refusal: null, connection: 'online' })
    if ('state' in reply) store.setState({ session: reply.state })
    if ('events' in reply) fold(reply.events)
    const waited = early
    early = []
    fold(waited)
    outbox.flush()
  }

  let samples: readonly Sample[] = []
  function learn(sample: Sample): void {
    samples = learned(samples, sample)
    store.setState({ clock: bestOffset(samples) })
  }

  async function sample(times: number): Promise<void> {
    for (let count = 0; count < times && socket.connected; count++) {
      const sentAt = monotonic()
      const serverAt = await socket
        .timeout(answerMs)
        .emitWithAck('clock')
        .catch(() => null)
      if (typeof serverAt === 'number') learn({ sentAt, receivedAt: monotonic(), serverAt })
    }
  }

  /** What the library does not try again by itself: a handshake that was refused, a link the server closed. */
  function connectLater() {
    if (closed || socket.active) return
    if (retry) clearTimeout(retry)
    retry = setTimeout(() => socket.connect(), RETRY_MS)
  }

  socket.on('connect', () => {
    joining = false
    void join().then(() => sample(SAMPLES))
  })
  socket.on('disconnect', () => {
    joined = false
    early = []
    if (closed) return
    store.setState({ connection: 'offline' })
    connectLater()
  })
  socket.on('connect_error', (error) => {
    const refused = error.message === 'auth.required' || error.message === 'access.denied'
    store.setState({ connection: refused ? 'closed' : 'offline' })
    if (!refused) return connectLater()
    const code = error.message as RefusalCode
    store.setState({ refusal: code })
    outbox.giveUp(code)
  })
  socket.on('events', (events) => {
    if (joining || !joined) early.push(...events)
    else fold(events)
  })
  socket.on('standing', (standing) => {
    store.setState({ standing })
    if (standing === 'admitted') void join()
  })
  socket.on('reaction', (reaction) => {
    for (const listener of reactions) listener(reaction)
  })
  const refresh = setInterval(() => void sample(1), REFRESH_MS)

  return {
    store,
    send(intention) {
      const command = { ...intention, id: newId() } as Command
      return closed ? Promise.resolve(refuse('server.failed')) : outbox.add(command)
    },
    react: (kind) => void (socket.connected && socket.emit('react', { kind })),
    onReaction(listener) {
      reactions.add(listener)
      return () => reactions.delete(listener)
    },
    onEvents(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    serverNow: () => monotonic() + (store.getState().clock?.offsetMs ?? Date.now() - monotonic()),
    lose: () => void (socket.connected && socket.io.engine.close()),
    wake() {
      if (closed) return
      if (socket.connected) return void sample(SAMPLES)
      // Without waiting for the next try, and without trusting one that began before the network was back.
      socket.disconnect()
      socket.connect()
    },
    close() {
      closed = true
      clearInterval(refresh)
      if (retry) clearTimeout(retry)
      store.setState({ connection: 'closed' })
      socket.disconnect()
      outbox.giveUp('server.failed')
    },
  }
}
