import * as Y from 'yjs'
import {
  elementsOf,
  filesOf,
  readElement,
  readFiles,
  sceneFromUpdate,
  writeElement,
  type BoardElement,
} from '../schema/index.ts'
import { facetNames, sameFacet, split } from '../schema/facets.ts'

const isSame = (one: BoardElement, other: BoardElement): boolean => {
  const bare = (element: BoardElement) => split({ ...element, version: 0, versionNonce: 0 })
  const [a, b] = [bare(one), bare(other)]
  return facetNames.every((name) => sameFacet(a[name], b[name]))
}

/**
 * The update that makes a board again what another board is, forward: nothing of its history is undone. `removes`: what the other does
 * not have is taken off. `files`: where images are, by the id their elements name; without it where the other board says. Null when
 * nothing differs.
 */
export function restore(
  board: Uint8Array,
  wanted: Uint8Array,
  options: { removes: boolean; files?: ReturnType<typeof readFiles> },
): Uint8Array | null {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, board)
  const before = Y.encodeStateVector(doc)
  const other = sceneFromUpdate(wanted)
  const kept = new Set(other.scene.map(({ id }) => id))
  let changes = false
  doc.transact(() => {
    if (options.removes)
      for (const id of elementsOf(doc).keys())
        if (!kept.has(id)) {
          elementsOf(doc).delete(id)
          changes = true
        }
    for (const element of other.scene) {
      const now = readElement(doc, element.id)
      if (now && isSame(now, element)) continue
      // Another state for every editor that has seen either.
      const version = Math.max(element.version, now?.version ?? 0) + 1
      writeElement(doc, { ...element, version })
      changes = true
    }
    const there = readFiles(doc)
    for (const [id, file] of Object.entries(options.files ?? other.files))
      if (there[id]?.url !== file.url) {
        filesOf(doc).set(id, file)
        changes = true
      }
  })
  const update = changes ? Y.encodeStateAsUpdate(doc, before) : null
  doc.destroy()
  return update
}
