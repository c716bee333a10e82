import * as Y from 'yjs'
import { byIndex, elementTypes, type BoardElement } from './element.ts'
import { decodePoints, encodePoints } from './points.ts'

/*
 * The document:
 *
 *     elements  Y.Map  id → Y.Map { v: [version, nonce], t: [x, y, width, height, angle, index], g?: points, r: the rest }
 *     files     Y.Map  fileId → { mimeType, url }
 *
 * Four facets, so that moving an element writes its place alone, and two people changing different facets both keep theirs.
 * What is deleted is removed. Bytes of images never stand in the document, only where they are.
 */
export interface BoardFile {
  readonly mimeType: string
  readonly url: string
}
type Facets = Y.Map<unknown>

export const elementsOf = (doc: Y.Doc): Y.Map<Facets> => doc.getMap('elements')
export const filesOf = (doc: Y.Doc): Y.Map<BoardFile> => doc.getMap('files')

const MAX_COORDINATE = 10_000_000
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= MAX_COORDINATE
const hasPoints = (element: Pick<BoardElement, 'points'>) => Array.isArray(element.points)

function split(element: BoardElement) {
  const { id: _id, version, versionNonce, x, y, width, height, angle, index, points, pressures, isDeleted: _deleted, ...rest } = element
  return {
    v: [version, versionNonce],
    t: [x, y, width, height, angle, index],
    g: points ? encodePoints(points, pressures ?? []) : null,
    // Excalidraw's own times and text caches differ from client to client and mean nothing to others.
    r: JSON.parse(JSON.stringify({ ...rest, updated: undefined, lastCommittedPoint: undefined })) as Record<string, unknown>,
  }
}

const same = (one: unknown, other: unknown): boolean =>
  one instanceof Uint8Array && other instanceof Uint8Array
    ? one.length === other.length && one.every((byte, index) => byte === other[index])
    : JSON.stringify(one) === JSON.stringify(other)

/** Writes an element's changed facets; a deleted one is removed. Call it inside a transaction. */
export function writeElement(doc: Y.Doc, element: BoardElement): void {
  const elements = elementsOf(doc)
  if (element.isDeleted) return elements.delete(element.id)
  const facets = split(element)
  let stored = elements.get(element.id)
  if (!stored) {
    stored = new Y.Map()
    elements.set(element.id, stored)
  }
  for (const [key, value] of Object.entries(facets)) {
    if (value === null) continue
    if (!same(stored.get(key), value)) stored.set(key, value)
  }
}

/** Reads one element back, or null when it is not a well-formed one: others' documents are not to be trusted. */
export function readElement(id: string, facets: unknown): BoardElement | null {
  if (!(facets instanceof Y.Map)) return null
  const v = facets.get('v') as unknown
  const t = facets.get('t') as unknown
  const g = facets.get('g') as unknown
  const r = facets.get('r') as Record<string, unknown> | undefined
  if (!Array.isArray(v) || !v.slice(0, 2).every(Number.isFinite) || !Array.isArray(t) || !t.slice(0, 5).every(isNumber)) return null
  if (typeof r !== 'object' || r === null || !elementTypes.includes(r.type as never)) return null
  const [version, versionNonce] = v as [number, number]
  const [x, y, width, height, angle, index] = t as [number, number, number, number, number, unknown]
  const geometry = g instanceof Uint8Array ? decodePoints(g) : null
  const element = {
    ...r,
    id,
    x,
    y,
    width,
    height,
    angle,
    index: typeof index === 'string' ? index : null,
    version,
    versionNonce,
    isDeleted: false,
    ...(geometry && { points: geometry.points }),
    ...(geometry && r.type === 'freedraw' && { pressures: geometry.pressures }),
  } as unknown as BoardElement
  const needsPoints = element.type === 'line' || element.type === 'arrow' || element.type === 'freedraw'
  if (needsPoints && (!hasPoints(element) || element.points!.length === 0)) return null
  if (element.type === 'text' && typeof element.text !== 'string') return null
  return element
}

/** All well-formed elements in the order they are drawn. */
export function readScene(doc: Y.Doc): BoardElement[] {
  const scene: BoardElement[] = []
  for (const [id, facets] of elementsOf(doc)) {
    const element = readElement(id, facets)
    if (element) scene.push(element)
  }
  return scene.sort(byIndex)
}

/** A board's scene and files from its merged update. */
export function sceneFromUpdate(update: Uint8Array): { scene: BoardElement[]; files: Record<string, BoardFile> } {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  const result = { scene: readScene(doc), files: filesOf(doc).toJSON() as Record<string, BoardFile> }
  doc.destroy()
  return result
}
