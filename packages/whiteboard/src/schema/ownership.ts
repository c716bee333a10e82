import type * as Y from 'yjs'
import { admit } from './admit.ts'
import { elementsOf } from './document.ts'
import type { BoardElement } from './element.ts'
import { facetNames, sameFacet, split } from './facets.ts'

/** Whether an element was put on the board from this document, since it was opened. */
// oxlint-disable-next-line no-underscore-dangle -- the one place where Yjs says whose a map is
export const isOwn = (doc: Y.Doc, id: string): boolean => elementsOf(doc).get(id)?._item?.id.client === doc.clientID

/** Whether all that differs is what is tied to it: an arrow that was drawn to it, and nothing else. */
export function differsInTiesAlone(before: BoardElement, after: BoardElement): boolean {
  const admitted = admit(after)
  if (!admitted) return false
  const bare = (element: BoardElement) => split({ ...element, boundElements: null, version: 0, versionNonce: 0 })
  const [was, is] = [bare(before), bare({ ...admitted, index: before.index })]
  return facetNames.every((name) => sameFacet(was[name], is[name]))
}
