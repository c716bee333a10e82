import { sessionRoles, type CommandType, type SessionRole } from '@copse/contract'

const everyone: readonly SessionRole[] = sessionRoles
const takingPart: readonly SessionRole[] = ['facilitator', 'presenter', 'participant']
const presenting: readonly SessionRole[] = ['facilitator', 'presenter']
const running: readonly SessionRole[] = ['facilitator']

const table: { readonly [Type in CommandType]: readonly SessionRole[] } = {
  'lobby.knock': everyone,
  'lobby.admit': running,
  'lobby.refuse': running,
  'person.remove': running,
  'role.assign': running,
  'session.start': running,
  'session.end': running,
  'step.advance': running,
  'step.back': running,
  'clock.pause': running,
  'clock.resume': running,
  'clock.adjust': running,
  'hand.raise': takingPart,
  'hand.lower': takingPart,
  'floor.give': running,
  'floor.withdraw': running,
  'floor.override': running,
  'chat.say': everyone,
  'commitment.make': everyone,
  'commitment.withdraw': everyone,
  'board.snapshot': presenting,
  'turn.finish': takingPart,
  'turn.pass': takingPart,
  'turn.take': takingPart,
  'groups.arrange': running,
  'groups.regroup': running,
  'groups.move': running,
  'groups.visit': running,
  'groups.call': takingPart,
  'groups.answer': running,
  'groups.extend': running,
  'choice.make': takingPart,
  'drafts.reveal': running,
  'vote.cast': takingPart,
  'thumb.show': takingPart,
  'agenda.refit': running,
  'whisper.say': everyone,
  'notes.keep': everyone,
  'duty.assign': running,
  'spotlight.set': running,
  'time.say': takingPart,
}

/** Whether someone in this role may send a command of this type at all; what it is about may be refused still. */
export const allowed = (type: CommandType, role: SessionRole): boolean => table[type].includes(role)
