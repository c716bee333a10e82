import type { BoardElement } from '../schema/index.ts'
import { nonce, type Random } from './changed.ts'
import { heightOf, wrap } from './note-text.ts'

export const NOTE_WIDTH = 220
export const NOTE_HEIGHT = 110
export const PADDING = 10
export const FONT_SIZE = 20
export const LINE_HEIGHT = 1.25
const INK = '#1e1e1e'
const PAPER = '#ffec99'

/** A note and the words on it, at the origin; as high as the words need. Its place in the order is for whoever puts it there to say. */
export function noteElements(options: {
  ids: readonly [note: string, words: string]
  text: string
  random: Random
  width?: number
  leastHeight?: number
  fontSize?: number
  paper?: string
}): [note: BoardElement, words: BoardElement] {
  const {
    ids,
    text,
    random,
    width = NOTE_WIDTH,
    leastHeight = NOTE_HEIGHT,
    fontSize = FONT_SIZE,
    paper = PAPER,
  } = options
  const [noteId, wordsId] = ids
  const wrapped = wrap(text, width - 2 * PADDING, fontSize)
  const textHeight = heightOf(wrapped, fontSize, LINE_HEIGHT)
  const height = Math.max(leastHeight, textHeight + 2 * PADDING)
  const common = { angle: 0, version: 1, index: null, isDeleted: false, strokeColor: INK, strokeWidth: 1, roughness: 0 }
  const note = {
    ...common,
    id: noteId,
    type: 'rectangle',
    versionNonce: nonce(random),
    seed: nonce(random),
    x: 0,
    y: 0,
    width,
    height,
    backgroundColor: paper,
    roundness: { type: 3 },
    boundElements: [{ id: wordsId, type: 'text' }],
  }
  const words = {
    ...common,
    id: wordsId,
    type: 'text',
    versionNonce: nonce(random),
    seed: nonce(random),
    x: PADDING,
    y: (height - textHeight) / 2,
    width: width - 2 * PADDING,
    height: textHeight,
    text: wrapped,
    originalText: text,
    fontSize,
    lineHeight: LINE_HEIGHT,
    textAlign: 'center',
    verticalAlign: 'middle',
    containerId: noteId,
  }
  return [note, words] as unknown as [BoardElement, BoardElement]
}
