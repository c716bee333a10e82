import { CaptureUpdateAction } from '@excalidraw/excalidraw'
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import type * as Y from 'yjs'
import { gathered } from '../outline/index.ts'
import { isOwn, type BoardElement } from '../schema/index.ts'

type SceneElements = Parameters<ExcalidrawImperativeAPI['updateScene']>[0]['elements']

/** The ids of what is chosen and can be put in a frame. */
export const gatherableIn = (
  scene: readonly BoardElement[],
  { selectedElementIds }: Pick<AppState, 'selectedElementIds'>,
): Set<string> =>
  new Set(
    scene.flatMap(({ id, type, containerId, isDeleted }) =>
      selectedElementIds[id] && !isDeleted && !containerId && type !== 'frame' && type !== 'arrow' ? [id] : [],
    ),
  )

/** Gathers what is chosen in a new titled frame, as one step of one's own undo. With `ownOnly` others' work stays where it is. */
export function gatherChosen(api: ExcalidrawImperativeAPI, doc: Y.Doc, name: string, ownOnly: boolean): void {
  const mayChange = (id: string) => !ownOnly || isOwn(doc, id)
  const all = api.getSceneElementsIncludingDeleted() as unknown as readonly BoardElement[]
  const ids = [...gatherableIn(all, api.getAppState())].filter(mayChange)
  const scene = all.filter(({ isDeleted }) => !isDeleted)
  const made = gathered(scene, new Set(ids), { id: crypto.randomUUID(), name })
  if (!made) return
  const after = new Map(made.changes.filter(([{ id }]) => mayChange(id)).map(([{ id }, element]) => [id, element]))
  api.updateScene({
    elements: [...all.map((element) => after.get(element.id) ?? element), made.frame] as unknown as SceneElements,
    appState: { selectedElementIds: {} },
    captureUpdate: CaptureUpdateAction.IMMEDIATELY,
  })
  api.scrollToContent(made.frame as never, { fitToViewport: false, animate: false })
}
