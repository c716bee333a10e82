import {
  draftOf,
  MAIN_BOARD,
  PLENARY,
  type Group,
  type Grouping,
  type PersonId,
  type SessionState,
} from '@copse/contract'
import { own } from './own.ts'
import { currentStep, effectiveRole, mayRun, personOf } from './roles.ts'

/** How the current step groups people; null: they are together. */
export const groupingNow = (state: SessionState): Grouping | null => currentStep(state)?.grouping ?? null

/** Whether groups have rooms of their own now; a fishbowl, and one group alone, stay in everyone's. */
export const isApart = (state: SessionState): boolean => groupingNow(state) !== null && state.apart

export const groupOf = (state: SessionState, personId: PersonId): Group | null =>
  state.groups.find(({ members }) => members.includes(personId)) ?? null

/** The circle someone is in: her group's while groups are apart, a visited group's for a facilitator, else everyone's. */
export function circleOf(state: SessionState, personId: PersonId): string {
  if (!isApart(state)) return PLENARY
  const visited = mayRun(state, personId) ? own(state.visits, personId) : undefined
  return visited ?? groupOf(state, personId)?.id ?? PLENARY
}

/** All circles there are now. */
export const circlesNow = (state: SessionState): string[] =>
  isApart(state) ? [PLENARY, ...state.groups.map(({ id }) => id)] : [PLENARY]

/** Whether the current step keeps what people write to themselves until it is revealed. */
export function draftsNow(state: SessionState): { index: number; anonymous: boolean } | null {
  const drafts = currentStep(state)?.board.drafts
  const index = state.step?.index
  return drafts && index !== undefined && !state.revealed.includes(index) ? { index, ...drafts } : null
}

/** Whether the current step has someone write; one who only reads is given no sheet: it would hide the board and stay empty. */
function writesNow(state: SessionState, personId: PersonId): boolean {
  const role = effectiveRole(state, personId)
  const rule = currentStep(state)?.board
  if (!role || role === 'observer' || !rule || isLate(state, personId)) return false
  return ['own', 'write'].includes(rule.byRole?.[role] ?? rule.everyone)
}

/**
 * The name of the board a circle works at: its own, or in a round over stations that of the group so many places on. Every group then
 * has guests at its board from just one other.
 */
export function boardOfCircle(state: SessionState, circle: string): string {
  if (circle === PLENARY) return MAIN_BOARD
  const round = currentStep(state)?.round
  const at = state.groups.findIndex(({ id }) => id === circle)
  if (!round?.station || at < 0) return circle
  return state.groups[(at + round.index + 1) % state.groups.length]!.id
}

/** The name of the board someone works at now: her own sheet, her group's or its host's, or everyone's. */
export function boardOf(state: SessionState, personId: PersonId): string {
  const drafts = draftsNow(state)
  if (drafts && writesNow(state, personId)) return draftOf(drafts.index, personId)
  return boardOfCircle(state, circleOf(state, personId))
}

/** Whether someone came while the current step ran: she observes until the next. Who runs or presents is never late. */
export function isLate(state: SessionState, personId: PersonId): boolean {
  const person = personOf(state, personId)
  if (!state.step || person?.role !== 'participant' || person.admittedAt === null) return false
  return person.admittedAt > state.step.enteredAt
}
