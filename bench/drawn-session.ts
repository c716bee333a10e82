import { addNote, editNote, removeNote } from '@copse/whiteboard/outline'
import type { TimedUpdate } from '@copse/whiteboard/history'
import { indicesInFront, readElement, writeElement, type BoardElement } from '@copse/whiteboard/schema'
import * as Y from 'yjs'

/** The same numbers between 0 and 1 each time. */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const words = 'we notice that students who plan with a partner ask more of each other and wait for an answer'.split(' ')

/**
 * A board's log as a long session leaves it: `people` write notes and change them, draw strokes, move and remove things, `updates` times
 * in all, evenly over `lengthMs` from `from`. The board holds some 1,500 things in the end. The same each time.
 */
export function drawnSession(options: { people: number; updates: number; from: number; lengthMs: number }) {
  const { people, updates, from, lengthMs } = options
  const chance = chanceFrom(7)
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)]!
  const rows: TimedUpdate[] = []
  // All write into one document under clients of their own: what each hears of the others in between does not change the rows.
  const doc = new Y.Doc()
  let author = ''
  let at = from
  doc.on('update', (update: Uint8Array) => rows.push({ at, author, update }))
  const clients = Array.from({ length: people }, () => Math.floor(chance() * 2 ** 31))
  const notes: string[] = []
  const placed: string[] = []
  let made = 0

  function stroke(): void {
    const id = `stroke${++made}`
    const points = Array.from({ length: 20 + Math.floor(chance() * 120) }, (_, step) => [
      step * 2.4 + chance() * 2,
      Math.sin(step / 9) * 40 + chance() * 3,
    ])
    const [index] = indicesInFront([], 1)
    const size = { x: chance() * 4000, y: chance() * 3000, width: 200, height: 80, angle: 0 }
    const base = { id, type: 'freedraw', version: 1, versionNonce: made, seed: made, index, simulatePressure: true }
    writeElement(doc, { ...base, ...size, points } as unknown as BoardElement)
    placed.push(id)
  }
  function move(): void {
    const one = readElement(doc, pick(placed))
    if (one) writeElement(doc, { ...one, x: one.x + 40, y: one.y - 12, version: one.version + 1 }, one)
  }
  const sentence = () => Array.from({ length: 3 + Math.floor(chance() * 12) }, () => pick(words)).join(' ')

  while (rows.length < updates) {
    at = from + Math.floor((rows.length / updates) * lengthMs)
    const who = Math.floor(chance() * people)
    author = `person-${who}`
    doc.clientID = clients[who]!
    const dice = chance()
    if (notes.length < 20 || (dice < 0.02 && notes.length < 900)) {
      const id = `note${++made}`
      addNote(doc, sentence(), [id, `${id}-words`], { random: chance })
      notes.push(id)
      placed.push(id)
    } else if (dice < 0.04 && placed.length < 2000) stroke()
    else if (dice < 0.045 && notes.length > 100)
      removeNote(doc, notes.splice(Math.floor(chance() * notes.length), 1)[0]!)
    else if (dice < 0.5) editNote(doc, `${pick(notes)}-words`, sentence(), chance)
    else move()
  }
  return { rows, doc }
}
