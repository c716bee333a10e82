import { refuse, type Command, type PersonId, type ServerCommand, type SessionState } from '@copse/contract'
import { allowed } from './allowed.ts'
import { due, end, nameTopics, planned, refit, showThumb, start } from './decisions/agenda.ts'
import { adjust, pause, resume } from './decisions/clock.ts'
import { make, takeBack } from './decisions/commitments.ts'
import { yes, type Context, type Decision } from './decisions/decision.ts'
import { answerCall, arrange, call, choose, extend, moveTo, regroup, say, visit } from './decisions/groups.ts'
import { give, lower, override, raise, withdraw } from './decisions/hands.ts'
import { admit, knock, turnAway } from './decisions/lobby.ts'
import { move } from './decisions/moving.ts'
import { assign, expel, remove } from './decisions/people.ts'
import { connect, disconnect, recover } from './decisions/presence.ts'
import { finish, pass, take, turnDue } from './decisions/turns.ts'
import { assignDuty, sayTime, spotlight, whisper } from './decisions/whispers.ts'
import { keepNotes, reveal, vote } from './decisions/writing.ts'
import { effectiveRole, isAdmitted, mayRun } from './roles.ts'

/** What the server itself proposes. */
function proposed(state: SessionState, command: ServerCommand, context: Context): Decision {
  switch (command.type) {
    case 'session.plan':
      return planned(state, command.plan)
    case 'person.connect':
      return connect(state, command.personId, command.connection, context)
    case 'person.disconnect':
      return disconnect(state, command.personId, command.connection, context)
    case 'person.expel':
      return expel(state, command.personId, context)
    case 'room.recover':
      return recover(state, command.node, context)
    case 'step.due':
      return due(state, command.from, context)
    case 'turn.due':
      return turnDue(state, command.circle, command.personId, context)
    case 'board.snapshotted':
      return state.snapshots.some(({ snapshotId }) => snapshotId === command.snapshot.snapshotId)
        ? yes()
        : yes({ type: 'board.snapshotted', snapshot: command.snapshot })
    case 'topics.name':
      return nameTopics(state, command.words)
  }
}

/** What someone who was let in, and whose role may, asks for. */
function asked(
  state: SessionState,
  command: Exclude<Command, { type: 'lobby.knock' }>,
  by: PersonId,
  context: Context,
): Decision {
  const { now } = context
  switch (command.type) {
    case 'lobby.admit':
      return admit(state, command.personId)
    case 'lobby.refuse':
      return turnAway(state, command.personId)
    case 'person.remove':
      return remove(state, command.personId, context)
    case 'role.assign':
      return assign(state, command.personId, command.role, context)
    case 'session.start':
      return start(state, context)
    case 'session.end':
      return end(state)
    case 'step.advance':
      return move(state, command.from, 'next', context)
    case 'step.back':
      return move(state, command.from, 'back', context)
    case 'clock.pause':
      return pause(state, now)
    case 'clock.resume':
      return resume(state)
    case 'clock.adjust':
      return adjust(state, command.deltaMs, now)
    case 'hand.raise':
      return raise(state, by)
    case 'hand.lower':
      return lower(state, command.personId ?? by, by)
    case 'floor.give':
      return give(state, command.personId)
    case 'floor.withdraw':
      return withdraw(state, command.personId)
    case 'floor.override':
      return override(state, command)
    case 'chat.say':
      return say(state, command.text, command.everyone, by)
    case 'commitment.make':
      return make(state, command, by)
    case 'commitment.withdraw':
      return takeBack(state, command.commitmentId, by)
    case 'board.snapshot':
      return yes({ type: 'board.snapshot-requested' })
    case 'turn.finish':
      return finish(state, command.circle, by, context)
    case 'turn.pass':
      return pass(state, by, context)
    case 'turn.take':
      return take(state, command.waits ?? false, by)
    case 'groups.arrange':
      return arrange(state, command.groups, context)
    case 'groups.regroup':
      return regroup(state, context)
    case 'groups.move':
      return moveTo(state, command.personId, command.groupId, context)
    case 'groups.visit':
      return visit(state, command.groupId, by)
    case 'groups.call':
      return call(state, by)
    case 'groups.answer':
      return answerCall(state, command.groupId)
    case 'groups.extend':
      return extend(state, command.groupId, command.deltaMs, now)
    case 'choice.make':
      return choose(state, command.choice, by)
    case 'drafts.reveal':
      return reveal(state)
    case 'vote.cast':
      return vote(state, command.noteId, command.dots, by)
    case 'thumb.show':
      return showThumb(state, command.up, by, now)
    case 'agenda.refit':
      return refit(state, now)
    case 'whisper.say':
      return whisper(state, command, by)
    case 'notes.keep':
      return keepNotes(state, command.text, by)
    case 'duty.assign':
      return assignDuty(state, command.duty, command.personId)
    case 'spotlight.set':
      return spotlight(state, command.personId)
    case 'time.say':
      return sayTime(state, by, now)
  }
}

const isProposal = (command: Command | ServerCommand): command is ServerCommand => !('id' in command)

/**
 * What a command comes to: events to commit, or a refusal with a stable code. Pure: `context.now` is the only time it knows.
 * It judges by the state alone; what only the server knows (who has an account, who belongs to the community) it asks before.
 */
export function decide(state: SessionState, command: Command | ServerCommand, context: Context): Decision {
  const { by } = context
  if (isProposal(command)) return by === null ? proposed(state, command, context) : refuse('access.denied')
  if (by === null) return refuse('auth.required')
  if (command.type === 'lobby.knock') return knock(state, by, context.person)
  // A facilitator runs the session also in a round that is her own.
  const role = mayRun(state, by) ? 'facilitator' : effectiveRole(state, by)
  if (role === null || !isAdmitted(state, by)) return refuse('person.not-admitted')
  return allowed(command.type, role) ? asked(state, command, by, context) : refuse('access.denied')
}
