import { randomInt } from 'node:crypto'
import {
  refuse,
  type Command,
  type CommandId,
  type CommandReply,
  type ServerCommand,
  type SessionEvent,
  type SessionId,
  type SessionState,
} from '@copse/contract'
import { decide, evolve, initialState, type Context } from '@copse/protocols'
import { commits, conflicts } from '../ops/metrics.ts'
import type { Journal } from '../store/index.ts'
import type { Met } from './met.ts'

/** Someone who returns having missed no more than this many events gets them one by one; beyond, the folded state. */
const MAX_MISSED = 1000
/** Appends lost to other writers before a command is given up. */
const TRIES = 8

/** What somebody between two commands may see: nothing changes until `work` has ended. */
export interface Moment {
  readonly state: SessionState
  /** The events after `since`, or null when they are too many, or `since` is no number this session has reached. */
  missed(since: number): SessionEvent[] | null
}

/** One session in memory: the fold of its journal, and the queue its commands go through. */
export interface OpenSession {
  readonly state: () => SessionState
  /** Decides and commits one command once all before it are done. Throws only when the journal cannot be written. */
  execute(command: Command | ServerCommand, context: Omit<Context, 'now'>): Promise<CommandReply>
  /** Reads and tells what other nodes committed. */
  catchUp(): Promise<void>
  /** Runs between two commands. */
  within<Result>(work: (moment: Moment) => Result): Promise<Result>
}

export type Accepted = (events: readonly SessionEvent[], before: SessionState, after: SessionState) => void

/**
 * One command at a time: decide on the folded state, append right after its number, evolve, tell. The journal arbitrates
 * between processes: on a conflict what is missing is read and the command decided again. A refusal is given only on a state
 * that was the journal's last. A command id that was committed is acknowledged with the number it came to, and acts no more.
 */
export async function openSession(options: {
  sessionId: SessionId
  journal: Pick<Journal, 'append' | 'read'>
  now: () => number
  met?: Met
  accepted: Accepted
}): Promise<OpenSession> {
  const { sessionId, journal, now, met, accepted } = options
  const committed = new Map<CommandId, number>()
  let recent: SessionEvent[] = []
  let state = initialState
  let tail: Promise<unknown> = Promise.resolve()

  function fold(events: readonly SessionEvent[]) {
    let command: CommandId | null = null
    for (const event of events) {
      state = evolve(state, event)
      // The journal gives a command's id to the first of its events; those after it have only its sender.
      command = event.commandId ?? (event.by === null ? null : command)
      if (command !== null) committed.set(command, event.seq)
      recent.push(event)
    }
    if (recent.length > 2 * MAX_MISSED) recent = recent.slice(-MAX_MISSED)
  }

  function accept(events: readonly SessionEvent[]) {
    const before = state
    fold(events)
    accepted(events, before, state)
  }

  async function catchUp(): Promise<boolean> {
    const events = await journal.read(sessionId, state.seq)
    if (events.length > 0) accept(events)
    return events.length > 0
  }

  async function commit(command: Command | ServerCommand, context: Omit<Context, 'now'>): Promise<CommandReply> {
    const commandId = 'id' in command ? command.id : null
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = commandId === null ? undefined : committed.get(commandId)
      if (before !== undefined) return { ok: true, seq: before }
      const at = now()
      const decision = decide(state, command, { ...context, now: at, chance: randomInt(2 ** 32), met })
      if (!decision.ok) {
        if (await catchUp()) continue
        return decision
      }
      if (decision.events.length === 0) return { ok: true, seq: state.seq }
      const appended = await journal.append(sessionId, state.seq, decision.events, {
        by: context.by,
        commandId,
        at,
      })
      if (appended.ok) {
        commits.inc()
        accept(appended.events)
        return { ok: true, seq: state.seq }
      }
      if (appended.reason === 'conflict') conflicts.inc()
      await catchUp()
      if (appended.reason === 'duplicate') return { ok: true, seq: committed.get(commandId!) ?? appended.seq }
    }
    return refuse('server.failed', 'conflicts')
  }

  function queued<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const result = tail.then(work)
    tail = result.catch(() => undefined)
    return result
  }

  const moment: Moment = {
    get state() {
      return state
    },
    missed(since) {
      const count = state.seq - since
      return count < 0 || count > Math.min(MAX_MISSED, recent.length) ? null : recent.slice(recent.length - count)
    },
  }

  fold(await journal.read(sessionId))
  return {
    state: () => state,
    execute: (command, context) => queued(() => commit(command, context)),
    catchUp: () => queued(async () => void (await catchUp())),
    within: (work) => queued(() => work(moment)),
  }
}
