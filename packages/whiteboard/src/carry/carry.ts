import * as Y from 'yjs'
import {
  boundsOfAll,
  byIndex,
  elementsOf,
  filesOf,
  indicesInFront,
  readFiles,
  readScene,
  sceneFromUpdate,
  writeElement,
  type BoardElement,
  type Bounds,
} from '../schema/index.ts'
import { clusters } from './clusters.ts'
import { renamed } from './renamed.ts'

/** A board to be laid on another. */
export interface Sheet {
  readonly id: string
  readonly update: Uint8Array
  /** The title of the frame it comes in; null: its notes lie loose among those of all other sheets. */
  readonly title: string | null
}

const PADDING = 40
const GAP = 60
const COLUMNS = 3

/** Where the next of several boxes goes: in rows below what is there. */
function placing(below: Bounds | null): (box: Bounds) => { dx: number; dy: number } {
  const left = below?.x ?? 0
  let [x, y, tallest, column] = [left, below ? below.y + below.height + GAP : 0, 0, 0]
  return (box) => {
    if (column === COLUMNS) [x, y, tallest, column] = [left, y + tallest + GAP, 0, 0]
    const place = { dx: x - box.x, dy: y - box.y }
    x += box.width + GAP
    tallest = Math.max(tallest, box.height)
    column += 1
    return place
  }
}

const moved = (elements: readonly BoardElement[], dx: number, dy: number): BoardElement[] =>
  elements.map((element) => ({ ...element, x: element.x + dx, y: element.y + dy }))

/** A sheet with a frame around it. */
function framed(elements: readonly BoardElement[], frameId: string, title: string): BoardElement[] {
  const { x, y, width, height } = boundsOfAll(elements)!
  const frame = {
    id: frameId,
    type: 'frame',
    name: title,
    x: x - PADDING,
    y: y - PADDING,
    width: width + 2 * PADDING,
    height: height + 2 * PADDING,
    angle: 0,
    index: null,
    version: 1,
    versionNonce: 1,
    isDeleted: false,
  } as unknown as BoardElement
  return [...elements.map((element) => ({ ...element, frameId: element.frameId ?? frameId })), frame]
}

/**
 * The update that lays sheets on a board, below what is there; null when nothing is to be laid. `name` gives an element its id there,
 * from the sheet's id and its own: the same each time, so that doing it twice does it once. Loose notes go in the order of their new
 * ids, which says nothing of who wrote them as long as those do not.
 */
export function carry(
  board: Uint8Array,
  sheets: readonly Sheet[],
  name: (sheetId: string, elementId: string) => string,
): Uint8Array | null {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, board)
  const before = Y.encodeStateVector(doc)
  const place = placing(boundsOfAll(readScene(doc)))
  const blocks: BoardElement[][] = []
  const loose: BoardElement[][] = []
  const files: Record<string, { mimeType: string; url: string }> = {}
  for (const { id, update, title } of sheets) {
    const { scene, files: theirs } = sceneFromUpdate(update)
    if (scene.length === 0) continue
    const elements = renamed(scene, (elementId) => name(id, elementId))
    if (title === null) loose.push(...clusters(elements))
    else blocks.push(framed(elements, name(id, 'frame'), title))
    Object.assign(files, theirs)
  }
  loose.sort((one, other) => (one[0]!.id < other[0]!.id ? -1 : 1))

  const there = elementsOf(doc)
  const known = readFiles(doc)
  doc.transact(() => {
    for (const block of [...blocks, ...loose]) {
      if (block.every(({ id }) => there.has(id))) continue
      const { dx, dy } = place(boundsOfAll(block)!)
      const indices = indicesInFront(readScene(doc).sort(byIndex), block.length)
      for (const [at, element] of moved(block, dx, dy).entries()) writeElement(doc, { ...element, index: indices[at]! })
    }
    for (const [fileId, file] of Object.entries(files)) if (!known[fileId]) filesOf(doc).set(fileId, file)
  })
  const update = Y.encodeStateAsUpdate(doc, before)
  const changes = !isEmpty(update)
  doc.destroy()
  return changes ? update : null
}

/** No structs and no deletions. */
const isEmpty = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0
