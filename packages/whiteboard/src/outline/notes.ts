import type * as Y from 'yjs'
import {
  elementsOf,
  indicesInFront,
  isOwn,
  readElement,
  readScene,
  writeElement,
  type BoardElement,
} from '../schema/index.ts'
import { changed, type Random } from './changed.ts'
import { freePlace, placeWithin } from './free-place.ts'
import { FONT_SIZE, LINE_HEIGHT, noteElements, PADDING } from './note-elements.ts'
import { heightOf, widthOf, wrap } from './note-text.ts'

/**
 * Adds a note with this text, unless it says nothing, where nobody's work is covered: in the frame `within` as long as it has room, which
 * grows unless it is another's and not to be changed; else anywhere. Ids and chance come in, so that a test can choose them.
 */
export function addNote(
  doc: Y.Doc,
  text: string,
  ids: readonly [string, string],
  {
    within,
    ownOnly = false,
    random = Math.random,
  }: { within?: string | null; ownOnly?: boolean; random?: Random } = {},
): void {
  if (text.trim() === '') return
  const scene = readScene(doc)
  const [note, words] = noteElements({ ids, text, random })
  const frame = within ? readElement(doc, within) : null
  const spot = frame?.type === 'frame' ? placeWithin(scene, frame, note) : null
  const grows = spot !== null && spot.needs > frame!.height
  const isIn = spot !== null && !(grows && ownOnly && !isOwn(doc, frame!.id))
  const { x, y } = isIn ? spot : freePlace(scene, note)
  const indices = indicesInFront(scene, 2)
  doc.transact(() => {
    for (const [at, element] of [note, words].entries())
      writeElement(doc, {
        ...element,
        x: element.x + x,
        y: element.y + y,
        index: indices[at]!,
        frameId: isIn ? frame!.id : null,
      })
    if (isIn && grows) writeElement(doc, changed(frame!, random, { height: spot.needs }), frame!)
  })
}

/** Changes the words of a text element. A note grows with them; one whose words are all gone is removed, an arrow keeps its line. */
export function editNote(doc: Y.Doc, textId: string, text: string, random: Random = Math.random): void {
  const element = readElement(doc, textId)
  if (element?.type !== 'text') return
  const container = element.containerId ? readElement(doc, element.containerId) : null
  if (text.trim() === '') {
    if (container?.type === 'arrow') removeLabel(doc, container, textId, random)
    else removeNote(doc, container?.id ?? textId)
    return
  }
  const { fontSize = FONT_SIZE, lineHeight = LINE_HEIGHT } = element
  // An arrow's label stands beside its line and needs no room within it.
  const note = container?.type === 'arrow' ? null : container
  const wrapped = note ? wrap(text, note.width - 2 * PADDING, fontSize) : text
  const height = heightOf(wrapped, fontSize, lineHeight)
  const size = note ? { height } : { height, width: widthOf(wrapped, fontSize) }
  doc.transact(() => {
    const grown = note && note.height < height + 2 * PADDING ? height + 2 * PADDING : note?.height
    if (note && grown !== note.height) writeElement(doc, changed(note, random, { height: grown }), note)
    const y = note ? note.y + (grown! - height) / 2 : element.y
    writeElement(doc, changed(element, random, { text: wrapped, originalText: text, y, ...size }), element)
  })
}

function removeLabel(doc: Y.Doc, arrow: BoardElement, textId: string, random: Random): void {
  const boundElements = (arrow.boundElements ?? []).filter(({ id }) => id !== textId)
  doc.transact(() => {
    elementsOf(doc).delete(textId)
    writeElement(doc, changed(arrow, random, { boundElements }), arrow)
  })
}

/** Removes an element with the text bound to it; the answer puts back what is still missing. */
export function removeNote(doc: Y.Doc, id: string, random: Random = Math.random): () => void {
  const removed = readScene(doc).filter((element) => element.id === id || element.containerId === id)
  doc.transact(() => {
    for (const element of removed) elementsOf(doc).delete(element.id)
  })
  return () =>
    doc.transact(() => {
      for (const element of removed)
        if (!elementsOf(doc).has(element.id)) writeElement(doc, changed(element, random, {}))
    })
}
