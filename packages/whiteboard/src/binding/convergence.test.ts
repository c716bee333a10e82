import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { admit } from '../schema/admit.ts'
import { encodePoints, readScene, type BoardElement } from '../schema/index.ts'
import { bind } from './binding.ts'
import { createPaperEditor } from './paper-editor.ts'

/** Chance that comes out the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What everybody must see alike: all but the marks by which an editor knows states, and an index repaired where it ties. */
const seen = (scene: readonly BoardElement[]) =>
  scene.map((one) => {
    const {
      version: _v,
      versionNonce: _n,
      index: _i,
      lastCommittedPoint: _t,
      pressures: _p,
      points,
      ...rest
    } = admit(one)!
    return { ...rest, points: points && [...encodePoints(points)] }
  })

const ROUNDS = 300
const STEPS = 60

/** One round; answers what is not the same in the end, by its seed. */
function play(seed: number): string[] {
  const chance = chanceOf(seed)
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(chance() * items.length)]
  let together = true
  const wire: { to: number; update: Uint8Array }[] = []
  const clients = [0, 1].map((at) => {
    const doc = new Y.Doc()
    doc.clientID = seed * 2 + at + 1
    const paper = createPaperEditor(chance)
    const binding = bind({ doc, editor: paper.editor, canWrite: () => true })
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') wire.push({ to: 1 - at, update })
    })
    return { doc, binding, ...paper }
  })
  let drawn = 0
  const place = () => Math.floor(chance() * 1000)
  const type = () => pick(['rectangle', 'ellipse', 'text', 'freedraw', 'arrow'] as const)!
  const deliver = (count: number) => {
    for (const { to, update } of wire.splice(0, count)) Y.applyUpdate(clients[to]!.doc, update, 'wire')
  }

  for (let step = 0; step < STEPS; step++) {
    const { binding, ...paper } = pick(clients)!
    const id = pick(paper.visible())?.id
    const action = Math.floor(chance() * 14)
    if (action <= 1 || id === undefined) paper.draw(type(), { id: `s${seed}-${drawn++}`, x: place(), y: place() })
    else if (action <= 3) paper.change(id, { x: place(), y: place() })
    else if (action === 4) paper.change(id, { strokeColor: pick(['#e03131', '#2f9e44', '#1971c2']) })
    else if (action === 5 && paper.find(id)!.type === 'text')
      paper.change(id, { text: `words ${step}`, originalText: `words ${step}` }) // prettier-ignore
    else if (action === 6) paper.change(id, { isDeleted: true })
    else if (action === 7) paper.toFront(id)
    else if (action === 8) paper.undo()
    else if (action === 9)
      paper.hold(...paper.visible().filter(() => chance() < 0.4).map((one) => one.id)) // prettier-ignore
    else if (action === 10) paper.hold()
    else if (action === 11) together = !together
    else if (action === 12) paper.type(id)
    else vi.advanceTimersByTime(Math.floor(chance() * 3000))
    binding.sceneChanged()
    if (together && chance() < 0.7) deliver(Math.ceil(chance() * wire.length))
    if (chance() < 0.5) vi.advanceTimersByTime(Math.floor(chance() * 50))
  }
  for (const { hold, binding } of clients) {
    hold()
    binding.sceneChanged()
  }
  for (let at = 0; at < 5; at++) {
    deliver(wire.length)
    vi.runAllTimers()
  }

  const faults: string[] = []
  const document = readScene(clients[0]!.doc)
  const same = (what: string, one: unknown, other: unknown) => {
    if (JSON.stringify(one) !== JSON.stringify(other)) faults.push(`seed ${seed}: ${what}`)
  }
  same('still writing', wire, [])
  clients.forEach(({ doc, visible, binding }, at) => {
    same(`document ${at}`, readScene(doc), document)
    same(`editor ${at}`, seen(visible()), seen(document))
    binding.destroy()
  })
  return faults
}

describe('two people who draw, hold, undo and lose each other', () => {
  it(`[W16] see the same board in the same order in the end, ${ROUNDS} times out of ${ROUNDS}`, () => {
    expect(Array.from({ length: ROUNDS }, (_, at) => play(at + 1)).flat()).toEqual([])
  }, 120_000)
})
