import {
  Command,
  JoinRequest,
  Reaction,
  refuse,
  type Actor,
  type CommandReply,
  type JoinReply,
  type Refusal,
  type ServerToClient,
  type SessionId,
} from '@copse/contract'
import { eventFor, stateFor } from '@copse/protocols'
import type { SessionFacts } from '../communities/index.ts'
import { can } from '../identity/index.ts'
import type { Moment } from './open-session.ts'
import type { OpenSessions } from './open-sessions.ts'
import { everyone, tabsOf, type RoomSocket } from './room-socket.ts'

/** What a session's community says of somebody; null: no such session, or not hers to know of. */
export type FactsOf = (actor: Actor, sessionId: SessionId) => Promise<SessionFacts | null>
type Answer<Reply> = (reply: Reply | Refusal) => void

/** What one socket may say. Each part answers itself, so that an answer can leave before the next event does. */
export interface Conversation {
  join(input: unknown, answer: Answer<JoinReply>): Promise<void>
  command(input: unknown, answer: Answer<CommandReply>): Promise<void>
  react(input: unknown, answer: Answer<{ ok: true }>): Promise<void>
  leave(): Promise<void>
}

const invalid = (error: { issues: { path: PropertyKey[] }[] }): Refusal =>
  refuse('input.invalid', error.issues[0]?.path.join('.') ?? '')

/** Norms that were declined are no malformed message: the page has words for that. */
const declinesNorms = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  (input as Record<string, unknown>).type === 'lobby.knock' &&
  (input as Record<string, unknown>).acceptedNorms === false

export function createConversation(options: {
  socket: RoomSocket
  sessions: Pick<OpenSessions, 'execute' | 'within' | 'state' | 'reach'>
  execute: (actor: Actor, sessionId: SessionId, command: Command) => Promise<CommandReply>
  facts: FactsOf
  /** Shows a reaction to the others in the room. */
  react: (sessionId: SessionId, reaction: Parameters<ServerToClient['reaction']>[0]) => void
  node: string
  now: () => number
}): Conversation {
  const { socket, sessions, execute, facts, react, node, now } = options
  const { actor } = socket.data
  const you = actor.personId
  const connection = `${node}:${socket.id}`

  /** The answer to join, made between two commands together with the entry into the room: nothing is missed or told twice. */
  function enter(sessionId: SessionId, since: number | null, moment: Moment): JoinReply {
    const serverNow = now()
    const standing = moment.state.people[you]?.standing ?? 'unknown'
    if (standing !== 'admitted') return { ok: true, you, standing, serverNow }
    void socket.join(everyone(sessionId))
    const events = since === null ? null : moment.missed(since)
    return events
      ? { ok: true, you, standing, events: events.map((event) => eventFor(event, you)), serverNow }
      : { ok: true, you, standing, state: stateFor(moment.state, you), serverNow }
  }

  async function leave() {
    const { sessionId } = socket.data
    if (sessionId !== null)
      await sessions.execute(sessionId, { type: 'person.disconnect', personId: you, connection }, { by: null })
  }

  return {
    async join(input, answer) {
      const parsed = JoinRequest.safeParse(input)
      if (!parsed.success) return answer(invalid(parsed.error))
      const { sessionId, since } = parsed.data
      if (socket.data.sessionId !== null && socket.data.sessionId !== sessionId)
        return answer(refuse('input.invalid', 'sessionId'))
      const known = await facts(actor, sessionId)
      if (!known) return answer(refuse('not.found'))
      if (since !== null) await sessions.reach(sessionId, since)
      const standing = (await sessions.state(sessionId)).people[you]?.standing ?? null
      if (!can(actor, 'session.join', { ...known, sessionId, standing })) return answer(refuse('not.found'))

      socket.data.sessionId = sessionId
      void socket.join(tabsOf(sessionId, you))
      const arrives = await sessions.within(sessionId, (moment) => {
        answer(enter(sessionId, since, moment))
        const person = moment.state.people[you]
        return person?.standing === 'admitted' && !person.connections.includes(connection)
      })
      // A socket that closed meanwhile was never here; one that closes from now on is journaled as leaving after this.
      if (arrives && socket.connected)
        await sessions.execute(sessionId, { type: 'person.connect', personId: you, connection }, { by: null })
    },

    async command(input, answer) {
      const parsed = Command.safeParse(input)
      if (!parsed.success) return answer(declinesNorms(input) ? refuse('consent.required') : invalid(parsed.error))
      const { sessionId } = socket.data
      if (sessionId === null) return answer(refuse('person.not-admitted'))
      answer(await execute(actor, sessionId, parsed.data))
    },

    async react(input, answer) {
      const parsed = Reaction.safeParse(input)
      if (!parsed.success) return answer(invalid(parsed.error))
      const { sessionId } = socket.data
      if (sessionId === null || !socket.rooms.has(everyone(sessionId))) return answer(refuse('person.not-admitted'))
      react(sessionId, { personId: you, kind: parsed.data.kind })
      answer({ ok: true })
    },

    leave,
  }
}
