import { randomBytes } from 'node:crypto'
import type { PersonId, SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/index.ts'
import type { FileBytes } from './file-bytes.ts'
import type { Images } from './render-worker.ts'

/** What the images of one session take together, bytes. */
const SESSION_LIMIT = 200 << 20

/** Images people put on boards: what they are in the store, and their bytes under names of our own. */
export function createFileStore(options: { db: Kysely<Schema>; bytes: FileBytes; now: () => number }) {
  const { db, now } = options

  async function read(sessionId: SessionId, id: string): Promise<{ mime: string; bytes: Buffer } | null> {
    const row = await db
      .selectFrom('files')
      .select(['id', 'mime'])
      .where('id', '=', id)
      .where('sessionId', '=', sessionId)
      .executeTakeFirst()
    if (!row) return null
    const bytes = await options.bytes.read(sessionId, row.id)
    return bytes && { mime: row.mime, bytes }
  }

  return {
    /** Keeps an image; null where the session has no room for more. */
    async add(
      sessionId: SessionId,
      personId: PersonId,
      mime: string,
      bytes: Buffer,
    ): Promise<{ fileId: string; url: string } | null> {
      const { taken } = await db
        .selectFrom('files')
        .select(({ fn }) => fn.sum<number | null>('bytes').as('taken'))
        .where('sessionId', '=', sessionId)
        .executeTakeFirstOrThrow()
      if (Number(taken ?? 0) + bytes.length > SESSION_LIMIT) return null
      const id = randomBytes(16).toString('hex')
      await options.bytes.write(sessionId, id, bytes)
      await db
        .insertInto('files')
        .values({ id, sessionId, personId, mime, bytes: bytes.length, createdAt: now() })
        .execute()
      return { fileId: id, url: `/api/sessions/${sessionId}/files/${id}` }
    },
    read,
    /** The bytes of the images a board names; those that are not ours are left out. */
    async imagesOf(sessionId: SessionId, named: Record<string, { url: string }>): Promise<Images> {
      const images: Images = {}
      for (const [id, { url }] of Object.entries(named)) {
        const ours = /^\/api\/sessions\/([\w-]+)\/files\/([0-9a-f]{32})$/.exec(url)
        const file = ours?.[1] === sessionId ? await read(sessionId, ours[2]!) : null
        if (file) images[id] = { mimeType: file.mime, bytes: file.bytes }
      }
      return images
    },
  }
}
export type FileStore = ReturnType<typeof createFileStore>
