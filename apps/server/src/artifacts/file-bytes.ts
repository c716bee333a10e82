import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionId } from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/index.ts'

/** Where images' bytes are kept. */
export interface FileBytes {
  /** Null: they are gone, as from a folder that was restored without its files. */
  read(sessionId: SessionId, id: string): Promise<Buffer | null>
  write(sessionId: SessionId, id: string, bytes: Buffer): Promise<void>
}

export function bytesInFolder(dataDir: string): FileBytes {
  const folderOf = (sessionId: SessionId) => join(dataDir, 'files', sessionId)
  return {
    read: (sessionId, id) =>
      readFile(join(folderOf(sessionId), id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      }),
    async write(sessionId, id, bytes) {
      await mkdir(folderOf(sessionId), { recursive: true, mode: 0o700 })
      await writeFile(join(folderOf(sessionId), id), bytes, { mode: 0o600 })
    },
  }
}

/** In the database, so that every node has them, and one backup has all. */
export function bytesInStore(db: Kysely<Schema>): FileBytes {
  return {
    async read(_sessionId, id) {
      const row = await db.selectFrom('fileBytes').select('bytes').where('id', '=', id).executeTakeFirst()
      return row ? Buffer.from(row.bytes) : null
    },
    async write(sessionId, id, bytes) {
      await db.insertInto('fileBytes').values({ id, sessionId, bytes }).execute()
    },
  }
}
