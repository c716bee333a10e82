import type { Actor, SessionId } from '@copse/contract'
import { RoomServiceClient } from 'livekit-server-sdk'
import type { Config } from '../config.ts'
import type { SessionFacts } from '../communities/index.ts'
import type { ActorOf, Secrets } from '../identity/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Rooms } from '../room/index.ts'
import { buildWithGo, findLiveKit, surroundings } from './find.ts'
import { createProxy } from './proxy.ts'
import { createReconciler } from './reconcile.ts'
import { createMediaRouter, type LiveKitAccess } from './router.ts'
import { supervise, type Supervised } from './supervise.ts'

export { LIVEKIT_PATH } from './proxy.ts'

const SWEEP_MS = 10_000

/** LiveKit as Copse uses it: found or configured, supervised if ours, with the floor reconciled to its grants. */
export function createMedia(options: {
  config: Config
  secrets: Secrets
  env: Record<string, string | undefined>
  rooms: Rooms
  actorOf: ActorOf
  facts: (actor: Actor, sessionId: SessionId) => Promise<SessionFacts | null>
  log: Logger
  announce: (line: string) => void
}) {
  const { config, secrets, env, rooms, actorOf, facts, log, announce } = options
  let url: string | null = config.livekit?.url ?? null
  let supervised: Supervised | null = null
  let why: string | null = config.livekit ? null : 'LiveKit is being started.'
  const stopping = new AbortController()
  const key = config.livekit?.apiKey ?? secrets.livekitKey
  const secret = config.livekit?.apiSecret ?? secrets.livekitSecret
  let service: RoomServiceClient | null = null

  const available = () => url !== null && (supervised === null || supervised.healthy())
  const access = (): LiveKitAccess | null => (available() && service ? { service, key, secret } : null)
  const use = (address: string) => {
    url = address
    service = new RoomServiceClient(address.replace(/^ws/, 'http'), key, secret)
  }

  const reconcile = createReconciler({ service: () => access()?.service ?? null, state: rooms.state, log })
  const running = new Set<SessionId>()
  rooms.onCommitted((sessionId, _events, _before, after) => {
    const people = Object.values(after.people).some((person) => person.connections.length > 0)
    if (people) running.add(sessionId)
    else running.delete(sessionId)
    void reconcile(sessionId)
  })
  const sweepAll = () => {
    for (const sessionId of running) void reconcile(sessionId)
  }
  const sweep = setInterval(sweepAll, SWEEP_MS)
  sweep.unref()

  async function begin(): Promise<void> {
    if (config.livekit) return use(config.livekit.url)
    if (config.livekitMode === 'off') {
      why = 'Video is switched off by COPSE_LIVEKIT=off.'
      return
    }
    let source = findLiveKit(surroundings(env))
    if (source.kind === 'none') {
      why = source.why
      return announce(`Video: ${source.why} The room works without it.`)
    }
    if (source.kind === 'go') {
      why = 'The LiveKit server is being built.'
      source = { kind: 'binary', path: await buildWithGo(source.target, announce, stopping.signal) }
    }
    if (stopping.signal.aborted) return
    supervised = await supervise({
      source,
      dataDir: config.dataDir,
      key,
      secret,
      webhookUrl: `http://127.0.0.1:${config.port}/api/livekit/webhook`,
      log,
    })
    use(supervised.url)
    why = 'LiveKit does not answer.'
    supervised.onUp(() => {
      log.info('LiveKit is up')
      sweepAll()
    })
  }

  const started = begin().catch((error: Error) => {
    if (stopping.signal.aborted) return
    why = error.message
    announce(`Video: ${error.message} The room works without it.`)
  })
  const proxy = createProxy(() => (available() ? url : null))

  return {
    router: createMediaRouter({ access, rooms, actorOf, facts, reconcile }),
    proxy,
    status: () => (available() ? { available: true, why: null } : { available: false, why }),
    async stop() {
      stopping.abort()
      clearInterval(sweep)
      await started
      await supervised?.stop()
    },
  }
}
export type Media = ReturnType<typeof createMedia>
