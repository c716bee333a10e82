import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addNote, outline, removeNote } from '../outline/index.ts'
import { boundsOf, elementsOf, readScene, type Bounds } from '../schema/index.ts'
import { layOut, type Layout } from './layout.ts'

const layouts: Layout[] = [
  { kind: 'columns', titles: ['Observe', 'Interpret', 'Imply'] },
  { kind: 'quadrants', titles: ['North', 'South', 'West', 'East'] },
  { kind: 'ladder', titles: ['Seen', 'Meant', 'Done'] },
  { kind: 'question', text: 'What keeps us from asking?' },
]
const cases = layouts.map((layout) => [layout.kind, layout] as const)
const name = (part: string) => `layout-${part}`
/** Lays a layout on a board as the server does; answers whether there was anything to lay. */
function lay(board: Y.Doc, layout: Layout): boolean {
  const update = layOut(Y.encodeStateAsUpdate(board), layout, name)
  if (update) Y.applyUpdate(board, update)
  return update !== null
}
const apart = (one: Bounds, other: Bounds) =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y
const frames = (board: Y.Doc) => readScene(board).filter(({ type }) => type === 'frame')

describe.each(cases)('a board that begins with %s', (_kind, layout) => {
  it('[W33] has it beside what is there and over nothing', () => {
    const board = new Y.Doc()
    addNote(board, 'Here before', ['n', 't'])
    expect(lay(board, layout)).toBe(true)
    const [note, ...others] = readScene(board)
      .filter(({ containerId }) => !containerId)
      .map(boundsOf)
    expect(others.length).toBeGreaterThan(0)
    for (const [at, one] of others.entries())
      for (const other of [note!, ...others.slice(at + 1)]) expect(apart(one, other)).toBe(true)
  })

  it('[W33] is laid once, also when everything of it was removed and the board was read again', () => {
    const board = new Y.Doc()
    lay(board, layout)
    expect(lay(board, layout)).toBe(false)
    for (const { id } of readScene(board)) removeNote(board, id)
    expect(readScene(board)).toEqual([])
    const again = new Y.Doc()
    Y.applyUpdate(again, Y.mergeUpdates([Y.encodeStateAsUpdate(board)]))
    expect(lay(again, layout)).toBe(false)
    expect(elementsOf(again).size).toBe(0)
  })
})

describe('the shape of a layout', () => {
  const laidOut = (layout: Layout) => {
    const board = new Y.Doc()
    lay(board, layout)
    return frames(board).map(({ name: title, x, y }) => ({ title, x, y }))
  }

  it('[W33] columns stand side by side, in order', () => {
    const columns = laidOut(layouts[0]!)
    expect(columns.map(({ title }) => title)).toEqual(['Observe', 'Interpret', 'Imply'])
    expect(new Set(columns.map(({ y }) => y)).size).toBe(1)
    expect(columns.map(({ x }) => x)).toEqual(columns.map(({ x }) => x).toSorted((one, other) => one - other))
  })

  it('[W33] quadrants stand two by two', () => {
    const [north, south, west, east] = laidOut(layouts[1]!)
    expect([north!.y, west!.y]).toEqual([south!.y, east!.y])
    expect([north!.x, south!.x]).toEqual([west!.x, east!.x])
    expect(south!.x).toBeGreaterThan(north!.x)
    expect(west!.y).toBeGreaterThan(north!.y)
  })

  it('[W33] a ladder is climbed from below', () => {
    const rungs = laidOut(layouts[2]!).toSorted((one, other) => other.y - one.y)
    expect(rungs.map(({ title }) => title)).toEqual(['Seen', 'Meant', 'Done'])
  })

  it('[W33] a question is a note like others', () => {
    const board = new Y.Doc()
    lay(board, layouts[3]!)
    expect(outline(readScene(board))).toMatchObject([{ kind: 'note', text: 'What keeps us from asking?' }])
  })
})
