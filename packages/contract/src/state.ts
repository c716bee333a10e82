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

export interface Override {
  readonly speak: boolean | null
  readonly write: boolean | null
}

export interface ChatLine {
  readonly seq: number
  readonly at: number
  readonly personId: PersonId
  readonly text: string
}

export interface Commitment {
  readonly id: CommitmentId
  readonly personId: PersonId
  readonly text: string
  readonly due: string | null
  readonly madeAt: number
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

/** What one person may publish and write at this moment. */
export interface Floor {
  readonly speak: boolean
  readonly camera: boolean
  readonly share: boolean
  readonly board: BoardAccess
  readonly speakReason: FloorReason
  readonly boardReason: FloorReason
}
