import { boundsOf, type BoardElement } from '../schema/index.ts'
import { isNote, outline } from './outline.ts'

/**
 * The note at a point of the scene, the frontmost of several; null where there is none. One smaller than `reach` to each side of its
 * middle is met that far around it, the nearest of several.
 */
export function noteAt(scene: readonly BoardElement[], x: number, y: number, reach: number): string | null {
  const ids = new Set(outline(scene).flatMap((entry) => (isNote(entry) ? [entry.id] : [])))
  let [nearest, distance]: [string | null, number] = [null, Infinity]
  for (const element of scene.toReversed()) {
    if (!ids.has(element.id)) continue
    const box = boundsOf(element)
    const [dx, dy] = [Math.abs(x - box.x - box.width / 2), Math.abs(y - box.y - box.height / 2)]
    if (dx <= box.width / 2 && dy <= box.height / 2) return element.id
    const isNear = dx <= Math.max(reach, box.width / 2) && dy <= Math.max(reach, box.height / 2)
    if (isNear && Math.hypot(dx, dy) < distance) [nearest, distance] = [element.id, Math.hypot(dx, dy)]
  }
  return nearest
}
