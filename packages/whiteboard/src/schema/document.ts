import * as Y from 'yjs'
import { admit } from './admit.ts'
import type { BoardElement } from './element.ts'
import { facetNames, join, sameFacet, split, type FacetMap } from './facets.ts'
import { readFiles, type BoardFile } from './files.ts'
import { byIndex } from './order.ts'

export const elementsOf = (doc: Y.Doc): Y.Map<FacetMap> => doc.getMap('elements')

/** One element as the document has it; null when there is none, or none that is well-formed. */
export const readElement = (doc: Y.Doc, id: string): BoardElement | null => join(id, elementsOf(doc).get(id))

/** Whether something bore this id here at any time, also if it was deleted since. */
// oxlint-disable-next-line no-underscore-dangle -- Yjs keeps what was deleted there, and says so nowhere else
export const wasEver = (doc: Y.Doc, id: string): boolean => elementsOf(doc)._map.has(id)

/** All well-formed elements in the order they are drawn. The elements are frozen, and the same objects until they change. */
export function readScene(doc: Y.Doc): BoardElement[] {
  const scene: BoardElement[] = []
  for (const [id, facets] of elementsOf(doc)) {
    const element = join(id, facets)
    if (element) scene.push(element)
  }
  return scene.sort(byIndex)
}

/**
 * Writes the facets of an element that differ from `base`, the element as its author last saw it in the document; without a base, from
 * what is stored. So a change another made meanwhile to another facet stays. A deleted element is removed; one that is no board's element
 * is not written, which the answer says. Call it inside a transaction.
 */
export function writeElement(
  doc: Y.Doc,
  element: Readonly<Record<string, unknown>> & { readonly id: string },
  base?: BoardElement,
): boolean {
  const elements = elementsOf(doc)
  if (element.isDeleted) {
    elements.delete(element.id)
    return true
  }
  const admitted = admit(element)
  if (!admitted) return false
  const facets = split(admitted)
  let stored = elements.get(element.id)
  const before = stored instanceof Y.Map && base ? split(base) : null
  if (!(stored instanceof Y.Map)) {
    stored = new Y.Map()
    elements.set(element.id, stored)
  }
  for (const name of facetNames) {
    const value = facets[name]
    if (value !== null && !sameFacet(before ? before[name] : stored.get(name), value)) stored.set(name, value)
  }
  return true
}

/** A board's scene and files from its merged update. */
export function sceneFromUpdate(update: Uint8Array): { scene: BoardElement[]; files: Record<string, BoardFile> } {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  const result = { scene: readScene(doc), files: readFiles(doc) }
  doc.destroy()
  return result
}
