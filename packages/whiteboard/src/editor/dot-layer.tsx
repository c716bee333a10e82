import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { useEffect, useRef, useState, type CSSProperties, type RefObject } from 'react'
import type * as Y from 'yjs'
import { isNote, noteAt, outline } from '../outline/index.ts'
import { boundsOf, elementsOf, readElement, readScene } from '../schema/index.ts'

/** Dots on notes. */
export interface BoardDots {
  /** One's own while they are placed, everyone's once they were counted. */
  readonly on: { readonly [noteId: string]: number }
  /** Changes how many of one's own are on a note by one; null: none are placed now. */
  readonly change: ((noteId: string, by: 1 | -1) => void) | null
  /** What a screen reader calls them: what taking one back does, or how many there are. */
  readonly label: (count: number, text: string) => string
}

/** Half of what a finger needs, in pixels. */
const REACH = 22
/** A pointer that moved further has moved the board. */
const STILL = 8
/** More dots than this are a number. */
const SEEN = 5

/** Dots above the board, at the corners of their notes. While they are placed, a touch on a note places one, on a dot takes one back. */
export function DotLayer(props: {
  dots: BoardDots
  doc: Y.Doc
  api: ExcalidrawImperativeAPI
  board: RefObject<HTMLDivElement | null>
}) {
  const { dots, doc, api, board } = props
  const { on, change, label } = dots
  const layer = useRef<HTMLDivElement>(null)
  const marked = useMarked(doc, on)

  // Where the board is seen from is told by variables: nothing is rendered anew while it is moved.
  useEffect(() => {
    const follow = () => {
      const { scrollX, scrollY, zoom } = api.getAppState()
      layer.current!.style.setProperty('--scroll-x', String(scrollX))
      layer.current!.style.setProperty('--scroll-y', String(scrollY))
      layer.current!.style.setProperty('--zoom', String(zoom.value))
    }
    follow()
    return api.onScrollChange(follow)
  }, [api])

  useEffect(() => {
    if (!change) return
    const root = board.current!
    let down: { x: number; y: number } | null = null
    const onDown = ({ isPrimary, button, clientX: x, clientY: y, target }: PointerEvent) => {
      // A second finger moves or zooms the board.
      down = isPrimary && button === 0 && (target as Element).matches('canvas.interactive') ? { x, y } : null
    }
    const onUp = ({ clientX, clientY }: PointerEvent) => {
      const still = down && Math.hypot(clientX - down.x, clientY - down.y) < STILL
      down = null
      if (!still) return
      const { scrollX, scrollY, zoom, offsetLeft, offsetTop } = api.getAppState()
      const at = (client: number, offset: number, scroll: number) => (client - offset) / zoom.value - scroll
      const [x, y] = [at(clientX, offsetLeft, scrollX), at(clientY, offsetTop, scrollY)]
      const noteId = noteAt(readScene(doc), x, y, REACH / zoom.value)
      if (noteId) change(noteId, 1)
    }
    root.addEventListener('pointerdown', onDown, true)
    window.addEventListener('pointerup', onUp, true)
    return () => {
      root.removeEventListener('pointerdown', onDown, true)
      window.removeEventListener('pointerup', onUp, true)
    }
  }, [api, board, change, doc])

  return (
    <div ref={layer} className="copse-board__dots">
      {marked.map(({ id, text, x, y, count }) => {
        const place = { '--x': x, '--y': y } as CSSProperties
        const shown = count > SEEN || !change ? <b>{count}</b> : null
        const row = (
          <span aria-hidden="true">
            {shown}
            {'●'.repeat(change ? Math.min(SEEN, count) : 1)}
          </span>
        )
        return change ? (
          <button key={id} type="button" style={place} aria-label={label(count, text)} onClick={() => change(id, -1)}>
            {row}
          </button>
        ) : (
          <span key={id} role="img" style={place} aria-label={label(count, text)}>
            {row}
          </span>
        )
      })}
    </div>
  )
}

interface Marked {
  readonly id: string
  readonly text: string
  readonly count: number
  readonly x: number
  readonly y: number
}

/** The notes that have dots, with the corner these stand at; made anew with each change of the board. */
function useMarked(doc: Y.Doc, on: BoardDots['on']): Marked[] {
  const [, look] = useState(0)
  useEffect(() => {
    let frame = 0
    const onChange = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        look((times) => times + 1)
      })
    }
    elementsOf(doc).observeDeep(onChange)
    return () => {
      elementsOf(doc).unobserveDeep(onChange)
      cancelAnimationFrame(frame)
    }
  }, [doc])
  return outline(readScene(doc)).flatMap((entry): Marked[] => {
    const count = on[entry.id] ?? 0
    const element = count > 0 && isNote(entry) ? readElement(doc, entry.id) : null
    if (!element) return []
    const { x, y, width } = boundsOf(element)
    return [{ id: entry.id, text: entry.text, count, x: x + width, y }]
  })
}
