import { byIndex, type BoardElement } from '../schema/index.ts'

const keyOf = ({ version, versionNonce }: BoardElement) => `${version}:${versionNonce}`
export type Known = Map<string, string>

/** The elements somebody's own scene has that the document has not (or not so): to be written. */
export function changedSince(known: Known, scene: readonly BoardElement[]): BoardElement[] {
  return scene.filter((element) => known.get(element.id) !== keyOf(element) && !(element.isDeleted && !known.has(element.id)) && !isNothing(element))
}

/** A click without a drag leaves an element of no size; it is nobody's. */
const isNothing = (element: BoardElement): boolean =>
  !element.isDeleted &&
  (element.type === 'text'
    ? element.text === ''
    : element.points
      ? element.points.length < 2 && element.type !== 'freedraw'
      : element.width === 0 && element.height === 0)

/** Notes that the scene and the document agree on these. */
export function remember(known: Known, elements: readonly BoardElement[]): void {
  for (const element of elements) {
    if (element.isDeleted) known.delete(element.id)
    else known.set(element.id, keyOf(element))
  }
}

/**
 * The scene to show: the document wins, except for what its owner has in hand this moment. Elements that did not change keep
 * their identity. What was deleted stays in the scene, marked, so that its owner can undo it.
 */
export function mergeScene(options: {
  document: readonly BoardElement[]
  local: readonly BoardElement[]
  known: Known
  inHand: ReadonlySet<string>
}): BoardElement[] {
  const { document, local, known, inHand } = options
  const own = new Map(local.map((element) => [element.id, element]))
  const merged = document.map((element) => {
    const mine = own.get(element.id)
    own.delete(element.id)
    if (mine && inHand.has(element.id)) return mine
    return mine && !mine.isDeleted && keyOf(mine) === keyOf(element) ? mine : element
  })
  for (const mine of own.values()) {
    if (mine.isDeleted || inHand.has(mine.id) || !known.has(mine.id)) merged.push(mine)
    else merged.push({ ...mine, isDeleted: true })
  }
  return merged.sort(byIndex)
}
