import type { Server as HttpServer } from 'node:http'
import {
  refuse,
  type Actor,
  type Command,
  type CommandReply,
  type ServerCommand,
  type SessionId,
  type SessionState,
} from '@copse/contract'
import { can, type ActorOf } from '../identity/index.ts'
import type { Bus, Nodes } from '../nodes/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Journal } from '../store/index.ts'
import type { FactsOf } from './conversation.ts'
import { createGateway, type Gateway } from './gateway.ts'
import type { Met } from './met.ts'
import { createOpenSessions, type Committed } from './open-sessions.ts'

const IDLE_MS = 10 * 60_000
/** More than any protocol can hold; an invitation that leaked shall not fill a room for ever. */
const MAX_PEOPLE = 300

export interface Rooms {
  /**
   * The fold of a session's journal; `seq` 0 and no plan: nothing was ever written for it. Asked after a start, it also sets a
   * running session's clock going, though nobody has come back yet.
   */
  state(sessionId: SessionId): Promise<SessionState>
  /** A person's command: authorised, decided, committed, told. Throws only when the journal cannot be written. */
  execute(actor: Actor, sessionId: SessionId, command: Command): Promise<CommandReply>
  /** A command of the server's own. */
  propose(sessionId: SessionId, command: ServerCommand): Promise<CommandReply>
  /** Told of every commit, in order, before the next command of that session is decided. Returns how to stop. */
  onCommitted(listener: Committed): () => void
  /** Serves Socket.io at its path; other upgrades of the server are left alone. */
  attach(server: HttpServer): void
  counts(): { sockets: number; sessions: number }
  /** Takes no more commands, closes the sockets, journals who left and waits for what is under way. */
  drain(): Promise<void>
}

export function createRooms(options: {
  journal: Pick<Journal, 'append' | 'read' | 'heads'>
  facts: FactsOf
  actorOf: ActorOf
  publicUrl: string
  /** The name of this process begins those of its connections. */
  nodes: Pick<Nodes, 'id' | 'isGone' | 'onGone'>
  bus: Pick<Bus, 'publish' | 'subscribe' | 'onDoubt'>
  now: () => number
  /** Who met whom in small groups of earlier sessions. Default: nobody. */
  met?: (sessionId: SessionId) => Promise<Met>
  log: Pick<Logger, 'error'>
  /** How long an unused session stays in memory. Default ten minutes. */
  idleMs?: number
}): Rooms {
  const { journal, facts, actorOf, publicUrl, nodes, bus, now, met, log, idleMs = IDLE_MS } = options
  const sessions = createOpenSessions({ journal, nodes, bus, now, met, idleMs, log })
  let gateway: Gateway | null = null
  let draining = false

  const sweeping = setInterval(() => {
    sessions.sweep().catch((error: unknown) => log.error({ error }, 'idle sessions were not let go'))
  }, idleMs / 2)
  sweeping.unref()

  async function execute(actor: Actor, sessionId: SessionId, command: Command): Promise<CommandReply> {
    if (draining) return refuse('server.draining')
    const known = await facts(actor, sessionId)
    if (!known) return refuse('not.found')
    const state = await sessions.state(sessionId)
    const standing = state.people[actor.personId]?.standing ?? null
    if (!can(actor, 'session.command', { ...known, sessionId, standing })) return refuse('not.found')
    if (command.type === 'lobby.knock' && standing === null && Object.keys(state.people).length >= MAX_PEOPLE)
      return refuse('room.full')
    const { personId, name, district, kind } = actor
    return sessions.execute(sessionId, command, {
      by: personId,
      person: { name, district, guest: kind === 'guest' || known.invited, role: known.sessionRole },
    })
  }

  const propose = (sessionId: SessionId, command: ServerCommand) => sessions.execute(sessionId, command, { by: null })

  return {
    state: sessions.state,
    execute,
    propose,
    onCommitted: sessions.onCommitted,
    attach(server) {
      gateway = createGateway({ server, sessions, execute, facts, actorOf, publicUrl, node: nodes.id, bus, now, log })
    },
    counts: () => ({ sockets: gateway?.sockets() ?? 0, sessions: sessions.count() }),
    async drain() {
      draining = true
      clearInterval(sweeping)
      await gateway?.close()
      await sessions.stop()
    },
  }
}
