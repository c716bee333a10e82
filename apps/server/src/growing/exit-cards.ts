import { FEWEST_CARDS, verdicts, type ExitCards, type Tally, type Verdict } from '@copse/contract'

/** One card as it is kept. */
interface Kept {
  readonly worth: Verdict | null
  readonly heard: Verdict | null
  readonly line: string | null
  /** Its author's, where she wants it with her line. */
  readonly name: string | null
}

function tally(answers: readonly (Verdict | null)[]): Tally {
  const given = answers.filter((answer) => answer !== null)
  if (given.length < FEWEST_CARDS) return null
  const count = (verdict: Verdict) => given.filter((answer) => answer === verdict).length
  return Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Tally
}

/**
 * What all said together; null while they are too few. Cards, in the order they were given, count by whole groups of four: whoever
 * looks before and after one more card sees the same. Lines stand in the order of the alphabet.
 */
export function togetherOf(cards: readonly Kept[]): ExitCards['together'] {
  const counted = cards.slice(0, cards.length - (cards.length % FEWEST_CARDS))
  if (counted.length === 0) return null
  return {
    worth: tally(counted.map(({ worth }) => worth)),
    heard: tally(counted.map(({ heard }) => heard)),
    lines: counted
      .flatMap(({ line, name }) => (line === null ? [] : [{ text: line, name }]))
      .sort((one, other) => (one.text < other.text ? -1 : 1)),
  }
}
