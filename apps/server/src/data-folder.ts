import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A fault the person who starts Copse can mend; its message is one clear sentence. */
export class StartFault extends Error {}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Takes the data folder for this process alone; the answer gives it back. Throws a StartFault. */
export function takeDataFolder(dataDir: string): () => void {
  const lock = join(dataDir, 'copse.pid')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        const file = openSync(lock, 'wx', 0o600)
        writeSync(file, String(process.pid))
        closeSync(file)
        return () => rmSync(lock, { force: true })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const holder = Number(readFileSync(lock, 'utf8'))
        if (holder !== process.pid && holder > 0 && isRunning(holder))
          throw new StartFault(`The data folder ${dataDir} is in use by another Copse (process ${holder}).`)
        rmSync(lock, { force: true }) // left by a process that was killed
      }
    }
  } catch (error) {
    if (error instanceof StartFault) throw error
    throw new StartFault(`The data folder ${dataDir} cannot be written: ${(error as Error).message}.`)
  }
  throw new StartFault(`The data folder ${dataDir} could not be taken.`)
}
