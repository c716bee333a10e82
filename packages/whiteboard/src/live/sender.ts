import type { BoardElement, Bounds } from '../schema/index.ts'
import { encodeLive, shapeTypes, type LiveFrame, type ShapeType } from './frames.ts'
import type { LiveChannel } from './presence.ts'

/** What somebody has in hand: an element being drawn, or where what they move or turn is. */
export type Work = { readonly drawing: BoardElement } | { readonly moving: Bounds }

/** Twenty times a second at most. */
const EVERY_MS = 50
/** A pen's line is about this much wider than its stroke width says. */
const PEN = 1.6
const MOVING_COLOUR = '#6965db'

/** Tells others where one's cursor is and what one is drawing: a stroke as what was added, and nothing while nothing moves. */
export function createSender(live: Pick<LiveChannel, 'send'>) {
  let cursor: LiveFrame | null = null
  let work: Work | null = null
  /** The stroke in progress and how much of it was sent. */
  let sent: { id: string; points: number } | null = null
  let isShowing = false
  let timer: ReturnType<typeof setTimeout> | null = null

  function frameOf(work: Work): LiveFrame | null {
    if ('moving' in work) return { kind: 'shape', colour: MOVING_COLOUR, type: 'selection', ...work.moving }
    const { id, type, x, y, width, height, strokeColor: colour, strokeWidth, points } = work.drawing
    if (!points)
      return shapeTypes.includes(type as ShapeType)
        ? { kind: 'shape', colour, type: type as ShapeType, x, y, width, height }
        : null
    // A pen's points stand; those of a line move until it is done.
    const from = type === 'freedraw' && sent?.id === id ? sent.points : 0
    sent = { id, points: points.length }
    if (from === points.length) return null
    const added = points.slice(from).map((point) => [point[0] + x, point[1] + y] as const)
    return {
      kind: 'stroke',
      colour,
      width: type === 'freedraw' ? strokeWidth * PEN : strokeWidth,
      first: from === 0,
      points: added,
    }
  }

  function flush(): void {
    timer = null
    let frame: LiveFrame | null = null
    if (work) frame = frameOf(work)
    else {
      if (isShowing) frame = { kind: 'done' }
      isShowing = false
      sent = null
    }
    for (const one of [cursor, frame]) if (one) live.send(encodeLive(one))
    cursor = null
  }
  const schedule = () => {
    timer ??= setTimeout(flush, EVERY_MS)
  }

  return {
    cursor(x: number, y: number, laser: boolean) {
      cursor = { kind: 'cursor', x, y, laser }
      schedule()
    },
    /** Null: nothing in hand any longer. */
    working(now: Work | null) {
      work = now
      if (now) isShowing = true
      if (now || isShowing) schedule()
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      if (isShowing) live.send(encodeLive({ kind: 'done' }))
    },
  }
}
export type Sender = ReturnType<typeof createSender>
