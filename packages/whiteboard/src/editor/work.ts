import type { AppState } from '@excalidraw/excalidraw/types'
import type { Work } from '../live/index.ts'
import { boundsOfAll, type BoardElement } from '../schema/index.ts'

/** What others should see somebody doing: drawing this, or moving something to there. */
export function workOf(scene: readonly BoardElement[], state: AppState): Work | null {
  const drawing = state.newElement ?? state.multiElement
  if (drawing) return { drawing: drawing as unknown as BoardElement }
  if (!state.selectedElementsAreBeingDragged && !state.isResizing && !state.isRotating) return null
  const moving = boundsOfAll(scene.filter(({ id, isDeleted }) => state.selectedElementIds[id] && !isDeleted))
  return moving && { moving }
}
