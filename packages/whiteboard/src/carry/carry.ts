import { boundsOfAll, frameAt, sceneFromUpdate, type BoardElement, type BoardFile } from '../schema/index.ts'
import { clusters } from './clusters.ts'
import { laid } from './laid.ts'
import { renamed } from './renamed.ts'

/** A board to be laid on another. */
export interface Sheet {
  readonly id: string
  readonly update: Uint8Array
  /** The title of the frame it comes in; null: its notes lie loose among those of all other sheets. */
  readonly title: string | null
}

const PADDING = 40

/** A sheet with a frame around it. */
function framed(elements: readonly BoardElement[], frameId: string, title: string): BoardElement[] {
  const { x, y, width, height } = boundsOfAll(elements)!
  const around = { x: x - PADDING, y: y - PADDING, width: width + 2 * PADDING, height: height + 2 * PADDING }
  return [
    ...elements.map((element) => ({ ...element, frameId: element.frameId ?? frameId })),
    frameAt(frameId, title, around),
  ]
}

/**
 * The update that lays sheets on a board, below what is there; null when nothing is to be laid. `name` gives an element its id there,
 * from the sheet's id and its own: the same each time, so that doing it twice does it once. Loose notes go in the order of their new
 * ids, which says nothing of who wrote them as long as those do not.
 */
export function carry(
  board: Uint8Array,
  sheets: readonly Sheet[],
  name: (sheetId: string, elementId: string) => string,
): Uint8Array | null {
  const blocks: BoardElement[][] = []
  const loose: BoardElement[][] = []
  const files: Record<string, BoardFile> = {}
  for (const { id, update, title } of sheets) {
    const { scene, files: theirs } = sceneFromUpdate(update)
    if (scene.length === 0) continue
    const elements = renamed(scene, (elementId) => name(id, elementId))
    if (title === null) loose.push(...clusters(elements))
    else blocks.push(framed(elements, name(id, 'frame'), title))
    Object.assign(files, theirs)
  }
  loose.sort((one, other) => (one[0]!.id < other[0]!.id ? -1 : 1))
  return laid(board, [...blocks, ...loose], files)
}
