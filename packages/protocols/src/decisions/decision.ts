import type { EventBody, PersonId, Refusal, SessionRole } from '@copse/contract'

/** Who sends a command and when it arrived. `person` tells of someone who knocks; `by` null is the server itself. */
export interface Context {
  readonly by: PersonId | null
  /** Epoch ms, server clock: the `at` of the events to come. */
  readonly now: number
  readonly person?: { name: string; district: string | null; guest: boolean; role: SessionRole }
  /** Chance for whoever is drawn: a whole number. Default 0. */
  readonly chance?: number
  /** How often two people were in a group together in earlier sessions of their community. Default: never. */
  readonly met?: (one: PersonId, other: PersonId) => number
}

/** Events to commit, none where all is as was asked already, or a refusal. */
export type Decision = { readonly ok: true; readonly events: readonly EventBody[] } | Refusal

export const yes = (...events: EventBody[]): Decision => ({ ok: true, events })
