import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  refuse,
  SOCKET_PATH,
  type ClientToServer,
  type Command,
  type CommandReply,
  type EventBody,
  type JoinReply,
  type JoinRequest,
  type PersonId,
  type RefusalCode,
  type ServerToClient,
  type SessionEvent,
  type SessionId,
  type SessionState,
} from '@copse/contract'
import { decide, evolve, initialState, plan, protocolById } from '@copse/protocols'
import { Server } from 'socket.io'

export const session = 'session-1' as SessionId
export const ana = 'ana' as PersonId

/** Waits for a condition; fails with it after ten seconds. */
export async function until<Value>(condition: () => Value): Promise<Value> {
  const deadline = performance.now() + 10_000
  for (;;) {
    const value = condition()
    if (value) return value
    if (performance.now() > deadline) throw new Error(`never came true: ${condition.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/**
 * A Socket.io server with one session, one person and the real engine behind it, that can be told to fail as networks and
 * servers do: to lose answers, to swallow broadcasts, to drain, to refuse, to end links.
 */
export async function openServer(now: () => number = Date.now) {
  const http = createServer()
  const io = new Server<ClientToServer, ServerToClient>(http, { path: SOCKET_PATH })
  const journal: SessionEvent[] = []
  const acted = new Map<string, number>()
  let state: SessionState = initialState
  let handshakes = 0
  const joins: JoinRequest[] = []
  const received: Command[] = []
  const faults = {
    /** So many acknowledgements of commands do not arrive. */
    loseAcks: 0,
    /** So many broadcasts do not arrive. */
    swallow: 0,
    draining: false,
    refuseJoin: null as RefusalCode | null,
    refuseHandshake: null as RefusalCode | null,
    /** Runs before a join is answered. */
    beforeJoin: () => undefined as void,
  }

  function commit(events: readonly EventBody[], by: PersonId | null) {
    const added = events.map((body, index): SessionEvent => {
      const seq = state.seq + index + 1
      return { ...body, sessionId: session, seq, at: now(), by, commandId: null }
    })
    journal.push(...added)
    state = added.reduce(evolve, state)
    if (faults.swallow > 0) faults.swallow--
    else io.to('everyone').emit('events', added)
  }

  function run(command: Parameters<typeof decide>[1], by: PersonId | null): CommandReply {
    const person = { name: 'Ana', district: null, guest: false, role: 'facilitator' as const }
    const decision = decide(state, command, { by, now: now(), person })
    if (!decision.ok) return decision
    commit(decision.events, by)
    return { ok: true, seq: state.seq }
  }

  function execute(command: Command): CommandReply {
    received.push(command)
    if (faults.draining) return refuse('server.draining')
    const before = acted.get(command.id)
    if (before !== undefined) return { ok: true, seq: before }
    const reply = run(command, ana)
    if (reply.ok) acted.set(command.id, reply.seq)
    return reply
  }

  const cut = () => {
    for (const socket of io.sockets.sockets.values()) socket.conn.close(true)
  }

  io.use((_socket, next) => {
    handshakes++
    next(faults.refuseHandshake === null ? undefined : new Error(faults.refuseHandshake))
  })
  io.on('connection', (socket) => {
    socket.on('join', (request, answer: (reply: JoinReply) => void) => {
      joins.push(request)
      if (faults.refuseJoin) return answer(refuse(faults.refuseJoin))
      const standing = state.people[ana]?.standing ?? 'unknown'
      if (standing !== 'admitted') return answer({ ok: true, you: ana, standing, serverNow: now() })
      void socket.join('everyone')
      const { since } = request
      // What is committed from here on is broadcast before this answer, made now, has arrived.
      const seen = since === null ? { state } : { events: journal.filter((event) => event.seq > since) }
      faults.beforeJoin()
      answer({ ok: true, you: ana, standing, serverNow: now(), ...seen })
    })
    socket.on('command', (command, answer) => {
      const reply = execute(command)
      if (faults.loseAcks > 0) faults.loseAcks--
      else answer(reply)
    })
    socket.on('clock', (answer) => answer(now()))
    socket.on('react', ({ kind }) => void socket.emit('reaction', { personId: ana, kind }))
  })

  const protocol = protocolById('consultancy')!
  run(
    {
      type: 'session.plan',
      plan: {
        title: 'Reading',
        focusQuestion: '',
        protocol,
        agenda: plan(protocol, { minutes: 40 }),
        minutes: 40,
        presenterId: null,
        facilitatorIds: [ana],
        lobby: 'guests',
        enforcement: 'enforced',
      },
    },
    null,
  )
  const listen = (port: number) => new Promise<void>((listening) => http.listen(port, '127.0.0.1', listening))
  await listen(0)
  const { port } = http.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    joins,
    received,
    state: () => state,
    handshakes: () => handshakes,
    sockets: () => io.sockets.sockets.size,
    /** Somebody else says something. */
    say: (text: string) => commit([{ type: 'chat.said', personId: ana, text }], ana),
    tell: (standing: 'waiting' | 'admitted' | 'refused' | 'removed') => io.emit('standing', standing),
    commit,
    /** Ends every link underneath, as a lost network does. */
    cut,
    /** Ends every link by Socket.io's own word, after which its clients stay away. */
    dismiss: () => io.disconnectSockets(true),
    /** Is gone, until it listens again at the same address. */
    async gone() {
      cut()
      http.closeAllConnections()
      await new Promise((closed) => http.close(closed))
    },
    back: () => listen(port),
    close: () => io.close(),
  }
}
export type TestServer = Awaited<ReturnType<typeof openServer>>
