import { useState, type PointerEvent } from 'react'

/** A row under the finger, and the row it would come before; null: to the end. */
interface Drag {
  readonly key: string
  readonly before: string | null
}

/**
 * Dragging a row by its handle with a finger or a pen. Browsers drag by touch themselves only after a long press, and not all of
 * them; elsewhere a finger scrolls the page.
 */
export function useTouchDrag(onMove: (key: string, before: string | null) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)

  function over(handle: Element, y: number): string | null {
    const rows = [...handle.closest('[role=grid]')!.querySelectorAll<HTMLElement>('[role=row]')]
    const under = rows.find((row) => {
      const { top, height } = row.getBoundingClientRect()
      return y < top + height / 2
    })
    ;(under ?? rows.at(-1))?.scrollIntoView({ block: 'nearest' })
    return under?.dataset.key ?? null
  }

  return {
    drag,
    handle: (key: string) => ({
      onPointerDown(event: PointerEvent) {
        if (event.pointerType === 'mouse') return
        event.stopPropagation() // it is no press on the row
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ key, before: key })
      },
      onPointerMove(event: PointerEvent) {
        if (drag) setDrag({ key, before: over(event.currentTarget, event.clientY) })
      },
      onPointerUp() {
        if (drag && drag.before !== drag.key) onMove(drag.key, drag.before)
        setDrag(null)
      },
      onPointerCancel: () => setDrag(null),
    }),
  }
}
