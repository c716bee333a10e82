import { boardFrame } from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as auth from 'y-protocols/auth'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { STATE_VECTOR_LIMIT } from './limits.ts'

/** How far each client's edits go. */
type Clocks = Map<number, number>

/** What a client may say. Anything else is malformed. */
export type Incoming =
  | { readonly kind: 'state-request'; readonly clocks: Clocks }
  /** `answers`: it is the answer to a state request of ours, and has all that we lack. */
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly answers: boolean }
  | { readonly kind: 'awareness'; readonly body: Uint8Array }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'live'; readonly payload: Uint8Array }
  | { readonly kind: 'malformed' }

/** Parses one frame; never throws, and allocates no more than the frame holds. */
export function parse(frame: Uint8Array): Incoming {
  const decoder = decoding.createDecoder(frame)
  try {
    const message = read(decoder)
    if (decoder.pos === frame.length) return message
  } catch {
    // Truncated or overlong: the answer is the same as for an unknown type.
  }
  return { kind: 'malformed' }
}

function read(decoder: decoding.Decoder): Incoming {
  switch (decoding.readVarUint(decoder)) {
    case boardFrame.sync: {
      const step = decoding.readVarUint(decoder)
      const body = decoding.readVarUint8Array(decoder)
      if (step === sync.messageYjsSyncStep1) return stateVector(body)
      if (step === sync.messageYjsSyncStep2) return { kind: 'update', update: body, answers: true }
      if (step === sync.messageYjsUpdate) return { kind: 'update', update: body, answers: false }
      return { kind: 'malformed' }
    }
    case boardFrame.awareness:
      return { kind: 'awareness', body: decoding.readVarUint8Array(decoder) }
    case boardFrame.queryAwareness:
      return { kind: 'query-awareness' }
    case boardFrame.live:
      return { kind: 'live', payload: decoding.readTailAsUint8Array(decoder) }
  }
  return { kind: 'malformed' }
}

function stateVector(body: Uint8Array): Incoming {
  const size = decoding.readVarUint(decoding.createDecoder(body))
  return size <= STATE_VECTOR_LIMIT
    ? { kind: 'state-request', clocks: Y.decodeStateVector(body) }
    : { kind: 'malformed' }
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
/** What an update's frame has before the update itself. */
export const updateFrameStart = (length: number) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.sync)
    encoding.writeVarUint(encoder, sync.messageYjsUpdate)
    encoding.writeVarUint(encoder, length)
  })
/** Says: that was all. */
export const endFrame = syncFrame(sync.messageYjsSyncStep2, new Uint8Array([0, 0]))
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
/** The word of the y-websocket protocol for a refusal; stock clients show it in their console. */
export const deniedFrame = (code: string) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.auth)
    auth.writePermissionDenied(encoder, code)
  })
export const peerFrame = (connection: number, personId: string) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.peer)
    encoding.writeVarUint(encoder, connection)
    encoding.writeVarString(encoder, personId)
  })
