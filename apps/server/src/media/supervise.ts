import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../ops/log.ts'
import { LIVEKIT_VERSION, type Source } from './find.ts'
import { watchHealth } from './health.ts'
import { containerOf, endOrphan } from './orphan.ts'
import { writeSettings, type SettingsOptions } from './settings.ts'

export interface Supervised {
  /** Ends LiveKit: asked first, made to after a second, for it would wait until everybody has left. */
  stop(): Promise<void>
}

const STOP_WITHIN_MS = 1000
const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 30_000
/** One that ran this long and then died starts anew at once. */
const STEADY_MS = 30_000

/**
 * Starts LiveKit on free ports, watches its health, starts it again when it dies or hangs (each time a little later), and ends it
 * with us. If we are killed outright it stays behind until the next start, which ends it: see `endOrphan`.
 */
export function supervise(options: {
  source: Extract<Source, { kind: 'binary' | 'docker' }>
  dataDir: string
  settings: SettingsOptions
  /** It answers at this address; null: it has ceased to. */
  changed: (url: string | null) => void
  log: Pick<Logger, 'warn'>
}): Supervised {
  const { source, dataDir, changed, log } = options
  const settings = join(dataDir, 'livekit.json')
  const pidFile = join(dataDir, 'livekit.pid')
  const stopping = new AbortController()
  let child: ChildProcess | null = null
  let answering: string | null = null
  const tell = (url: string | null) => {
    if (url === answering) return
    answering = url
    changed(url)
  }

  const start = (): ChildProcess =>
    source.kind === 'binary'
      ? spawn(source.path, ['--config', settings], { stdio: ['ignore', 'ignore', 'pipe'] })
      : spawn(
          'docker',
          ['run', '--rm', '--name', containerOf(settings), '--network', 'host'].concat(
            ['-v', `${settings}:/livekit.json:ro`, `livekit/livekit-server:${LIVEKIT_VERSION}`],
            ['--config', '/livekit.json'],
          ),
          { stdio: ['ignore', 'ignore', 'pipe'] },
        )

  /** From its start to its end. Answers what it said last. */
  async function life(): Promise<string> {
    const { http } = await writeSettings(settings, options.settings)
    if (stopping.signal.aborted) return ''
    const running = start()
    child = running
    if (running.pid) writeFileSync(pidFile, String(running.pid), { mode: 0o600 })
    let said = ''
    running.stderr!.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000)
    })
    const url = `http://127.0.0.1:${http}`
    const health = watchHealth({
      url,
      changed: (healthy) => tell(healthy ? url : null),
      hung: () => running.kill('SIGKILL'),
    })
    await new Promise<void>((ended) => {
      running.once('error', (error) => {
        said = error.message
        ended()
      })
      running.once('close', () => ended())
    })
    health.stop()
    child = null
    rmSync(pidFile, { force: true })
    tell(null)
    return said.trim().split('\n').at(-1) ?? ''
  }

  async function lives(): Promise<void> {
    endOrphan(pidFile, settings, source.kind === 'docker')
    for (let deaths = 0; !stopping.signal.aborted; deaths++) {
      const bornAt = performance.now()
      const said = await life()
      if (stopping.signal.aborted) return
      if (performance.now() - bornAt > STEADY_MS) deaths = 0
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** deaths)
      log.warn({ said, wait }, 'LiveKit ended; starting it again')
      await delay(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const done = lives()
  // A folder that cannot be written: nothing to try again; `stop` says nothing of it either.
  done.catch((error: unknown) => log.warn({ error }, 'LiveKit cannot be supervised'))

  // However our process comes to its end, short of being killed outright, LiveKit's comes with it.
  const endWithUs = () => child?.kill('SIGKILL')
  process.once('exit', endWithUs)

  return {
    async stop() {
      stopping.abort()
      child?.kill('SIGTERM')
      const hard = setTimeout(() => {
        child?.kill('SIGKILL')
        if (source.kind === 'docker') endOrphan(pidFile, settings, true)
      }, STOP_WITHIN_MS)
      await done.catch(() => undefined)
      clearTimeout(hard)
      process.off('exit', endWithUs)
    },
  }
}
