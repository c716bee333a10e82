import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import * as Y from 'yjs'
import { elementsOf, filesOf, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { changedSince, mergeScene, remember, type Known } from './merge.ts'

type AppState = ReturnType<ExcalidrawImperativeAPI['getAppState']>

export interface Binding {
  /** To be called with every change of the scene. */
  sceneChanged(scene: readonly BoardElement[], appState: AppState): void
  destroy(): void
}

/** What somebody has in hand: drawing, typing, dragging. It is theirs until they let go. */
export function inHandOf(appState: AppState): Set<string> {
  const ids = new Set<string>()
  if (appState.newElement) ids.add(appState.newElement.id)
  if (appState.editingTextElement) {
    ids.add(appState.editingTextElement.id)
    const container = (appState.editingTextElement as { containerId?: string | null }).containerId
    if (container) ids.add(container)
  }
  if (appState.resizingElement) ids.add(appState.resizingElement.id)
  if (appState.cursorButton === 'down' || appState.selectedElementsAreBeingDragged)
    for (const id of Object.keys(appState.selectedElementIds)) ids.add(id)
  return ids
}

const SLOWEST_MS = 3000

/**
 * Binds an Excalidraw scene to the document. Own work is written when it is let go of, the changed facets alone; others' work is
 * shown outside one's own undo. A slow machine redraws less often: at least eight times as long as the last redraw passes.
 */
export function bind(options: {
  doc: Y.Doc
  api: ExcalidrawImperativeAPI
  canWrite: () => boolean
  /** `updateScene` that stays out of the undo history. */
  show: (scene: readonly BoardElement[]) => void
  uploadFile: (blob: Blob) => Promise<{ url: string } | null>
}): Binding {
  const { doc, api, canWrite, show, uploadFile } = options
  const known: Known = new Map()
  const origin = Symbol('this binding')
  const uploading = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastCost = 0
  let lastAt = 0
  let destroyed = false

  const localScene = () => api.getSceneElementsIncludingDeleted() as unknown as readonly BoardElement[]

  function apply(): void {
    timer = null
    if (destroyed) return
    const started = performance.now()
    const inHand = inHandOf(api.getAppState())
    show(mergeScene({ document: readScene(doc), local: localScene(), known, inHand }))
    // Showing may renumber versions; what was shown is what the document says, so it is known as it stands now.
    remember(
      known,
      localScene().filter((element) => !inHand.has(element.id) && (element.isDeleted || elementsOf(doc).has(element.id))),
    )
    lastAt = performance.now()
    lastCost = lastAt - started
    void fetchFiles()
  }

  function schedule(): void {
    if (timer !== null) return
    const wait = Math.min(SLOWEST_MS, Math.max(0, lastAt + lastCost * 8 - performance.now()))
    timer = setTimeout(apply, wait)
  }

  const observer = (_events: unknown, transaction: Y.Transaction) => {
    if (transaction.origin !== origin) schedule()
  }
  elementsOf(doc).observeDeep(observer)
  const fileObserver = () => void fetchFiles()
  filesOf(doc).observe(fileObserver)

  function commit(scene: readonly BoardElement[]): void {
    const changed = changedSince(known, scene)
    if (changed.length === 0) return
    doc.transact(() => {
      for (const element of changed) writeElement(doc, element)
    }, origin)
    remember(known, changed)
    for (const element of changed) if (element.fileId) void upload(element.fileId)
  }

  async function upload(fileId: string): Promise<void> {
    const file = api.getFiles()[fileId]
    if (!file || filesOf(doc).has(fileId) || uploading.has(fileId)) return
    uploading.add(fileId)
    const blob = await fetch(file.dataURL).then((response) => response.blob())
    const stored = await uploadFile(blob)
    uploading.delete(fileId)
    if (stored && !destroyed) doc.transact(() => filesOf(doc).set(fileId, { mimeType: file.mimeType, url: stored.url }), origin)
  }

  /** Images others put on the board, as data the editor can draw. */
  async function fetchFiles(): Promise<void> {
    for (const [fileId, { mimeType, url }] of filesOf(doc)) {
      if (api.getFiles()[fileId] || uploading.has(fileId) || !url.startsWith('/')) continue
      uploading.add(fileId)
      const dataURL = await fetch(url)
        .then((response) => (response.ok ? response.blob() : null))
        .then((blob) => (blob ? readAsDataUrl(blob) : null))
        .catch(() => null)
      uploading.delete(fileId)
      if (dataURL && !destroyed) api.addFiles([{ id: fileId, mimeType, dataURL, created: 0 } as never])
    }
  }

  apply()
  return {
    sceneChanged(scene, appState) {
      if (!canWrite() || inHandOf(appState).size > 0 || appState.cursorButton === 'down') return
      commit(scene)
    },
    destroy() {
      destroyed = true
      if (timer !== null) clearTimeout(timer)
      elementsOf(doc).unobserveDeep(observer)
      filesOf(doc).unobserve(fileObserver)
    },
  }
}

const readAsDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(blob)
  })
