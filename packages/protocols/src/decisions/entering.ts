import type { EventBody, SessionState } from '@copse/contract'
import { draftsNow, isApart } from '../circles.ts'
import { foreseen } from '../foreseen.ts'
import { currentStep } from '../roles.ts'
import type { Context } from './decision.ts'
import { gather, keyOf } from './gathering.ts'
import { openRounds, withTurns } from './rounds.ts'

/** Dots placed in this step, by note. */
function counted(state: SessionState): { [noteId: string]: number } {
  const dots: { [noteId: string]: number } = {}
  for (const mine of Object.values(state.votes))
    for (const [noteId, count] of Object.entries(mine)) dots[noteId] = (dots[noteId] ?? 0) + count
  return dots
}

/** What a step leaves behind when it is over: drafts come to light, dots are counted. */
export function leaving(state: SessionState): EventBody[] {
  const index = state.step?.index
  if (index === undefined) return []
  const drafts = draftsNow(state)
  return [
    ...(drafts ? [{ type: 'drafts.revealed' as const, index }] : []),
    ...(currentStep(state)?.votes ? [{ type: 'votes.counted' as const, index, dots: counted(state) }] : []),
  ]
}

type Entered = Extract<EventBody, { type: 'step.entered' }>

/** One step left and the next entered: drafts, dots, groups and turns with it. */
export function entering(
  state: SessionState,
  before: readonly EventBody[],
  index: number,
  cause: Entered['cause'],
  context: Context,
): EventBody[] {
  const { now } = context
  const left = foreseen(state, before, now)
  const step = left.agenda!.steps[index]!
  let events: EventBody[] = [
    ...before,
    ...leaving(left),
    { type: 'step.entered', index, cause, durationMs: step.durationMs },
  ]
  const add = (more: (state: SessionState) => EventBody[]) => {
    events = [...events, ...more(foreseen(state, events, now))]
  }
  // Groups that part come back into the plenary before the next ones form.
  const { grouping } = step
  const stays = grouping && !grouping.fresh && keyOf(grouping) === state.groupedBy
  if (isApart(state) && !stays) events = [...events, { type: 'groups.closed' }]
  add((next) => gather(next, context))
  add(openRounds)
  return withTurns(state, events, now)
}
