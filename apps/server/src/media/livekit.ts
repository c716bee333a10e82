import { RoomServiceClient } from 'livekit-server-sdk'
import type { Config } from '../config.ts'
import type { Secrets } from '../identity/index.ts'
import type { Logger } from '../ops/log.ts'
import { buildWithGo } from './build.ts'
import { findLiveKit, surroundings } from './find.ts'
import { watchHealth } from './health.ts'
import { supervise } from './supervise.ts'

/** A LiveKit server that answers. */
export interface LiveKitAccess {
  /** http(s), without a slash at the end. */
  readonly url: string
  readonly service: RoomServiceClient
  readonly key: string
  readonly secret: string
}

export interface LiveKit {
  /** Null while there is none that answers. */
  access(): LiveKitAccess | null
  /** `why` is a sentence for whoever runs the installation. */
  status(): { available: boolean; why: string | null }
  stop(): Promise<void>
}

const isLoopback = (url: string): boolean => /^(localhost|\[::1\]|127\..*)$/.test(new URL(url).hostname)

/** LiveKit as it is configured, or found, built and supervised. Never keeps anybody waiting: the room works without it. */
export function createLiveKit(options: {
  config: Pick<Config, 'livekit' | 'livekitMode' | 'dataDir' | 'publicUrl'>
  secrets: Pick<Secrets, 'livekitKey' | 'livekitSecret'>
  env: Record<string, string | undefined>
  webhookUrl: string
  /** It has come up, for the first time or again. */
  up: () => void
  log: Pick<Logger, 'warn' | 'info'>
  announce: (line: string) => void
}): LiveKit {
  const { config, secrets, env, webhookUrl, up, log, announce } = options
  const key = config.livekit?.apiKey ?? secrets.livekitKey
  const secret = config.livekit?.apiSecret ?? secrets.livekitSecret
  const stopping = new AbortController()
  let access: LiveKitAccess | null = null
  let why = 'LiveKit is being started.'

  function answersAt(url: string | null) {
    access = url === null ? null : { url, service: new RoomServiceClient(url, key, secret), key, secret }
    if (url === null) return
    log.info({}, 'LiveKit is up')
    up()
  }

  async function begin(): Promise<() => void | Promise<void>> {
    if (config.livekit) {
      const url = config.livekit.url.replace(/^ws/, 'http').replace(/\/+$/, '')
      why = 'The LiveKit server at LIVEKIT_URL does not answer.'
      return watchHealth({ url, changed: (healthy) => answersAt(healthy ? url : null) }).stop
    }
    if (config.livekitMode === 'off') {
      why = 'Video is switched off by COPSE_LIVEKIT=off.'
      return () => undefined
    }
    let source = await findLiveKit(surroundings(env))
    if (source.kind === 'none') throw new Error(source.why)
    if (source.kind === 'go') {
      why = 'The LiveKit server is being built.'
      source = { kind: 'binary', path: await buildWithGo(source, announce, stopping.signal) }
    }
    why = 'LiveKit does not answer.'
    return supervise({
      source,
      dataDir: config.dataDir,
      settings: { key, secret, webhookUrl, loopback: isLoopback(config.publicUrl) },
      changed: answersAt,
      log,
    }).stop
  }

  const begun = begin().catch((error: Error) => {
    why = error.message
    if (!stopping.signal.aborted) announce(`Video: ${error.message} The room works without it.`)
    return () => undefined
  })

  return {
    access: () => access,
    status: () => (access ? { available: true, why: null } : { available: false, why }),
    async stop() {
      stopping.abort()
      access = null
      await (
        await begun
      )()
    },
  }
}
