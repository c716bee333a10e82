import { outline, type OutlineEntry } from '../outline/index.ts'
import { boundsOfAll, type BoardElement, type Bounds } from '../schema/index.ts'
import { facetNames, sameFacet, split } from '../schema/facets.ts'

/** What became of one thing between two boards; a note and its words are one thing. */
export interface Change {
  readonly id: string
  readonly how: 'added' | 'removed' | 'moved' | 'changed'
  readonly kind: OutlineEntry['kind']
  /** Its words before and after; empty where it has none or was not there. */
  readonly was: string
  readonly is: string
  /** Where it lies before and after; null where it was not there. */
  readonly before: Bounds | null
  readonly after: Bounds | null
}

/** A thing's parts: what is drawn, and the words within it. */
type Thing = readonly BoardElement[]

function thingsOf(scene: readonly BoardElement[]): Map<string, Thing> {
  const ids = new Set(scene.map(({ id }) => id))
  const things = new Map<string, BoardElement[]>()
  for (const element of scene) {
    const { containerId, id } = element
    const whole = containerId && containerId !== id && ids.has(containerId) ? containerId : id
    things.set(whole, [...(things.get(whole) ?? []), element])
  }
  return things
}

/** An element as it looks wherever it stands: its counters, its place and what others tied to it aside. */
const looks = (element: BoardElement) =>
  split({ ...element, version: 0, versionNonce: 0, x: 0, y: 0, index: null, boundElements: null })

function howBetween(before: Thing, after: Thing): 'same' | 'moved' | 'changed' {
  if (before === after) return 'same'
  if (before.length !== after.length) return 'changed'
  const earlier = new Map(before.map((element) => [element.id, element]))
  let moved = false
  for (const element of after) {
    const was = earlier.get(element.id)
    if (!was) return 'changed'
    if (was === element) continue
    const [one, other] = [looks(was), looks(element)]
    if (!facetNames.every((name) => sameFacet(one[name], other[name]))) return 'changed'
    moved ||= was.x !== element.x || was.y !== element.y
  }
  return moved ? 'moved' : 'same'
}

/** What differs between two boards, in reading order; what is gone stands last. Ties and the order things are drawn in are no difference. */
export function compare(before: readonly BoardElement[], after: readonly BoardElement[]): Change[] {
  const [earlier, later] = [thingsOf(before), thingsOf(after)]
  const [entriesBefore, entriesAfter] = [before, after].map(
    (scene) => new Map(outline(scene).map((entry) => [entry.id, entry])),
  ) as [Map<string, OutlineEntry>, Map<string, OutlineEntry>]

  function change(id: string, how: Change['how']): Change {
    const entry = entriesAfter.get(id) ?? entriesBefore.get(id)
    return {
      id,
      how,
      // What only joins two things is no entry of its own.
      kind: entry?.kind ?? 'arrow',
      was: entriesBefore.get(id)?.text ?? '',
      is: entriesAfter.get(id)?.text ?? '',
      before: boundsOfAll(earlier.get(id) ?? []),
      after: boundsOfAll(later.get(id) ?? []),
    }
  }
  const place = new Map([...entriesAfter.keys()].map((id, at) => [id, at]))
  const there = [...later]
    .flatMap(([id, thing]) => {
      const was = earlier.get(id)
      const how = was ? howBetween(was, thing) : 'added'
      return how === 'same' ? [] : [change(id, how)]
    })
    .sort((one, other) => (place.get(one.id) ?? Infinity) - (place.get(other.id) ?? Infinity) || 0)
  const gone = [...earlier.keys()].filter((id) => !later.has(id)).map((id) => change(id, 'removed'))
  return [...there, ...gone]
}
