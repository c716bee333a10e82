import type { Actor, Command, CommandId, CommandReply, ServerCommand, SessionEvent, SessionId, SessionRole, SessionState } from '@copse/contract'
import { refuse } from '@copse/contract'
import { decide, dueAt, evolve, initialState, type Context } from '@copse/protocols'
import type { Logger } from '../ops/log.ts'
import type { Journal } from '../store/index.ts'

/** Told after each commit, in the journal's order, before the next command of that session is decided. */
export type Committed = (sessionId: SessionId, events: readonly SessionEvent[], before: SessionState, after: SessionState) => void

export interface Rooms {
  state(sessionId: SessionId): Promise<SessionState>
  /** A person's command; `role` is the part her plan or community gives her, for the moment she knocks. */
  execute(actor: Actor, sessionId: SessionId, command: Command, role: SessionRole): Promise<CommandReply>
  /** The server's own. */
  propose(sessionId: SessionId, command: ServerCommand): Promise<CommandReply>
  /** Runs between two commands of a session, with its state; what it reads cannot change meanwhile. */
  within<Result>(sessionId: SessionId, work: (state: SessionState) => Result): Promise<Result>
  onCommitted(listener: Committed): void
  /** Events after `since`, in order. */
  missed(sessionId: SessionId, since: number): Promise<SessionEvent[]>
  open(): number
  /** Takes no more commands and waits for those under way. */
  drain(): Promise<void>
}

interface Room {
  state: SessionState
  /** The last command's end: commands of a session are decided one at a time. */
  tail: Promise<unknown>
  timer: NodeJS.Timeout | null
  usedAt: number
}

const TRIES = 8
const IDLE_MS = 10 * 60_000
const MAX_TIMEOUT_MS = 2 ** 31 - 1

export function createRooms(options: { journal: Journal; now: () => number; node: string; log: Logger }): Rooms {
  const { journal, now, node, log } = options
  const rooms = new Map<SessionId, Promise<Room>>()
  const listeners: Committed[] = []
  let draining = false

  const load = (sessionId: SessionId): Promise<Room> => {
    const known = rooms.get(sessionId)
    if (known) return known
    const loading = (async () => {
      const events = await journal.read(sessionId)
      const room: Room = { state: events.reduce(evolve, initialState), tail: Promise.resolve(), timer: null, usedAt: now() }
      // Connections of a process that is no more are gone, though it could not say so.
      for (const other of staleNodes(room.state)) await commit(sessionId, room, { type: 'room.recover', node: other }, { by: null, now: now() }, null)
      schedule(sessionId, room)
      return room
    })()
    rooms.set(sessionId, loading)
    loading.catch(() => rooms.delete(sessionId))
    return loading
  }

  const staleNodes = (state: SessionState) =>
    new Set(
      Object.values(state.people)
        .flatMap((person) => person.connections)
        .map((connection) => connection.slice(0, connection.indexOf(':')))
        .filter((other) => other !== node),
    )

  function schedule(sessionId: SessionId, room: Room) {
    if (room.timer) clearTimeout(room.timer)
    room.timer = null
    const at = dueAt(room.state)
    if (at === null || draining) return
    const from = room.state.step!.index
    const ring = () => void propose(sessionId, { type: 'step.due', from }).catch((error: unknown) => log.error({ sessionId, error }, 'step not advanced'))
    room.timer = setTimeout(ring, Math.min(MAX_TIMEOUT_MS, Math.max(0, at - now())))
  }

  function accept(sessionId: SessionId, room: Room, events: readonly SessionEvent[]) {
    const before = room.state
    room.state = events.reduce(evolve, before)
    schedule(sessionId, room)
    for (const listener of listeners) listener(sessionId, events, before, room.state)
  }

  async function commit(sessionId: SessionId, room: Room, command: Command | ServerCommand, context: Context, commandId: CommandId | null): Promise<CommandReply> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const decision = decide(room.state, command, context)
      if (!decision.ok) {
        // A command sent again after a lost acknowledgement may look wrong by now; it was committed all the same.
        const before = commandId === null ? null : await journal.committed(sessionId, commandId)
        return before === null ? decision : { ok: true, seq: before }
      }
      if (decision.events.length === 0) return { ok: true, seq: room.state.seq }
      const appended = await journal.append(sessionId, room.state.seq, decision.events, { by: context.by, commandId, at: context.now })
      if (appended.ok) {
        accept(sessionId, room, appended.events)
        return { ok: true, seq: room.state.seq }
      }
      if (appended.reason === 'duplicate') return { ok: true, seq: appended.seq }
      accept(sessionId, room, await journal.read(sessionId, room.state.seq))
    }
    log.error({ sessionId, type: command.type }, 'gave up after conflicts')
    return refuse('server.failed')
  }

  /** Queues work behind what is under way in the session. */
  async function queued<Result>(sessionId: SessionId, work: (room: Room) => Promise<Result> | Result): Promise<Result> {
    const room = await load(sessionId)
    room.usedAt = now()
    const result = room.tail.then(() => work(room))
    room.tail = result.catch(() => undefined)
    return result
  }

  const propose = (sessionId: SessionId, command: ServerCommand): Promise<CommandReply> =>
    queued(sessionId, (room) => commit(sessionId, room, command, { by: null, now: now() }, null))

  const evict = setInterval(() => {
    for (const [sessionId, loading] of rooms)
      void loading.then((room) => {
        const quiet = Object.values(room.state.people).every((person) => person.connections.length === 0)
        if (quiet && room.timer === null && now() - room.usedAt > IDLE_MS) rooms.delete(sessionId)
      })
  }, 60_000)
  evict.unref()

  return {
    state: (sessionId) => queued(sessionId, (room) => room.state),
    within: (sessionId, work) => queued(sessionId, (room) => work(room.state)),
    execute(actor, sessionId, command, role) {
      if (draining) return Promise.resolve(refuse('server.draining'))
      const person = { name: actor.name, district: actor.district, guest: actor.kind === 'guest', role }
      return queued(sessionId, (room) => commit(sessionId, room, command, { by: actor.personId, now: now(), person }, command.id))
    },
    propose,
    missed: (sessionId, since) => journal.read(sessionId, since),
    onCommitted: (listener) => void listeners.push(listener),
    open: () => rooms.size,
    async drain() {
      draining = true
      clearInterval(evict)
      for (const loading of rooms.values()) {
        const room = await loading
        if (room.timer) clearTimeout(room.timer)
        await room.tail
      }
    },
  }
}
