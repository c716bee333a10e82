import * as Y from 'yjs'
import { elementsOf, readElement, readScene, writeElement, type BoardElement } from '../schema/index.ts'

const NOTE_WIDTH = 220
const NOTE_HEIGHT = 110
const GAP = 24
const PADDING = 10
const FONT_SIZE = 20
const LINE_HEIGHT = 1.25
/** Average width of a character as a share of the font size; the editor measures again when it shows the text. */
const CHARACTER = 0.5

const wrap = (text: string, width: number): string => {
  const perLine = Math.max(8, Math.floor(width / (FONT_SIZE * CHARACTER)))
  return text
    .split('\n')
    .flatMap((line) => {
      const lines: string[] = ['']
      for (const word of line.split(' ')) {
        const last = lines.at(-1)!
        if (last === '') lines[lines.length - 1] = word
        else if (last.length + 1 + word.length <= perLine) lines[lines.length - 1] = `${last} ${word}`
        else lines.push(word)
      }
      return lines
    })
    .join('\n')
}

/** A place where a new note covers nothing: to the right of the last one, or below everything at a row's end. */
export function freePlace(scene: readonly BoardElement[]): { x: number; y: number } {
  if (scene.length === 0) return { x: 0, y: 0 }
  const overlaps = (x: number, y: number) =>
    scene.some((e) => x < e.x + e.width + GAP && x + NOTE_WIDTH + GAP > e.x && y < e.y + e.height + GAP && y + NOTE_HEIGHT + GAP > e.y)
  const left = Math.min(...scene.map((e) => e.x))
  const bottom = Math.max(...scene.map((e) => e.y + e.height))
  const top = Math.min(...scene.map((e) => e.y))
  for (let y = top; y <= bottom + GAP; y += NOTE_HEIGHT + GAP)
    for (let column = 0; column < 4; column++) {
      const x = left + column * (NOTE_WIDTH + GAP)
      if (!overlaps(x, y)) return { x, y }
    }
  return { x: left, y: bottom + GAP }
}

const base = (id: string, random: () => number) => ({
  id,
  angle: 0,
  version: 1,
  versionNonce: Math.floor(random() * 2 ** 31),
  isDeleted: false,
  fillStyle: 'solid' as const,
  strokeWidth: 1,
  strokeStyle: 'solid' as const,
  roughness: 0,
  opacity: 100,
  seed: Math.floor(random() * 2 ** 31),
  groupIds: [],
  frameId: null,
  link: null,
  locked: false,
})

/** An index behind every other: fractional indices compare as text, and 'z' stands behind the integers in use. */
const indexAfter = (scene: readonly BoardElement[], nth: number): string => `${scene.at(-1)?.index ?? 'a0'}V${nth}`

/** Adds a note with this text where nobody's work is covered. Ids and chance come in, so that a test can choose them. */
export function addNote(doc: Y.Doc, text: string, ids: readonly [string, string], random: () => number = Math.random): void {
  const scene = readScene(doc)
  const { x, y } = freePlace(scene)
  const [shapeId, textId] = ids
  const wrapped = wrap(text, NOTE_WIDTH - 2 * PADDING)
  const height = Math.max(NOTE_HEIGHT, wrapped.split('\n').length * FONT_SIZE * LINE_HEIGHT + 2 * PADDING)
  const textHeight = wrapped.split('\n').length * FONT_SIZE * LINE_HEIGHT
  const note: BoardElement = {
    ...base(shapeId, random),
    type: 'rectangle',
    x,
    y,
    width: NOTE_WIDTH,
    height,
    index: indexAfter(scene, 1),
    strokeColor: '#1e1e1e',
    backgroundColor: '#ffec99',
    roundness: { type: 3 },
    boundElements: [{ id: textId, type: 'text' }],
  }
  const words: BoardElement = {
    ...base(textId, random),
    type: 'text',
    x: x + PADDING,
    y: y + (height - textHeight) / 2,
    width: NOTE_WIDTH - 2 * PADDING,
    height: textHeight,
    index: indexAfter(scene, 2),
    strokeColor: '#1e1e1e',
    backgroundColor: 'transparent',
    roundness: null,
    boundElements: null,
    text: wrapped,
    originalText: text,
    fontSize: FONT_SIZE,
    fontFamily: 5,
    lineHeight: LINE_HEIGHT,
    textAlign: 'center',
    verticalAlign: 'middle',
    containerId: shapeId,
    autoResize: true,
  }
  doc.transact(() => {
    writeElement(doc, note)
    writeElement(doc, words)
  })
}

/** Changes the words of a text element; one whose words are gone is removed with the note it stood in. */
export function editNote(doc: Y.Doc, textId: string, text: string, random: () => number = Math.random): void {
  const facets = elementsOf(doc).get(textId)
  const element = facets && readElement(textId, facets)
  if (!element) return
  const wrapped = element.containerId ? wrap(text, element.width) : text
  doc.transact(() =>
    writeElement(doc, {
      ...element,
      text: wrapped,
      originalText: text,
      height: wrapped.split('\n').length * (element.fontSize ?? FONT_SIZE) * (element.lineHeight ?? LINE_HEIGHT),
      version: element.version + 1,
      versionNonce: Math.floor(random() * 2 ** 31),
    }),
  )
}

/** Removes an element with the text bound to it; the answer puts them back. */
export function removeNote(doc: Y.Doc, id: string): () => void {
  const removed = readScene(doc).filter((element) => element.id === id || element.containerId === id)
  doc.transact(() => {
    for (const element of removed) elementsOf(doc).delete(element.id)
  })
  return () =>
    doc.transact(() => {
      for (const element of removed) writeElement(doc, { ...element, version: element.version + 1 })
    })
}
