import './fonts.ts'
import { Excalidraw, MainMenu } from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'
import type { AppState, ExcalidrawImperativeAPI, ExcalidrawProps } from '@excalidraw/excalidraw/types'
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react'
import type * as Y from 'yjs'
import { createSender, type LiveChannel, type Sender } from '../live/index.ts'
import type { BoardElement } from '../schema/index.ts'
import './board.css'
import { DotLayer, type BoardDots } from './dot-layer.tsx'
import { loadFonts } from './fonts.ts'
import { gatherableIn, gatherChosen } from './gather-chosen.ts'
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
  /** Dots on notes, on a layer of their own; nothing of them is in the document. */
  readonly dots?: BoardDots | null
  /** Told how many things are chosen that a theme can be made of. */
  readonly onChosen?: (count: number) => void
  readonly handle?: Ref<BoardHandle>
}

/** What the host asks of an open board. */
export interface BoardHandle {
  /** Gathers what is chosen in a titled frame; undone like anything drawn. */
  makeTheme(name: string): void
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
  dots = null,
  onChosen,
  handle,
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

  const chosen = useRef(0)
  useImperativeHandle(handle, () => ({ makeTheme: (name) => api && gatherChosen(api, doc, name, ownOnly) }), [
    api,
    doc,
    ownOnly,
  ])

  const onChange = useCallback(
    (scene: readonly unknown[], state: AppState) => {
      if (!state.isLoading) setIsOpen(true)
      sender.current?.working(workOf(scene as readonly BoardElement[], state))
      binding.current?.sceneChanged()
      const count = gatherableIn(scene as readonly BoardElement[], state).size
      if (count !== chosen.current) onChosen?.(count)
      chosen.current = count
    },
    [binding, onChosen],
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
      {dots && isOpen && api && <DotLayer dots={dots} doc={doc} api={api} board={frame} />}
    </div>
  )
}
