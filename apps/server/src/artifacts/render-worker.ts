import { createHmac } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import type { Language, SessionRecord } from '@copse/contract'
import { carry, layOut, type Layout, type Sheet } from '@copse/whiteboard/carry'
import { restore } from '@copse/whiteboard/history'
import { outline } from '@copse/whiteboard/outline'
import { outlineText, renderSvg, sceneFromUpdate, toExcalidrawFile } from '@copse/whiteboard/render'
import { serveThread } from '../ops/threads.ts'
import { zipOf, type ExportedBoard } from './export-zip.ts'
import { pngOf } from './png.ts'

/** The bytes of a board's images by the id their elements name. */
export type Images = Record<string, { mimeType: string; bytes: Uint8Array }>

const dataUrls = (images: Images) =>
  Object.fromEntries(
    Object.entries(images).map(([id, { mimeType, bytes }]) => [
      id,
      `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`,
    ]),
  )
/** An image stands in the picture once for each time it is on the board: beyond this many bytes its place stays empty. */
const PICTURE_LIMIT = 32 << 20

/** Those of the images that the picture has room for. */
function fitting(scene: readonly { fileId?: string | null }[], images: Images): Images {
  const kept: Images = {}
  let bytes = 0
  for (const [id, image] of Object.entries(images)) {
    bytes += image.bytes.length * scene.filter(({ fileId }) => fileId === id).length
    if (bytes <= PICTURE_LIMIT) kept[id] = image
  }
  return kept
}

const LONGEST_TITLE = 120

/** Words on one line, cut where they are too many for a title. */
function titleOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const characters = [...line]
  return characters.length <= LONGEST_TITLE
    ? line
    : `${characters
        .slice(0, LONGEST_TITLE - 1)
        .join('')
        .trimEnd()}…`
}

function pictures(update: Uint8Array, title: string, all: Images) {
  const { scene } = sceneFromUpdate(update)
  const images = fitting(scene, all)
  const urls = dataUrls(images)
  const files = Object.fromEntries(
    Object.entries(urls).map(([id, dataURL]) => [id, { mimeType: images[id]!.mimeType, dataURL }]),
  )
  return { scene, svg: renderSvg(scene, { images: urls, title }), excalidraw: toExcalidrawFile(scene, files) }
}

/** An id from a secret and what it is for: the same each time, and nobody tells by it what it is for. */
const idFrom = (secret: string, what: string) =>
  createHmac('sha256', secret).update(what).digest('base64url').slice(0, 24)

export const api = {
  /** The update that lays sheets on a board; each sheet's id is a secret of its own, which its elements' new ids come from. */
  carry(board: Uint8Array, sheets: Sheet[]): Uint8Array | null {
    return carry(board, sheets, idFrom)
  },
  /** The update that lays a step's layout on a board; its elements' ids come from the secret. */
  layOut(board: Uint8Array, layout: Layout, secret: string): Uint8Array | null {
    return layOut(board, layout, (part) => idFrom(secret, part))
  },
  /** The update that makes a board what a kept state is; `files`: where its images are by now. */
  restore(
    board: Uint8Array,
    state: Uint8Array,
    options: { removes: boolean; files?: Record<string, { mimeType: string; url: string }> },
  ): Uint8Array | null {
    return restore(board, inflateSync(state), options)
  },
  /** Where a board's images are, by the id their elements name. */
  files(update: Uint8Array): Record<string, { mimeType: string; url: string }> {
    return sceneFromUpdate(update).files
  },
  /** A merged update as a snapshot keeps it. */
  snapshot(update: Uint8Array, title: string, images: Images) {
    const { scene, svg } = pictures(update, title, images)
    return { svg, outline: outlineText(scene), elements: scene.length, state: new Uint8Array(deflateSync(update)) }
  },
  /** What is written on some notes of a board, short enough for a title; those without words are left out. */
  titles(update: Uint8Array, notes: readonly string[]): Record<string, string> {
    const written = outline(sceneFromUpdate(update).scene).map(({ id, text }) => [id, titleOf(text)] as const)
    return Object.fromEntries(written.filter(([id, title]) => title !== '' && notes.includes(id)))
  },
  png(svg: string): Uint8Array {
    return pngOf(svg)
  },
  inflate(state: Uint8Array): Uint8Array {
    return new Uint8Array(inflateSync(state))
  },
  excalidraw(state: Uint8Array, images: Images): string {
    return pictures(inflateSync(state), '', images).excalidraw
  },
  /** The whole record as one zip that opens without Copse. */
  zip(
    record: SessionRecord,
    boards: { id: string; state: Uint8Array; svg: string; images: Images }[],
    language: Language,
  ): Uint8Array {
    const exported: ExportedBoard[] = boards.map(({ id, state, svg, images }) => ({
      id,
      svg,
      png: pngOf(svg),
      excalidraw: api.excalidraw(state, images),
    }))
    return zipOf(record, exported, language)
  },
}
export type RenderApi = typeof api

serveThread(api)
