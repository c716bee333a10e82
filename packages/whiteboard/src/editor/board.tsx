import { CaptureUpdateAction, Excalidraw, MainMenu } from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { useCallback, useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { bind, type Binding } from '../binding/binding.ts'
import type { LiveChannel } from '../live/index.ts'
import { readScene, type BoardElement } from '../schema/index.ts'
import './board.css'
import { createSender } from './sender.ts'
import { PeerOverlay } from './peer-overlay.tsx'
import { mendAccessibility } from './mend-accessibility.ts'

export interface BoardProps {
  /** Another document needs another `key`: the editor keeps what it had. */
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
  // The editor puts its first scene in place a moment after it hands out its API; what is shown before that is lost.
  const [ready, setReady] = useState(false)
  const initial = useRef(() => ({ elements: readScene(doc) as never, scrollToContent: true }))
  const binding = useRef<Binding | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef({ canWrite, uploadFile })
  latest.current = { canWrite, uploadFile }

  useEffect(() => {
    if (!api || !ready) return
    const bound = bind({
      doc,
      api,
      canWrite: () => latest.current.canWrite,
      uploadFile: (blob) => latest.current.uploadFile(blob),
      show: (scene) => api.updateScene({ elements: scene as never, captureUpdate: CaptureUpdateAction.NEVER }),
    })
    binding.current = bound
    return () => {
      binding.current = null
      bound.destroy()
    }
  }, [api, doc, ready])

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
      if (!appState.isLoading) setReady(true)
      binding.current?.sceneChanged(scene as readonly BoardElement[], appState)
      if (latest.current.canWrite) sender?.working(appState.newElement as unknown as BoardElement | null)
    },
    [sender],
  )

  return (
    <div className="copse-board" ref={frame} role="group" aria-label={label}>
      <Excalidraw
        excalidrawAPI={setApi}
        initialData={initial.current}
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
