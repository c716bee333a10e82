import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { boundsOf, readElement, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { anyElement, element } from '../testing.ts'
import { freePlace } from './free-place.ts'
import { addNote, editNote, outline, removeNote } from './index.ts'
import { wrap } from './note-text.ts'

const board = (...elements: BoardElement[]) => {
  const doc = new Y.Doc()
  for (const one of elements) writeElement(doc, one)
  return doc
}
const words = (doc: Y.Doc) => outline(readScene(doc)).map(({ text }) => text)
const half = () => 0.5

describe('notes from the outline', () => {
  it('[W32] a note added is a note on the board, in front of everything', () => {
    const doc = board(element('rectangle', { id: 'z', index: 'a5' }))
    addNote(doc, 'We never asked', ['n', 't'], { random: half })
    const [, shape, text] = readScene(doc)
    expect(shape).toMatchObject({ id: 'n', type: 'rectangle', boundElements: [{ id: 't', type: 'text' }] })
    expect(text).toMatchObject({ id: 't', containerId: 'n', originalText: 'We never asked' })
    expect(outline(readScene(doc))).toContainEqual(expect.objectContaining({ id: 'n', textId: 't', kind: 'note' }))
  })

  it.each(['', '   ', '\n\u2028'])('[W14] %j is no note', (text) => {
    const doc = board()
    addNote(doc, text, ['n', 't'])
    expect(readScene(doc)).toEqual([])
  })

  it('[W32] a note covers nobody’s work', () => {
    fc.assert(
      fc.property(fc.array(anyElement, { maxLength: 15 }), (scene) => {
        const { x, y } = freePlace(scene, { width: 220, height: 110 })
        for (const one of scene) {
          const box = boundsOf(one)
          const apart = x + 220 <= box.x || box.x + box.width <= x || y + 110 <= box.y || box.y + box.height <= y
          expect(apart).toBe(true)
        }
      }),
    )
    expect(freePlace([], { width: 1, height: 1 })).toEqual({ x: 0, y: 0 })
  })

  it('[W32] a hundred notes lie beside each other', () => {
    const doc = board()
    for (let at = 0; at < 100; at++) addNote(doc, `Note ${at}`, [`n${at}`, `t${at}`])
    const notes = readScene(doc).filter(({ type }) => type === 'rectangle')
    expect(new Set(notes.map(({ x, y }) => `${x} ${y}`)).size).toBe(100)
    expect(words(doc)).toHaveLength(100)
  })

  it('[W32] edited, its words change and it grows with them', () => {
    const doc = board()
    addNote(doc, 'Short', ['n', 't'])
    const before = readElement(doc, 'n')!
    editNote(doc, 't', 'word '.repeat(80).trim())
    const [note, text] = [readElement(doc, 'n')!, readElement(doc, 't')!]
    expect(note.height).toBeGreaterThan(before.height)
    expect(text.y).toBeGreaterThanOrEqual(note.y)
    expect(text.y + text.height).toBeLessThanOrEqual(note.y + note.height)
    expect(text.text!.split('\n').length).toBeGreaterThan(5)
    expect(words(doc)).toEqual(['word '.repeat(80).trim()])
  })

  it('[W32] edited, what another did to its shape meanwhile stays', () => {
    const doc = board()
    addNote(doc, 'Short', ['n', 't'])
    const apart = new Y.Doc()
    Y.applyUpdate(apart, Y.encodeStateAsUpdate(doc))
    const note = readElement(apart, 'n')!
    writeElement(apart, { ...note, version: 2, backgroundColor: '#b2f2bb' }, note)
    editNote(doc, 't', 'word '.repeat(80))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(apart))
    expect(readElement(doc, 'n')).toMatchObject({ backgroundColor: '#b2f2bb' })
    expect(readElement(doc, 'n')!.height).toBeGreaterThan(note.height)
  })

  it('[W32] a free text grows to its words', () => {
    const doc = board(element('text', { id: 'a' }))
    editNote(doc, 'a', 'Two\nlines of it')
    expect(readElement(doc, 'a')).toMatchObject({ text: 'Two\nlines of it', height: 50 })
  })

  it('[W32] one whose words are all gone is gone itself', () => {
    const doc = board()
    addNote(doc, 'Short', ['n', 't'])
    editNote(doc, 't', '  ')
    expect(readScene(doc)).toEqual([])
  })

  it('[W32] an arrow whose words are gone stays', () => {
    const arrow = element('arrow', { id: 'a', boundElements: [{ id: 't', type: 'text' }] })
    const doc = board(arrow, element('text', { id: 't', containerId: 'a' }))
    editNote(doc, 't', '')
    expect(readScene(doc)).toMatchObject([{ id: 'a', boundElements: [] }])
  })

  it('[W32] what is no text cannot be edited, nor what is not there', () => {
    const doc = board(element('rectangle', { id: 'a' }))
    editNote(doc, 'a', 'words')
    editNote(doc, 'gone', 'words')
    expect(words(doc)).toEqual([''])
  })

  it('[W32] removed it can be put back as it was, but not over what is there', () => {
    const doc = board()
    addNote(doc, 'Short', ['n', 't'])
    const before = outline(readScene(doc))
    const undo = removeNote(doc, 'n')
    expect(readScene(doc)).toEqual([])
    undo()
    expect(outline(readScene(doc))).toEqual(before)
    editNote(doc, 't', 'Changed since')
    undo()
    expect(words(doc)).toEqual(['Changed since'])
  })
})

describe('notes in a frame', () => {
  const column = (change = {}) => element('frame', { id: 'f', x: 100, y: 50, width: 268, height: 300, ...change })
  const add = (doc: Y.Doc, at: number, ownOnly = false) =>
    addNote(doc, `Note ${at}`, [`n${at}`, `t${at}`], { within: 'f', ownOnly })
  const notes = (doc: Y.Doc) => readScene(doc).filter(({ type }) => type === 'rectangle')

  it('[W34] stand in it, the words too, one below the other, and it grows with them', () => {
    const doc = board(column())
    for (let at = 0; at < 6; at++) add(doc, at)
    const frame = boundsOf(readElement(doc, 'f')!)
    expect(readScene(doc).filter(({ frameId }) => frameId === 'f')).toHaveLength(12)
    for (const box of notes(doc).map(boundsOf)) {
      expect(box.x >= frame.x && box.x + box.width <= frame.x + frame.width).toBe(true)
      expect(box.y >= frame.y && box.y + box.height <= frame.y + frame.height).toBe(true)
    }
    expect(new Set(notes(doc).map(({ y }) => y)).size).toBe(6)
  })

  it('[W34] stand elsewhere where it would have to grow over what is below, or is another’s and not to be changed', () => {
    const below = element('rectangle', { id: 'below', x: 120, y: 360, width: 200, height: 40 })
    const doc = board(column(), below)
    for (let at = 0; at < 4; at++) add(doc, at)
    expect(notes(doc).filter(({ frameId }) => frameId === 'f')).toHaveLength(2)
    const theirs = new Y.Doc()
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(board(column())))
    for (let at = 0; at < 4; at++) add(theirs, at, true)
    expect(notes(theirs).filter(({ frameId }) => frameId === 'f')).toHaveLength(2)
    expect(readElement(theirs, 'f')).toMatchObject({ height: 300 })
    const own = board(column())
    for (let at = 0; at < 4; at++) add(own, at, true)
    expect(notes(own).filter(({ frameId }) => frameId === 'f')).toHaveLength(4)
  })

  it('[W34] stand anywhere when the frame is gone meanwhile, or is none', () => {
    const doc = board(element('rectangle', { id: 'f' }))
    add(doc, 1)
    addNote(doc, 'Note', ['n', 't'], { within: 'gone' })
    expect(notes(doc).map(({ frameId }) => frameId)).toEqual([null, null, null])
  })
})

describe('words in lines', () => {
  it('[W32] fit the width, lose nothing and break long words', () => {
    expect(wrap('one two three four', 100, 20)).toBe('one two\nthree\nfour')
    expect(
      wrap('x'.repeat(25), 104, 20)
        .split('\n')
        .map((line) => line.length),
    ).toEqual([10, 10, 5])
    expect(wrap('a\u2028b\r\nc', 100, 20)).toBe('a\nb\nc')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(wrap(text, 200, 20).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      }),
    )
  })
})
