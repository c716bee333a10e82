import type { BoardElement } from './element.ts'

/** A rectangle in scene pixels. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where an element lies before it is turned; a line's points may lie to the left of its origin. */
export function unturnedBounds({ x, y, width, height, points }: BoardElement): Bounds {
  if (!points) return { x, y, width, height }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [px, py] of points) {
    left = Math.min(left, px)
    right = Math.max(right, px)
    top = Math.min(top, py)
    bottom = Math.max(bottom, py)
  }
  return { x: x + left, y: y + top, width: right - left, height: bottom - top }
}

/** Where it lies as it is drawn. */
export function boundsOf(element: BoardElement): Bounds {
  const { x, y, width, height } = unturnedBounds(element)
  const [cos, sin] = [Math.abs(Math.cos(element.angle)), Math.abs(Math.sin(element.angle))]
  const [reachX, reachY] = [(cos * width + sin * height) / 2, (sin * width + cos * height) / 2]
  return { x: x + width / 2 - reachX, y: y + height / 2 - reachY, width: 2 * reachX, height: 2 * reachY }
}

/** What holds them all; null when there are none. */
export function boundsOfAll(scene: readonly BoardElement[]): Bounds | null {
  if (scene.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const element of scene) {
    const { x, y, width, height } = boundsOf(element)
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
