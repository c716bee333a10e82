import type { PersonId, SessionEvent, SessionId, SessionState } from '@copse/contract'
import { circleOf, circlesNow, floor } from '@copse/protocols'
import type { Config } from '../config.ts'
import type { ActorOf, Secrets } from '../identity/index.ts'
import type { Logger } from '../ops/log.ts'
import type { FactsOf, Rooms } from '../room/index.ts'
import { grantsOf, sameGrants } from './grants.ts'
import { createLiveKit, type LiveKitAccess } from './livekit.ts'
import { createProxy } from './proxy.ts'
import { createReconciler } from './reconcile.ts'
import { roomOf } from './place.ts'
import { createMediaRouter } from './router.ts'

const SWEEP_MS = 10_000
/** How long LiveKit keeps a room that nobody is in, seconds: a step outside shall not end the conversation. */
const ROOM_KEPT_S = 300

/** LiveKit as Copse uses it: found or configured, supervised if ours, with the floor reconciled to its grants. */
export function createMedia(options: {
  config: Pick<Config, 'livekit' | 'livekitMode' | 'dataDir' | 'publicUrl'>
  secrets: Pick<Secrets, 'livekitKey' | 'livekitSecret'>
  env: Record<string, string | undefined>
  /** Where LiveKit reaches this server's `/api/livekit/webhook`. */
  webhookUrl: string
  /** This process's name: it begins those of the connections to it. */
  node: string
  rooms: Pick<Rooms, 'state' | 'onCommitted'>
  actorOf: ActorOf
  facts: FactsOf
  log: Pick<Logger, 'warn' | 'info'>
  announce: (line: string) => void
  /** How often grants are compared though nothing happened. Default ten seconds. */
  sweepMs?: number
  /** How long somebody may stay where she no longer belongs. */
  graceMs?: number
}) {
  const { node, rooms, actorOf, facts, log, sweepMs = SWEEP_MS } = options
  /** Sessions with people connected here: those whose rooms are kept up and swept. */
  const live = new Set<SessionId>()

  const openRoom = async ({ service }: LiveKitAccess, name: string): Promise<void> => {
    await service.createRoom({ name, emptyTimeout: ROOM_KEPT_S, departureTimeout: ROOM_KEPT_S })
  }
  const livekit = createLiveKit({ ...options, up: () => void comeUp() })
  const reconcile = createReconciler({
    service: () => livekit.access()?.service ?? null,
    state: rooms.state,
    graceMs: options.graceMs,
    log,
  })

  /** A LiveKit that has started anew has no rooms; people in a call come back to theirs by themselves if there is one. */
  async function comeUp() {
    const access = livekit.access()
    for (const sessionId of live) {
      for (const circle of access ? circlesNow(await rooms.state(sessionId)) : [])
        await openRoom(access!, roomOf(sessionId, circle)).catch((error: unknown) =>
          log.warn({ sessionId, error }, 'no room'),
        )
      await reconcile(sessionId)
    }
  }

  const unsubscribe = rooms.onCommitted((sessionId, events, before, after) => {
    const isHere = (connection: string) => connection.startsWith(`${node}:`)
    if (Object.values(after.people).some((person) => person.connections.some(isHere))) live.add(sessionId)
    else live.delete(sessionId)
    if (mayChangeGrants(events, before, after)) void reconcile(sessionId)
  })
  const sweep = setInterval(() => {
    for (const sessionId of live) void reconcile(sessionId)
  }, sweepMs)
  sweep.unref()

  return {
    router: createMediaRouter({ access: livekit.access, openRoom, rooms, actorOf, facts, reconcile }),
    proxy: createProxy(() => livekit.access()?.url ?? null),
    status: livekit.status,
    async stop() {
      clearInterval(sweep)
      unsubscribe()
      await livekit.stop()
    },
  }
}

/** Whether LiveKit has to be asked at all: most of what happens in a room, such as chat, leaves grants as they are. */
function mayChangeGrants(events: readonly SessionEvent[], before: SessionState, after: SessionState): boolean {
  if (events.some(({ type }) => type.startsWith('person.'))) return true
  return Object.keys(after.people).some((id) => {
    const person = id as PersonId
    const moves = circleOf(before, person) !== circleOf(after, person)
    return moves || !sameGrants(grantsOf(floor(before, person)), grantsOf(floor(after, person)))
  })
}
