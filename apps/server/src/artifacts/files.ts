import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PersonId, SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/index.ts'
import type { Images } from './render-worker.ts'

const signatures: readonly [mime: string, test: (bytes: Buffer) => boolean][] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(bytes.subarray(0, 6).toString('latin1'))],
  [
    'image/webp',
    (bytes) =>
      bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP',
  ],
]

/** What an image is by its own bytes, whatever its sender calls it; null: none of ours. */
export const imageTypeOf = (bytes: Buffer): string | null => signatures.find(([, test]) => test(bytes))?.[0] ?? null

/** Images people put on boards: the bytes in the data folder under names of our own, what they are in the store. */
export function createFileStore(options: { db: Kysely<Schema>; dataDir: string; now: () => number }) {
  const { db, dataDir, now } = options
  const pathOf = (sessionId: SessionId, id: string) => join(dataDir, 'files', sessionId, id)

  async function read(sessionId: SessionId, id: string): Promise<{ mime: string; bytes: Buffer } | null> {
    const row = await db
      .selectFrom('files')
      .select(['id', 'mime'])
      .where('id', '=', id)
      .where('sessionId', '=', sessionId)
      .executeTakeFirst()
    if (!row) return null
    return { mime: row.mime, bytes: await readFile(pathOf(sessionId, row.id)) }
  }

  return {
    async add(
      sessionId: SessionId,
      personId: PersonId,
      mime: string,
      bytes: Buffer,
    ): Promise<{ fileId: string; url: string }> {
      const id = randomBytes(16).toString('hex')
      await mkdir(join(dataDir, 'files', sessionId), { recursive: true, mode: 0o700 })
      await writeFile(pathOf(sessionId, id), bytes, { mode: 0o600 })
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
