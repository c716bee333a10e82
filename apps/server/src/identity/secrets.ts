import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { StartFault } from '../data-folder.ts'

const secret = z.string().check(z.minLength(12))
const Secrets = z.object({ auth: secret, guest: secret, livekitKey: secret, livekitSecret: secret })

export interface Secrets {
  /** Signs web sessions. */
  readonly auth: string
  /** Signs guests' cookies. */
  readonly guest: string
  readonly livekitKey: string
  readonly livekitSecret: string
}

/** The secrets of an installation of many nodes, each derived from the one that all of them are given. */
export function secretsFrom(secret: string): Secrets {
  const derived = (name: string) => createHmac('sha256', secret).update(`copse ${name}`).digest('base64url')
  return {
    auth: derived('auth'),
    guest: derived('guest'),
    livekitKey: derived('livekit key'),
    livekitSecret: derived('livekit secret'),
  }
}

/** The installation's own secrets, made at the first start and readable by its user alone. Throws a StartFault. */
export function readSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json')
  if (!existsSync(path)) {
    const fresh = () => randomBytes(36).toString('base64url')
    const secrets: Secrets = {
      auth: fresh(),
      guest: fresh(),
      livekitKey: `copse${randomBytes(6).toString('hex')}`,
      livekitSecret: fresh(),
    }
    // Whole or not at all: a start that is killed leaves no half of it.
    writeFileSync(`${path}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  try {
    chmodSync(path, 0o600)
    return Secrets.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new StartFault(
      `The secrets in ${path} cannot be read: restore the file, or remove it to have new ones made (everybody signs in again).`,
      { cause: error },
    )
  }
}
