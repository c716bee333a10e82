import { boardIdOf, type SessionId } from '@copse/contract'
import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import { outline } from '@copse/whiteboard/outline'
import { readScene } from '@copse/whiteboard/schema'
import type * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface OpenBoard {
  readonly name: string
  readonly connection: BoardConnection
}

/** The boards of one session in one browser: one is open; those left stay until all of them is on the server's disk. */
export interface BoardShelf {
  readonly store: StoreApi<{
    readonly open: OpenBoard | null
    /** Words written in the moment a board was left, which came too late to be kept there. */
    readonly unkept: readonly string[]
  }>
  turnTo(name: string): void
  forgetUnkept(): void
  lose(): void
  wake(): void
  destroy(): void
}

/** What was being typed is handed in when the editor is taken down, which is after the board was left. */
const LINGER_MS = 2000

export function createBoardShelf(options: {
  sessionId: SessionId
  connect?: (boardId: string) => BoardConnection
  lingerMs?: number
}): BoardShelf {
  const { sessionId, connect = (boardId: string) => connectBoard({ boardId }), lingerMs = LINGER_MS } = options
  const store: BoardShelf['store'] = createStore(() => ({ open: null, unkept: [] }))
  /** Boards that were left, and how to stop waiting for them. */
  const leaving = new Map<string, { readonly connection: BoardConnection; stop: () => void }>()

  function leave({ name, connection }: OpenBoard): void {
    const { doc } = connection.store.getState()
    let lingers = true
    let tooLate = false
    const look = () => {
      const status = connection.store.getState()
      if (status.doc !== doc && status.refused) tooLate = true
      if (tooLate && status.synced) {
        const unkept = lost(doc, status.doc)
        if (unkept.length > 0) store.setState((before) => ({ unkept: [...before.unkept, ...unkept] }))
      } else if (tooLate || lingers || status.pending > 0) return
      leaving.get(name)?.stop()
      leaving.delete(name)
      connection.destroy()
    }
    const timer = setTimeout(() => {
      lingers = false
      look()
    }, lingerMs)
    const unsubscribe = connection.store.subscribe(look)
    const stop = () => {
      clearTimeout(timer)
      unsubscribe()
    }
    leaving.set(name, { connection, stop })
  }

  function everywhere(act: (connection: BoardConnection) => void): void {
    const { open } = store.getState()
    if (open) act(open.connection)
    for (const { connection } of leaving.values()) act(connection)
  }

  return {
    store,
    turnTo(name) {
      const { open } = store.getState()
      if (open?.name === name) return
      const kept = leaving.get(name)
      kept?.stop()
      leaving.delete(name)
      const connection = kept?.connection ?? connect(boardIdOf(sessionId, name))
      if (open) leave(open)
      store.setState({ open: { name, connection } })
    },
    forgetUnkept: () => store.setState({ unkept: [] }),
    lose: () => everywhere((connection) => connection.lose()),
    wake: () => everywhere((connection) => connection.wake()),
    destroy() {
      for (const { connection, stop } of leaving.values()) {
        stop()
        connection.destroy()
      }
      leaving.clear()
      store.getState().open?.connection.destroy()
    },
  }
}

/** Words that one document had and the truth has not. */
function lost(mine: Y.Doc, truth: Y.Doc): string[] {
  const kept = new Map(outline(readScene(truth)).map(({ id, text }) => [id, text]))
  return outline(readScene(mine))
    .filter(({ id, text }) => text.trim() !== '' && kept.get(id) !== text)
    .map(({ text }) => text)
}
