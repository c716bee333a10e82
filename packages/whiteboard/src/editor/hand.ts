import type { AppState } from '@excalidraw/excalidraw/types'
import type { Hand } from '../binding/index.ts'

/** What somebody has in hand, by the editor's own state. */
export function handOf(state: AppState): Hand {
  const { newElement, multiElement, editingTextElement, resizingElement, croppingElementId } = state
  const isDown =
    state.cursorButton === 'down' || state.selectedElementsAreBeingDragged || state.isResizing || state.isRotating
  const ids = new Set<string>()
  for (const element of [newElement, multiElement, editingTextElement, resizingElement])
    if (element) ids.add(element.id)
  const { containerId } = (editingTextElement ?? {}) as { containerId?: string | null }
  if (containerId) ids.add(containerId)
  if (croppingElementId) ids.add(croppingElementId)
  if (isDown) for (const id of Object.keys(state.selectedElementIds)) ids.add(id)
  return { ids, busy: isDown || ids.size > 0, typing: editingTextElement !== null }
}
