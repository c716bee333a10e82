import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { connect, open, updateFrame, type Address } from './line.ts'

/** A drawn board: its edits as updates, and how many bytes it has in all. */
export interface Drawing {
  readonly updates: readonly Uint8Array[]
  readonly size: number
  readonly elements: number
  /** The value that is written last. */
  readonly last: string
}

const UPDATES = 100
/** So many elements, written so many times in all, in a hundred updates; each value is a text of so many bytes. */
export function drawing(elements: number, writes: number, bytes: number): Drawing {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const map = doc.getMap('elements')
  const value = (write: number) => `${write}`.padStart(bytes, 'abcdefghij')
  for (let update = 0, write = 0; update < UPDATES; update++)
    doc.transact(() => {
      for (; write < ((update + 1) * writes) / UPDATES; write++) map.set(`element-${write % elements}`, value(write))
    })
  return { updates, size: Y.encodeStateAsUpdate(doc).length, elements, last: value(writes - 1) }
}

/** Draws it on a board, through the door, at a pace that every server keeps up with, and waits until others get the last of it. */
export async function seed(address: Address, drawn: Drawing): Promise<void> {
  const line = await connect(address)
  line.ask()
  for (const update of drawn.updates) {
    line.send(updateFrame(update))
    await pause(10)
  }
  while (!(await open(address, drawn.size)).includes(drawn.last)) await pause(200)
  line.close()
}
