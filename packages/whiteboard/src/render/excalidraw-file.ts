import type { BoardElement } from '../schema/index.ts'

/** The scene as a .excalidraw file, which Excalidraw itself opens. `images`: data URLs by file id. */
export function toExcalidrawFile(
  scene: readonly BoardElement[],
  images: Readonly<Record<string, { mimeType: string; dataURL: string }>> = {},
): string {
  const files = Object.fromEntries(
    Object.entries(images).map(([id, { mimeType, dataURL }]) => [id, { id, mimeType, dataURL, created: 0 }]),
  )
  return JSON.stringify(
    {
      type: 'excalidraw',
      version: 2,
      source: 'copse',
      elements: scene,
      appState: { viewBackgroundColor: '#ffffff' },
      files,
    },
    null,
    2,
  )
}
