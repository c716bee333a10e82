import * as Y from 'yjs'
import type { LiveChannel } from '../../live/index.ts'

export interface Side {
  readonly doc: Y.Doc
  readonly live: LiveChannel
  /** What this side has sent: bytes of updates, and of what is relayed and never stored. */
  sent(): { readonly log: number; readonly live: number }
}

type Listener = (connection: number, payload: Uint8Array) => void

const people = [
  { name: 'Marisol Vega', colour: '#7048e8' },
  { name: 'Tom Okafor', colour: '#0b7285' },
]

/** Two documents and a channel between them, in one page. */
export function createPair(): { sides: [Side, Side]; together: (isTogether: boolean) => void } {
  let isTogether = true
  const listeners = [new Set<Listener>(), new Set<Listener>()]
  const docs = [new Y.Doc(), new Y.Doc()]
  const sides = docs.map((doc, at): Side => {
    const other = 1 - at
    let log = 0
    let relayed = 0
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'other side') return
      log += update.length
      if (isTogether) Y.applyUpdate(docs[other]!, update, 'other side')
    })
    return {
      doc,
      sent: () => ({ log, live: relayed }),
      live: {
        send(payload) {
          relayed += payload.length
          if (isTogether) for (const listener of listeners[other]!) listener(at, payload)
        },
        subscribe(listener) {
          listeners[at]!.add(listener)
          return () => listeners[at]!.delete(listener)
        },
        person: (connection) => people[connection] ?? null,
      },
    }
  })
  return {
    sides: sides as [Side, Side],
    together(now) {
      isTogether = now
      if (!now) return
      const states = docs.map((doc) => Y.encodeStateAsUpdate(doc))
      docs.forEach((doc, at) => Y.applyUpdate(doc, states[1 - at]!, 'other side'))
    },
  }
}
