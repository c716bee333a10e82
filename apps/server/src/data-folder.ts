import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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

/** How often a folder that another holds is asked for, ms: what everyone's reconnecting waits for. */
const ASK_EVERY_MS = 50

/**
 * Takes the folder once whoever holds it has let go, within so many ms: a Copse that is to be replaced ends while the next one
 * stands ready. Throws the StartFault when it is still held then, or when waiting is no longer wanted.
 */
export async function takeOverDataFolder(
  dataDir: string,
  options: { withinMs: number; stopped: () => boolean; announce: (line: string) => void },
): Promise<() => void> {
  const { withinMs, stopped, announce } = options
  const until = performance.now() + withinMs
  for (let told = false; ; told = true) {
    try {
      return takeDataFolder(dataDir)
    } catch (error) {
      const isHeld = ((error as Error).cause as { code?: string }).code === 'SQLITE_BUSY'
      if (!isHeld || stopped() || performance.now() >= until) throw error
      if (!told) announce(`Another Copse holds ${dataDir}: this one takes over when it ends …`)
      await pause(ASK_EVERY_MS)
    }
  }
}
