import type { PersonId, SessionId, SessionState } from '@copse/contract'
import { floor, isAdmitted } from '@copse/protocols'
import type { ParticipantInfo, RoomServiceClient } from 'livekit-server-sdk'
import type { Logger } from '../ops/log.ts'
import { grantsOf, isDisguised, sameGrants } from './grants.ts'

/** After a pass that LiveKit did not take, it is tried again this soon, this often; then at the next sweep. */
const RETRY_MS = 250
const RETRIES = 3

/** Makes one session's grants what the floor says. Resolves when they are, or when LiveKit would not; never rejects. */
export type Reconcile = (sessionId: SessionId) => Promise<void>

/**
 * Makes LiveKit's grants equal to the engine's floor. Not fired once but compared: what each participant may publish is asked
 * of LiveKit and mended where it differs; whoever is not let in, or publishes sound in disguise, is put out. One pass at a time for a session; asked for
 * meanwhile, one more follows, so that the last word is always the latest state's.
 */
export function createReconciler(options: {
  service: () => RoomServiceClient | null
  state: (sessionId: SessionId) => Promise<SessionState>
  log: Pick<Logger, 'warn'>
}): Reconcile {
  const { service, state, log } = options
  const running = new Map<SessionId, { again: boolean; readonly done: Promise<void> }>()

  async function mend(livekit: RoomServiceClient, sessionId: SessionId, now: SessionState, one: ParticipantInfo) {
    const { identity, permission, tracks } = one
    if (permission?.hidden || permission?.agent) return // a recorder of ours: nobody in a browser is given such a token
    if (!isAdmitted(now, identity as PersonId) || tracks.some(isDisguised))
      return livekit.removeParticipant(sessionId, identity)
    const wanted = grantsOf(floor(now, identity as PersonId))
    if (permission && sameGrants(wanted, permission)) return
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
  }

  /** Whether all is as it should be. */
  async function pass(sessionId: SessionId): Promise<boolean> {
    const livekit = service()
    if (!livekit) return true // all are mended when it comes up
    try {
      const [room] = await livekit.listRooms([sessionId])
      if (!room) return true
      const participants = await livekit.listParticipants(sessionId)
      // Read after the list: what has changed since is the next pass's.
      const now = await state(sessionId)
      const results = await Promise.allSettled(participants.map((one) => mend(livekit, sessionId, now, one)))
      const failed = results.filter((result) => result.status === 'rejected')
      if (failed.length > 0) log.warn({ sessionId, error: String(failed[0]!.reason) }, 'grants were not mended')
      return failed.length === 0
    } catch (error) {
      log.warn({ sessionId, error: String(error) }, 'grants could not be compared')
      return false
    }
  }

  async function passes(sessionId: SessionId, again: () => boolean): Promise<void> {
    for (let failures = 0; ;) {
      if (!(await pass(sessionId))) {
        if (++failures > RETRIES) return
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      } else if (!again()) return
    }
  }

  return (sessionId) => {
    const current = running.get(sessionId)
    if (current) {
      current.again = true
      return current.done
    }
    const wishes = { again: false }
    const done = passes(sessionId, () => {
      const again = wishes.again
      wishes.again = false
      return again
    }).finally(() => running.delete(sessionId))
    running.set(sessionId, Object.assign(wishes, { done }))
    return done
  }
}
