import type * as Y from 'yjs'
import { elementsOf, filesOf, readFiles, readScene, type BoardElement } from '../schema/index.ts'

export interface HeldImage {
  readonly mimeType: string
  readonly dataURL: string
}

/** The images an editor holds, by the id their elements name. */
export interface ImageShelf {
  get(fileId: string): HeldImage | undefined
  add(fileId: string, image: HeldImage): void
}

const TRIES = 4
const RETRY_MS = 2000

/** Brings images to where the document says they are: one's own to the host, others' from there. */
export function bindImages(options: {
  doc: Y.Doc
  shelf: ImageShelf
  /** Where an image's bytes go; null when they were refused. */
  upload: (blob: Blob) => Promise<{ url: string } | null>
  /** Told when an image of one's own could not be kept; it is taken off the board again. */
  onRefused: () => void
}) {
  const { doc, shelf, upload, onRefused } = options
  const underWay = new Set<string>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let destroyed = false

  async function keep(fileId: string): Promise<void> {
    const image = shelf.get(fileId)
    if (!image || filesOf(doc).has(fileId) || underWay.has(fileId)) return
    underWay.add(fileId)
    const stored = await upload(blobOf(image)).catch(() => null)
    underWay.delete(fileId)
    if (destroyed) return
    if (stored) filesOf(doc).set(fileId, { mimeType: image.mimeType, url: stored.url })
    else {
      doc.transact(() => {
        for (const element of readScene(doc)) if (element.fileId === fileId) elementsOf(doc).delete(element.id)
      })
      onRefused()
    }
  }

  async function fetchImage(fileId: string, url: string, mimeType: string, tries: number): Promise<void> {
    if (destroyed || shelf.get(fileId)) return
    const dataURL = await fetch(url)
      .then((response) => (response.ok ? response.blob() : null))
      .then((blob) => (blob ? dataUrlOf(blob, mimeType) : null))
      .catch(() => null)
    if (destroyed) return
    if (dataURL) shelf.add(fileId, { mimeType, dataURL })
    else if (tries > 1) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        void fetchImage(fileId, url, mimeType, tries - 1)
      }, RETRY_MS)
      timers.add(timer)
    }
  }

  const seen = new Set<string>()
  function fetchNew(): void {
    for (const [fileId, { url, mimeType }] of Object.entries(readFiles(doc)))
      if (!seen.has(fileId) && !shelf.get(fileId)) {
        seen.add(fileId)
        void fetchImage(fileId, url, mimeType, TRIES)
      }
  }
  filesOf(doc).observe(fetchNew)
  fetchNew()

  return {
    /** Elements of one's own that were written: their images are kept with them. */
    written(elements: readonly BoardElement[]) {
      for (const { fileId, isDeleted } of elements) if (fileId && !isDeleted) void keep(fileId)
    },
    destroy() {
      destroyed = true
      for (const timer of timers) clearTimeout(timer)
      filesOf(doc).unobserve(fetchNew)
    },
  }
}

/** Without `fetch`: a content security policy may forbid to fetch what is at hand. */
function blobOf({ mimeType, dataURL }: HeldImage): Blob {
  const bytes = atob(dataURL.slice(dataURL.indexOf(',') + 1))
  return new Blob([Uint8Array.from(bytes, (character) => character.charCodeAt(0))], { type: mimeType })
}

async function dataUrlOf(blob: Blob, mimeType: string): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let characters = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    characters += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return `data:${mimeType};base64,${btoa(characters)}`
}
