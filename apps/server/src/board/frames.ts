import { boardFrame } from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'

/** How far each client's edits go. */
type Clocks = Map<number, number>

/** What a client may say. Anything else is malformed. */
export type Incoming =
  | { readonly kind: 'state-request'; readonly clocks: Clocks }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly body: Uint8Array }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'live'; readonly payload: Uint8Array }
  | { readonly kind: 'malformed' }

/** Parses one frame; never throws, and allocates no more than the frame holds. */
export function parse(frame: Uint8Array): Incoming {
  try {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === boardFrame.sync) {
      const step = decoding.readVarUint(decoder)
      const body = decoding.readVarUint8Array(decoder)
      if (step === sync.messageYjsSyncStep1) return { kind: 'state-request', clocks: Y.decodeStateVector(body) }
      if (step === sync.messageYjsSyncStep2 || step === sync.messageYjsUpdate) return { kind: 'update', update: body }
    }
    if (type === boardFrame.awareness) return { kind: 'awareness', body: decoding.readVarUint8Array(decoder) }
    if (type === boardFrame.queryAwareness) return { kind: 'query-awareness' }
    if (type === boardFrame.live) return { kind: 'live', payload: decoding.readTailAsUint8Array(decoder) }
  } catch {
    // Truncated or overlong: the answer is the same as for an unknown type.
  }
  return { kind: 'malformed' }
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}
const syncFrame = (step: number, body: Uint8Array) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, body)
  })

export const updateFrame = (update: Uint8Array) => syncFrame(sync.messageYjsUpdate, update)
export const stateFrame = (update: Uint8Array) => syncFrame(sync.messageYjsSyncStep2, update)
export const stateRequest = (clocks: Clocks) => syncFrame(sync.messageYjsSyncStep1, Y.encodeStateVector(clocks))
export const awarenessFrame = (body: Uint8Array) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.awareness)
    encoding.writeVarUint8Array(encoder, body)
  })
export const liveFrame = (connection: number, payload: Uint8Array) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.live)
    encoding.writeVarUint(encoder, connection)
    encoding.writeUint8Array(encoder, payload)
  })
export const committedFrame = (count: number) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.committed)
    encoding.writeVarUint(encoder, count)
  })
export const accessFrame = (access: number, reason: string) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.access)
    encoding.writeVarUint(encoder, access)
    encoding.writeVarString(encoder, reason)
  })
export const refusedFrame = (code: string) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.refused)
    encoding.writeVarString(encoder, code)
  })
export const peerFrame = (connection: number, personId: string) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.peer)
    encoding.writeVarUint(encoder, connection)
    encoding.writeVarString(encoder, personId)
  })
/** An update that says nothing. */
export const EMPTY_UPDATE = new Uint8Array([0, 0])
