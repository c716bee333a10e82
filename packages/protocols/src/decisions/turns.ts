import { refuse, type PersonId, type SessionState, type TurnEnd } from '@copse/contract'
import { circleOf } from '../circles.ts'
import { leftOn } from '../clock.ts'
import { mayRun } from '../roles.ts'
import { mayTake, nextHere, turnsIn } from '../turns.ts'
import { yes, type Context, type Decision } from './decision.ts'
import { followed, whyNotRunning } from './moving.ts'

/** One's own turn is over before its time; a facilitator ends anyone's, cuts a pause short, or waits no longer for who is lost. */
export function finish(state: SessionState, circle: string | undefined, by: PersonId, context: Context): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const where = circle ?? circleOf(state, by)
  const now = turnsIn(state, where)?.now
  if (!now) return refuse('turn.not-yours')
  const holds = now.personId === by && now.phase === 'speaking'
  if (!holds && !mayRun(state, by)) return refuse('turn.not-yours')
  return over(state, where, now.personId, holds ? 'finished' : 'skipped', context)
}

/** In a free order: the floor where nobody has it; where somebody has, she is named, and only who says so waits to be next. */
export function take(state: SessionState, waits: boolean, by: PersonId): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const circle = circleOf(state, by)
  const turns = turnsIn(state, circle)
  if (turns?.claims?.includes(by)) return yes()
  if (!turns || !mayTake(state, turns, by)) return refuse('turn.not-yours')
  if (turns.now === null) return yes({ type: 'turn.began', circle, personId: by })
  // In the pause after a turn nobody has the floor: who takes it then begins when the pause is over.
  return waits || turns.now.phase === 'pause'
    ? yes({ type: 'turn.claimed', circle, personId: by })
    : refuse('turn.taken', turns.now.personId)
}

/** Passing is always allowed, before one's turn too; where whoever wishes takes hers, there is only a wish to take back. */
export function pass(state: SessionState, by: PersonId, context: Context): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const circle = circleOf(state, by)
  const turns = turnsIn(state, circle)
  if (!turns?.order.includes(by) || turns.done.includes(by)) return refuse('turn.not-yours')
  if (turns.claims !== null && turns.now?.personId !== by)
    return turns.claims.includes(by)
      ? followed(state, [{ type: 'turn.unclaimed', circle, personId: by }], context)
      : refuse('turn.not-yours')
  return followed(state, [{ type: 'turn.ended', circle, personId: by, how: 'passed' }], context)
}

/** The turn, the pause after it, or the wait for who is lost, comes to its end. */
function over(state: SessionState, circle: string, personId: PersonId, how: TurnEnd, context: Context): Decision {
  const turns = turnsIn(state, circle)!
  const { phase } = turns.now!
  const next = nextHere(state, turns)
  if (phase === 'pause' && next !== undefined)
    return followed(state, [{ type: 'turn.began', circle, personId: next }], context)
  if (phase === 'lost') return followed(state, [{ type: 'turn.deferred', circle, personId }], context)
  return followed(state, [{ type: 'turn.ended', circle, personId, how }], context)
}

export function turnDue(state: SessionState, circle: string, personId: PersonId, context: Context): Decision {
  const now = turnsIn(state, circle)?.now
  if (now?.personId !== personId || now.clock.state !== 'running') return refuse('clock.not-running')
  return leftOn(now.clock, context.now) > 0
    ? refuse('clock.not-running')
    : over(state, circle, personId, 'time', context)
}
