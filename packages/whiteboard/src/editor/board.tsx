import './fonts.ts'
import { Excalidraw, MainMenu } from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'
import type { AppState, ExcalidrawImperativeAPI, ExcalidrawProps } from '@excalidraw/excalidraw/types'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { createSender, type LiveChannel, type Sender } from '../live/index.ts'
import type { BoardElement } from '../schema/index.ts'
import './board.css'
import { loadFonts } from './fonts.ts'
import { englishLabels, type BoardLabels } from './labels.ts'
import { mendAccessibility } from './mend-accessibility.ts'
import { PeerOverlay } from './peer-overlay.tsx'
import { useBinding } from './use-binding.ts'
import { workOf } from './work.ts'

export interface BoardProps {
  /** Another document needs another `key`: the editor keeps what it had. */
  readonly doc: Y.Doc
  /** Null: nobody else, as in a record. */
  readonly live: LiveChannel | null
  /** Shows or hides the tools. It is the server that refuses. */
  readonly canWrite: boolean
  /** Others' work is not to be changed: what the editor ties to it stays one's own. */
  readonly ownOnly?: boolean
  readonly theme: 'light' | 'dark'
  readonly language: string
  /** Where an image's bytes go; null when they were refused. */
  readonly uploadFile: (blob: Blob) => Promise<{ url: string } | null>
  readonly labels?: BoardLabels
}

/** What the host does itself, or what would lead elsewhere. */
const uiOptions: ExcalidrawProps['UIOptions'] = {
  canvasActions: {
    export: false,
    loadScene: false,
    saveToActiveFile: false,
    toggleTheme: null,
    saveAsImage: false,
    clearCanvas: false,
  },
}

/** An empty board opens with its origin, where the first note goes, clear of the tools. */
const openAt = () => ({
  appState: matchMedia('(min-width: 730px)').matches ? { scrollX: 260, scrollY: 120 } : { scrollX: 24, scrollY: 120 },
})

/** The board as people draw on it. The one place that imports Excalidraw. */
export default function Board({
  doc,
  live,
  canWrite,
  ownOnly = false,
  theme,
  language,
  uploadFile,
  labels = englishLabels,
}: BoardProps) {
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null)
  // The editor puts its first, empty scene in place a moment after it hands out its API; what is shown before that is lost.
  const [isOpen, setIsOpen] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const sender = useRef<Sender | null>(null)
  // Words being typed are finished first: the editor is taken down before their field, and would then fail to.
  useLayoutEffect(() => {
    const root = frame.current!
    return () => root.querySelector<HTMLElement>('.excalidraw-wysiwyg')?.blur()
  }, [])
  const binding = useBinding({
    api: isOpen ? api : null,
    doc,
    canWrite,
    ownOnly,
    uploadFile,
    onImageRefused: () => api?.setToast({ message: labels.imageRefused, closable: true, duration: 10_000 }),
  })

  useEffect(() => {
    if (!live || !canWrite) return
    const made = createSender(live)
    sender.current = made
    return () => {
      sender.current = null
      made.stop()
    }
  }, [live, canWrite])

  useEffect(() => {
    if (isOpen) void loadFonts()
  }, [isOpen])
  useEffect(() => mendAccessibility(frame.current!, labels.drawingSurface), [labels.drawingSurface])

  const onChange = useCallback(
    (scene: readonly unknown[], state: AppState) => {
      if (!state.isLoading) setIsOpen(true)
      sender.current?.working(workOf(scene as readonly BoardElement[], state))
      binding.current?.sceneChanged()
    },
    [binding],
  )
  const onPointerUpdate = useCallback<NonNullable<ExcalidrawProps['onPointerUpdate']>>(({ pointer, button }) => {
    sender.current?.cursor(pointer.x, pointer.y, pointer.tool === 'laser' && button === 'down')
  }, [])

  return (
    <div className="copse-board" ref={frame} role="group" aria-label={labels.board} data-theme={theme}>
      <Excalidraw
        excalidrawAPI={setApi}
        initialData={openAt}
        onChange={onChange}
        onPointerUpdate={onPointerUpdate}
        viewModeEnabled={!canWrite}
        isCollaborating
        theme={theme}
        langCode={language.startsWith('es') ? 'es-ES' : 'en'}
        aiEnabled={false}
        handleKeyboardGlobally={false}
        validateEmbeddable={false}
        UIOptions={uiOptions}
      >
        <MainMenu>
          <MainMenu.DefaultItems.SearchMenu />
        </MainMenu>
      </Excalidraw>
      {live && api && <PeerOverlay live={live} api={api} />}
    </div>
  )
}
