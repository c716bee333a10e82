import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type * as Y from 'yjs'
import { bind, bindImages, type Binding } from '../binding/index.ts'
import { elementsOf, readScene } from '../schema/index.ts'
import { sceneOf, shelfOf } from './excalidraw-scene.ts'

/** What the editor's tools cover of the drawing, in pixels, and how high it must be for that to matter. */
const CLEAR_OF_TOOLS = { top: 104, right: 24, bottom: 72, left: 24 }
const LOW = 360
/** Words are hardly read when the board is shown smaller than this. */
const SMALLEST = 0.3

/** Keeps an open editor and a document bound; answers whom to tell of changes. */
export function useBinding(options: {
  /** Null until the editor shows what is put into it. */
  api: ExcalidrawImperativeAPI | null
  doc: Y.Doc
  canWrite: boolean
  ownOnly: boolean
  uploadFile: (blob: Blob) => Promise<{ url: string } | null>
  onImageRefused: () => void
}) {
  const { api, doc, canWrite } = options
  const binding = useRef<Binding | null>(null)
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })

  // Before the editor is taken down, while its scene is still whole: what is in hand is written on leaving.
  useLayoutEffect(() => {
    if (!api) return
    const images = bindImages({
      doc,
      shelf: shelfOf(api),
      upload: (blob) => latest.current.uploadFile(blob),
      onRefused: () => latest.current.onImageRefused(),
    })
    const bound = bind({
      doc,
      editor: sceneOf(api),
      canWrite: () => latest.current.canWrite,
      ownOnly: () => latest.current.ownOnly,
      onWritten: images.written,
    })
    binding.current = bound
    // An empty board stays where it opened: the editor would scroll it to its corner, beneath the tools. What it begins with comes
    // right after: all of that is shown.
    const showAll = () => {
      const canvasOffsets = api.getAppState().height > LOW ? CLEAR_OF_TOOLS : undefined
      api.scrollToContent(undefined, { fitToContent: true, minZoom: SMALLEST, canvasOffsets, animate: false })
    }
    const onFirst = () => {
      elementsOf(doc).unobserve(onFirst)
      if (!readScene(doc).some(({ type }) => type === 'frame')) return
      bound.settle()
      showAll()
    }
    if (api.getSceneElements().length > 0) showAll()
    else elementsOf(doc).observe(onFirst)
    const onHidden = () => {
      if (document.visibilityState === 'hidden') bound.flush()
    }
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      document.removeEventListener('visibilitychange', onHidden)
      binding.current = null
      elementsOf(doc).unobserve(onFirst)
      bound.flush()
      bound.destroy()
      images.destroy()
    }
  }, [api, doc])

  // What one was at when the pen was taken is written when it comes back.
  useEffect(() => {
    if (canWrite) binding.current?.sceneChanged()
  }, [canWrite])
  return binding
}
