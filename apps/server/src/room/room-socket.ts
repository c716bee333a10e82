import type { Actor, ClientToServer, ServerToClient, SessionId } from '@copse/contract'
import type { Server, Socket } from 'socket.io'

interface SocketData {
  actor: Actor
  /** The one session this socket speaks of, once it has asked to join. */
  sessionId: SessionId | null
}
type None = Record<string, never>
export type RoomServer = Server<ClientToServer, ServerToClient, None, SocketData>
export type RoomSocket = Socket<ClientToServer, ServerToClient, None, SocketData>

/** Where a session's events are sent: to sockets that were let in and have had their answer to join. */
export const everyone = (sessionId: SessionId): string => `session:${sessionId}`
/** Where a person is told where she stands: all her sockets in a session, let in or not. */
export const tabsOf = (sessionId: SessionId, personId: string): string => `person:${sessionId}:${personId}`
