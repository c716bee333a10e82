import { MAIN_BOARD, type SessionId } from '@copse/contract'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { useHeld } from '../../app/use-held.ts'
import { followNetwork } from '../follow-network.ts'
import { createBoardShelf, type BoardShelf, type OpenBoard } from './board-shelf.ts'

export interface WorkingBoard {
  readonly open: OpenBoard | null
  readonly shelf: BoardShelf | null
  /** Whether everyone's board is looked at instead of one's own. */
  readonly looksAtAll: boolean
  readonly setLooksAtAll: (looks: boolean) => void
}

/** The board somebody works at, `name`, or everyone's while she looks at that. Null until the session is known. */
export function useWorkingBoard(sessionId: SessionId, name: string | null): WorkingBoard {
  const [lookingFrom, setLookingFrom] = useState<string | null>(null)
  const shelf = useHeld(
    useCallback(
      (show: (shelf: BoardShelf) => void) => {
        const made = createBoardShelf({ sessionId })
        show(made)
        const unfollow = followNetwork(made)
        return () => {
          unfollow()
          made.destroy()
        }
      },
      [sessionId],
    ),
  )
  const looksAtAll = name !== null && lookingFrom === name && name !== MAIN_BOARD
  const wanted = looksAtAll ? MAIN_BOARD : name
  useEffect(() => {
    if (wanted !== null) shelf?.turnTo(wanted)
  }, [shelf, wanted])
  const none = useMemo(() => createStore<{ open: OpenBoard | null }>(() => ({ open: null })), [])
  const open = useStore(shelf?.store ?? none, (state) => state.open)
  return { open, shelf, looksAtAll, setLooksAtAll: (looks) => setLookingFrom(looks ? name : null) }
}
