import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

export const LIVEKIT_VERSION = 'v1.13.5'

/** Where the LiveKit server comes from. `go`: to be built into `target` with that command. */
export type Source =
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'docker' }
  | { readonly kind: 'go'; readonly go: string; readonly target: string }
  | { readonly kind: 'none'; readonly why: string }

export interface Surroundings {
  /** Folders that commands are looked for in, as the PATH names them. */
  readonly path: string
  /** Where a server is built, outside of the repository. */
  readonly cacheDir: string
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export const surroundings = (env: Record<string, string | undefined>): Surroundings => ({
  path: env.PATH ?? '',
  cacheDir: join(env.XDG_CACHE_HOME || join(env.HOME ?? homedir(), '.cache'), 'copse'),
})

/** Asked without blocking: an engine that is asleep may take its time, and the room does not wait for video. */
const works = (command: string, ...args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: 5000 }, (error) => resolve(error === null))
  })

/** The first that is there: on the PATH, built before, Docker, Go. (A configured LIVEKIT_URL comes before all of them.) */
export async function findLiveKit({ path, cacheDir }: Surroundings): Promise<Source> {
  const onPath = (name: string) =>
    path
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, name))
      .find(isExecutable)
  const livekit = onPath('livekit-server')
  if (livekit) return { kind: 'binary', path: livekit }
  const built = join(cacheDir, `livekit-server-${LIVEKIT_VERSION}`)
  if (isExecutable(built)) return { kind: 'binary', path: built }
  const docker = onPath('docker')
  if (docker && (await works(docker, 'info'))) return { kind: 'docker' }
  const go = onPath('go')
  if (go && (await works(go, 'version'))) return { kind: 'go', go, target: built }
  return {
    kind: 'none',
    why: 'No LiveKit server was found: set LIVEKIT_URL, put livekit-server on the PATH, or install Docker or Go.',
  }
}
