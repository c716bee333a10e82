import type { Actor, BoardAccess } from '@copse/contract'
import type { Board } from './board.ts'
import type { Connection } from './connection.ts'

export interface Allowed {
  readonly access: BoardAccess
  readonly reason: string
}
/** What somebody may do on a board now; null: they may not know of it, or there is no such board. */
export type AccessOf = (actor: Actor, boardId: string) => Promise<Allowed | null>

/**
 * Keeps what each connection may do in step with the session. While it is being asked, frames of those concerned wait, so that
 * the next update is judged by what holds now. One question at a time for each board: answers never overtake each other.
 */
export function createAccess(accessOf: AccessOf, fail: (error: unknown) => void) {
  const asking = new Map<Board, Promise<void>>()
  const isStale = new Set<Board>()

  /** Null also where it cannot be found out. */
  async function ask(actor: Actor, boardId: string): Promise<Allowed | null | 'unknown'> {
    try {
      return await accessOf(actor, boardId)
    } catch (error) {
      fail(error)
      return 'unknown'
    }
  }

  function apply(board: Board, connection: Connection, allowed: Allowed | null | 'unknown'): void {
    if (allowed === 'unknown') connection.close(1013, 'try again')
    else if (allowed) board.setAccess(connection, allowed.access, allowed.reason)
    else connection.close(4404, 'not found')
  }

  async function askAll(board: Board): Promise<void> {
    while (isStale.delete(board)) {
      const held = [...board.connections].map((connection) => ({ connection, frames: connection.hold() }))
      const people = new Map(held.map(({ connection: { actor } }) => [actor.personId, actor]))
      const answers = new Map(
        await Promise.all([...people].map(async ([id, actor]) => [id, await ask(actor, board.id)] as const)),
      )
      for (const { connection, frames } of held) {
        if (!board.connections.has(connection)) continue
        apply(board, connection, answers.get(connection.actor.personId)!)
        // What came while we asked may have come after the next change.
        connection.release(isStale.has(board) ? frames : undefined)
      }
    }
    asking.delete(board)
  }

  return {
    ask,
    refresh(board: Board): Promise<void> {
      isStale.add(board)
      for (const connection of board.connections) connection.hold()
      const current = asking.get(board)
      if (current) return current
      const work = askAll(board)
      asking.set(board, work)
      return work
    },
  }
}
