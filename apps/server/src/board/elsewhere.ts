import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** What nodes that have the same board open tell each other. Connections are numbered without meeting those of another node. */
export type Elsewhere =
  /** The log has come to this row: read on. */
  | { readonly kind: 'committed'; readonly head: number }
  /** Asks who is there. */
  | { readonly kind: 'who' }
  | { readonly kind: 'here'; readonly connection: number; readonly personId: string }
  | { readonly kind: 'aware'; readonly connection: number; readonly personId: string; readonly body: Uint8Array }
  | { readonly kind: 'live'; readonly connection: number; readonly payload: Uint8Array }
  /** Still connected, and seen no more. */
  | { readonly kind: 'absent'; readonly connection: number }
  | { readonly kind: 'gone'; readonly connection: number }

const kinds = ['committed', 'who', 'here', 'aware', 'live', 'absent', 'gone'] as const

/** Kind, then its fields in the order above; bytes last, without their length. */
export function say(message: Elsewhere): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, kinds.indexOf(message.kind))
  if ('head' in message) encoding.writeVarUint(encoder, message.head)
  if ('connection' in message) encoding.writeVarUint(encoder, message.connection)
  if ('personId' in message) encoding.writeVarString(encoder, message.personId)
  if ('body' in message) encoding.writeUint8Array(encoder, message.body)
  if ('payload' in message) encoding.writeUint8Array(encoder, message.payload)
  return encoding.toUint8Array(encoder)
}

export function read(bytes: Uint8Array): Elsewhere {
  const decoder = decoding.createDecoder(bytes)
  const kind = kinds[decoding.readVarUint(decoder)]!
  switch (kind) {
    case 'committed':
      return { kind, head: decoding.readVarUint(decoder) }
    case 'who':
      return { kind }
    case 'here':
      return { kind, connection: decoding.readVarUint(decoder), personId: decoding.readVarString(decoder) }
    case 'aware':
      return {
        kind,
        connection: decoding.readVarUint(decoder),
        personId: decoding.readVarString(decoder),
        body: decoding.readTailAsUint8Array(decoder),
      }
    case 'live':
      return {
        kind,
        connection: decoding.readVarUint(decoder),
        payload: decoding.readTailAsUint8Array(decoder),
      }
    case 'absent':
    case 'gone':
      return { kind, connection: decoding.readVarUint(decoder) }
  }
}
