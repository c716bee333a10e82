import type { Server as HttpServer } from 'node:http'
import {
  refuse,
  SOCKET_PATH,
  type Actor,
  type ClientToServer,
  type Command,
  type CommandReply,
  type JoinReply,
  type Refusal,
  type ServerToClient,
  type SessionEvent,
  type SessionId,
} from '@copse/contract'
import { eventFor, isPrivate } from '@copse/protocols'
import { Server } from 'socket.io'
import { sameOrigin } from '../http/same-origin.ts'
import type { ActorOf } from '../identity/index.ts'
import type { Bus } from '../nodes/index.ts'
import type { Logger } from '../ops/log.ts'
import { commandSeconds, eventsBroadcast } from '../ops/metrics.ts'
import { createConversation, type FactsOf } from './conversation.ts'
import { createMeter } from './limits.ts'
import type { OpenSessions } from './open-sessions.ts'
import { everyone, tabsOf, type RoomServer } from './room-socket.ts'

/** Bytes of one message; a command is under 10 KB at its longest. */
const MESSAGE_LIMIT = 64 << 10

type ReactionElsewhere = { sessionId: SessionId } & Parameters<ServerToClient['reaction']>[0]

export interface Gateway {
  sockets(): number
  /** Ends all connections so that clients come back by themselves, and waits until their leaving is journaled. */
  close(): Promise<void>
}

/** Each socket what its person may see; in order with what is told to all, for the list of sockets here is at hand at once. */
function tellEach(io: RoomServer, sessionId: SessionId, events: SessionEvent[]) {
  for (const id of io.sockets.adapter.rooms.get(everyone(sessionId)) ?? []) {
    const socket = io.sockets.sockets.get(id)
    socket?.emit(
      'events',
      events.map((event) => eventFor(event, socket.data.actor.personId)),
    )
  }
}

function tell(io: RoomServer, sessionId: SessionId, events: SessionEvent[]) {
  eventsBroadcast.inc(events.length)
  if (events.some(isPrivate)) tellEach(io, sessionId, events)
  else io.to(everyone(sessionId)).emit('events', events)
  for (const event of events) {
    if (event.type !== 'person.admitted' && event.type !== 'person.refused' && event.type !== 'person.removed') continue
    const standing =
      event.type === 'person.admitted' ? 'admitted' : event.type === 'person.refused' ? 'refused' : 'removed'
    const tabs = io.in(tabsOf(sessionId, event.personId))
    // Nobody who was put out hears the next event; those let in hear none before they have joined again.
    if (standing !== 'admitted') tabs.socketsLeave(everyone(sessionId))
    tabs.emit('standing', standing)
  }
}

/** Socket.io: who may connect, how much they may send, and what they hear. */
export function createGateway(options: {
  server: HttpServer
  sessions: OpenSessions
  execute: (actor: Actor, sessionId: SessionId, command: Command) => Promise<CommandReply>
  facts: FactsOf
  actorOf: ActorOf
  publicUrl: string
  node: string
  bus: Pick<Bus, 'publish' | 'subscribe'>
  now: () => number
  log: Pick<Logger, 'error'>
}): Gateway {
  const { server, sessions, actorOf, publicUrl, node, bus, now, log } = options
  const meter = createMeter()
  const leaving = new Set<Promise<unknown>>()

  const io: RoomServer = new Server(server, {
    path: SOCKET_PATH,
    serveClient: false,
    destroyUpgrade: false, // the board and LiveKit's signalling upgrade on the same server
    maxHttpBufferSize: MESSAGE_LIMIT,
    // Someone whose network is gone shows as away within twenty seconds.
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    allowRequest: (request, answer) => {
      const ours = sameOrigin(request.headers, publicUrl)
      answer(ours ? null : 'access.denied', ours)
    },
  })

  io.use((socket, next) => {
    const refused = (refusal: Refusal) => next(Object.assign(new Error(refusal.code), { data: refusal }))
    actorOf(socket.request.headers).then(
      async (actor) => {
        if (!actor) return refused(refuse('auth.required'))
        if (!(await meter('connect', actor.personId))) return refused(refuse('rate.limited'))
        socket.data = { actor, sessionId: null }
        next()
      },
      (error: unknown) => {
        log.error({ error, connection: socket.id }, 'nobody could be recognised')
        refused(refuse('server.failed'))
      },
    )
  })

  /** Taken for gone by other nodes, this one says who is connected to it after all. */
  function rise(sessionId: SessionId) {
    for (const id of io.sockets.adapter.rooms.get(everyone(sessionId)) ?? []) {
      const personId = io.sockets.sockets.get(id)!.data.actor.personId
      sessions
        .execute(sessionId, { type: 'person.connect', personId, connection: `${node}:${id}` }, { by: null })
        .catch((error: unknown) => log.error({ error }, 'a connection was not journaled'))
    }
  }

  const unsubscribe = sessions.onCommitted((sessionId, events) => {
    tell(io, sessionId, events)
    if (events.some((event) => event.type === 'room.recovered' && event.node === node)) rise(sessionId)
  })
  const silence = bus.subscribe('reactions', (message) => {
    const { sessionId, ...reaction } = JSON.parse(message.toString()) as ReactionElsewhere
    io.to(everyone(sessionId)).emit('reaction', reaction)
  })

  io.on('connection', (socket) => {
    const { personId } = socket.data.actor
    const about = () => ({ connection: socket.id, sessionId: socket.data.sessionId })
    const conversation = createConversation({
      ...options,
      socket,
      react: (sessionId, reaction) => {
        socket.to(everyone(sessionId)).emit('reaction', reaction)
        bus.publish('reactions', JSON.stringify({ sessionId, ...reaction } satisfies ReactionElsewhere))
      },
    })
    socket.use((_packet, next) => {
      void meter('any', personId).then((within) => {
        if (within) next()
        else socket.disconnect(true)
      })
    })

    let tail: Promise<unknown> = Promise.resolve()
    /** What one socket asks is decided in the order it was sent, though looking up who may takes its time. */
    const inOrder = (work: () => Promise<void>): Promise<void> => {
      const done = tail.then(work)
      tail = done.catch(() => undefined)
      return done
    }

    /** Answers once, whatever comes: too much, a fault of ours, or a caller that wants no answer. */
    function on<Reply>(
      name: keyof ClientToServer,
      work: (input: unknown, answer: (reply: Reply | Refusal) => void) => Promise<void>,
    ) {
      socket.on(name, ((...given: unknown[]) => {
        const last = given.at(-1)
        const answer = (reply: Reply | Refusal) => {
          if (typeof last === 'function') last(reply)
        }
        meter(name, personId)
          .then((within) => (within ? work(given[0], answer) : answer(refuse('rate.limited'))))
          .catch((error: unknown) => {
            log.error({ error, event: name, ...about() }, 'a message was not handled')
            answer(refuse('server.failed'))
          })
      }) as never)
    }
    on<JoinReply>('join', (input, answer) => inOrder(() => conversation.join(input, answer)))
    on<CommandReply>('command', (input, answer) => {
      const stop = commandSeconds.startTimer()
      return inOrder(() =>
        conversation.command(input, (reply) => {
          answer(reply)
          stop({ outcome: reply.ok ? 'accepted' : 'refused' })
        }),
      )
    })
    on('react', conversation.react)
    on<number>('clock', async (_input, answer) => answer(now()))
    socket.on('disconnect', () => {
      const left = conversation
        .leave()
        .catch((error: unknown) => log.error({ error, ...about() }, 'a departure was not journaled'))
      leaving.add(left)
      void left.finally(() => leaving.delete(left))
    })
  })

  return {
    sockets: () => io.engine.clientsCount,
    async close() {
      // Closed underneath, not disconnected: a client takes the latter for an order to stay away.
      io.engine.close()
      await Promise.all(leaving)
      unsubscribe()
      silence()
    },
  }
}
