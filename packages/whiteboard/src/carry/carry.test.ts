import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addNote, removeNote } from '../outline/index.ts'
import { boundsOf, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { carry } from './carry.ts'

const boardWith = (...notes: string[]): Y.Doc => {
  const doc = new Y.Doc()
  notes.forEach((text, at) => addNote(doc, text, [`note-${at}`, `words-${at}`], { random: () => 0.5 }))
  return doc
}
const sheet = (id: string, title: string | null, ...notes: string[]) => ({
  id,
  title,
  update: Y.encodeStateAsUpdate(boardWith(...notes)),
})
const name = (sheetId: string, elementId: string) => `${sheetId}-${elementId}`
/** What is on the board once the sheets are laid on it. */
function laid(board: Y.Doc, sheets: Parameters<typeof carry>[1], naming = name): BoardElement[] {
  const update = carry(Y.encodeStateAsUpdate(board), sheets, naming)
  if (update) Y.applyUpdate(board, update)
  return readScene(board)
}
const words = (scene: readonly BoardElement[]) => scene.flatMap(({ originalText }) => originalText ?? [])

describe('carrying boards together', () => {
  it('lays each titled sheet in a frame of its own, below what is there and beside the others', () => {
    const board = boardWith('plenary')
    const scene = laid(board, [sheet('g1-1', 'Group 1', 'a', 'b'), sheet('g1-2', 'Group 2', 'c')])
    expect(words(scene).toSorted()).toEqual(['a', 'b', 'c', 'plenary'])
    const frames = scene.filter(({ type }) => type === 'frame')
    expect(frames.map((frame) => frame.name)).toEqual(['Group 1', 'Group 2'])
    for (const frame of frames)
      for (const inside of scene.filter(({ frameId }) => frameId === frame.id)) {
        const [box, around] = [boundsOf(inside), boundsOf(frame)]
        expect(box.x >= around.x && box.y >= around.y).toBe(true)
        expect(box.x + box.width <= around.x + around.width && box.y + box.height <= around.y + around.height).toBe(
          true,
        )
      }
    const [one, two] = frames.map(boundsOf)
    expect(one!.x + one!.width).toBeLessThan(two!.x)
    const plenary = boundsOf(scene.find(({ id }) => id === 'note-0')!)
    expect(one!.y).toBeGreaterThan(plenary.y + plenary.height)
  })

  it('keeps a note and its words together, and an arrow at what it joins', () => {
    const doc = boardWith('from', 'to')
    const [from, to] = ['note-0', 'note-1']
    const end = (elementId: string) => ({ elementId, focus: 0, gap: 4 })
    const arrow = { id: 'arrow', type: 'arrow', x: 0, y: 0, width: 10, height: 0, angle: 0, index: 'a9', version: 1, versionNonce: 1, points: [[0, 0], [10, 0]], startBinding: end(from), endBinding: end(to) } // prettier-ignore
    writeElement(doc, arrow)
    const scene = laid(new Y.Doc(), [{ id: 's', title: null, update: Y.encodeStateAsUpdate(doc) }])
    const found = scene.find(({ type }) => type === 'arrow')!
    expect([found.startBinding?.elementId, found.endBinding?.elementId]).toEqual(['s-note-0', 's-note-1'])
    const note = scene.find(({ id }) => id === 's-note-0')!
    const text = scene.find(({ id }) => id === 's-words-0')!
    expect(text.containerId).toBe(note.id)
    expect(note.boundElements).toContainEqual({ id: text.id, type: 'text' })
    const before = readScene(doc)
    const offset = (ids: [string, string], of: readonly BoardElement[]) =>
      of.find(({ id }) => id === ids[0])!.x - of.find(({ id }) => id === ids[1])!.x
    expect(offset(['s-note-0', 's-note-1'], scene)).toBe(offset(['note-0', 'note-1'], before))
  })

  it('does it once, however often it is asked to', () => {
    const board = boardWith('plenary')
    const sheets = [sheet('g1-1', 'Group 1', 'a'), sheet('d0-x', null, 'b')]
    laid(board, sheets)
    expect(carry(Y.encodeStateAsUpdate(board), sheets, name)).toBeNull()
  })

  it('does not bring back what people removed since', () => {
    const board = boardWith()
    const sheets = [sheet('g1-1', 'Group 1', 'a', 'b')]
    laid(board, sheets)
    removeNote(board, name('g1-1', 'note-0'))
    expect(words(laid(board, sheets))).toEqual(['b'])
  })

  it('finishes what was cut off in the middle', () => {
    const board = boardWith()
    laid(board, [sheet('g1-1', 'Group 1', 'a')])
    const scene = laid(board, [sheet('g1-1', 'Group 1', 'a'), sheet('g1-2', 'Group 2', 'b')])
    expect(words(scene).toSorted()).toEqual(['a', 'b'])
    expect(scene.filter(({ type }) => type === 'frame')).toHaveLength(2)
  })

  it('mixes loose notes of all sheets by their new names, none over another', () => {
    const shuffle = (sheetId: string, elementId: string) => `x${(sheetId + elementId).split('').toReversed().join('')}`
    const scene = laid(new Y.Doc(), [sheet('ana', null, 'a1', 'a2', 'a3'), sheet('ben', null, 'b1', 'b2')], shuffle)
    const notes = scene.filter(({ type }) => type === 'rectangle').map(boundsOf)
    expect(notes).toHaveLength(5)
    for (const [at, one] of notes.entries())
      for (const other of notes.slice(at + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y
        expect(apart).toBe(true)
      }
  })

  it('has nothing to do for empty sheets', () => {
    expect(carry(Y.encodeStateAsUpdate(boardWith('plenary')), [sheet('g1-1', 'Group 1')], name)).toBeNull()
  })
})
