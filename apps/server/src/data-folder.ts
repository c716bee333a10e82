import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

/** A fault the person who starts Copse can mend; its message is one clear sentence. */
export class StartFault extends Error {}

/**
 * Takes the data folder for this process alone; the answer gives it back. Throws a StartFault. What holds it is a lock of the
 * operating system's, by way of SQLite: it goes with the process however that ends, so nothing is left behind that a later start
 * could mistake for a Copse that still runs.
 */
export function takeDataFolder(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const lock = new Database(join(dataDir, 'copse.lock'))
    try {
      lock.exec('begin exclusive')
    } catch (error) {
      lock.close()
      throw error
    }
    return () => void lock.close()
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    throw new StartFault(
      code === 'SQLITE_BUSY'
        ? `The data folder ${dataDir} is in use by another Copse.`
        : `The data folder ${dataDir} cannot be written: ${message}.`,
      { cause: error },
    )
  }
}
