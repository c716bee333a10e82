import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from '../ops/log.ts'
import { LIVEKIT_VERSION, type Source } from './find.ts'
import { freeTcpPort, freeUdpPort } from './ports.ts'

export interface Supervised {
  /** Where its API and signalling listen, on loopback. */
  readonly url: string
  healthy(): boolean
  /** Called whenever it has come up, again after each restart. */
  onUp(listener: () => void): void
  stop(): Promise<void>
}

const HEALTH_EVERY_MS = 1000
const UNHEALTHY_AFTER = 5
const STOP_WITHIN_MS = 4000

/** Settings for one machine: everything on loopback, one port for each kind of traffic, rooms made by us alone. */
const configOf = (ports: { http: number; tcp: number; udp: number }, key: string, secret: string, webhook: string) =>
  JSON.stringify({
    port: ports.http,
    bind_addresses: ['127.0.0.1'],
    rtc: {
      tcp_port: ports.tcp,
      udp_port: ports.udp,
      node_ip: '127.0.0.1',
      use_external_ip: false,
      enable_loopback_candidate: true,
      interfaces: { includes: ['lo'] },
    },
    room: { auto_create: false, departure_timeout: 300, empty_timeout: 300 },
    keys: { [key]: secret },
    webhook: { api_key: key, urls: [webhook] },
    logging: { level: 'warn', json: true },
  })

/** A child of an earlier run that outlived it (kill -9): ours only if it runs with our settings file. */
function endOrphan(pidFile: string, settings: string): void {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'))
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(settings)) process.kill(pid, 'SIGKILL')
  } catch {
    // No file, no such process: nothing was left behind.
  }
  rmSync(pidFile, { force: true })
}

/** Starts LiveKit, watches its health, starts it again when it dies, and ends it with us. */
export async function supervise(options: {
  source: Extract<Source, { kind: 'binary' | 'docker' }>
  dataDir: string
  key: string
  secret: string
  webhookUrl: string
  log: Logger
}): Promise<Supervised> {
  const { source, dataDir, key, secret, webhookUrl, log } = options
  const settings = join(dataDir, 'livekit.json')
  const pidFile = join(dataDir, 'livekit.pid')
  endOrphan(pidFile, settings)
  const ports = { http: await freeTcpPort(), tcp: await freeTcpPort(), udp: await freeUdpPort() }
  writeFileSync(settings, configOf(ports, key, secret, webhookUrl), { mode: 0o600 })
  const url = `http://127.0.0.1:${ports.http}`

  let child: ChildProcess | null = null
  let stopping = false
  let healthy = false
  let failures = 0
  let restarts = 0
  const listeners: (() => void)[] = []

  function run() {
    const [command, args] =
      source.kind === 'binary'
        ? [source.path, ['--config', settings]]
        : ['docker', ['run', '--rm', '--network', 'host', '-v', `${settings}:/livekit.json:ro`, `livekit/livekit-server:${LIVEKIT_VERSION}`, '--config', '/livekit.json']]
    failures = 0
    child = spawn(command, args as string[], { stdio: ['ignore', 'ignore', 'ignore'] })
    if (child.pid) writeFileSync(pidFile, String(child.pid))
    child.once('error', (error) => log.error({ error: error.message }, 'LiveKit could not be started'))
    child.once('exit', (code, signal) => {
      healthy = false
      if (stopping) return
      const wait = Math.min(10_000, 200 * 2 ** restarts++)
      log.warn({ code, signal, wait }, 'LiveKit ended; starting it again')
      setTimeout(() => stopping || run(), wait)
    })
  }

  async function check() {
    const ok = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (stopping) return
    if (ok && !healthy) {
      healthy = true
      restarts = 0
      for (const listener of listeners) listener()
    }
    failures = ok ? 0 : failures + 1
    if (!ok) healthy = false
    // It runs but does not answer: end it, the exit starts it anew.
    if (failures >= UNHEALTHY_AFTER * 2 && child?.exitCode === null) child.kill('SIGKILL')
  }

  run()
  // Looked at often until it is up, then once a second.
  let timer: NodeJS.Timeout
  const loop = () => {
    timer = setTimeout(() => void check().finally(() => stopping || loop()), healthy ? HEALTH_EVERY_MS : 100)
  }
  loop()

  return {
    url,
    healthy: () => healthy,
    onUp: (listener) => void listeners.push(listener),
    async stop() {
      stopping = true
      clearTimeout(timer)
      if (child && child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child!.once('exit', resolve))
        child.kill('SIGTERM')
        const hard = setTimeout(() => child!.kill('SIGKILL'), STOP_WITHIN_MS)
        await ended
        clearTimeout(hard)
      }
      rmSync(pidFile, { force: true })
    },
  }
}
