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
import { bestOffset, type ClockOffset, type Sample } from './server-clock.ts'

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
  /** Looks again at once: the page is back in view, or the network is. */
  wake(): void
  close(): void
}

/** How often the server's clock is asked at once when the link is new, and then again. */
const SAMPLES = 6
const REFRESH_MS = 5000
/** Samples older than this do not count: clocks drift. */
const SAMPLE_KEPT_MS = 120_000
const ANSWER_MS = 8000

export function createRoomClient(options: {
  sessionId: SessionId
  /** Default: our own origin. */
  url?: string
  /** A monotonic clock in ms. */
  monotonic?: () => number
  newId?: () => string
  extraHeaders?: Record<string, string>
}): RoomClient {
  const { sessionId, monotonic = () => performance.now(), newId = () => crypto.randomUUID() } = options
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
  const unsent = new Map<string, { command: Command; resolve: (reply: CommandReply) => void }>()

  let joined = false
  let joining = false
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
      .timeout(ANSWER_MS)
      .emitWithAck('join', { sessionId, since })
      .catch(() => refuse('server.failed'))
    joining = false
    if (!reply.ok) {
      if (reply.code === 'server.failed' || reply.code === 'rate.limited') setTimeout(() => void join(), 1000)
      else store.setState({ refusal: reply.code })
      return
    }
    // With the state comes the time it is to be seen at: no screen ever goes by its own clock.
    learn({ sentAt, receivedAt: monotonic(), serverAt: reply.serverNow })
    joined = reply.standing === 'admitted'
    store.setState({ you: reply.you, standing: reply.standing, refusal: null, connection: 'online' })
    if ('state' in reply) store.setState({ session: reply.state })
    if ('events' in reply) fold(reply.events)
    const waited = early
    early = []
    fold(waited)
    for (const { command } of unsent.values()) transmit(command)
  }

  let samples: readonly Sample[] = []
  function learn(sample: Sample): void {
    samples = [...samples.filter(({ receivedAt }) => sample.receivedAt - receivedAt < SAMPLE_KEPT_MS), sample]
    store.setState({ clock: bestOffset(samples) })
  }

  async function sample(times: number): Promise<void> {
    for (let count = 0; count < times && socket.connected; count++) {
      const sentAt = monotonic()
      const serverAt = await socket
        .timeout(ANSWER_MS)
        .emitWithAck('clock')
        .catch(() => null)
      if (typeof serverAt === 'number') learn({ sentAt, receivedAt: monotonic(), serverAt })
    }
  }

  function transmit(command: Command): void {
    if (!socket.connected || (!joined && command.type !== 'lobby.knock')) return
    socket
      .timeout(ANSWER_MS)
      .emitWithAck('command', command)
      .then((reply: CommandReply) => {
        if (!reply.ok && reply.code === 'server.draining') return
        unsent.get(command.id)?.resolve(reply)
        unsent.delete(command.id)
        if (command.type === 'lobby.knock' && reply.ok) void join() // where do I stand now?
      })
      // No answer: the link is lost or the server gone. It stays unsent and goes out again, as the same, after the next join.
      .catch(() => socket.connected && unsent.has(command.id) && setTimeout(() => transmit(command), 500))
  }

  socket.on('connect', () => {
    joining = false
    samples = []
    void join().then(() => sample(SAMPLES))
  })
  socket.on('disconnect', () => {
    joined = false
    if (store.getState().connection !== 'closed') store.setState({ connection: 'offline' })
  })
  socket.on('connect_error', (error) => {
    const refused = error.message === 'auth.required' || error.message === 'access.denied'
    store.setState({
      connection: refused ? 'closed' : 'offline',
      ...(refused && { refusal: error.message as RefusalCode }),
    })
    // A refused handshake is not tried again by the library; a server that restarts is.
    if (!refused && !socket.active) setTimeout(() => socket.connect(), 1000)
  })
  socket.on('events', (events) => {
    if (joining || !joined) early.push(...events)
    else fold(events)
  })
  socket.on('standing', (standing) => {
    store.setState({ standing })
    if (standing === 'admitted') void join()
    else joined = false
  })
  socket.on('reaction', (reaction) => {
    for (const listener of reactions) listener(reaction)
  })
  const refresh = setInterval(() => void sample(1), REFRESH_MS)

  return {
    store,
    send: (intention) =>
      new Promise((resolve) => {
        const command = { ...intention, id: newId() } as Command
        unsent.set(command.id, { command, resolve })
        transmit(command)
      }),
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
    wake() {
      samples = [] // a machine that slept may have stopped its clock
      if (!socket.connected) socket.connect()
      else void sample(SAMPLES)
    },
    close() {
      clearInterval(refresh)
      store.setState({ connection: 'closed' })
      socket.disconnect()
      for (const { resolve } of unsent.values()) resolve(refuse('server.failed'))
      unsent.clear()
    },
  }
}
