import { exportToSvg } from '@excalidraw/excalidraw'
import type { BoardElement } from '../../schema/index.ts'
import { loadFonts } from '../fonts.ts'

type Exported = Parameters<typeof exportToSvg>[0]

/** What the editor's own export makes of a scene, with as much room around it as our pictures have. */
export async function exported(
  scene: readonly BoardElement[],
  images: Readonly<Record<string, string>>,
): Promise<string> {
  await loadFonts()
  const files = Object.fromEntries(
    Object.entries(images).map(([id, dataURL]) => [id, { id, dataURL, mimeType: 'image/png', created: 0 }]),
  )
  const svg = await exportToSvg({
    elements: scene as unknown as Exported['elements'],
    appState: { exportBackground: true, viewBackgroundColor: '#ffffff' },
    files: files as unknown as Exported['files'],
    exportPadding: 24,
    skipInliningFonts: true,
  })
  return svg.outerHTML
}
