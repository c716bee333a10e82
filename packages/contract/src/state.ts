import type { CommitmentId, PersonId } from './ids.ts'
import type { Agenda, BoardAccess, SessionRole } from './protocol.ts'
import type { SessionPlan, SnapshotNote } from './events.ts'

export type Standing = 'waiting' | 'admitted' | 'refused' | 'removed'

export interface PersonState {
  readonly id: PersonId
  readonly name: string
  readonly district: string | null
  readonly guest: boolean
  readonly role: SessionRole
  readonly standing: Standing
  /** Open connections of this person; empty: away. */
  readonly connections: readonly string[]
  readonly firstSeenAt: number
  /** When they were let in first; null: not yet. */
  readonly admittedAt: number | null
}

/** The clock of the current step. All times are the server's, epoch ms. A clock is computed, never ticked. */
export type StepClock =
  | { readonly state: 'running'; readonly endsAt: number }
  | { readonly state: 'paused'; readonly remainingMs: number }

export interface CurrentStep {
  readonly index: number
  readonly enteredAt: number
  readonly clock: StepClock
  /** The time this step has been given so far, adjustments included. */
  readonly durationMs: number
  /** Its time was up and everyone was told. */
  readonly rang: boolean
}

/** Everyone together: the circle of the plenary. A group's circle is the group's id. */
export const PLENARY = 'plenary'

/** A small group of the current step, or of the last that had any. Its id names its circle, its media room and its board. */
export interface Group {
  readonly id: string
  readonly members: readonly PersonId[]
  /** Where groups were chosen: which choice it is. */
  readonly choice: number | null
  /** Time it was given beyond the step's own. */
  readonly extraMs: number
  /** Since when it asks for help. */
  readonly helpAt: number | null
}

/** Whose turn it is in one circle. Once `now` is null and all of `order` are done, the round is over. */
export interface Turns {
  /** All who take a turn, in order. */
  readonly order: readonly PersonId[]
  /** Where whoever wishes takes a turn: those who are next, first asked first. Null: turns go in order. */
  readonly claims: readonly PersonId[] | null
  readonly done: readonly PersonId[]
  readonly turnMs: number
  readonly pauseMs: number
  /** What remains of the turns of people who dropped out of them. */
  readonly owedMs: { readonly [personId: string]: number }
  readonly now: {
    readonly personId: PersonId
    /** `pause`: the silence after this person's turn; `lost`: the line dropped, and is waited for. */
    readonly phase: 'speaking' | 'pause' | 'lost'
    readonly clock: StepClock
    /** Of a lost turn: what it has left. */
    readonly leftMs: number
  } | null
}

/** What only its sender and receivers ever see. */
export interface Whisper {
  readonly seq: number
  readonly at: number
  readonly from: PersonId
  readonly to: readonly PersonId[]
  /** `message`: words; `invite`: would you like to come in?; `probing`: this sounds like a probing question. */
  readonly kind: WhisperKind
  readonly text: string
}
export const whisperKinds = ['message', 'invite', 'probing'] as const
export type WhisperKind = (typeof whisperKinds)[number]

export const duties = ['timekeeper', 'scribe'] as const
export type Duty = (typeof duties)[number]

export interface Override {
  readonly speak: boolean | null
  readonly write: boolean | null
}

export interface ChatLine {
  readonly seq: number
  readonly at: number
  readonly personId: PersonId
  readonly text: string
  /** The circle it was said in; null: to everyone. */
  readonly circle: string | null
}

export interface Commitment {
  readonly id: CommitmentId
  readonly personId: PersonId
  readonly text: string
  readonly due: string | null
  readonly madeAt: number
  /** For her who made it alone; a browser has only its own person's. */
  readonly onlyMe?: true
}

/**
 * A session as the fold of its journal: the same on the server and in every browser.
 * `seq` is the last event folded in (0: nothing yet, and then `plan` is null).
 */
export interface SessionState {
  readonly seq: number
  readonly phase: 'planned' | 'running' | 'ended'
  readonly plan: SessionPlan | null
  readonly agenda: Agenda | null
  readonly people: { readonly [personId: string]: PersonState }
  readonly step: CurrentStep | null
  /** Raised hands, first raised first. */
  readonly hands: readonly PersonId[]
  /** Those given the floor beyond the step's rule; cleared when the step changes. */
  readonly given: readonly PersonId[]
  /** A facilitator's overrides, for everyone and by person; cleared when the step changes. */
  readonly overrides: {
    readonly everyone: Override | null
    readonly byPerson: { readonly [personId: string]: Override }
  }
  readonly chat: readonly ChatLine[]
  readonly commitments: readonly Commitment[]
  readonly snapshots: readonly (SnapshotNote & { readonly at: number })[]
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly groups: readonly Group[]
  /** What the groups were formed by, such as `groups:3`; null: arranged by hand for a step to come. */
  readonly groupedBy: string | null
  /** Whether they have rooms of their own while the step groups people: one group alone stays with everyone. */
  readonly apart: boolean
  /** Which group a facilitator is with. */
  readonly visits: { readonly [personId: string]: string }
  readonly choices: { readonly [personId: string]: number }
  readonly turns: { readonly [circle: string]: Turns }
  /** How often each was given the floor from the raised hands. */
  readonly called: { readonly [personId: string]: number }
  /** Steps whose drafts were revealed, by index. */
  readonly revealed: readonly number[]
  /** Dots by person and note; a browser has only its own person's. */
  readonly votes: { readonly [personId: string]: { readonly [noteId: string]: number } }
  readonly tallies: readonly { readonly index: number; readonly dots: { readonly [noteId: string]: number } }[]
  /** Who would go on with the current step, a browser has only its own person's; and how often it went on by that. */
  readonly thumbs: { readonly up: { readonly [personId: string]: boolean }; readonly extended: number }
  /** A browser has only those its person sent or receives. */
  readonly whispers: readonly Whisper[]
  /** Private notes by person; a browser has only its own person's. */
  readonly notes: { readonly [personId: string]: string }
  readonly duties: { readonly [Name in Duty]: PersonId | null }
  readonly spotlight: PersonId | null
}

/** Why someone may or may not speak or write now; the words are the catalogue's, under `floor.<reason>`. */
export type FloorReason =
  | 'not-admitted'
  | 'gathering' // before the start: everyone may speak
  | 'ended'
  | 'open'
  | 'your-role'
  | 'not-your-role'
  | 'queue'
  | 'silence'
  | 'observer'
  | 'given'
  | 'override'
  | 'guide'
  | 'your-turn'
  | 'not-your-turn'
  | 'free' // whoever wishes takes the floor
  | 'inner'
  | 'outer'
  | 'late' // came while the step ran: observes until the next
  | 'scribe'
  | 'draft' // one's own sheet, private until it is revealed

/** What one person may publish and write at this moment. */
export interface Floor {
  readonly speak: boolean
  readonly camera: boolean
  readonly share: boolean
  readonly board: BoardAccess
  readonly speakReason: FloorReason
  readonly boardReason: FloorReason
}
