import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

export const LIVEKIT_VERSION = 'v1.13.5'

/** Where the LiveKit server comes from. */
export type Source =
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'docker' }
  | { readonly kind: 'go'; readonly target: string }
  | { readonly kind: 'none'; readonly why: string }

export interface Surroundings {
  readonly path: string
  readonly cacheDir: string
  readonly works: (command: string, args: readonly string[]) => boolean
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
  cacheDir: join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'copse'),
  works: (command, args) => spawnSync(command, [...args], { stdio: 'ignore', timeout: 5000 }).status === 0,
})

/** The first that is there: on the PATH, built before, Docker, Go. (A configured LIVEKIT_URL comes before all of them.) */
export function findLiveKit({ path, cacheDir, works }: Surroundings): Source {
  const onPath = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'livekit-server'))
    .find(isExecutable)
  if (onPath) return { kind: 'binary', path: onPath }
  const built = join(cacheDir, `livekit-server-${LIVEKIT_VERSION}`)
  if (isExecutable(built)) return { kind: 'binary', path: built }
  if (works('docker', ['info'])) return { kind: 'docker' }
  if (works('go', ['version'])) return { kind: 'go', target: built }
  return {
    kind: 'none',
    why: 'No LiveKit server was found: set LIVEKIT_URL, put livekit-server on the PATH, or install Docker or Go.',
  }
}

/** Builds the server with Go into the cache, saying now and then that it goes on. Rejects with a sentence. */
export async function buildWithGo(target: string, progress: (line: string) => void, signal: AbortSignal): Promise<string> {
  const folder = join(target, '..')
  const bin = join(folder, `build-${process.pid}`)
  mkdirSync(bin, { recursive: true })
  progress(`Building the LiveKit server ${LIVEKIT_VERSION} with Go, once; this takes about two minutes. The room works without video meanwhile.`)
  const started = Date.now()
  const ticking = setInterval(() => progress(`Still building the LiveKit server (${Math.round((Date.now() - started) / 1000)} s) …`), 15_000)
  try {
    const child = spawn('go', ['install', `github.com/livekit/livekit-server/cmd/server@${LIVEKIT_VERSION}`], {
      env: { ...process.env, GOBIN: bin },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)))
    const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve))
    const made = join(bin, 'server')
    if (code !== 0 || !existsSync(made)) throw new Error(`Go could not build the LiveKit server: ${errors.trim().split('\n').at(-1)}`)
    renameSync(made, target)
    return target
  } finally {
    clearInterval(ticking)
  }
}
