import { refuse, type EventBody, type PersonId, type SessionPlan, type SessionState } from '@copse/contract'
import { isApart, isLate } from '../circles.ts'
import { dueAt, remainingMs } from '../clock.ts'
import { fit } from '../fit.ts'
import { foreseen } from '../foreseen.ts'
import { asksToGoOn, goingOn, wantsMore } from '../go-on.ts'
import { own } from '../own.ts'
import { dependsOnPeople, plan } from '../plan.ts'
import { currentStep, isAdmitted, takingPart } from '../roles.ts'
import { isUnnamed } from '../topics.ts'
import { allOver } from '../turns.ts'
import { yes, type Context, type Decision } from './decision.ts'
import { entering, leaving } from './entering.ts'
import { move, whyNotRunning } from './moving.ts'
import { rolesOf } from './people.ts'

export const planned = (state: SessionState, stated: SessionPlan): Decision =>
  state.phase === 'planned'
    ? yes({ type: 'session.planned', plan: stated }, ...rolesOf(stated, state))
    : refuse('session.already-started')

export function start(state: SessionState, context: Context): Decision {
  if (!state.plan) return refuse('not.found')
  if (state.phase !== 'planned') return refuse(state.phase === 'ended' ? 'session.ended' : 'session.already-started')
  const { protocol, minutes, stepMinutes } = state.plan
  const people = takingPart(state, { connected: true })
  if (people.length === 0) return refuse('session.nobody-here')
  const presents = Object.values(state.people).some(({ id, role }) => role === 'presenter' && isAdmitted(state, id))
  if (protocol.needsPresenter && !presents) return refuse('session.no-presenter')
  // Where nothing depends on who comes, an agenda stands as it was planned.
  const agenda = dependsOnPeople(protocol) ? plan(protocol, { minutes, people, stepMinutes }) : state.plan.agenda
  return yes(...entering(state, [{ type: 'session.started', agenda }], 0, 'start', context))
}

export function end(state: SessionState): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const closed: EventBody[] = isApart(state) ? [{ type: 'groups.closed' }] : []
  return yes(...leaving(state), ...closed, { type: 'session.ended' })
}

/**
 * The time of step `from` is up: the next begins where the protocol says so and nobody has a turn to come; otherwise it rings, once,
 * and goes on.
 */
export function due(state: SessionState, from: number, context: Context): Decision {
  if (state.step?.index !== from) return refuse('step.moved-on')
  const at = dueAt(state)
  if (at === null || context.now < at) return refuse('clock.not-running')
  const more = goingOn(state, context.now)
  if (more !== null) {
    const counted: EventBody = { type: 'thumbs.counted', index: from, more: wantsMore(state) }
    if (!counted.more) return passed(state, from, [counted], context)
    const events: EventBody[] = [counted, { type: 'clock.adjusted', deltaMs: more }]
    const shorter = refitted(foreseen(state, events, context.now), context.now)
    return yes(...events, ...(shorter ? [{ type: 'agenda.refitted' as const, durationsMs: shorter.durationsMs }] : []))
  }
  return passed(state, from, [], context)
}

/** A step whose time is up, and that does not go on by its people's wish, is left, or rings and waits. */
function passed(state: SessionState, from: number, before: readonly EventBody[], context: Context): Decision {
  const moves = currentStep(state)?.onEnd === 'advance' && allOver(state)
  const moved = moves ? move(state, from, 'due', context) : null
  // The last step rings and waits: only a facilitator ends a session.
  return yes(...before, ...(moved?.ok ? moved.events : [{ type: 'step.rang' as const, index: from }]))
}

/** In private, as long as it is asked; the last word counts. */
export function showThumb(state: SessionState, up: boolean, by: PersonId, now: number): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  if (!asksToGoOn(state, now) || isLate(state, by)) return refuse('vote.not-open')
  return own(state.thumbs.up, by) === up ? yes() : yes({ type: 'thumb.shown', personId: by, up })
}

/** What the notes that were chosen say, told by who can read the board. */
export const nameTopics = (state: SessionState, words: { readonly [noteId: string]: string }): Decision =>
  state.agenda?.steps.some((step) => isUnnamed(step, words)) ? yes({ type: 'topics.named', words }) : yes()

/**
 * The steps to come shortened so that the session still ends when it was to, as far as their least minutes allow. `overMs`: by how much
 * it would be late; null when it would not, by half a minute or more.
 */
export function refitted(state: SessionState, now: number): { overMs: number; durationsMs: number[] } | null {
  const { agenda, step, plan: stated, startedAt } = state
  if (!agenda || !step || !stated || startedAt === null) return null
  const steps = agenda.steps.slice(step.index + 1)
  const left = startedAt + stated.minutes * 60_000 - now - Math.max(0, remainingMs(state, now) ?? 0)
  const overMs = steps.reduce((total, { durationMs }) => total + durationMs, 0) - left
  if (overMs < 30_000 || steps.length === 0) return null
  const shares = steps.map(({ durationMs, minutes }) => {
    const least = Math.min(durationMs, minutes.min * 60_000)
    return { default: durationMs, min: least, max: durationMs, times: 1 }
  })
  return { overMs, durationsMs: fit(shares, Math.max(0, left)).flat() }
}

export function refit(state: SessionState, now: number): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  const shorter = refitted(state, now)
  if (!shorter) return refuse('agenda.on-time')
  const { durationsMs } = shorter
  const steps = state.agenda!.steps.slice(state.step!.index + 1)
  if (steps.every(({ durationMs }, at) => durationMs <= durationsMs[at]!)) return refuse('agenda.no-room')
  return yes({ type: 'agenda.refitted', durationsMs })
}
