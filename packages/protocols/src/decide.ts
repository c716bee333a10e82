import {
  refuse,
  type Command,
  type CommandType,
  type EventBody,
  type PersonId,
  type Refusal,
  type RefusalCode,
  type ServerCommand,
  type SessionRole,
  type SessionState,
} from '@copse/contract'
import { dueAt, remainingMs } from './clock.ts'
import { plan } from './plan.ts'
import { currentStep, effectiveRole, isAdmitted, mayRun } from './roles.ts'

/** Who sends a command and when it arrived. `person` tells of someone who knocks; `by` null is the server itself. */
export interface Context {
  readonly by: PersonId | null
  readonly now: number
  readonly person?: { name: string; district: string | null; guest: boolean; role: SessionRole }
}
export type Decision = { readonly ok: true; readonly events: readonly EventBody[] } | Refusal

const MAX_REMAINING_MS = 10 * 3_600_000
const yes = (...events: EventBody[]): Decision => ({ ok: true, events })

/** Who may send what, as far as the session itself knows; anyone let in may send what is not listed. */
const runs: ReadonlySet<CommandType | ServerCommand['type']> = new Set([
  'lobby.admit',
  'lobby.refuse',
  'person.remove',
  'role.assign',
  'session.start',
  'session.end',
  'step.advance',
  'step.back',
  'clock.pause',
  'clock.resume',
  'clock.adjust',
  'floor.give',
  'floor.withdraw',
  'floor.override',
])

function lobby(state: SessionState, context: Context): Decision {
  const { by, person } = context
  if (by === null || !person) return refuse('auth.required')
  const known = state.people[by]
  if (known && known.standing !== 'waiting') return yes() // where someone stands does not change by knocking again
  const knock: EventBody = { type: 'person.knocked', personId: by, ...person }
  const waits =
    person.role === 'facilitator' || person.role === 'presenter'
      ? false
      : person.guest || state.plan?.lobby === 'everyone'
  if (waits) return known ? yes() : yes(knock)
  return yes(...(known ? [] : [knock]), { type: 'person.admitted', personId: by })
}

function settle(state: SessionState, type: 'lobby.admit' | 'lobby.refuse', personId: PersonId): Decision {
  const person = state.people[personId]
  if (!person) return refuse('person.unknown')
  if (type === 'lobby.admit')
    return person.standing === 'admitted' ? refuse('person.not-waiting') : yes({ type: 'person.admitted', personId })
  return person.standing === 'waiting' ? yes({ type: 'person.refused', personId }) : refuse('person.not-waiting')
}

/** A session is never left without someone who can run it. */
const lastFacilitator = (state: SessionState, personId: PersonId): boolean =>
  mayRun(state, personId) &&
  !Object.values(state.people).some((other) => other.id !== personId && mayRun(state, other.id))

/** Who shares in rounds: the presenter first, then those who came first; facilitators only when there is nobody else. */
function sharers(state: SessionState): PersonId[] {
  const here = Object.values(state.people)
    .filter((person) => person.standing === 'admitted' && person.connections.length > 0 && person.role !== 'observer')
    .sort(
      (one, other) =>
        Number(other.role === 'presenter') - Number(one.role === 'presenter') || one.firstSeenAt - other.firstSeenAt,
    )
  const members = here.filter((person) => person.role !== 'facilitator')
  return (members.length > 0 ? members : here).map((person) => person.id)
}

function start(state: SessionState): Decision {
  if (!state.plan) return refuse('not.found')
  if (state.phase !== 'planned') return refuse(state.phase === 'ended' ? 'session.ended' : 'session.already-started')
  const { protocol, minutes } = state.plan
  const people = sharers(state)
  if (people.length === 0) return refuse('session.nobody-here')
  const presents = Object.values(state.people).some(
    (person) => person.role === 'presenter' && person.standing === 'admitted',
  )
  if (protocol.needsPresenter && !presents) return refuse('session.no-presenter')
  // An agenda without rounds stands as it was planned; rounds are for whoever came.
  const agenda = state.plan.agenda.steps.some((step) => step.round)
    ? plan(protocol, { minutes, people })
    : state.plan.agenda
  return yes(
    { type: 'session.started', agenda },
    { type: 'step.entered', index: 0, cause: 'start', durationMs: agenda.steps[0]!.durationMs },
  )
}

function move(state: SessionState, from: number, by: 1 | -1, cause: 'next' | 'back' | 'due'): Decision {
  const notRunning = whyNotRunning(state)
  if (notRunning) return refuse(notRunning)
  if (state.step!.index !== from) return refuse('step.moved-on')
  const step = state.agenda!.steps[from + by]
  if (!step) return refuse(by === 1 ? 'step.none-next' : 'step.none-before')
  return yes({ type: 'step.entered', index: from + by, cause, durationMs: step.durationMs })
}

const whyNotRunning = (state: SessionState): RefusalCode | null =>
  state.phase === 'running' ? null : state.phase === 'ended' ? 'session.ended' : 'session.not-started'

function due(state: SessionState, from: number, now: number): Decision {
  if (state.step?.index !== from) return refuse('step.moved-on')
  const at = dueAt(state)
  if (at === null || now < at) return refuse('clock.not-running')
  const moved = currentStep(state)?.onEnd === 'advance' ? move(state, from, 1, 'due') : null
  // The last step rings and waits: only a facilitator ends a session.
  return moved?.ok ? moved : yes({ type: 'step.rang', index: from })
}

function clock(
  state: SessionState,
  command: { type: 'clock.pause' } | { type: 'clock.resume' } | { type: 'clock.adjust'; deltaMs: number },
  now: number,
): Decision {
  const notRunning = whyNotRunning(state)
  if (notRunning) return refuse(notRunning)
  const left = remainingMs(state, now)!
  const paused = state.step!.clock.state === 'paused'
  if (command.type === 'clock.pause')
    return paused ? refuse('clock.not-running') : yes({ type: 'clock.paused', remainingMs: left })
  if (command.type === 'clock.resume') return paused ? yes({ type: 'clock.resumed' }) : refuse('clock.not-paused')
  const after = Math.max(left, command.deltaMs > 0 ? 0 : left) + command.deltaMs
  if (command.deltaMs === 0 || after > MAX_REMAINING_MS || (command.deltaMs < 0 && after < 0))
    return refuse('clock.out-of-range')
  return yes({ type: 'clock.adjusted', deltaMs: command.deltaMs })
}

function hand(
  state: SessionState,
  command: { type: 'hand.raise' } | { type: 'hand.lower'; personId?: PersonId },
  by: PersonId,
): Decision {
  if (command.type === 'hand.raise') {
    if (effectiveRole(state, by) === 'observer') return refuse('access.denied')
    return state.hands.includes(by) ? refuse('hand.already-raised') : yes({ type: 'hand.raised', personId: by })
  }
  const whose = command.personId ?? by
  if (whose !== by && !mayRun(state, by)) return refuse('access.denied')
  return state.hands.includes(whose) ? yes({ type: 'hand.lowered', personId: whose }) : refuse('hand.not-raised')
}

function ofFacilitator(state: SessionState, command: Command, now: number): Decision {
  switch (command.type) {
    case 'lobby.admit':
    case 'lobby.refuse':
      return settle(state, command.type, command.personId)
    case 'person.remove':
      if (!state.people[command.personId]) return refuse('person.unknown')
      if (lastFacilitator(state, command.personId)) return refuse('role.last-facilitator')
      return yes({ type: 'person.removed', personId: command.personId })
    case 'role.assign':
      if (!state.people[command.personId]) return refuse('person.unknown')
      if (command.role !== 'facilitator' && lastFacilitator(state, command.personId))
        return refuse('role.last-facilitator')
      return yes({ type: 'role.assigned', personId: command.personId, role: command.role })
    case 'session.start':
      return start(state)
    case 'session.end':
      return state.phase === 'running' ? yes({ type: 'session.ended' }) : refuse(whyNotRunning(state)!)
    case 'step.advance':
      return move(state, command.from, 1, 'next')
    case 'step.back':
      return move(state, command.from, -1, 'back')
    case 'clock.pause':
    case 'clock.resume':
    case 'clock.adjust':
      return clock(state, command, now)
    case 'floor.give':
      return isAdmitted(state, command.personId)
        ? yes({ type: 'floor.given', personId: command.personId })
        : refuse('person.unknown')
    case 'floor.withdraw':
      return state.given.includes(command.personId)
        ? yes({ type: 'floor.withdrawn', personId: command.personId })
        : refuse('person.unknown')
    case 'floor.override':
      if (command.personId !== null && !isAdmitted(state, command.personId)) return refuse('person.unknown')
      return yes({ type: 'floor.overridden', personId: command.personId, speak: command.speak, write: command.write })
    default:
      return refuse('access.denied')
  }
}

function ofServer(state: SessionState, command: ServerCommand, now: number): Decision {
  switch (command.type) {
    case 'session.plan':
      return state.phase === 'planned'
        ? yes({ type: 'session.planned', plan: command.plan })
        : refuse('session.already-started')
    case 'person.connect':
      return isAdmitted(state, command.personId)
        ? yes({ type: 'person.connected', personId: command.personId, connection: command.connection })
        : refuse('person.not-admitted')
    case 'person.disconnect':
      return state.people[command.personId]?.connections.includes(command.connection)
        ? yes({ type: 'person.disconnected', personId: command.personId, connection: command.connection })
        : yes()
    case 'room.recover': {
      const stale = Object.values(state.people).some(({ connections }) =>
        connections.some((one) => one.startsWith(`${command.node}:`)),
      )
      return stale ? yes({ type: 'room.recovered', node: command.node }) : yes()
    }
    case 'step.due':
      return due(state, command.from, now)
    case 'board.snapshotted':
      return state.snapshots.some(({ snapshotId }) => snapshotId === command.snapshot.snapshotId)
        ? yes()
        : yes({ type: 'board.snapshotted', snapshot: command.snapshot })
  }
}

function ofAnyone(state: SessionState, command: Command, by: PersonId, now: number): Decision {
  switch (command.type) {
    case 'hand.raise':
    case 'hand.lower':
      return hand(state, command, by)
    case 'chat.say':
      return yes({ type: 'chat.said', personId: by, text: command.text })
    case 'commitment.make':
      if (state.commitments.some(({ id }) => id === command.commitmentId))
        return refuse('input.invalid', 'commitmentId')
      return yes({
        type: 'commitment.made',
        commitmentId: command.commitmentId,
        personId: by,
        text: command.text,
        due: command.due ?? null,
      })
    case 'commitment.withdraw': {
      const commitment = state.commitments.find(({ id }) => id === command.commitmentId)
      if (!commitment) return refuse('commitment.unknown')
      return commitment.personId === by
        ? yes({ type: 'commitment.withdrawn', commitmentId: command.commitmentId })
        : refuse('access.denied')
    }
    case 'board.snapshot':
      return mayRun(state, by) || effectiveRole(state, by) === 'presenter'
        ? yes({ type: 'board.snapshot-requested' })
        : refuse('access.denied')
    default:
      return ofFacilitator(state, command, now)
  }
}

const isServerCommand = (command: Command | ServerCommand): command is ServerCommand => !('id' in command)

/**
 * What a command comes to: events to commit, or a refusal with a stable code. Pure: `context.now` is the only time it knows.
 * An empty list of events means that all is as was asked already.
 */
export function decide(state: SessionState, command: Command | ServerCommand, context: Context): Decision {
  if (isServerCommand(command))
    return context.by === null ? ofServer(state, command, context.now) : refuse('access.denied')
  const { by } = context
  if (by === null) return refuse('auth.required')
  if (command.type === 'lobby.knock') return state.phase === 'ended' ? refuse('session.ended') : lobby(state, context)
  if (!isAdmitted(state, by)) return refuse('person.not-admitted')
  if (runs.has(command.type) && !mayRun(state, by)) return refuse('access.denied')
  return ofAnyone(state, command, by, context.now)
}
