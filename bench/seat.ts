import { boardIdOf, type SessionId } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import { WebSocket } from 'ws'
import { until } from '../e2e/setup/product.ts'
import type { Person } from './people.ts'
import { act, clientOf, isIn } from './room.ts'

/** A person in a session, connected to room and board as a page is. */
export interface Seat {
  readonly client: RoomClient
  readonly board: BoardConnection
  leave(): void
}

/** A WebSocket as browsers have it: after an error comes a close, and that is all that is heard of it. */
function socketTo(url: string, { cookie }: Person): never {
  const socket = new WebSocket(url, { headers: { cookie } })
  socket.on('error', () => undefined)
  return socket as never
}

export function boardOf(origin: string, sessionId: SessionId, person: Person): BoardConnection {
  const url = origin.replace('http', 'ws')
  return connectBoard({ boardId: boardIdOf(sessionId), url, open: (address) => socketTo(address, person) })
}

/** In the room, let in by the host where it has to be. */
export async function sitDown(origin: string, sessionId: SessionId, person: Person, host?: Seat): Promise<Seat> {
  const client = clientOf(origin, sessionId, person)
  await act(client, { type: 'lobby.knock', acceptedNorms: true })
  const { store } = client
  await until(() => ['waiting', 'admitted'].includes(store.getState().standing ?? ''), 60_000)
  if (host && store.getState().standing === 'waiting')
    await act(host.client, { type: 'lobby.admit', personId: store.getState().you! })
  await isIn(client)
  const board = boardOf(origin, sessionId, person)
  await until(
    () => board.store.getState().synced,
    60_000,
    () => 'a board does not open',
  )
  return {
    client,
    board,
    leave() {
      client.close()
      board.destroy()
    },
  }
}

const POINTS = 12
const POINT_MS = 50

/** A stroke as a page makes one: shown to the others while it is drawn, kept once the pen is lifted. Resolves then. */
export async function stroke(seat: Seat, id: string, pause: (ms: number) => Promise<unknown>): Promise<void> {
  const points: number[] = []
  for (let point = 0; point < POINTS; point++) {
    points.push(point * 9, (point * point) % 70)
    seat.board.live.send(new Uint8Array(new Float32Array(points.slice(-8)).buffer))
    await pause(POINT_MS)
  }
  const { doc, access } = seat.board.store.getState()
  if (access === 'write')
    doc.getMap('elements').set(id, { id, type: 'freedraw', points: [...points], strokeColor: '#1e1e1e' })
}
