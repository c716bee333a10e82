import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { boundsOf, readElement, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { anyElement, element } from '../testing.ts'
import { addNote, editNote, makeTheme, outline } from './index.ts'

const boardWith = (...notes: string[]): Y.Doc => {
  const doc = new Y.Doc()
  for (const text of notes) addNote(doc, text, [text, `${text}-words`])
  return doc
}
const theme = { id: 'theme', name: 'Time' }
const listed = (doc: Y.Doc) => outline(readScene(doc)).map(({ text, level }) => `${'  '.repeat(level)}${text}`)
const places = (doc: Y.Doc) => readScene(doc).map(({ id, x, y, frameId, points }) => ({ id, x, y, frameId, points }))

describe('themes', () => {
  it('[W35] hold the notes that were gathered, which are listed under them', () => {
    const doc = boardWith('one', 'two', 'three', 'four')
    makeTheme(doc, ['one', 'three'], theme)
    expect(listed(doc).toSorted()).toEqual(['  one', '  three', 'Time', 'four', 'two'])
    const frame = boundsOf(readElement(doc, 'theme')!)
    for (const one of readScene(doc).filter(({ type, id }) => type !== 'frame' && id !== 'theme')) {
      const box = boundsOf(one)
      const within =
        box.x >= frame.x &&
        box.y >= frame.y &&
        box.x + box.width <= frame.x + frame.width &&
        box.y + box.height <= frame.y + frame.height
      expect(within).toBe(one.frameId === 'theme')
    }
  })

  it('[W35] lose nobody’s work, whatever is gathered, and taken back leave the board as it was', () => {
    fc.assert(
      fc.property(
        fc.array(anyElement, { minLength: 1, maxLength: 10 }),
        fc.infiniteStream(fc.boolean()),
        (scene, chosen) => {
          const doc = new Y.Doc()
          for (const one of scene) writeElement(doc, one)
          const before = places(doc)
          const words = outline(readScene(doc))
            .map(({ text }) => text)
            .toSorted()
          const ids = readScene(doc).flatMap(({ id }) => (chosen.next().value ? [id] : []))
          const undo = makeTheme(doc, ids, theme)
          const after = outline(readScene(doc)).map(({ text }) => text)
          expect(after.filter((text) => undo === null || text !== 'Time').toSorted()).toEqual(words)
          undo?.()
          expect(places(doc)).toEqual(before)
        },
      ),
    )
  })

  it('[W35] take along arrows at the ends that are tied to what moves', () => {
    const doc = boardWith('from', 'to', 'elsewhere')
    const tie = (elementId: string) => ({ elementId, focus: 0, gap: 1 })
    const arrow = (id: string, from: string, to: string) => {
      const [a, b] = [readElement(doc, from)!, readElement(doc, to)!]
      const points = [[0, 0], [b.x - a.x, b.y - a.y]] // prettier-ignore
      writeElement(doc, element('arrow', { id, x: a.x, y: a.y, points, startBinding: tie(from), endBinding: tie(to) }))
    }
    arrow('inner', 'from', 'to')
    arrow('outer', 'elsewhere', 'to')
    makeTheme(doc, ['from', 'to'], theme)
    const ends = ({ x, y, points }: BoardElement) => [[x, y], [x + points!.at(-1)![0], y + points!.at(-1)![1]]] // prettier-ignore
    const corner = (id: string) => [readElement(doc, id)!.x, readElement(doc, id)!.y]
    const [inner, outer] = [readElement(doc, 'inner')!, readElement(doc, 'outer')!]
    expect(ends(inner)).toEqual([corner('from'), corner('to')])
    expect(ends(outer)).toEqual([corner('elsewhere'), corner('to')])
    expect([inner.frameId, outer.frameId]).toEqual(['theme', null])
  })

  it('[W35] leave alone what is not one’s own where that may not be changed', () => {
    const theirs = boardWith('theirs')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs))
    const before = readElement(doc, 'theirs')
    addNote(doc, 'mine', ['mine', 'mine-words'])
    makeTheme(doc, ['mine', 'theirs'], theme, { ownOnly: true })
    expect(listed(doc).toSorted()).toEqual(['  mine', 'Time', 'theirs'])
    expect(readElement(doc, 'theirs')).toBe(before)
    expect(makeTheme(doc, ['theirs'], { id: 'other', name: 'Other' }, { ownOnly: true })).toBeNull()
  })

  it('[W35] taken back, what others changed meanwhile stays', () => {
    const doc = boardWith('one', 'two')
    const before = places(doc)
    const undo = makeTheme(doc, ['one', 'two'], theme)!
    editNote(doc, 'one-words', 'one, and more')
    const moved = readElement(doc, 'two')!
    writeElement(doc, { ...moved, x: 5000, version: moved.version + 1, versionNonce: 7 }, moved)
    undo()
    expect(listed(doc).toSorted()).toEqual(['one, and more', 'two'])
    expect(readElement(doc, 'two')!.x).toBe(5000)
    const isOne = ({ id }: { id: string }) => id.startsWith('one')
    expect(places(doc).filter(isOne)).toEqual(before.filter(isOne))
  })
})
