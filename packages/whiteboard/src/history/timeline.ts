import * as Y from 'yjs'
import { byIndex, elementsOf, readElement, readFiles, type BoardElement, type BoardFile } from '../schema/index.ts'
import type { TimedUpdate } from './log-pack.ts'

/** What became of one element: from each row on that changed it, as it then was; null: not on the board. */
interface Track {
  readonly rows: number[]
  readonly states: (BoardElement | null)[]
}

/** What one person put on the board without a longer rest. Times are epoch ms. */
export interface Contribution {
  readonly author: string
  readonly from: number
  readonly to: number
  /** How many things are new with it, and what they say. */
  readonly things: number
  readonly words: readonly string[]
}

export interface Timeline {
  /** Takes the rows that follow. */
  append(rows: readonly TimedUpdate[]): void
  /** The board as it was at a moment, in the order it is drawn. Elements are the same objects as long as they did not change. */
  sceneAt(at: number): BoardElement[]
  /** Where the images are that were ever on the board. */
  files(): Record<string, BoardFile>
  /** Who drew after `from` and until `to`, whoever drew last first. */
  authorsBetween(from: number, to: number): string[]
  contributions(): Contribution[]
}

/** A rest this long ends a contribution. */
const REST_MS = 15_000

/** How many of the numbers, which never fall, are not above the limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * A board's history, derived from its log once: each row is applied to a document, and what it changed is noted with the element. A moment
 * is then found by looking each element up, without any document. A row that cannot be applied is passed over.
 */
export function createTimeline(): Timeline {
  const doc = new Y.Doc()
  const elements = elementsOf(doc)
  const times: number[] = []
  const authors: string[] = []
  const tracks = new Map<string, Track>()
  /** In the order they are drawn now, which a moment's order is mostly that of. */
  let sorted: Track[] | null = null
  const made: { author: string; from: number; to: number; ids: string[] }[] = []
  const openBursts = new Map<string, (typeof made)[number]>()

  let touched = new Set<string>()
  elements.observeDeep((events) => {
    for (const event of events)
      if (event.target === elements) for (const id of event.keys.keys()) touched.add(id)
      else touched.add(String(event.path[0]))
  })

  function note(id: string, row: number): boolean {
    const track = tracks.get(id)
    const state = readElement(doc, id)
    const before = track?.states.at(-1) ?? null
    if (state === before) return false
    if (track) {
      track.rows.push(row)
      track.states.push(state)
    } else tracks.set(id, { rows: [row], states: [state] })
    return before === null
  }

  function contributed(author: string, at: number, fresh: readonly string[]): void {
    if (author === '') return
    let burst = openBursts.get(author)
    if (!burst || at - burst.to > REST_MS) {
      burst = { author, from: at, to: at, ids: [] }
      openBursts.set(author, burst)
      made.push(burst)
    }
    burst.to = at
    burst.ids.push(...fresh)
  }

  function take({ at, author, update }: TimedUpdate): void {
    touched = new Set()
    try {
      Y.decodeUpdate(update)
      Y.applyUpdate(doc, update)
    } catch {
      // Damaged on disk: the board opens without it, and so does its history.
    }
    if (touched.size === 0) return
    const row = times.length
    times.push(at)
    authors.push(author)
    contributed(
      author,
      at,
      [...touched].filter((id) => note(id, row)),
    )
  }

  const stateAt = (track: Track, rows: number) => track.states[countUpTo(track.rows, rows - 1) - 1] ?? null
  const lastOf = ({ states }: Track) => states.findLast((state) => state !== null) ?? null

  return {
    append(rows) {
      for (const row of rows) take(row)
      sorted = null
    },
    sceneAt(at) {
      sorted ??= [...tracks.values()]
        .flatMap((track) => {
          const last = lastOf(track)
          return last ? [{ track, last }] : []
        })
        .sort((one, other) => byIndex(one.last, other.last))
        .map(({ track }) => track)
      const rows = countUpTo(times, at)
      const scene: BoardElement[] = []
      for (const track of sorted) {
        const state = stateAt(track, rows)
        if (state) scene.push(state)
      }
      return scene.sort(byIndex)
    },
    files: () => readFiles(doc),
    authorsBetween(from, to) {
      const found = new Set<string>()
      const first = countUpTo(times, from)
      for (let row = countUpTo(times, to) - 1; row >= first; row--) if (authors[row] !== '') found.add(authors[row]!)
      return [...found]
    },
    contributions: () =>
      made.map(({ ids, ...burst }) => {
        const rows = countUpTo(times, burst.to)
        const states = [...new Set(ids)].flatMap((id) => stateAt(tracks.get(id)!, rows) ?? [])
        const words = states.flatMap(({ originalText, name }) => originalText ?? name ?? [])
        // A note and its words are one thing.
        return { ...burst, things: states.filter(({ containerId }) => !containerId).length, words }
      }),
  }
}
