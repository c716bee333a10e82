import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { boundsOf, readScene } from '../schema/index.ts'
import { element } from '../testing.ts'
import { addNote, noteAt } from './index.ts'

const doc = new Y.Doc()
addNote(doc, 'One', ['one', 'one-words'])
addNote(doc, 'Two', ['two', 'two-words'])
const notes = readScene(doc)
const [one, two] = ['one', 'two'].map((id) => boundsOf(notes.find((each) => each.id === id)!))

it('[W36] a note is met wherever it is touched, on its words too, and not beside it', () => {
  expect(noteAt(notes, one!.x + 1, one!.y + 1, 0)).toBe('one')
  expect(noteAt(notes, two!.x + two!.width / 2, two!.y + two!.height / 2, 0)).toBe('two')
  expect(noteAt(notes, one!.x + one!.width + 10, one!.y + 5, 22)).toBeNull()
})

it('[W36] of two that lie over each other the one in front is met', () => {
  const under = element('text', { id: 'under', x: one!.x, y: one!.y, width: 400, height: 300 })
  expect(noteAt([under, ...notes], one!.x + 5, one!.y + 5, 0)).toBe('one')
  expect(noteAt([...notes, under], one!.x + 5, one!.y + 5, 0)).toBe('under')
})

it('[W36] one that is small on the screen is met as far as a finger reaches, the nearest of several', () => {
  const small = (id: string, x: number) => element('text', { id, x, y: 900, width: 10, height: 6 })
  const scene = [...notes, small('left', 0), small('right', 60)]
  expect(noteAt(scene, 20, 910, 22)).toBe('left')
  expect(noteAt(scene, 50, 890, 22)).toBe('right')
  expect(noteAt(scene, 20, 910, 4)).toBeNull()
  expect(noteAt([small('left', 0), small('right', 20)], 17, 903, 22)).toBe('right')
})

it('[W36] frames, drawings and shapes without words are no notes', () => {
  const scene = [element('frame', { width: 500, height: 500 }), element('rectangle'), element('freedraw')]
  expect(noteAt(scene, 40, 40, 22)).toBeNull()
})
