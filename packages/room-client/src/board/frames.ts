import { boardFrame, type BoardAccess, type FloorReason, type PersonId, type RefusalCode } from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'

/** What the server may say of a board; the grammar is the contract's. */
export type Incoming =
  | { readonly kind: 'asked'; readonly stateVector: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly last: boolean }
  | { readonly kind: 'live'; readonly connection: number; readonly payload: Uint8Array }
  | { readonly kind: 'committed'; readonly count: number }
  | { readonly kind: 'access'; readonly access: BoardAccess; readonly reason: FloorReason | '' }
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  | { readonly kind: 'peer'; readonly connection: number; readonly personId: PersonId | null }

const access: readonly BoardAccess[] = ['hidden', 'read', 'write']

/** One frame, or null for what this client has no use for. */
export function parse(frame: Uint8Array): Incoming | null {
  const decoder = decoding.createDecoder(frame)
  switch (decoding.readVarUint(decoder)) {
    case boardFrame.sync: {
      const step = decoding.readVarUint(decoder)
      const body = decoding.readVarUint8Array(decoder)
      if (step === sync.messageYjsSyncStep1) return { kind: 'asked', stateVector: body }
      return { kind: 'update', update: body, last: step === sync.messageYjsSyncStep2 }
    }
    case boardFrame.live:
      return {
        kind: 'live',
        connection: decoding.readVarUint(decoder),
        payload: decoding.readTailAsUint8Array(decoder),
      }
    case boardFrame.committed:
      return { kind: 'committed', count: decoding.readVarUint(decoder) }
    case boardFrame.access:
      return {
        kind: 'access',
        access: access[decoding.readVarUint(decoder)] ?? 'hidden',
        reason: decoding.readVarString(decoder) as FloorReason | '',
      }
    case boardFrame.refused:
      return { kind: 'refused', code: decoding.readVarString(decoder) as RefusalCode }
    case boardFrame.peer: {
      const connection = decoding.readVarUint(decoder)
      return { kind: 'peer', connection, personId: (decoding.readVarString(decoder) as PersonId) || null }
    }
    default:
      return null
  }
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>
}
const syncFrame = (step: number, body: Uint8Array) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, body)
  })

export const updateFrame = (update: Uint8Array) => syncFrame(sync.messageYjsUpdate, update)
export const stateFrame = (update: Uint8Array) => syncFrame(sync.messageYjsSyncStep2, update)
export const stateRequest = (stateVector: Uint8Array) => syncFrame(sync.messageYjsSyncStep1, stateVector)
export const liveFrame = (payload: Uint8Array) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardFrame.live)
    encoding.writeUint8Array(encoder, payload)
  })
