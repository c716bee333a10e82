import type { PersonId, SessionId, SessionState } from '@copse/contract'
import { floor, isAdmitted } from '@copse/protocols'
import type { RoomServiceClient } from 'livekit-server-sdk'
import type { Logger } from '../ops/log.ts'
import { grantsOf, sameGrants } from './grants.ts'

/**
 * Makes LiveKit's grants equal to the engine's floor. Not fired once but compared: what each participant may publish is asked
 * of LiveKit and mended where it differs, on every event, join and webhook and now and then besides. One pass at a time for a
 * session; a pass asked for meanwhile runs once more after it.
 */
export function createReconciler(options: {
  service: () => RoomServiceClient | null
  state: (sessionId: SessionId) => Promise<SessionState>
  log: Logger
}) {
  const { service, state, log } = options
  const running = new Map<SessionId, { again: boolean; done: Promise<void> }>()

  async function pass(sessionId: SessionId): Promise<void> {
    const livekit = service()
    if (!livekit) return
    const participants = await livekit.listParticipants(sessionId).catch(() => [])
    if (participants.length === 0) return
    const now = await state(sessionId)
    await Promise.all(
      participants.map(async ({ identity, permission }) => {
        if (permission?.hidden || permission?.agent) return
        const personId = identity as PersonId
        if (!isAdmitted(now, personId)) return livekit.removeParticipant(sessionId, identity)
        const wanted = grantsOf(floor(now, personId))
        const actual = { canPublish: permission?.canPublish ?? false, canPublishSources: permission?.canPublishSources ?? [] }
        if (sameGrants(wanted, actual)) return
        // All permissions are replaced at once, so all are said.
        await livekit.updateParticipant(sessionId, identity, {
          permission: {
            canSubscribe: true,
            canPublishData: false,
            canUpdateMetadata: false,
            canPublish: wanted.canPublish,
            canPublishSources: [...wanted.canPublishSources],
          },
        })
      }),
    ).catch((error: unknown) => log.warn({ sessionId, error: String(error) }, 'grants not mended; trying again at the next sweep'))
  }

  return function reconcile(sessionId: SessionId): Promise<void> {
    const current = running.get(sessionId)
    if (current) {
      current.again = true
      return current.done
    }
    const entry = { again: false, done: Promise.resolve() }
    entry.done = (async () => {
      do {
        entry.again = false
        await pass(sessionId)
      } while (entry.again)
      running.delete(sessionId)
    })()
    running.set(sessionId, entry)
    return entry.done
  }
}
