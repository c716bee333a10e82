import type { IncomingMessage, Server as HttpServer } from 'node:http'
import {
  Command,
  JoinRequest,
  Reaction,
  refuse,
  SOCKET_PATH,
  type Actor,
  type ClientToServer,
  type CommandReply,
  type JoinReply,
  type Refusal,
  type ServerToClient,
  type SessionId,
  type SessionState,
  type Standing,
} from '@copse/contract'
import { Server, type Socket } from 'socket.io'
import type { SessionFacts } from '../communities/index.ts'
import { sameOrigin } from '../http/same-origin.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit, type Limit } from '../ops/limits.ts'
import type { Logger } from '../ops/log.ts'
import type { Rooms } from './rooms.ts'

interface SocketData {
  actor: Actor
  session: { id: SessionId; facts: SessionFacts } | null
}
type RoomSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>

/** How many events a return may have missed and still get them one by one; beyond, the folded state is smaller. */
const MAX_MISSED = 1000
const MESSAGE_LIMIT = 64 << 10

const everyone = (sessionId: SessionId) => `session:${sessionId}`
const person = (sessionId: SessionId, personId: string) => `person:${sessionId}:${personId}`

export interface Gateway {
  sockets(): number
  close(): Promise<void>
}

/** Socket.io at its path: parse, authorise, limit, hand to the rooms, broadcast what they committed. */
export function createGateway(options: {
  server: HttpServer
  rooms: Rooms
  actorOf: ActorOf
  facts: (actor: Actor, sessionId: SessionId) => Promise<SessionFacts | null>
  publicUrl: string
  node: string
  now: () => number
  log: Logger
}): Gateway {
  const { server, rooms, actorOf, facts, publicUrl, node, now, log } = options
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(server, {
    path: SOCKET_PATH,
    serveClient: false,
    destroyUpgrade: false, // the board and LiveKit upgrade on the same server
    maxHttpBufferSize: MESSAGE_LIMIT,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request: IncomingMessage, answer) => {
      const ours = sameOrigin(request.headers, publicUrl)
      answer(ours ? null : 'access.denied', ours)
    },
  })

  const limits: Record<'join' | 'command' | 'clock' | 'react', Limit> = {
    join: createLimit(20, 10),
    command: createLimit(60, 10),
    clock: createLimit(60, 10),
    react: createLimit(20, 10),
  }

  io.use((socket, next) => {
    actorOf(socket.request.headers)
      .then((actor) => {
        if (!actor) return next(new Error('auth.required'))
        socket.data = { actor, session: null }
        next()
      })
      .catch(() => next(new Error('server.failed')))
  })

  rooms.onCommitted((sessionId, events) => {
    io.to(everyone(sessionId)).emit('events', [...events])
    for (const event of events) {
      if (event.type === 'person.admitted') io.to(person(sessionId, event.personId)).emit('standing', 'admitted')
      if (event.type === 'person.refused') io.to(person(sessionId, event.personId)).emit('standing', 'refused')
      if (event.type === 'person.removed') {
        io.to(person(sessionId, event.personId)).emit('standing', 'removed')
        io.in(person(sessionId, event.personId)).socketsLeave(everyone(sessionId))
      }
    }
  })

  const connectionOf = (socket: RoomSocket) => `${node}:${socket.id}`

  async function join(socket: RoomSocket, input: unknown): Promise<JoinReply> {
    const parsed = JoinRequest.safeParse(input)
    if (!parsed.success) return refuse('input.invalid', parsed.error.issues[0]?.path.join('.'))
    const { sessionId, since } = parsed.data
    const { actor } = socket.data
    if (socket.data.session && socket.data.session.id !== sessionId) return refuse('input.invalid', 'sessionId')
    const known = await facts(actor, sessionId)
    if (!known || !can(actor, 'session.join', { ...known, sessionId })) return refuse('not.found')
    socket.data.session = { id: sessionId, facts: known }
    await socket.join(person(sessionId, actor.personId))

    const you = actor.personId
    await rooms.propose(sessionId, { type: 'person.connect', personId: you, connection: connectionOf(socket) })
    // Between two commands: what is told here and what is broadcast afterwards have neither gap nor overlap.
    const entry = await rooms.within(sessionId, (state) => {
      const standing: Standing | 'unknown' = state.people[you]?.standing ?? 'unknown'
      if (standing === 'admitted') void socket.join(everyone(sessionId))
      return { standing, state }
    })
    if (!socket.connected) await gone(socket)
    if (entry.standing !== 'admitted') return { ok: true, you, standing: entry.standing, serverNow: now() }
    const events = await resumable(sessionId, entry.state, since)
    if (events) return { ok: true, you, standing: 'admitted', events, serverNow: now() }
    return { ok: true, you, standing: 'admitted', state: entry.state, serverNow: now() }
  }

  async function resumable(sessionId: SessionId, state: SessionState, since: number | null) {
    if (since === null || since > state.seq || state.seq - since > MAX_MISSED) return null
    const events = await rooms.missed(sessionId, since)
    return events.filter((event) => event.seq <= state.seq)
  }

  async function command(socket: RoomSocket, input: unknown): Promise<CommandReply> {
    const { actor, session } = socket.data
    const parsed = Command.safeParse(input)
    if (!parsed.success) return refuse('input.invalid', parsed.error.issues[0]?.path.join('.'))
    if (!session) return refuse('person.not-admitted')
    if (!can(actor, 'session.command', { ...session.facts, sessionId: session.id })) return refuse('not.found')
    return rooms.execute(actor, session.id, parsed.data, session.facts.sessionRole)
  }

  async function gone(socket: RoomSocket) {
    const { session, actor } = socket.data
    if (session) await rooms.propose(session.id, { type: 'person.disconnect', personId: actor.personId, connection: connectionOf(socket) })
  }

  io.on('connection', (socket) => {
    /** Answers once, whatever happens: a limit, a fault, or a caller that wants no answer. */
    function answering<Reply>(name: keyof typeof limits, work: (input: unknown) => Promise<Reply | Refusal>) {
      return (...given: unknown[]) => {
        const reply = given.findLast((one) => typeof one === 'function') as ((answer: Reply | Refusal) => void) | undefined
        limits[name](socket.data.actor.personId)
          .then((within) => (within ? work(given[0]) : refuse('rate.limited')))
          .catch((error: unknown) => {
            log.error({ error, event: name, sessionId: socket.data.session?.id }, 'socket event failed')
            return refuse('server.failed')
          })
          .then((answer) => reply?.(answer))
          .catch(() => undefined)
      }
    }
    socket.on('join', answering('join', (input) => join(socket, input)) as never)
    socket.on('command', answering('command', (input) => command(socket, input)) as never)
    socket.on('clock', answering('clock', () => Promise.resolve(now())) as never)
    socket.on(
      'react',
      answering('react', async (input) => {
        const parsed = Reaction.safeParse(input)
        const { session, actor } = socket.data
        if (!parsed.success) return refuse('input.invalid')
        if (!session || !socket.rooms.has(everyone(session.id))) return refuse('person.not-admitted')
        socket.to(everyone(session.id)).emit('reaction', { personId: actor.personId, kind: parsed.data.kind })
        return { ok: true }
      }) as never,
    )
    socket.on('disconnect', () => void gone(socket).catch((error: unknown) => log.error({ error }, 'departure not recorded')))
  })

  return {
    sockets: () => io.engine.clientsCount,
    async close() {
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}
