import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addNote } from '../outline/index.ts'
import { elementsOf, filesOf, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { anyElement } from '../testing.ts'
import { createTimeline, type TimedUpdate } from './index.ts'

/** What somebody does next: draws, moves, takes off, or hears what the others did meanwhile. */
const act = fc.record({
  who: fc.nat(3),
  what: fc.constantFrom('draw', 'draw', 'move', 'move', 'restyle', 'remove', 'junk', 'hear'),
  element: anyElement,
  which: fc.nat(),
  wait: fc.constantFrom<number[]>(0, 0, 1, 400, 20_000),
})
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

/** A session of four who are not always together, as the rows of its log. */
function session(acts: readonly Act[]): TimedUpdate[] {
  const log: TimedUpdate[] = []
  const heard = [0, 0, 0, 0]
  let at = 1000
  const people = heard.map((_, who) => {
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'others') log.push({ at, author: `p${who}`, update })
    })
    return doc
  })
  acts.forEach(({ who, what, element, which, wait }, turn) => {
    at += wait
    const doc = people[who]!
    const scene = readScene(doc)
    const one = scene[which % Math.max(1, scene.length)]
    doc.transact(() => {
      if (what === 'draw') writeElement(doc, { ...element, id: `e${turn}`, index: ['a0', 'a1', 'a2'][which % 3]! })
      if (what === 'move' && one) writeElement(doc, { ...one, x: one.x + 10, version: one.version + 1 }, one)
      if (what === 'restyle' && one) writeElement(doc, { ...one, strokeColor: 'red', index: 'a3' }, one)
      if (what === 'remove' && one) elementsOf(doc).delete(one.id)
      if (what === 'junk') elementsOf(doc).set(`e${which % (turn + 1)}`, which as never)
    })
    if (what === 'hear') {
      for (const { update, author } of log.slice(heard[who]))
        if (author !== `p${who}`) Y.applyUpdate(doc, update, 'others')
      heard[who] = log.length
    }
  })
  return log
}

const appliedUntil = (rows: readonly TimedUpdate[], at: number): BoardElement[] => {
  const doc = new Y.Doc()
  for (const row of rows) if (row.at <= at) Y.applyUpdate(doc, row.update)
  return readScene(doc)
}
const derived = (rows: readonly TimedUpdate[]) => {
  const timeline = createTimeline()
  timeline.append(rows)
  return timeline
}

describe('the board at a moment', () => {
  it('[W71] is the document that had applied the rows until then, whatever was done, also before all rows are there', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 60 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        (acts, moments) => {
          const rows = session(acts)
          const whole = derived(rows)
          const half = createTimeline()
          const cut = Math.floor(rows.length / 2)
          half.append(rows.slice(0, cut))
          const spans = [0, ...rows.map(({ at }) => at)]
          for (const moment of moments) {
            const at = spans[moment % spans.length]! + (moment % 3) - 1
            expect(whole.sceneAt(at)).toEqual(appliedUntil(rows, at))
            expect(half.sceneAt(at)).toEqual(appliedUntil(rows.slice(0, cut), at))
          }
          half.append(rows.slice(cut))
          for (const at of spans) expect(half.sceneAt(at)).toEqual(whole.sceneAt(at))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('[W71] keeps the objects of what did not change', () => {
    const rows = session([
      { who: 0, what: 'draw', element: noteOf('one'), which: 0, wait: 10 },
      { who: 1, what: 'draw', element: noteOf('two'), which: 1, wait: 10 },
      { who: 1, what: 'move', element: noteOf('x'), which: 0, wait: 10 },
    ])
    const timeline = derived(rows)
    const [first] = timeline.sceneAt(1010)
    const later = timeline.sceneAt(1030)
    expect(later).toHaveLength(2)
    expect(later[0]).toBe(first)
    expect(timeline.sceneAt(1020)[1]).not.toBe(later[1])
  })

  it('[W73] passes over rows that cannot be applied', () => {
    const rows = session([
      { who: 0, what: 'draw', element: noteOf('one'), which: 0, wait: 10 },
      { who: 0, what: 'draw', element: noteOf('two'), which: 1, wait: 10 },
      { who: 1, what: 'draw', element: noteOf('three'), which: 2, wait: 10 },
    ])
    const damaged = rows.map((row, at) => (at === 1 ? { ...row, update: row.update.slice(0, -3) } : row))
    expect(derived(damaged).sceneAt(9999)).toEqual(appliedUntil([rows[0]!, rows[2]!], 9999))
    const gone = [rows[1]!, rows[2]!]
    expect(derived(gone).sceneAt(9999)).toEqual(appliedUntil(gone, 9999))
  })

  it('[W73] knows where the images are', () => {
    const doc = new Y.Doc()
    filesOf(doc).set('f1', { mimeType: 'image/png', url: '/files/1' })
    const timeline = derived([{ at: 1, author: 'p0', update: Y.encodeStateAsUpdate(doc) }])
    expect(timeline.files()).toEqual({ f1: { mimeType: 'image/png', url: '/files/1' } })
  })
})

describe('who drew', () => {
  const rowsOf = (...steps: [author: string, at: number, text: string][]): TimedUpdate[] => {
    const doc = new Y.Doc()
    const rows: TimedUpdate[] = []
    let now: [string, number] = ['', 0]
    doc.on('update', (update: Uint8Array) => rows.push({ at: now[1], author: now[0], update }))
    for (const [author, at, text] of steps) {
      now = [author, at]
      addNote(doc, text, [`n-${text}`, `t-${text}`], { random: () => 0.5 })
    }
    return rows
  }

  it('[W74] is said by the rows of the moment, whoever drew last first; rows of nobody name nobody', () => {
    const timeline = derived(rowsOf(['ana', 100, 'a'], ['ben', 200, 'b'], ['ana', 300, 'c'], ['', 400, 'd']))
    expect(timeline.authorsBetween(0, 1000)).toEqual(['ana', 'ben'])
    expect(timeline.authorsBetween(100, 200)).toEqual(['ben'])
    expect(timeline.authorsBetween(300, 400)).toEqual([])
  })

  it('[W74] contributions are what one person did without a longer rest', () => {
    const timeline = derived(
      rowsOf(['ana', 100, 'a'], ['ben', 5000, 'b'], ['ana', 9000, 'c'], ['ana', 60_000, 'd'], ['', 61_000, 'e']),
    )
    expect(timeline.contributions()).toEqual([
      { author: 'ana', from: 100, to: 9000, things: 2, words: ['a', 'c'] },
      { author: 'ben', from: 5000, to: 5000, things: 1, words: ['b'] },
      { author: 'ana', from: 60_000, to: 60_000, things: 1, words: ['d'] },
    ])
  })
})

function noteOf(text: string): BoardElement {
  const [sample] = fc.sample(
    anyElement.filter(({ type }) => type === 'rectangle'),
    { numRuns: 1, seed: text.length },
  )
  return sample!
}
