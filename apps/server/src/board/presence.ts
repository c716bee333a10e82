import { BOARD_LIVE_LIMIT } from '@copse/contract'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Connection } from './connection.ts'
import type { Elsewhere } from './elsewhere.ts'
import * as frames from './frames.ts'
import { AWARENESS_LIMIT } from './limits.ts'
import { wired } from './wire.ts'

/** Someone on the board by way of another node. */
interface Peer {
  readonly id: number
  readonly personId: string
  presence: Connection['presence']
}
const peerOf = ({ id, actor, presence }: Connection): Peer => ({ id, personId: actor.personId, presence })

/**
 * Who is on the board, where they point and what they are drawing: relayed at once, never stored. `publish` tells the board's
 * other nodes, which do the same for theirs.
 */
export function createPresence(connections: ReadonlySet<Connection>, publish: (message: Elsewhere) => void) {
  const peers = new Map<number, Peer>()
  const others = (id: number) => [...connections].filter((other) => other.id !== id && other.access !== 'hidden')

  const tellPeer = (to: Connection, id: number, personId: string) =>
    to.copse && to.out.tell(`peer ${id}`, wired(frames.peerFrame(id, personId)))

  function sayAware(id: number, body: Uint8Array): void {
    const message = wired(frames.awarenessFrame(body))
    for (const other of others(id)) other.out.offer(message)
  }
  function sayLive(id: number, payload: Uint8Array): void {
    const message = wired(frames.liveFrame(id, payload))
    for (const other of others(id)) if (other.copse) other.out.offer(message)
  }
  function sayHere(id: number, personId: string): void {
    for (const other of others(id)) tellPeer(other, id, personId)
  }
  /** Nobody points with this client any more. */
  function sayAbsent(id: number, presence: Peer['presence']): void {
    if (!presence) return
    const farewell = wired(frames.awarenessFrame(absence(presence.client, presence.clock + 1)))
    for (const other of others(id)) other.out.tell(`gone ${id}`, farewell)
  }
  function sayGone({ id, presence }: Peer): void {
    sayHere(id, '')
    sayAbsent(id, presence)
  }

  /** Whether somebody may speak for a client. The same person on a new socket may, before the old one is known to be gone. */
  function takes(client: number, personId: string): boolean {
    const holds = ({ presence }: Pick<Peer, 'presence'>) => presence?.client === client
    const here = [...connections].find(holds)
    const there = [...peers.values()].find(holds)
    if ((here ? here.actor.personId : (there?.personId ?? personId)) !== personId) return false
    if (here) here.presence = null
    if (there) there.presence = null
    return true
  }

  /** What someone says about herself; whatever else a client repeats is left out. */
  function aware(connection: Connection, body: Uint8Array): void {
    if (connection.access === 'hidden' || body.byteLength > AWARENESS_LIMIT || !connection.may.awareness()) return
    const said = read(body)
    if (!said || (connection.presence && connection.presence.client !== said.client)) return
    const { personId } = connection.actor
    if (!connection.presence && (!said.isHere || !takes(said.client, personId))) return
    connection.presence = { client: said.client, clock: said.clock, body }
    sayAware(connection.id, body)
    publish({ kind: 'aware', connection: connection.id, personId, body })
  }

  function live(connection: Connection, payload: Uint8Array): void {
    if (connection.access === 'hidden' || payload.byteLength > BOARD_LIVE_LIMIT || !connection.may.live()) return
    sayLive(connection.id, payload)
    publish({ kind: 'live', connection: connection.id, payload })
  }

  function meet(id: number, personId: string): Peer {
    const known = peers.get(id)
    if (known) return known
    const fresh: Peer = { id, personId, presence: null }
    peers.set(id, fresh)
    sayHere(id, personId)
    return fresh
  }

  /** Says to other nodes who is here. */
  function report(): void {
    for (const { id, actor, presence } of connections) {
      const { personId } = actor
      publish({ kind: 'here', connection: id, personId })
      if (presence) publish({ kind: 'aware', connection: id, personId, body: presence.body })
    }
  }

  function part(id: number): void {
    const peer = peers.get(id)
    if (peer && peers.delete(id)) sayGone(peer)
  }

  return {
    aware,
    live,
    /** To someone who sees the board from now on: who else is there, and what they last said. */
    introduce(connection: Connection): void {
      for (const { id, personId, presence } of [...[...connections].map(peerOf), ...peers.values()]) {
        if (id === connection.id) continue
        tellPeer(connection, id, personId)
        if (presence) connection.out.offer(wired(frames.awarenessFrame(presence.body)))
      }
    },
    announce({ id, actor: { personId } }: Connection): void {
      sayHere(id, personId)
      publish({ kind: 'here', connection: id, personId })
    },
    sayGone(connection: Connection): void {
      sayGone(peerOf(connection))
      publish({ kind: 'gone', connection: connection.id })
    },
    /** Someone who no longer sees the board is no longer seen on it. */
    hide(connection: Connection): void {
      sayAbsent(connection.id, connection.presence)
      connection.presence = null
      publish({ kind: 'absent', connection: connection.id })
    },
    /** What another node says of those connected to it. */
    hear(heard: Exclude<Elsewhere, { kind: 'committed' }>): void {
      switch (heard.kind) {
        case 'who':
          report()
          break
        case 'here':
          meet(heard.connection, heard.personId)
          break
        case 'aware': {
          const said = read(heard.body)
          const peer = meet(heard.connection, heard.personId)
          if (!said || (!peer.presence && !takes(said.client, heard.personId))) break
          peer.presence = { client: said.client, clock: said.clock, body: heard.body }
          sayAware(heard.connection, heard.body)
          break
        }
        case 'live':
          sayLive(heard.connection, heard.payload)
          break
        case 'absent': {
          const peer = peers.get(heard.connection)
          if (!peer) break
          sayAbsent(peer.id, peer.presence)
          peer.presence = null
          break
        }
        case 'gone':
          part(heard.connection)
      }
    },
    /** Words may have been missed: whoever is still there says so again. */
    lookAround(): void {
      for (const id of peers.keys()) part(id)
      report()
      publish({ kind: 'who' })
    },
    forget(isTheirs: (connection: number) => boolean): void {
      for (const id of peers.keys()) if (isTheirs(id)) part(id)
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
