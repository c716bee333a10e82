import {
  draftOf,
  inLanguage,
  MAIN_BOARD,
  type EventType,
  type LocalText,
  type PersonId,
  type SessionEvent,
  type SessionState,
} from '@copse/contract'
import { boardOfCircle, circleOf, currentStep, evolve, isAdmitted, isApart } from '@copse/protocols'
import type { Layout } from '@copse/whiteboard/carry'

/** Boards to be laid on another, and in which frame; without a title their notes lie loose among each other. */
interface Sheets {
  readonly what: 'sheets'
  readonly at: number
  readonly onto: string
  readonly boards: readonly { readonly name: string; readonly title: string | null }[]
}

/** What boards begin with in the step of this index, in whichever language. */
interface Beginning {
  readonly what: 'layout'
  readonly index: number
  readonly onto: readonly string[]
  readonly facilitatorId: PersonId | null
  say(language: string): Layout
}

/** What comes onto boards from the server, and because of which event. */
export type Arrival = { readonly seq: number } & (Sheets | Beginning)

/** Who is where is known once a step was entered, groups that part were closed and new ones formed. */
const settling: EventType[] = ['step.entered', 'groups.closed', 'groups.formed']
/** Events that bring something onto a board. */
export const bringing: EventType[] = [...settling, 'drafts.revealed']

/** A group's frame is called by the first names of its people. */
const titleOf = (state: SessionState, id: string, members: readonly PersonId[]): string =>
  members.map((member) => state.people[member]?.name.split(' ')[0] ?? '').join(', ') || id

/** Where groups changed while they were apart, the boards of those that are no more: to the group their people went to, else to all. */
function dissolved({ at, groups }: Extract<SessionEvent, { type: 'groups.formed' }>, state: SessionState): Sheets[] {
  const gone = state.groups.filter(({ id }) => groups.every((group) => group.id !== id))
  return gone.map(({ id, members }) => ({
    what: 'sheets',
    at,
    onto: groups.find((group) => members.some((member) => group.members.includes(member)))?.id ?? MAIN_BOARD,
    boards: [{ name: id, title: titleOf(state, id, members) }],
  }))
}

/** The boards of groups that part, and the sheets of a step whose drafts are revealed, to whom each is with. */
function sheetsOf(event: SessionEvent, state: SessionState): Sheets[] {
  const { at } = event
  if (event.type === 'groups.closed') {
    const boards = state.groups.map(({ id, members }) => ({ name: id, title: titleOf(state, id, members) }))
    return [{ what: 'sheets', at, onto: MAIN_BOARD, boards }]
  }
  if (event.type !== 'drafts.revealed') return []
  const anonymous = state.agenda?.steps[event.index]?.board.drafts?.anonymous ?? true
  const circles = new Map<string, { name: string; title: string | null }[]>()
  for (const { id, name } of Object.values(state.people)) {
    if (!isAdmitted(state, id)) continue
    const onto = boardOfCircle(state, circleOf(state, id))
    const sheet = { name: draftOf(event.index, id), title: anonymous ? null : name }
    circles.set(onto, [...(circles.get(onto) ?? []), sheet])
  }
  return [...circles].map(([onto, boards]) => ({ what: 'sheets', at, onto, boards }))
}

/** What the current step says its boards begin with: each group's where groups are apart, else everyone's. */
function beginningOf(state: SessionState): Beginning[] {
  const step = currentStep(state)
  const layout = step?.board.layout
  if (!layout) return []
  const question = (text: LocalText, language: string) =>
    step.round?.item ? inLanguage(step.round.item, language) : state.plan?.focusQuestion || inLanguage(text, language)
  return [
    {
      what: 'layout',
      index: state.step!.index,
      onto: isApart(state) ? state.groups.map(({ id }) => id) : [MAIN_BOARD],
      facilitatorId: state.plan?.facilitatorIds[0] ?? null,
      say: (language) =>
        layout.kind === 'question'
          ? { kind: layout.kind, text: question(layout.text, language) }
          : { kind: layout.kind, titles: layout.titles.map((title) => inLanguage(title, language)) },
    },
  ]
}

/** What events bring onto boards, in order. */
export function arrivals(events: readonly SessionEvent[], before: SessionState): Arrival[] {
  const coming: Arrival[] = []
  let state = before
  for (const [at, event] of events.entries()) {
    const { seq, type } = event
    const entered = events.slice(0, at).some((earlier) => earlier.type === 'step.entered')
    const changed = event.type === 'groups.formed' && event.apart && !entered && isApart(state)
    const sheets = changed ? dissolved(event, state) : sheetsOf(event, state)
    coming.push(...sheets.map((some) => ({ seq, ...some })))
    state = evolve(state, event)
    const next = events[at + 1]?.type
    const isSettled =
      settling.includes(type) && (next === undefined || next === 'step.entered' || !settling.includes(next))
    if (isSettled) coming.push(...beginningOf(state).map((beginning) => ({ seq, ...beginning })))
  }
  return coming
}
