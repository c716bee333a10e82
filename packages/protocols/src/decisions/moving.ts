import { refuse, type EventBody, type RefusalCode, type SessionState } from '@copse/contract'
import { foreseen } from '../foreseen.ts'
import { currentStep } from '../roles.ts'
import { yes, type Context, type Decision } from './decision.ts'
import { entering } from './entering.ts'
import { isDone, withTurns } from './rounds.ts'

/** Why a command that needs a step under way cannot be had now, or null. */
export function whyNotRunning(state: SessionState): RefusalCode | null {
  if (state.phase === 'ended') return 'session.ended'
  return state.phase === 'running' && state.step ? null : 'session.not-started'
}

/** To the step after or before the one the sender saw. */
export function move(state: SessionState, from: number, cause: 'next' | 'back' | 'due', context: Context): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  if (state.step?.index !== from) return refuse('step.moved-on')
  const index = cause === 'back' ? from - 1 : from + 1
  if (!state.agenda?.steps[index]) return refuse(cause === 'back' ? 'step.none-before' : 'step.none-next')
  return yes(...entering(state, [], index, cause, context))
}

/** These events and what follows: the next turn, or, when the last was had in a step whose time is up, the next step. */
export function followed(state: SessionState, events: readonly EventBody[], context: Context): Decision {
  const all = withTurns(state, events, context.now)
  const after = foreseen(state, all, context.now)
  if (!isDone(after) || currentStep(after)?.onEnd !== 'advance') return yes(...all)
  const moved = move(after, after.step!.index, 'due', context)
  return moved.ok ? yes(...all, ...moved.events) : yes(...all)
}
