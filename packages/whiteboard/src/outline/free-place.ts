import { boundsOf, boundsOfAll, type BoardElement, type Bounds } from '../schema/index.ts'

/** Room kept around a note. */
export const GAP = 24
const COLUMNS = 4
/** Rows looked at before it goes below everything: a board is not searched for ever. */
const MAX_ROWS = 500

/** Whether something of a size would stand clear of all these. */
const freeAmong =
  (taken: readonly Bounds[], { width, height }: { width: number; height: number }) =>
  (x: number, y: number): boolean =>
    !taken.some(
      (box) =>
        x < box.x + box.width + GAP &&
        x + width + GAP > box.x &&
        y < box.y + box.height + GAP &&
        y + height + GAP > box.y,
    )

/** A place where something of this size covers nothing: in rows of four from the top left, or below everything. */
export function freePlace(
  scene: readonly BoardElement[],
  { width, height }: { width: number; height: number },
): { x: number; y: number } {
  const all = boundsOfAll(scene)
  if (!all) return { x: 0, y: 0 }
  const isFree = freeAmong(scene.map(boundsOf), { width, height })
  const bottom = all.y + all.height + GAP
  for (let row = 0, y = all.y; y < bottom && row < MAX_ROWS; row++, y += height + GAP)
    for (let column = 0; column < COLUMNS; column++) {
      const x = all.x + column * (width + GAP)
      if (isFree(x, y)) return { x, y }
    }
  return { x: all.x, y: bottom }
}

/**
 * A place in a frame where something of this size covers nothing, in rows from its top left, and how high the frame must be for it: the
 * last row may reach beyond its lower edge. Null where there is none: what stands below is in the way, or the frame is too narrow.
 */
export function placeWithin(
  scene: readonly BoardElement[],
  frame: BoardElement,
  { width, height }: { width: number; height: number },
): { x: number; y: number; needs: number } | null {
  const area = boundsOf(frame)
  const perRow = Math.floor((area.width - GAP) / (width + GAP))
  const isFree = freeAmong(scene.filter(({ id }) => id !== frame.id && id !== frame.frameId).map(boundsOf), {
    width,
    height,
  })
  const bottom = area.y + area.height
  for (let row = 0, y = area.y + GAP; y <= bottom && row < MAX_ROWS; row++, y += height + GAP)
    for (let column = 0; column < perRow; column++) {
      const x = area.x + GAP + column * (width + GAP)
      if (isFree(x, y)) return { x, y, needs: Math.max(area.height, y + height + GAP - area.y) }
    }
  return null
}
