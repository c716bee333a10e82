import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LIVEKIT_VERSION } from './find.ts'

const PROGRESS_MS = 10_000

/**
 * Builds the LiveKit server with the command `go` and puts it at `target`, whole or not at all; says now and then that it goes on.
 * Rejects with a sentence. An aborted `signal` ends the compiler with everything it started.
 */
export async function buildWithGo(
  { go, target }: { go: string; target: string },
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<string> {
  mkdirSync(dirname(target), { recursive: true })
  const bin = mkdtempSync(join(dirname(target), 'build-'))
  progress(
    `Building the LiveKit server ${LIVEKIT_VERSION} with Go, once; this takes about two minutes. The room works without video meanwhile.`,
  )
  const started = performance.now()
  const ticking = setInterval(() => {
    progress(`Still building the LiveKit server (${Math.round((performance.now() - started) / 1000)} s) …`)
  }, PROGRESS_MS)
  // In a group of its own, so that the compilers Go starts can be ended with it.
  const child = spawn(go, ['install', `github.com/livekit/livekit-server/cmd/server@${LIVEKIT_VERSION}`], {
    env: { ...process.env, GOBIN: bin },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const end = () => {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  }
  signal.addEventListener('abort', end, { once: true })
  try {
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000)
    })
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve)
    })
    if (code !== 0) throw new Error(`Go could not build the LiveKit server: ${errors.trim().split('\n').at(-1)}`)
    renameSync(join(bin, 'server'), target)
    return target
  } finally {
    signal.removeEventListener('abort', end)
    clearInterval(ticking)
    rmSync(bin, { recursive: true, force: true })
  }
}
