import { byIndex, strictIndices, type BoardElement } from '../schema/index.ts'
import { isChanged, type Agreed } from './agreed.ts'
import type { Hand } from './scene-editor.ts'

interface Row {
  readonly id: string
  /** The place the document gives it, which ties and repairs in the scene do not change. */
  readonly index: string | null
  readonly element: BoardElement
  /** The document's element it shows; null where it shows what is one's own. */
  readonly shows: BoardElement | null
}

export interface Merged {
  readonly scene: readonly BoardElement[]
  /** The scene's elements that are the document's, with the document's own. */
  readonly shown: readonly (readonly [seen: BoardElement, mine: BoardElement])[]
  /** Something of the document waits until its owner lets go. */
  readonly deferred: boolean
}

const nonce = () => Math.floor(Math.random() * 2 ** 31)
/** A copy the editor takes for another state: it compares by version alone. */
const marked = (element: BoardElement, change: Partial<BoardElement>): BoardElement => ({
  ...element,
  ...change,
  version: element.version + 1,
  versionNonce: nonce(),
})

/**
 * The scene to show: the document wins, except over what its owner has in hand. What did not change keeps its identity; what others
 * deleted stays, marked, so that one's own undo finds it; what was never written stays one's own.
 */
export function mergeScene(
  document: readonly BoardElement[],
  local: readonly BoardElement[],
  agreed: Agreed,
  hand: Hand,
): Merged {
  const own = new Map(local.map((element) => [element.id, element]))
  const isHeld = (mine: BoardElement) => hand.ids.has(mine.id) || (hand.busy && isChanged(agreed.get(mine.id), mine))
  let deferred = false

  const rows = document.map((element): Row => {
    const { id, index } = element
    const mine = own.get(id)
    const was = agreed.get(id)
    own.delete(id)
    if (mine && isHeld(mine)) {
      deferred ||= was?.seen !== element
      return { id, index: was && mine.index === was.index ? index : mine.index, element: mine, shows: null }
    }
    if (mine && !mine.isDeleted && was?.seen === element && !isChanged(was, mine))
      return { id, index, element: mine, shows: element }
    // Facets of two people may meet under the version one of them gave; the editor must still see that it is another state.
    return {
      id,
      index,
      element: mine?.versionNonce === element.versionNonce ? marked(element, {}) : { ...element },
      shows: element,
    }
  })
  for (const mine of own.values()) {
    const { id, index } = mine
    const gone = agreed.has(id) && !mine.isDeleted
    const held = isHeld(mine)
    deferred ||= gone && held
    rows.push({ id, index, element: gone && !held ? marked(mine, { isDeleted: true }) : mine, shows: null })
  }
  rows.sort(byIndex)

  const indices = strictIndices(rows)
  const owned = new Set(local)
  const placed = rows.map(({ element }, at) => {
    const index = indices[at]!
    // What is in hand keeps its identity; the editor finds a place for it itself.
    if (element.index === index || hand.ids.has(element.id)) return element
    return owned.has(element) ? marked(element, { index }) : { ...element, index }
  })
  return {
    scene: placed,
    shown: rows.flatMap(({ shows }, at) => (shows ? [[shows, placed[at]!] as const] : [])),
    deferred,
  }
}
