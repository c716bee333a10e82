import { useMemo, useSyncExternalStore } from 'react'

/** Opens something outside React, hands it over when there is one, and returns how to let go of it. */
export type Open<Held> = (show: (held: Held) => void) => () => void

/**
 * Something outside React that lives just as long as the page that shows it: a socket, a board, a video room. Null until it is
 * there. A new `open` lets go of the old one first; keep it stable with useCallback.
 */
export function useHeld<Held>(open: Open<Held>): Held | null {
  const holder = useMemo(() => holderOf(open), [open])
  return useSyncExternalStore(holder.subscribe, holder.current)
}

function holderOf<Held>(open: Open<Held>) {
  let held: Held | null = null
  return {
    subscribe(changed: () => void) {
      const close = open((opened) => {
        held = opened
        changed()
      })
      return () => {
        held = null
        close()
      }
    },
    current: () => held,
  }
}
