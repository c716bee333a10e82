import type { PersonId, SessionState, Turns } from '@copse/contract'
import { circleOf } from './circles.ts'
import { own } from './own.ts'
import { isHere } from './roles.ts'

/** How long somebody whose line dropped in her own turn is waited for. */
export const LOST_MS = 10_000
const SHORTEST_TURN_MS = 5000

export const turnsIn = (state: SessionState, circle: string): Turns | null => own(state.turns, circle) ?? null

/** Those whose turn is still to come, in order; where whoever wishes takes hers, those who asked. */
export const toCome = ({ order, claims, done, now }: Turns): PersonId[] =>
  (claims ?? order).filter((personId) => !done.includes(personId) && now?.personId !== personId)

/** Whose turn is the next: the first to come who is here. */
export const nextHere = (state: SessionState, turns: Turns): PersonId | undefined =>
  toCome(turns).find((personId) => isHere(state, personId))

/** Nobody has a turn, and nobody's is to come. */
const isIdle = (state: SessionState, turns: Turns): boolean =>
  turns.now === null && nextHere(state, turns) === undefined

/** Whether whoever wishes may still take a turn: there is time, and somebody here has had none. */
const isFree = (state: SessionState, { claims, order, done }: Turns): boolean =>
  claims !== null && !state.step?.rang && order.some((personId) => !done.includes(personId) && isHere(state, personId))

/** Everyone who is here has had a turn; where whoever wishes takes hers, everyone did, or the time is up. */
export const isOver = (state: SessionState, turns: Turns): boolean => isIdle(state, turns) && !isFree(state, turns)

/** Whether in no circle anybody has a turn or one to come, so that the step may go on; true where there are no rounds. */
export const allOver = (state: SessionState): boolean =>
  Object.values(state.turns).every((turns) => isIdle(state, turns))

/** Whether someone may take the floor now, or say that she is next. */
export const mayTake = (state: SessionState, turns: Turns, personId: PersonId): boolean =>
  isFree(state, turns) &&
  turns.order.includes(personId) &&
  !turns.done.includes(personId) &&
  !turns.claims?.includes(personId) &&
  turns.now?.personId !== personId

/** Whether someone holds the turn of her circle at this moment. */
export function holdsTurn(state: SessionState, personId: PersonId): boolean {
  const now = turnsIn(state, circleOf(state, personId))?.now
  return now?.personId === personId && now.phase === 'speaking'
}

/**
 * How long each turn is when `count` people share a step: equal, within the step's time with the pauses, and no longer than the rule
 * says. Milliseconds.
 */
export const turnLength = (stepMs: number, count: number, turnMs: number, pauseMs: number): number =>
  Math.max(SHORTEST_TURN_MS, Math.min(turnMs, Math.floor(stepMs / Math.max(1, count)) - pauseMs))
