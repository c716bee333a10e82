import type * as Y from 'yjs'
import { isId } from './checks.ts'

/** Where an image's bytes are. They never stand in the document themselves. */
export interface BoardFile {
  readonly mimeType: string
  /** A path at the host's own origin. */
  readonly url: string
}

export const filesOf = (doc: Y.Doc): Y.Map<BoardFile> => doc.getMap('files')

const MIME_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
/** Path segments alone: no other origin, no query that could do something, no way up. */
const OWN_PATH = /^(\/\w[\w.~-]*)+$/

/** The images others say are there, each well-formed and at our own origin. */
export function readFiles(doc: Y.Doc): Record<string, BoardFile> {
  const files: Record<string, BoardFile> = {}
  for (const [id, file] of filesOf(doc) as Iterable<[string, Partial<BoardFile> | null]>)
    if (
      isId(id) &&
      MIME_TYPES.includes(file?.mimeType as string) &&
      typeof file?.url === 'string' &&
      OWN_PATH.test(file.url)
    )
      files[id] = { mimeType: file.mimeType!, url: file.url }
  return files
}
