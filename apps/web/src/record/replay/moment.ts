import type { PersonId, ReplaySpan, SessionReplay } from '@copse/contract'
import type { Contribution } from '@copse/whiteboard/history'

type StepVisit = SessionReplay['steps'][number]

/** Something one may jump to. */
export type Happening =
  | { readonly kind: 'step'; readonly at: number; readonly step: StepVisit }
  | { readonly kind: 'turn' | 'given' | 'hand'; readonly at: number; readonly personId: string }
  | { readonly kind: 'drawn'; readonly at: number; readonly personId: string; readonly drawn: Contribution }
  | { readonly kind: 'said'; readonly at: number; readonly personId: string; readonly text: string }

const holds = (at: number) => (span: ReplaySpan) => span.from <= at && at < span.to

/** What was so at a moment. At the very end what was so just before it. */
export function momentAt(replay: SessionReplay, time: number) {
  const at = time >= replay.to ? replay.to - 1 : time
  const distinct = (ids: readonly PersonId[]) => [...new Set(ids)]
  return {
    step: replay.steps.findLast(holds(at)) ?? null,
    floor: distinct(replay.floors.filter(holds(at)).map(({ personId }) => personId)),
    hands: distinct(replay.hands.filter(holds(at)).map(({ personId }) => personId)),
  }
}

/** How many of the lines had been said; they are in order. */
export const saidBy = (chat: SessionReplay['chat'], at: number): number => {
  const next = chat.findIndex((line) => line.at > at)
  return next === -1 ? chat.length : next
}

/** Everything one may jump to, in order; a step comes before what happened in it. */
export function happeningsOf(replay: SessionReplay, contributions: readonly Contribution[]): Happening[] {
  const all: Happening[] = [
    ...replay.steps.map((step): Happening => ({ kind: 'step', at: step.from, step })),
    ...replay.floors.map(({ kind, from, personId }): Happening => ({ kind, at: from, personId })),
    ...replay.hands.map(({ from, personId }): Happening => ({ kind: 'hand', at: from, personId })),
    ...contributions.map((drawn): Happening => ({ kind: 'drawn', at: drawn.from, personId: drawn.author, drawn })),
    ...replay.chat.map(({ at, personId, text }): Happening => ({ kind: 'said', at, personId, text })),
  ]
  return all.sort((one, other) => one.at - other.at || Number(other.kind === 'step') - Number(one.kind === 'step'))
}

/** Since the beginning, as h:mm:ss or m:ss. */
export function timeIn({ from }: ReplaySpan, at: number): string {
  const seconds = Math.max(0, Math.floor((at - from) / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
