import type { Command, CommandReply, ServerCommand, SessionEvent, SessionId, SessionState } from '@copse/contract'
import type { Context } from '@copse/protocols'
import type { Bus, Nodes } from '../nodes/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Journal } from '../store/index.ts'
import type { Met } from './met.ts'
import { openSession, type Moment, type OpenSession } from './open-session.ts'
import { createStepTimer, type StepTimer } from './step-timer.ts'

/** Told after each commit, in the journal's order, before the next command of that session is decided. */
export type Committed = (
  sessionId: SessionId,
  events: SessionEvent[],
  before: SessionState,
  after: SessionState,
) => void

/** Where a session's journal has come to. */
interface News {
  readonly sessionId: SessionId
  readonly seq: number
}

interface Entry {
  readonly session: OpenSession
  readonly timer: StepTimer
  usedAt: number
}

/** The sessions this process has in memory: loaded when asked for, let go when nobody is here and nothing will ring but elsewhere. */
export interface OpenSessions {
  state(sessionId: SessionId): Promise<SessionState>
  execute(sessionId: SessionId, command: Command | ServerCommand, context: Omit<Context, 'now'>): Promise<CommandReply>
  /** Has at least what somebody saw on another node. */
  reach(sessionId: SessionId, seq: number): Promise<void>
  within<Result>(sessionId: SessionId, work: (moment: Moment) => Result): Promise<Result>
  onCommitted(listener: Committed): () => void
  count(): number
  /** Lets go of sessions unused for `idleMs`. */
  sweep(): Promise<void>
  /** Waits for what is under way; afterwards nothing rings. */
  stop(): Promise<void>
}

export function createOpenSessions(options: {
  journal: Pick<Journal, 'append' | 'read' | 'heads'>
  /** Connections to those that are gone are, too. */
  nodes: Pick<Nodes, 'id' | 'isGone' | 'onGone'>
  bus: Pick<Bus, 'publish' | 'subscribe' | 'onDoubt'>
  now: () => number
  met?: (sessionId: SessionId) => Promise<Met>
  idleMs: number
  log: Pick<Logger, 'error'>
}): OpenSessions {
  const { journal, nodes, bus, now, met, idleMs, log } = options
  const entries = new Map<SessionId, Promise<Entry>>()
  const listeners = new Set<Committed>()
  let stopped = false

  function tell(sessionId: SessionId, events: readonly SessionEvent[], before: SessionState, after: SessionState) {
    for (const listener of listeners)
      try {
        listener(sessionId, [...events], before, after)
      } catch (error) {
        log.error({ sessionId, error }, 'a listener failed after a commit')
      }
  }

  /** What is committed here is news to other nodes. */
  async function execute(
    session: OpenSession,
    sessionId: SessionId,
    command: Command | ServerCommand,
    context: Omit<Context, 'now'>,
  ): Promise<CommandReply> {
    const reply = await session.execute(command, context)
    if (reply.ok) bus.publish('journal', JSON.stringify({ sessionId, seq: reply.seq } satisfies News))
    return reply
  }

  const recover = (session: OpenSession, sessionId: SessionId, node: string) =>
    execute(session, sessionId, { type: 'room.recover', node }, { by: null })

  async function hear({ sessionId, seq }: News): Promise<void> {
    const session = (await entries.get(sessionId))?.session
    if (session && session.state().seq < seq) await session.catchUp()
  }

  async function load(sessionId: SessionId): Promise<Entry> {
    let timer: StepTimer | null = null
    const session = await openSession({
      sessionId,
      journal,
      now,
      met: await met?.(sessionId),
      accepted(events, before, after) {
        if (!stopped) timer?.follow(after)
        tell(sessionId, events, before, after)
      },
    })
    timer = createStepTimer({
      now,
      state: session.state,
      propose: (command) =>
        execute(session, sessionId, command, { by: null }).then(
          (reply) => reply.ok,
          (error: unknown) => {
            log.error({ sessionId, error }, 'what was due was not committed')
            return false
          },
        ),
    })
    // Connections of a process that is no more are gone, though it could not say so.
    for (const other of nodesOf(session.state()))
      if (await nodes.isGone(other)) await recover(session, sessionId, other)
    if (!stopped) timer.follow(session.state())
    return { session, timer, usedAt: now() }
  }

  function entry(sessionId: SessionId): Promise<Entry> {
    const known = entries.get(sessionId)
    if (known) return known
    const loading = load(sessionId)
    entries.set(sessionId, loading)
    loading.catch(() => entries.delete(sessionId))
    return loading
  }

  async function using(sessionId: SessionId): Promise<OpenSession> {
    const found = await entry(sessionId)
    found.usedAt = now()
    return found.session
  }

  const fail = (sessionId: SessionId) => (error: unknown) => log.error({ sessionId, error: String(error) }, 'room')
  nodes.onGone((node) => {
    for (const [sessionId, loading] of entries)
      loading
        .then(async ({ session }) => {
          if (nodesOf(session.state()).has(node)) await recover(session, sessionId, node)
        })
        .catch(fail(sessionId))
  })
  bus.subscribe('journal', (message) => {
    const news = JSON.parse(message.toString()) as News
    hear(news).catch(fail(news.sessionId))
  })
  bus.onDoubt(async () => {
    const heads = await journal.heads([...entries.keys()])
    await Promise.all([...heads].map(([sessionId, seq]) => hear({ sessionId, seq })))
  })

  return {
    state: async (sessionId) => (await using(sessionId)).state(),
    execute: async (sessionId, command, context) => execute(await using(sessionId), sessionId, command, context),
    async reach(sessionId, seq) {
      await using(sessionId)
      await hear({ sessionId, seq })
    },
    within: async (sessionId, work) => (await using(sessionId)).within(work),
    onCommitted(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    count: () => entries.size,
    async sweep() {
      for (const [sessionId, loading] of entries) {
        const { session, timer, usedAt } = await loading
        const serving = nodesOf(session.state())
        if (now() - usedAt < idleMs || serving.has(nodes.id)) continue
        // Its clock is ours to keep when nobody is there at all.
        if (timer.running && serving.size === 0) continue
        timer.stop()
        entries.delete(sessionId)
      }
    },
    async stop() {
      stopped = true
      for (const loading of entries.values()) {
        const { session, timer } = await loading
        timer.stop()
        await session.within(() => undefined)
        timer.stop()
      }
    },
  }
}

/** The processes that people of this session are connected to; a connection reads `<node>:<socket>`. */
const nodesOf = (state: SessionState): Set<string> =>
  new Set(
    Object.values(state.people)
      .flatMap((person) => person.connections)
      .map((connection) => connection.slice(0, connection.indexOf(':'))),
  )
