import { protocolById } from '@copse/protocols'
import { expect, test } from 'vitest'
import { draftOf, stepsOf, type Draft } from './draft.ts'
import { edited, startEditing } from './editing.ts'
import { draftShelf } from './kept-draft.ts'
import { problemsOf } from './problems.ts'

const microlab = protocolById('microlab')!

/** A store as browsers have it, or one that refuses everything. */
function store(refuses = false) {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (refuses) throw new DOMException('full', 'QuotaExceededError')
      items.set(key, value)
    },
    removeItem: (key: string) => void items.delete(key),
  }
}

test('[E9] an unsaved draft is found again as it was, with the version it began with, and goes when it is saved', () => {
  const shelf = draftShelf('here', 'one', store())
  const { draft } = edited(startEditing(microlab), { type: 'remove', key: 'debrief' })
  shelf.keep(draft, 3)
  expect(shelf.take()).toMatchObject({ basedOn: 3, draft })
  shelf.clear()
  expect(shelf.take()).toBeNull()
})
test('[E9] drafts of two protocols and two communities do not meet', () => {
  const browser = store()
  draftShelf('here', 'one', browser).keep(draftOf(microlab), 1)
  expect(draftShelf('here', 'two', browser).take()).toBeNull()
  expect(draftShelf('there', 'one', browser).take()).toBeNull()
})
test.each(['{', '[]', '{"format":0}', '{"format":1,"draft":{}}'])('[E9] %s in the store is nothing', (kept) => {
  const browser = store()
  draftShelf('here', 'one', browser).keep(draftOf(microlab), 1)
  const [[key]] = [...browser.items] as [[string, string]]
  browser.setItem(key, kept)
  expect(draftShelf('here', 'one', browser).take()).toBeNull()
})
test('[E9] a store that is full or forbidden keeps nobody from writing', () => {
  expect(() => draftShelf('here', 'one', store(true)).keep(draftOf(microlab), 1)).not.toThrow()
})

test('[E10] what keeps a draft from being saved is told where it is: a step, a repeat, the protocol itself', () => {
  let editing = startEditing(microlab)
  expect(problemsOf(editing.draft)).toEqual([])
  const block = editing.draft.entries.find((entry) => 'repeat' in entry) as Extract<
    Draft['entries'][number],
    { key: string }
  >
  editing = edited(editing, { type: 'step', id: 'sharing', field: 'title', change: { title: { en: ' ' } } })
  editing = edited(editing, { type: 'step', id: 'debrief', field: 'prompt', change: { prompt: { en: '' } } })
  editing = edited(editing, { type: 'block', key: block.key, field: 'items', change: { items: [] } })
  editing = edited(editing, { type: 'about', field: 'summary', change: { summary: { en: '' } } })
  const found = problemsOf(editing.draft).map(({ place, reason, about }) => [place, reason, about.field])
  expect(found).toContainEqual(['sharing', 'too-short', 'title.en'])
  expect(found).toContainEqual(['debrief', 'too-short', 'prompt.en'])
  expect(found).toContainEqual([block.key, 'too-few', 'items'])
  expect(found).toContainEqual([null, 'too-short', 'summary.en'])
  expect(stepsOf(editing.draft).length).toBe(5)
})
