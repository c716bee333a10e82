import { boundsOf, boundsOfAll, type BoardElement } from '../schema/index.ts'

const GAP = 24
const COLUMNS = 4
/** Rows looked at before it goes below everything: a board is not searched for ever. */
const MAX_ROWS = 500

/** A place where something of this size covers nothing: in rows of four from the top left, or below everything. */
export function freePlace(
  scene: readonly BoardElement[],
  { width, height }: { width: number; height: number },
): { x: number; y: number } {
  const all = boundsOfAll(scene)
  if (!all) return { x: 0, y: 0 }
  const taken = scene.map(boundsOf)
  const isFree = (x: number, y: number) =>
    !taken.some(
      (box) =>
        x < box.x + box.width + GAP &&
        x + width + GAP > box.x &&
        y < box.y + box.height + GAP &&
        y + height + GAP > box.y,
    )
  const bottom = all.y + all.height + GAP
  for (let row = 0, y = all.y; y < bottom && row < MAX_ROWS; row++, y += height + GAP)
    for (let column = 0; column < COLUMNS; column++) {
      const x = all.x + column * (width + GAP)
      if (isFree(x, y)) return { x, y }
    }
  return { x: all.x, y: bottom }
}
