import type * as Y from 'yjs'
import { elementsOf, indicesInFront, readElement, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { freePlace } from './free-place.ts'
import { heightOf, widthOf, wrap } from './note-text.ts'

const NOTE_WIDTH = 220
const NOTE_HEIGHT = 110
const PADDING = 10
const FONT_SIZE = 20
const LINE_HEIGHT = 1.25
const INK = '#1e1e1e'
const PAPER = '#ffec99'

type Random = () => number
const nonce = (random: Random) => Math.floor(random() * 2 ** 31)
const changed = (element: BoardElement, random: Random, change: Partial<BoardElement>): BoardElement => ({
  ...element,
  ...change,
  version: element.version + 1,
  versionNonce: nonce(random),
})

/** Adds a note with this text, unless it says nothing, where nobody's work is covered. Ids and chance come in, so that a test can choose them. */
export function addNote(doc: Y.Doc, text: string, ids: readonly [string, string], random: Random = Math.random): void {
  if (text.trim() === '') return
  const scene = readScene(doc)
  const [shapeId, textId] = ids
  const wrapped = wrap(text, NOTE_WIDTH - 2 * PADDING, FONT_SIZE)
  const textHeight = heightOf(wrapped, FONT_SIZE, LINE_HEIGHT)
  const height = Math.max(NOTE_HEIGHT, textHeight + 2 * PADDING)
  const { x, y } = freePlace(scene, { width: NOTE_WIDTH, height })
  const [behind, before] = indicesInFront(scene, 2)
  const common = { angle: 0, version: 1, strokeColor: INK, strokeWidth: 1, roughness: 0 }
  const note = {
    ...common,
    id: shapeId,
    type: 'rectangle',
    versionNonce: nonce(random),
    seed: nonce(random),
    x,
    y,
    width: NOTE_WIDTH,
    height,
    index: behind,
    backgroundColor: PAPER,
    roundness: { type: 3 },
    boundElements: [{ id: textId, type: 'text' }],
  }
  const words = {
    ...common,
    id: textId,
    type: 'text',
    versionNonce: nonce(random),
    seed: nonce(random),
    x: x + PADDING,
    y: y + (height - textHeight) / 2,
    width: NOTE_WIDTH - 2 * PADDING,
    height: textHeight,
    index: before,
    text: wrapped,
    originalText: text,
    fontSize: FONT_SIZE,
    lineHeight: LINE_HEIGHT,
    textAlign: 'center',
    verticalAlign: 'middle',
    containerId: shapeId,
  }
  doc.transact(() => {
    writeElement(doc, note)
    writeElement(doc, words)
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
