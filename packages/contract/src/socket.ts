import * as z from 'zod/mini'
import type { Command, ReactionKind } from './commands.ts'
import type { SessionEvent } from './events.ts'
import { SessionId, type PersonId } from './ids.ts'
import type { Refusal } from './refusals.ts'
import type { SessionState, Standing } from './state.ts'

/** The Socket.io path; authorised by the session or guest cookie at the handshake. */
export const SOCKET_PATH = '/socket'

/** `since`: the last event number the client holds, or null for a first visit. */
export const JoinRequest = z.strictObject({
  sessionId: SessionId,
  since: z.nullable(z.number().check(z.int(), z.minimum(0))),
})
export type JoinRequest = z.infer<typeof JoinRequest>

/**
 * Someone let in gets the whole state, or, when `since` is known, just what was missed, in one message.
 * Someone not let in gets only where they stand ('unknown': has not knocked yet).
 */
export type JoinReply =
  | { ok: true; you: PersonId; standing: 'admitted'; state: SessionState; serverNow: number }
  | { ok: true; you: PersonId; standing: 'admitted'; events: SessionEvent[]; serverNow: number }
  | { ok: true; you: PersonId; standing: 'unknown' | Exclude<Standing, 'admitted'>; serverNow: number }
  | Refusal

/** Acknowledged means committed: `seq` is the session's number after this command. */
export type CommandReply = { ok: true; seq: number } | Refusal

export interface ClientToServer {
  join: (request: JoinRequest, reply: (answer: JoinReply) => void) => void
  command: (command: Command, reply: (answer: CommandReply) => void) => void
  /** The server's clock now, epoch ms. Keep the sample with the least round trip. */
  clock: (reply: (serverNow: number) => void) => void
  /** Reactions are presence: relayed at once, never stored. */
  react: (reaction: { kind: ReactionKind }) => void
}

export interface ServerToClient {
  /** Committed events in order, without gaps after the join's answer. */
  events: (events: SessionEvent[]) => void
  /** Where you stand changed while you were not in: on 'admitted', join again. */
  standing: (standing: Standing) => void
  reaction: (reaction: { personId: PersonId; kind: ReactionKind }) => void
}
