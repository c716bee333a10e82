import type { Board } from './board.ts'

/** A board nobody has had open for this long is let go of. */
const QUIET_MS = 30_000

interface Entry {
  readonly loading: Promise<Board>
  board: Board | null
  users: number
  quiet: NodeJS.Timeout | null
}

/**
 * The boards in memory, each once. Whoever takes one gives it back: counted from the moment it is asked for, so that a board
 * is not let go of under someone who is just coming in. Nothing to save when it goes: all of it is in the log.
 */
export function createOpenBoards(load: (boardId: string, abandon: () => void) => Promise<Board>) {
  const entries = new Map<string, Entry>()

  function remove(boardId: string, entry: Entry): void {
    if (entries.get(boardId) === entry) entries.delete(boardId)
    entry.board?.close()
  }

  return {
    /** Resolves with the board and how to give it back; twice is once. */
    async take(boardId: string): Promise<{ board: Board; giveBack: () => void }> {
      let entry = entries.get(boardId)
      if (!entry) {
        const loading = load(boardId, () => remove(boardId, fresh))
        const fresh: Entry = { loading, board: null, users: 0, quiet: null }
        entry = fresh
        entries.set(boardId, fresh)
        loading.then(
          (board) => (fresh.board = board),
          () => remove(boardId, fresh),
        )
      }
      const taken = entry
      if (taken.quiet) clearTimeout(taken.quiet)
      taken.users += 1
      const board = await taken.loading
      let isBack = false
      return {
        board,
        giveBack() {
          if (isBack) return
          isBack = true
          taken.users -= 1
          if (taken.users === 0) taken.quiet = setTimeout(() => remove(boardId, taken), QUIET_MS).unref()
        },
      }
    },
    /** Those that have been read. Who waits for another has yet to join it, and is asked about then. */
    open: () => [...entries.values()].flatMap(({ board }) => (board ? [board] : [])),
  }
}
