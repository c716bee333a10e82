import { encodeLive, type LiveChannel, type LiveFrame } from '../live/index.ts'
import type { BoardElement } from '../schema/index.ts'

const EVERY_MS = 50

/** Tells others where one's cursor is and what one is drawing, twenty times a second at most, a stroke as what was added. */
export function createSender(live: LiveChannel) {
  let cursor: LiveFrame | null = null
  let element: BoardElement | null = null
  let sentPoints = 0
  let inProgress: string | null = null

  function work(): LiveFrame | null {
    if (!element) {
      if (inProgress === null) return null
      inProgress = null
      return { kind: 'done' }
    }
    const first = inProgress !== element.id
    inProgress = element.id
    if (element.type === 'freedraw') {
      const points = (element.points ?? []).slice(first ? 0 : sentPoints)
      sentPoints = element.points?.length ?? 0
      if (points.length === 0) return null
      const { x, y } = element
      return { kind: 'stroke', colour: element.strokeColor, width: element.strokeWidth, first, points: points.map((point) => [point[0] + x, point[1] + y]) }
    }
    const { strokeColor: colour, type, x, y, width, height } = element
    return { kind: 'shape', colour, type, x, y, width, height }
  }

  const timer = setInterval(() => {
    for (const frame of [cursor, work()]) if (frame) live.send(encodeLive(frame))
    cursor = null
  }, EVERY_MS)

  return {
    cursor(x: number, y: number, laser: boolean) {
      cursor = { kind: 'cursor', x, y, laser }
    },
    working(current: BoardElement | null) {
      element = current
    },
    stop: () => clearInterval(timer),
  }
}
