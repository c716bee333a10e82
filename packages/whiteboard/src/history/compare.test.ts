import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addNote, editNote } from '../outline/index.ts'
import { elementsOf, readElement, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { anyElement } from '../testing.ts'
import { compare, restore } from './index.ts'

const boardWith = (...notes: string[]): Y.Doc => {
  const doc = new Y.Doc()
  for (const text of notes) addNote(doc, text, [`n-${text}`, `t-${text}`], { random: () => 0.5 })
  return doc
}
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
const shift = (doc: Y.Doc, id: string, by: number) => {
  const one = readElement(doc, id)!
  writeElement(doc, { ...one, x: one.x + by, version: one.version + 1 })
}
const told = (before: Y.Doc, after: Y.Doc) =>
  compare(readScene(before), readScene(after)).map(({ how, kind, was, is }) => [how, kind, was, is])

describe('two boards compared', () => {
  it('[W76] says what was added, moved, changed and removed, a note and its words as one', () => {
    const before = boardWith('stays', 'moves', 'edited', 'goes')
    const after = copyOf(before)
    for (const id of ['n-moves', 't-moves']) shift(after, id, 400)
    editNote(after, 't-edited', 'was edited', () => 0.5)
    for (const id of ['n-goes', 't-goes']) elementsOf(after).delete(id)
    addNote(after, 'is new', ['n-new', 't-new'], { random: () => 0.5 })
    const found = told(before, after)
    expect(found.toSorted()).toEqual([
      ['added', 'note', '', 'is new'],
      ['changed', 'note', 'edited', 'was edited'],
      ['moved', 'note', 'moves', 'moves'],
      ['removed', 'note', 'goes', ''],
    ])
    expect(found.at(-1)![0]).toBe('removed')
    const moved = compare(readScene(before), readScene(after)).find(({ how }) => how === 'moved')!
    expect(moved.after!.x - moved.before!.x).toBe(400)
  })

  it('[W76] the order things are drawn in, counters and ties are no difference', () => {
    const before = boardWith('one', 'two')
    const after = copyOf(before)
    const one = readElement(after, 'n-one')!
    const boundElements = [...(one.boundElements ?? []), { id: 'arrow', type: 'arrow' }]
    writeElement(after, { ...one, index: 'z9', version: 9, versionNonce: 9, boundElements })
    expect(told(before, after)).toEqual([])
  })

  it('[W76] with itself nothing differs; the other way round added is removed and the rest is as it is', () => {
    const scene = fc
      .uniqueArray(anyElement, { maxLength: 6, selector: ({ type, x }) => `${type}${x}` })
      .map((drawn) => boardOf(drawn, (_, at) => `e${at}`))
    fc.assert(
      fc.property(scene, scene, (one, other) => {
        expect(compare(one, one)).toEqual([])
        const turned = { added: 'removed', removed: 'added', moved: 'moved', changed: 'changed' } as const
        const there = compare(one, other).map(({ id, how }) => `${id} ${turned[how]}`)
        expect(compare(other, one).map(({ id, how }) => `${id} ${how}`).toSorted()).toEqual(there.toSorted()) // prettier-ignore
      }),
    )
  })
})

/** Elements under these ids, as a board reads them. */
function boardOf(drawn: readonly BoardElement[], name: (element: BoardElement, at: number) => string): BoardElement[] {
  const doc = new Y.Doc()
  drawn.forEach((element, at) => writeElement(doc, { ...element, id: name(element, at) }))
  return readScene(doc)
}

describe('a board made again what it was', () => {
  it('[W77] is what it was, for everyone who has it, whatever was done since', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom('draw', 'move', 'remove'), anyElement, fc.nat()), { maxLength: 25 })
    fc.assert(
      fc.property(acts, fc.nat(), (done, when) => {
        const doc = new Y.Doc()
        const states = [Y.encodeStateAsUpdate(doc)]
        done.forEach(([what, element, which], turn) => {
          const scene = readScene(doc)
          const one = scene[which % Math.max(1, scene.length)]
          if (what === 'draw') writeElement(doc, { ...element, id: `e${turn}`, index: `a${which % 9}` })
          if (what === 'move' && one) shift(doc, one.id, 10)
          if (what === 'remove' && one) elementsOf(doc).delete(one.id)
          states.push(Y.encodeStateAsUpdate(doc))
        })
        const wanted = states[when % states.length]!
        const other = copyOf(doc)
        const update = restore(Y.encodeStateAsUpdate(doc), wanted, { removes: true })
        const was = new Y.Doc()
        Y.applyUpdate(was, wanted)
        for (const board of [doc, other]) {
          if (update) Y.applyUpdate(board, update)
          expect(compare(readScene(was), readScene(board))).toEqual([])
          expect(readScene(board).map(({ id }) => id)).toEqual(readScene(was).map(({ id }) => id))
        }
        expect(restore(Y.encodeStateAsUpdate(doc), wanted, { removes: true })).toBeNull()
      }),
    )
  })

  it('[W77] is another state for every editor, and where nothing is to be removed what else is there stays', () => {
    const doc = boardWith('one')
    const wanted = Y.encodeStateAsUpdate(doc)
    shift(doc, 'n-one', 50)
    addNote(doc, 'two', ['n-two', 't-two'], { random: () => 0.5 })
    const seen = readElement(doc, 'n-one')!
    const update = restore(Y.encodeStateAsUpdate(doc), wanted, { removes: false })!
    Y.applyUpdate(doc, update)
    const now = readElement(doc, 'n-one')!
    expect(now.x).toBe(seen.x - 50)
    expect(now.version).toBeGreaterThan(seen.version)
    expect(readElement(doc, 'n-two')).not.toBeNull()
  })
})
