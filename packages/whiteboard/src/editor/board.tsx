import { CaptureUpdateAction, Excalidraw, MainMenu } from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { useCallback, useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { bind, type Binding } from '../binding/binding.ts'
import type { LiveChannel } from '../live/index.ts'
import type { BoardElement } from '../schema/index.ts'
import './board.css'
import { createSender } from './sender.ts'
import { PeerOverlay } from './peer-overlay.tsx'
import { mendAccessibility } from './mend-accessibility.ts'

export interface BoardProps {
  readonly doc: Y.Doc
  /** Null: nobody else, as in a record. */
  readonly live: LiveChannel | null
  /** Shows or hides the tools. It is the server that refuses. */
  readonly canWrite: boolean
  readonly theme: 'light' | 'dark'
  readonly language: string
  /** Where an image's bytes go; null when they were refused. */
  readonly uploadFile: (blob: Blob) => Promise<{ url: string } | null>
  readonly label: string
}

/** The board as people draw on it. The one place that imports Excalidraw. */
export function Board({ doc, live, canWrite, theme, language, uploadFile, label }: BoardProps) {
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null)
  const binding = useRef<Binding | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef({ canWrite, uploadFile })
  latest.current = { canWrite, uploadFile }

  useEffect(() => {
    if (!api) return
    const bound = bind({
      doc,
      api,
      canWrite: () => latest.current.canWrite,
      uploadFile: (blob) => latest.current.uploadFile(blob),
      show: (scene) => api.updateScene({ elements: scene as never, captureUpdate: CaptureUpdateAction.NEVER }),
    })
    binding.current = bound
    api.scrollToContent(undefined, { fitToViewport: true, viewportZoomFactor: 0.8, maxZoom: 1 } as never)
    return () => {
      binding.current = null
      bound.destroy()
    }
  }, [api, doc])

  const [sender, setSender] = useState<ReturnType<typeof createSender> | null>(null)
  useEffect(() => {
    if (!live) return
    const made = createSender(live)
    setSender(made)
    return () => made.stop()
  }, [live])

  useEffect(() => (frame.current ? mendAccessibility(frame.current, label) : undefined), [label, api])

  const onChange = useCallback(
    (scene: readonly unknown[], appState: Parameters<Binding['sceneChanged']>[1]) => {
      binding.current?.sceneChanged(scene as readonly BoardElement[], appState)
      if (latest.current.canWrite) sender?.working(appState.newElement as unknown as BoardElement | null)
    },
    [sender],
  )

  return (
    <div className="copse-board" ref={frame} role="group" aria-label={label}>
      <Excalidraw
        excalidrawAPI={setApi}
        onChange={onChange as never}
        onPointerUpdate={({ pointer }) => sender?.cursor(pointer.x, pointer.y, pointer.tool === 'laser')}
        viewModeEnabled={!canWrite}
        isCollaborating
        theme={theme}
        langCode={language.startsWith('es') ? 'es-ES' : 'en'}
        aiEnabled={false}
        handleKeyboardGlobally={false}
        validateEmbeddable={false}
        UIOptions={{
          canvasActions: { export: false, loadScene: false, saveToActiveFile: false, toggleTheme: null, saveAsImage: false, clearCanvas: false },
        }}
      >
        <MainMenu>
          <MainMenu.DefaultItems.SearchMenu />
          <MainMenu.DefaultItems.ChangeCanvasBackground />
        </MainMenu>
      </Excalidraw>
      {live && api && <PeerOverlay live={live} api={api} />}
    </div>
  )
}
export default Board
