import type { EventBody, PersonId, SessionState, Turns } from '@copse/contract'
import { clockOf, pausedAt, resumedAt } from '../clock.ts'
import { own } from '../own.ts'
import { LOST_MS } from '../turns.ts'

type TurnEvent = Extract<EventBody, { type: `turn.${string}` | 'turns.set' }>

const change = (state: SessionState, circle: string, to: (turns: Turns) => Turns): SessionState => {
  const turns = own(state.turns, circle)
  return turns ? { ...state, turns: { ...state.turns, [circle]: to(turns) } } : state
}

const unclaimed = ({ claims }: Turns, personId: PersonId): Turns['claims'] =>
  claims?.includes(personId) ? claims.filter((other) => other !== personId) : claims

/** A turn begins with its whole length, or with what its holder had left when her line dropped. */
function began(state: SessionState, circle: string, personId: PersonId, at: number): SessionState {
  return change(state, circle, (turns) => {
    const { [personId]: owed, ...owedMs } = turns.owedMs
    const leftMs = owed ?? turns.turnMs
    const now = { personId, phase: 'speaking', clock: clockOf(state.step, at, leftMs), leftMs } as const
    return { ...turns, claims: unclaimed(turns, personId), owedMs, now }
  })
}

function ended(
  state: SessionState,
  { circle, personId, how }: Extract<TurnEvent, { type: 'turn.ended' }>,
  at: number,
): SessionState {
  return change(state, circle, (turns) => {
    const { [personId]: _, ...owedMs } = turns.owedMs
    const next = { ...turns, owedMs, done: [...turns.done.filter((other) => other !== personId), personId] }
    if (turns.now?.personId !== personId) return next
    const clock = clockOf(state.step, at, turns.pauseMs)
    const spoke = turns.now.phase === 'speaking' && (how === 'time' || how === 'finished')
    const pauses = turns.pauseMs > 0 && spoke && next.order.some((other) => !next.done.includes(other))
    return { ...next, now: pauses ? { personId, phase: 'pause', clock, leftMs: 0 } : null }
  })
}

export function evolveTurns(state: SessionState, event: TurnEvent, at: number): SessionState {
  const { circle } = event
  switch (event.type) {
    case 'turns.set': {
      const before = own(state.turns, circle)
      const stays = before?.now && event.order.includes(before.now.personId)
      const turns: Turns = {
        order: event.order,
        claims: event.free ? (before?.claims?.filter((personId) => event.order.includes(personId)) ?? []) : null,
        done: before?.done ?? [],
        turnMs: event.turnMs,
        pauseMs: event.pauseMs,
        owedMs: before?.owedMs ?? {},
        now: stays ? before.now : null,
      }
      return { ...state, turns: { ...state.turns, [circle]: turns } }
    }
    case 'turn.began':
      return began(state, circle, event.personId, at)
    case 'turn.ended':
      return ended(state, event, at)
    case 'turn.interrupted':
      return change(state, circle, (turns) => ({
        ...turns,
        now: {
          personId: event.personId,
          phase: 'lost',
          clock: clockOf(state.step, at, LOST_MS),
          leftMs: event.leftMs,
        },
      }))
    case 'turn.restored':
      return change(state, circle, (turns) =>
        turns.now
          ? {
              ...turns,
              now: { ...turns.now, phase: 'speaking', clock: clockOf(state.step, at, turns.now.leftMs) },
            }
          : turns,
      )
    case 'turn.deferred':
      return change(state, circle, (turns) => ({
        ...turns,
        order: [...turns.order.filter((personId) => personId !== event.personId), event.personId],
        claims: turns.claims && [...turns.claims, event.personId],
        owedMs: { ...turns.owedMs, [event.personId]: turns.now?.leftMs ?? turns.turnMs },
        now: null,
      }))
    case 'turn.claimed':
      return change(state, circle, (turns) => ({ ...turns, claims: [...(turns.claims ?? []), event.personId] }))
    case 'turn.unclaimed':
      return change(state, circle, (turns) => ({ ...turns, claims: unclaimed(turns, event.personId) }))
  }
}

/** Changes every circle's turns; what stays the same stays the very same. */
function everywhere(state: SessionState, to: (turns: Turns) => Turns): SessionState {
  const before = Object.entries(state.turns)
  const after = before.map(([circle, turns]) => [circle, to(turns)] as const)
  const same = after.every(([, turns], at) => turns === before[at]![1])
  return same ? state : { ...state, turns: Object.fromEntries(after) }
}

const clocks = (state: SessionState, at: number, to: typeof pausedAt): SessionState =>
  everywhere(state, (turns) =>
    turns.now ? { ...turns, now: { ...turns.now, clock: to(turns.now.clock, at) } } : turns,
  )
/** Turns stand and go on with the session's clock. */
export const pauseTurns = (state: SessionState, at: number): SessionState => clocks(state, at, pausedAt)
export const resumeTurns = (state: SessionState, at: number): SessionState => clocks(state, at, resumedAt)

/** Someone who leaves for good takes no more turns. */
export const withoutTurns = (state: SessionState, personId: PersonId): SessionState =>
  everywhere(state, (turns) =>
    turns.order.includes(personId)
      ? {
          ...turns,
          order: turns.order.filter((other) => other !== personId),
          claims: unclaimed(turns, personId),
          now: turns.now?.personId === personId ? null : turns.now,
        }
      : turns,
  )
