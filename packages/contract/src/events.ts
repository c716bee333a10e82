import type { CommandId, CommitmentId, PersonId, SessionId, SnapshotId } from './ids.ts'
import type { Agenda, Protocol, SessionRole } from './protocol.ts'
import type { Duty, WhisperKind } from './state.ts'

/** Everything about a session that is settled before it runs; stated again whenever it is rescheduled. */
export interface SessionPlan {
  readonly title: string
  readonly focusQuestion: string
  readonly protocol: Protocol
  /** The agenda as far as it is known before people come; rounds are unrolled when it starts. */
  readonly agenda: Agenda
  /** Total minutes the steps were fitted to. */
  readonly minutes: number
  /** Minutes somebody stated for single steps, by step id: they hold, and the others are fitted around them. */
  readonly stepMinutes?: Readonly<Record<string, number>>
  readonly presenterId: PersonId | null
  readonly facilitatorIds: readonly PersonId[]
  /** Who waits in the lobby: guests only, or everyone but facilitators and the presenter. */
  readonly lobby: 'guests' | 'everyone'
  /** `guide`: the same cues, microphones and pens are not taken away. */
  readonly enforcement: 'enforced' | 'guide'
}

export type SnapshotReason = 'step-end' | 'requested' | 'session-end'
export interface SnapshotNote {
  readonly snapshotId: SnapshotId
  readonly stepIndex: number | null
  readonly reason: SnapshotReason
  /** The place in the board log this snapshot stands for. */
  readonly boardSeq: number
}

export interface FormedGroup {
  readonly id: string
  readonly members: readonly PersonId[]
  readonly choice?: number
}
export type TurnEnd = 'finished' | 'passed' | 'time' | 'skipped' | 'absent'

/** What happened, in the past tense. `at` and `by` are added by the journal. */
export type EventBody =
  | { type: 'session.planned'; plan: SessionPlan }
  | { type: 'session.started'; agenda: Agenda }
  | { type: 'session.ended' }
  | {
      type: 'person.knocked'
      personId: PersonId
      name: string
      district: string | null
      guest: boolean
      role: SessionRole
    }
  | { type: 'person.admitted'; personId: PersonId }
  | { type: 'person.refused'; personId: PersonId }
  | { type: 'person.removed'; personId: PersonId }
  | { type: 'person.connected'; personId: PersonId; connection: string }
  | { type: 'person.disconnected'; personId: PersonId; connection: string }
  | { type: 'room.recovered'; node: string } // connections of that node ("node:…") are gone
  | { type: 'role.assigned'; personId: PersonId; role: SessionRole }
  | { type: 'step.entered'; index: number; cause: 'start' | 'next' | 'back' | 'due'; durationMs: number }
  | { type: 'step.rang'; index: number } // its time was up and it goes on
  | { type: 'clock.paused'; remainingMs: number }
  | { type: 'clock.resumed' }
  | { type: 'clock.adjusted'; deltaMs: number }
  | { type: 'hand.raised'; personId: PersonId }
  | { type: 'hand.lowered'; personId: PersonId }
  | { type: 'floor.given'; personId: PersonId }
  | { type: 'floor.withdrawn'; personId: PersonId }
  | { type: 'floor.overridden'; personId: PersonId | null; speak: boolean | null; write: boolean | null }
  | { type: 'chat.said'; personId: PersonId; text: string; circle?: string | null }
  | {
      type: 'commitment.made'
      commitmentId: CommitmentId
      personId: PersonId
      text: string
      due: string | null
      onlyMe?: true
    }
  | { type: 'commitment.withdrawn'; commitmentId: CommitmentId; onlyFor?: PersonId } // of one that was hers alone
  | { type: 'groups.formed'; groups: readonly FormedGroup[]; key: string | null; apart: boolean }
  | { type: 'groups.closed' } // everyone is together again; their boards come into the plenary's
  | { type: 'groups.joined'; personId: PersonId; groupId: string }
  | { type: 'groups.visited'; personId: PersonId; groupId: string | null }
  | { type: 'groups.called'; groupId: string }
  | { type: 'groups.answered'; groupId: string }
  | { type: 'groups.extended'; groupId: string; deltaMs: number }
  | { type: 'choice.made'; personId: PersonId; choice: number }
  | { type: 'turns.set'; circle: string; order: readonly PersonId[]; turnMs: number; pauseMs: number; free?: true }
  | { type: 'turn.began'; circle: string; personId: PersonId }
  | { type: 'turn.ended'; circle: string; personId: PersonId; how: TurnEnd }
  | { type: 'turn.interrupted'; circle: string; personId: PersonId; leftMs: number } // their line dropped
  | { type: 'turn.restored'; circle: string; personId: PersonId }
  | { type: 'turn.deferred'; circle: string; personId: PersonId } // comes back to them after the others
  | { type: 'turn.claimed'; circle: string; personId: PersonId } // is next, after whoever asked before
  | { type: 'turn.unclaimed'; circle: string; personId: PersonId }
  | { type: 'drafts.revealed'; index: number }
  | { type: 'vote.cast'; personId: PersonId; noteId: string; dots: number }
  | { type: 'votes.counted'; index: number; dots: { readonly [noteId: string]: number } }
  | { type: 'topics.named'; words: { readonly [noteId: string]: string } } // what is written on the notes
  | { type: 'thumb.shown'; personId: PersonId; up: boolean }
  | { type: 'thumbs.counted'; index: number; more: boolean } // whether the step goes on
  | { type: 'agenda.refitted'; durationsMs: readonly number[] } // of the steps after the current one
  | { type: 'whisper.said'; from: PersonId; to: readonly PersonId[]; kind: WhisperKind; text: string }
  | { type: 'notes.kept'; personId: PersonId; text: string }
  | { type: 'duty.assigned'; duty: Duty; personId: PersonId | null }
  | { type: 'spotlight.set'; personId: PersonId | null }
  | { type: 'time.said'; personId: PersonId; circle: string; leftMs: number }
  | { type: 'event.withheld' } // something happened that is for others' eyes
  | { type: 'board.snapshot-requested' }
  | { type: 'board.snapshotted'; snapshot: SnapshotNote }

export type EventType = EventBody['type']

/** An event as the journal holds it. `seq` counts from 1 without gaps within a session; `at` is the server's clock, ms. */
export type SessionEvent = EventBody & {
  readonly sessionId: SessionId
  readonly seq: number
  readonly at: number
  /** Who caused it; null: the server itself. */
  readonly by: PersonId | null
  readonly commandId: CommandId | null
}
