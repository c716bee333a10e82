import { PLENARY, type EventBody, type PersonId, type SessionState } from '@copse/contract'
import { isApart, isLate } from '../circles.ts'
import { foreseen } from '../foreseen.ts'
import { currentStep, effectiveRole, isAdmitted, isHere, isSpareRound, takingPart } from '../roles.ts'
import { allOver, nextHere, turnLength, turnsIn } from '../turns.ts'

const takers = ['presenter', 'participant'] as const

const turned = <Item>(list: readonly Item[], by: number): Item[] => [
  ...list.slice(by % Math.max(1, list.length)),
  ...list.slice(0, by % Math.max(1, list.length)),
]

/** Who takes turns in the circles of the current step, in order of seats; none where the step has no rounds. */
function ordersNow(state: SessionState): { circle: string; order: PersonId[] }[] {
  const rule = currentStep(state)?.floor
  if (rule?.mode !== 'rounds') return []
  const roles: readonly string[] = rule.roles ?? takers
  const people = takingPart(state, { connected: false })
  const onlyFacilitators = people.every((personId) => effectiveRole(state, personId) === 'facilitator')
  const takes = (personId: PersonId) => {
    if (!isAdmitted(state, personId) || isLate(state, personId) || isSpareRound(state, personId)) return false
    return onlyFacilitators || roles.includes(effectiveRole(state, personId) ?? '')
  }
  const circles = isApart(state)
    ? state.groups.map(({ id, members }) => ({ circle: id, seats: members }))
    : [{ circle: PLENARY, seats: people }]
  return circles.map(({ circle, seats }) => ({ circle, order: seats.filter(takes) }))
}

/** The rounds of a step that was just entered: in every circle an order, and turns of the same length in all of them. */
export function openRounds(state: SessionState): EventBody[] {
  const step = currentStep(state)
  if (step?.floor.mode !== 'rounds' || !state.step) return []
  const { turnSeconds, pauseSeconds = 0, rotate = false, order: by } = step.floor
  const free = by === 'free' && { free: true as const }
  const orders = ordersNow(state)
    .map(({ circle, order }) => ({ circle, order: order.filter((personId) => isHere(state, personId)) }))
    .filter(({ order }) => order.length > 0)
  // Where not everyone need speak, time is not kept for those who do not.
  const most = free ? 1 : Math.max(0, ...orders.map(({ order }) => order.length))
  const pauseMs = pauseSeconds * 1000
  const turnMs = turnLength(state.step.durationMs, most, turnSeconds * 1000, pauseMs)
  const later = rotate ? (step.round?.index ?? 0) : 0
  return orders.map(({ circle, order }) => ({
    type: 'turns.set',
    circle,
    order: turned(order, later),
    turnMs,
    pauseMs,
    ...free,
  }))
}

/** After people came back or changed groups: whoever is new takes a turn after the others, whoever left takes none. */
export function reopenRounds(state: SessionState): EventBody[] {
  const pattern = Object.values(state.turns)[0]
  if (!pattern) return []
  const { turnMs, pauseMs } = pattern
  const free = pattern.claims !== null && { free: true as const }
  return ordersNow(state).flatMap(({ circle, order }): EventBody[] => {
    const before = turnsIn(state, circle)?.order ?? []
    const kept = before.filter((personId) => order.includes(personId))
    const next = [...kept, ...order.filter((personId) => !kept.includes(personId) && isHere(state, personId))]
    const same = next.length === before.length && next.every((personId, at) => personId === before[at])
    return same ? [] : [{ type: 'turns.set', circle, order: next, turnMs, pauseMs, ...free }]
  })
}

/**
 * What follows of itself: where nobody speaks and somebody is still to, the first of them who is here begins.
 */
export function goOn(state: SessionState): EventBody[] {
  return Object.entries(state.turns).flatMap(([circle, turns]): EventBody[] => {
    if (turns.now !== null) return []
    const next = nextHere(state, turns)
    return next === undefined ? [] : [{ type: 'turn.began', circle, personId: next }]
  })
}

/** These events, and what follows of itself. */
export const withTurns = (state: SessionState, events: readonly EventBody[], now: number): EventBody[] => [
  ...events,
  ...goOn(foreseen(state, events, now)),
]

/** A step whose time was up while people still had turns to come has done with them now. */
export const isDone = (state: SessionState): boolean =>
  Object.keys(state.turns).length > 0 && allOver(state) && (state.step?.rang ?? false)
