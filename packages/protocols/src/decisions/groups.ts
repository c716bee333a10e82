import { refuse, type EventBody, type FormedGroup, type PersonId, type SessionState } from '@copse/contract'
import { circleOf, groupOf, isApart } from '../circles.ts'
import { remainingMs } from '../clock.ts'
import { foreseen } from '../foreseen.ts'
import { currentStep, isAdmitted, isHere, mayRun } from '../roles.ts'
import { yes, type Context, type Decision } from './decision.ts'
import { asFormed, named, placed } from './gathering.ts'
import { reopenRounds, withTurns } from './rounds.ts'

const known = (state: SessionState, groupId: string) => state.groups.some(({ id }) => id === groupId)

/** After members changed: turns follow the people. */
function regrouped(state: SessionState, events: readonly EventBody[], { now }: Context): Decision {
  const reopened = reopenRounds(foreseen(state, events, now))
  return yes(...withTurns(state, [...events, ...reopened], now))
}

/** By hand: now where groups are apart, else for the step to come. Whoever is left out is placed when the groups meet. */
export function arrange(state: SessionState, lists: readonly (readonly PersonId[])[], context: Context): Decision {
  if (state.phase === 'ended') return refuse('session.ended')
  const people = lists.flat()
  if (new Set(people).size !== people.length) return refuse('input.invalid', 'groups')
  if (people.some((personId) => !isAdmitted(state, personId))) return refuse('person.unknown')
  const groups = named(
    state,
    lists.filter((members) => members.length > 0),
  )
  if (groups.length === 0) return refuse('input.invalid', 'groups')
  if (!isApart(state)) return yes({ type: 'groups.formed', groups, key: null, apart: false })
  const everyone = state.groups.flatMap(({ members }) => members)
  return regrouped(
    state,
    [{ type: 'groups.formed', groups: placed(groups, everyone), key: state.groupedBy, apart: true }],
    context,
  )
}

/** After people did not come or left: groups with one person or none dissolve into the smallest of the others. */
export function regroup(state: SessionState, context: Context): Decision {
  if (!isApart(state)) return refuse('group.not-now')
  const here = state.groups.map((group): FormedGroup => ({
    ...asFormed(group),
    members: group.members.filter((personId) => isHere(state, personId)),
  }))
  const kept = here.filter(({ members }) => members.length > 1)
  const loose = here.filter(({ members }) => members.length === 1).flatMap(({ members }) => members)
  const groups = kept.length > 0 ? placed(kept, loose) : here.slice(0, 1).map((one) => ({ ...one, members: loose }))
  const same =
    groups.length === state.groups.length &&
    groups.every(({ members }, at) => members.length === state.groups[at]!.members.length)
  if (same || groups.every(({ members }) => members.length === 0)) return yes()
  return regrouped(state, [{ type: 'groups.formed', groups, key: state.groupedBy, apart: true }], context)
}

export function moveTo(state: SessionState, personId: PersonId, groupId: string, context: Context): Decision {
  if (!known(state, groupId)) return refuse('group.unknown')
  if (!isAdmitted(state, personId)) return refuse('person.unknown')
  if (groupOf(state, personId)?.id === groupId) return yes()
  return regrouped(state, [{ type: 'groups.joined', personId, groupId }], context)
}

export function visit(state: SessionState, groupId: string | null, by: PersonId): Decision {
  if (!isApart(state)) return refuse('group.not-now')
  if (groupId !== null && !known(state, groupId)) return refuse('group.unknown')
  if (groupId !== null && circleOf(state, by) === groupId) return yes()
  const events: EventBody[] = [{ type: 'groups.visited', personId: by, groupId }]
  const calls = state.groups.find(({ id }) => id === groupId)?.helpAt !== null && groupId !== null
  return yes(...events, ...(calls ? [{ type: 'groups.answered' as const, groupId }] : []))
}

/** A group asks a facilitator to come. */
export function call(state: SessionState, by: PersonId): Decision {
  const group = groupOf(state, by)
  if (!isApart(state) || !group) return refuse('group.not-now')
  return group.helpAt === null ? yes({ type: 'groups.called', groupId: group.id }) : yes()
}

export function answerCall(state: SessionState, groupId: string): Decision {
  const group = state.groups.find(({ id }) => id === groupId)
  if (!group) return refuse('group.unknown')
  return group.helpAt === null ? yes() : yes({ type: 'groups.answered', groupId })
}

/** One group is given time of its own, or gives it back; the step ends when the last group's time is up. */
export function extend(state: SessionState, groupId: string, deltaMs: number, now: number): Decision {
  if (!isApart(state)) return refuse('group.not-now')
  const group = state.groups.find(({ id }) => id === groupId)
  if (!group) return refuse('group.unknown')
  const left = (remainingMs(state, now) ?? 0) + group.extraMs + deltaMs
  const fits = deltaMs !== 0 && group.extraMs + deltaMs >= 0 && left >= 0 && group.extraMs + deltaMs <= 3_600_000
  return fits ? yes({ type: 'groups.extended', groupId, deltaMs }) : refuse('clock.out-of-range')
}

export function choose(state: SessionState, choice: number, by: PersonId): Decision {
  const offered = currentStep(state)?.choices
  if (!offered || choice >= offered.length) return refuse('choice.not-offered')
  return state.choices[by] === choice ? yes() : yes({ type: 'choice.made', personId: by, choice })
}

/** Where what someone says is heard: in her group, unless whoever runs the session speaks to everyone. */
export function say(state: SessionState, text: string, everyone: boolean | undefined, by: PersonId): Decision {
  if (everyone && !mayRun(state, by)) return refuse('access.denied')
  const circle = circleOf(state, by)
  const within = !everyone && state.groups.some(({ id }) => id === circle) && isApart(state)
  return yes({ type: 'chat.said', personId: by, text, circle: within ? circle : null })
}
