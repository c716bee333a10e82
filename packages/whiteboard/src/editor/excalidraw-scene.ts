import { CaptureUpdateAction } from '@excalidraw/excalidraw'
import type { BinaryFileData, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import type { HeldImage, ImageShelf, SceneEditor } from '../binding/index.ts'
import type { BoardElement } from '../schema/index.ts'
import { handOf } from './hand.ts'

type SceneElements = Parameters<ExcalidrawImperativeAPI['updateScene']>[0]['elements']

/** Excalidraw's scene as the binding wants it. */
export const sceneOf = (api: ExcalidrawImperativeAPI): SceneEditor => ({
  scene: () => api.getSceneElementsIncludingDeleted() as unknown as readonly BoardElement[],
  hand: () => handOf(api.getAppState()),
  show: (scene) =>
    api.updateScene({ elements: scene as unknown as SceneElements, captureUpdate: CaptureUpdateAction.NEVER }),
})

/** The images Excalidraw holds. */
export const shelfOf = (api: ExcalidrawImperativeAPI): ImageShelf => ({
  get: (fileId) => api.getFiles()[fileId],
  add: (fileId, { mimeType, dataURL }: HeldImage) =>
    api.addFiles([{ id: fileId, mimeType, dataURL, created: 0 } as BinaryFileData]),
})
