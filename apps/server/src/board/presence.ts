import { BOARD_LIVE_LIMIT } from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Connection } from './connection.ts'
import * as frames from './frames.ts'
import { AWARENESS_LIMIT } from './limits.ts'
import { wired } from './wire.ts'

/** Who is on the board, where they point and what they are drawing: relayed at once, never stored. */
export function createPresence(connections: ReadonlySet<Connection>) {
  const others = (connection: Connection) =>
    [...connections].filter((other) => other !== connection && other.access !== 'hidden')

  /** What someone says about herself; whatever else a client repeats is left out. */
  function aware(connection: Connection, body: Uint8Array): void {
    if (connection.access === 'hidden' || body.byteLength > AWARENESS_LIMIT || !connection.may.awareness()) return
    const said = read(body)
    if (!said || (connection.presence && connection.presence.client !== said.client)) return
    if (!connection.presence) {
      const holder = [...connections].find(({ presence }) => presence?.client === said.client)
      if (!said.isHere || (holder && holder.actor.personId !== connection.actor.personId)) return
      // The same person on a new socket, before the old one is known to be gone.
      if (holder) holder.presence = null
    }
    connection.presence = { client: said.client, clock: said.clock, body }
    const message = wired(frames.awarenessFrame(body))
    for (const other of others(connection)) other.out.offer(message)
  }

  function live(connection: Connection, payload: Uint8Array): void {
    if (connection.access === 'hidden' || payload.byteLength > BOARD_LIVE_LIMIT || !connection.may.live()) return
    const message = wired(frames.liveFrame(connection.id, payload))
    for (const other of others(connection)) if (other.copse) other.out.offer(message)
  }

  const tellPeer = (to: Connection, of: Connection, personId: string) =>
    to.copse && to.out.tell(`peer ${of.id}`, wired(frames.peerFrame(of.id, personId)))

  return {
    aware,
    live,
    /** To someone who sees the board from now on: who else is there, and what they last said. */
    introduce(connection: Connection): void {
      for (const other of connections) {
        if (other === connection) continue
        tellPeer(connection, other, other.actor.personId)
        if (other.presence) connection.out.offer(wired(frames.awarenessFrame(other.presence.body)))
      }
    },
    announce(connection: Connection): void {
      for (const other of others(connection)) tellPeer(other, connection, connection.actor.personId)
    },
    sayGone(connection: Connection): void {
      const gone = connection.presence
      const farewell = gone && wired(frames.awarenessFrame(absence(gone.client, gone.clock + 1)))
      for (const other of others(connection)) {
        tellPeer(other, connection, '')
        if (farewell) other.out.tell(`gone ${connection.id}`, farewell)
      }
    },
    /** Someone who no longer sees the board is no longer seen on it. */
    hide(connection: Connection): void {
      const { presence } = connection
      connection.presence = null
      if (!presence) return
      const farewell = wired(frames.awarenessFrame(absence(presence.client, presence.clock + 1)))
      for (const other of others(connection)) other.out.tell(`gone ${connection.id}`, farewell)
    },
  }
}

/** An awareness message about one client; null for anything else. */
function read(body: Uint8Array): { client: number; clock: number; isHere: boolean } | null {
  try {
    const decoder = decoding.createDecoder(body)
    if (decoding.readVarUint(decoder) !== 1) return null
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    const state: unknown = JSON.parse(decoding.readVarString(decoder))
    const isWhole = decoder.pos === body.length && Number.isSafeInteger(client) && Number.isSafeInteger(clock + 1)
    return isWhole ? { client, clock, isHere: state !== null } : null
  } catch {
    return null
  }
}

/** An awareness message that says: this client is gone. */
function absence(client: number, clock: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, 'null')
  return encoding.toUint8Array(encoder)
}
