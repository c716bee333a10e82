import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import { StartFault, takeDataFolder } from '../data-folder.ts'

/**
 * The journal first: what it says of boards is then in the board log that is copied after it, and images lie in the folder before
 * either database names them. What came between is on a board and not yet in the journal, as after a kill.
 */
const databases = ['copse.sqlite', 'board.sqlite'] as const
const secrets = ['secrets.json', 'livekit.json'] as const
/** May be there before anything is. */
const LOCK = 'copse.lock'

/** One database as it is at this moment, whole, while others read and write it. */
function copyDatabase(from: string, to: string): void {
  const database = new Database(from, { readonly: true })
  try {
    database.pragma('busy_timeout = 30000')
    database.prepare('vacuum into ?').run(to)
  } finally {
    database.close()
  }
  const copy = new Database(to, { readonly: true })
  try {
    const { integrity_check: word } = copy.prepare('pragma integrity_check').get() as { integrity_check: string }
    if (word !== 'ok') throw new StartFault(`The copy of ${from} is not sound: ${word}.`)
  } finally {
    copy.close()
  }
  chmodSync(to, 0o600)
}

function copyFiles(from: string, to: string): void {
  for (const name of secrets)
    if (existsSync(join(from, name))) {
      copyFileSync(join(from, name), join(to, name))
      chmodSync(join(to, name), 0o600)
    }
  if (existsSync(join(from, 'files'))) cpSync(join(from, 'files'), join(to, 'files'), { recursive: true })
}

/** Copies a data folder, also one in use, into a new folder that is there only once it is whole. Throws a StartFault. */
export function backUp(dataDir: string, target: string): void {
  if (!existsSync(join(dataDir, databases[0]))) throw new StartFault(`There is no Copse in ${dataDir}.`)
  if (existsSync(target)) throw new StartFault(`${target} is there already: name a new folder.`)
  const partial = `${target}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true, mode: 0o700 })
  for (const name of databases) copyDatabase(join(dataDir, name), join(partial, name))
  copyFiles(dataDir, partial)
  renameSync(partial, target)
}

/** Makes a data folder of a backup. The folder must be new or empty. Throws a StartFault. */
export function restore(source: string, dataDir: string): void {
  if (!databases.every((name) => existsSync(join(source, name))))
    throw new StartFault(`There is no backup in ${source}.`)
  mkdirSync(dirname(dataDir), { recursive: true })
  if (existsSync(dataDir) && readdirSync(dataDir).some((name) => name !== LOCK))
    throw new StartFault(`${dataDir} is in use: restore into a folder that is empty or not there.`)
  const release = takeDataFolder(dataDir)
  try {
    copyFiles(source, dataDir)
    for (const name of databases.toReversed()) copyDatabase(join(source, name), join(dataDir, name))
  } finally {
    release()
  }
}
