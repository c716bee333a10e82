import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Secrets {
  /** Signs web sessions. */
  readonly auth: string
  /** Signs guests' cookies. */
  readonly guest: string
  readonly livekitKey: string
  readonly livekitSecret: string
}

/** The installation's own secrets, made at the first start and readable by its user alone. */
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
    writeFileSync(path, JSON.stringify(secrets, null, 2), { mode: 0o600, flag: 'wx' })
  }
  chmodSync(path, 0o600)
  return JSON.parse(readFileSync(path, 'utf8')) as Secrets
}
