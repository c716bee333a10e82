import type { Agenda, PlannedStep } from '@copse/contract'
import { own } from './own.ts'

/** Notes with dots, most dots first; of equals the one that was counted first. */
const chosen = (dots: { readonly [noteId: string]: number }): string[] =>
  Object.entries(dots)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([noteId]) => noteId)

/**
 * The agenda once dots were counted in step `after`: the next block over topics has a round for each note with dots, up to its most;
 * without any it has one round and no topic. Every round takes as long as the first did.
 */
export function withTopics(agenda: Agenda, after: number, dots: { readonly [noteId: string]: number }): Agenda {
  const { steps } = agenda
  const first = steps.findIndex(({ round }, index) => index > after && round?.most !== undefined)
  if (first < 0) return agenda
  const most = steps[first]!.round!.most!
  const ofFirst = steps.slice(first).findIndex(({ round }) => round?.most === undefined || round.index > 0)
  const block = ofFirst < 0 ? steps.slice(first) : steps.slice(first, first + ofFirst)
  const ids = new Set(block.map(({ id }) => id))
  const rest = steps.slice(first).findIndex(({ id }) => !ids.has(id))
  const before = rest < 0 ? steps.slice(first) : steps.slice(first, first + rest)
  const topics: (string | null)[] = chosen(dots).slice(0, most)
  if (topics.length === 0) topics.push(null)
  const same =
    before.length === topics.length * block.length && before.every(({ round }) => round!.topic === topics[round!.index])
  if (same) return agenda
  const rounds = topics.flatMap((topic, index) =>
    block.map((step): PlannedStep => ({ ...step, round: { index, of: topics.length, most, topic } })),
  )
  return { ...agenda, steps: [...steps.slice(0, first), ...rounds, ...steps.slice(first + before.length)] }
}

/** Rounds whose notes have words that they do not say yet. */
export const isUnnamed = ({ round }: PlannedStep, words: { readonly [noteId: string]: string }): boolean =>
  typeof round?.topic === 'string' && (own(words, round.topic) ?? round.item?.en) !== round.item?.en

/** What is written on the notes, as what their rounds are about. */
export const withWords = (agenda: Agenda, words: { readonly [noteId: string]: string }): Agenda =>
  agenda.steps.some((step) => isUnnamed(step, words))
    ? {
        ...agenda,
        steps: agenda.steps.map((step) =>
          isUnnamed(step, words)
            ? { ...step, round: { ...step.round!, item: { en: own(words, step.round!.topic!)! } } }
            : step,
        ),
      }
    : agenda
