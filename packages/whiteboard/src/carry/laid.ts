import * as Y from 'yjs'
import {
  boundsOfAll,
  byIndex,
  filesOf,
  indicesInFront,
  readFiles,
  readScene,
  wasEver,
  writeElement,
  type BoardElement,
  type BoardFile,
  type Bounds,
} from '../schema/index.ts'

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

/**
 * The update that lays blocks of elements on a board, each as it is in itself, below what is there; null when nothing is to be laid.
 * A block that was laid before is not laid again, also where people removed all of it since.
 */
export function laid(
  board: Uint8Array,
  blocks: readonly (readonly BoardElement[])[],
  files: Readonly<Record<string, BoardFile>> = {},
): Uint8Array | null {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, board)
  const before = Y.encodeStateVector(doc)
  const place = placing(boundsOfAll(readScene(doc)))
  const known = readFiles(doc)
  const coming = blocks.filter((block) => !block.every(({ id }) => wasEver(doc, id)))
  const missing = Object.entries(files).filter(([fileId]) => !known[fileId])
  doc.transact(() => {
    for (const block of coming) {
      const { dx, dy } = place(boundsOfAll(block)!)
      const indices = indicesInFront(readScene(doc).sort(byIndex), block.length)
      for (const [at, element] of block.entries())
        writeElement(doc, { ...element, x: element.x + dx, y: element.y + dy, index: indices[at]! })
    }
    for (const [fileId, file] of missing) filesOf(doc).set(fileId, file)
  })
  const update = coming.length + missing.length > 0 ? Y.encodeStateAsUpdate(doc, before) : null
  doc.destroy()
  return update
}
