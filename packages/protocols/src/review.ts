import type { Protocol, SessionRole, Step } from '@copse/contract'
import { groupsIn } from './plan.ts'

/** Something a protocol's author should look at; nothing of it keeps the protocol from running. */
export type Concern =
  /** This many minutes pass with no rest in between. */
  | { readonly code: 'no-rest'; readonly minutes: number; readonly stepId: string }
  | { readonly code: 'group-too-large'; readonly stepId: string; readonly size: number }
  | { readonly code: 'too-few-for-groups'; readonly stepId: string; readonly size: number }
  /** A step speaks of a role that nobody holds. */
  | { readonly code: 'role-unheld'; readonly stepId: string; readonly role: SessionRole }
  | { readonly code: 'never-speaks'; readonly role: SessionRole }
  /** Repeated over topics, though nothing before it has dots placed. */
  | { readonly code: 'no-topics'; readonly stepId: string }
  /** Repeated over stations, though people sit in no groups. */
  | { readonly code: 'no-stations'; readonly stepId: string }
  /** Grouped by choice, or merged, though nothing before it offers choices or groups. */
  | { readonly code: 'nothing-to-group-by'; readonly stepId: string }

const MOST_WITHOUT_REST = 90
const LARGEST_GROUP = 7

interface Place {
  readonly step: Step
  /** Whether somebody presents in it whatever the protocol needs: it is a round of somebody's. */
  readonly isRound: boolean
  readonly times: number
  /** Whether each group is at another's board. */
  readonly isStation: boolean
  readonly isTopic: boolean
}

const placesOf = (protocol: Protocol): Place[] =>
  protocol.steps.flatMap((entry): Place[] => {
    if (!('repeat' in entry)) return [{ step: entry, isRound: false, times: 1, isStation: false, isTopic: false }]
    const isRound = entry.repeat === 'people'
    const isStation = entry.repeat === 'stations'
    const { min } = protocol.people
    const times =
      'items' in entry
        ? entry.items.length
        : 'most' in entry
          ? entry.most
          : isRound
            ? min
            : Math.max(1, groupsIn(entry.steps[0]!, min) - 1)
    return entry.steps.map((step) => ({ step, isRound, times, isStation, isTopic: entry.repeat === 'topics' }))
  })

const rolesNamed = ({ floor, board, cameras }: Step): SessionRole[] => [
  ...('roles' in floor ? (floor.roles ?? []) : []),
  ...(Object.keys(board.byRole ?? {}) as SessionRole[]),
  ...(typeof cameras === 'object' ? cameras.offFor : []),
]

function maySpeak({ floor }: Step, role: SessionRole): boolean {
  switch (floor.mode) {
    case 'nobody':
      return false
    case 'roles':
      return floor.roles.includes(role)
    case 'rounds':
      return floor.after === 'open' || (floor.roles ?? ['presenter', 'participant']).includes(role)
    default:
      return true
  }
}

/** What its author should look at, in the order of the steps. */
export function review(protocol: Protocol): Concern[] {
  const places = placesOf(protocol)
  const concerns: Concern[] = []
  const presents = protocol.needsPresenter || places.some(({ isRound }) => isRound)
  let sinceRest = 0
  let toldOfRest = false
  let offered = false
  let grouped = false
  let dotted = false
  for (const { step, isRound, times, isStation, isTopic } of places) {
    const { id: stepId, grouping } = step
    sinceRest = step.rest ? 0 : sinceRest + step.minutes.default * times
    if (sinceRest > MOST_WITHOUT_REST && !toldOfRest)
      concerns.push({ code: 'no-rest', minutes: Math.round(sinceRest), stepId })
    toldOfRest ||= sinceRest > MOST_WITHOUT_REST
    if (isTopic && !dotted) concerns.push({ code: 'no-topics', stepId })
    dotted ||= step.votes !== undefined
    offered ||= step.choices !== undefined
    if (grouping?.kind === 'groups') {
      const { size } = grouping
      if (size > LARGEST_GROUP) concerns.push({ code: 'group-too-large', stepId, size })
      if (protocol.people.min < size && !grouping.above) concerns.push({ code: 'too-few-for-groups', stepId, size })
    }
    if (isStation && grouping?.kind !== 'groups') concerns.push({ code: 'no-stations', stepId })
    const without = (grouping?.kind === 'choice' && !offered) || (grouping?.kind === 'merge' && !grouped)
    if (without) concerns.push({ code: 'nothing-to-group-by', stepId })
    grouped ||= grouping !== undefined
    if (rolesNamed(step).includes('presenter') && !protocol.needsPresenter && !isRound)
      concerns.push({ code: 'role-unheld', stepId, role: 'presenter' })
  }
  const present: SessionRole[] = presents ? ['presenter', 'participant'] : ['participant']
  for (const role of present)
    if (!places.some(({ step }) => maySpeak(step, role))) concerns.push({ code: 'never-speaks', role })
  return concerns
}
