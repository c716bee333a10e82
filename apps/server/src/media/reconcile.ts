import type { PersonId, SessionId, SessionState } from '@copse/contract'
import { circleOf, circlesNow, floor, isAdmitted } from '@copse/protocols'
import type { ParticipantInfo, RoomServiceClient } from 'livekit-server-sdk'
import type { Logger } from '../ops/log.ts'
import { mediaGrantsSeconds } from '../ops/metrics.ts'
import { grantsOf, isDisguised, sameGrants, type Grants } from './grants.ts'
import { roomOf } from './place.ts'

/** After a pass that LiveKit did not take, it is tried again this soon, this often; then at the next sweep. */
const RETRY_MS = 250
const RETRIES = 3

/** How long somebody may stay, listening only, in a room she was to leave for another she has not reached. */
const GRACE_MS = 10_000

interface Seat {
  readonly room: string
  readonly circle: string
  readonly person: ParticipantInfo
}
const nothing: Grants = { canPublish: false, canPublishSources: [] }

/**
 * Makes one session's grants what the floor says, in the rooms of all its circles; `circle` names one that somebody was seen in. Resolves
 * when they are, or when LiveKit would not; never rejects.
 */
export type Reconcile = (sessionId: SessionId, circle?: string) => Promise<void>

/**
 * Makes LiveKit's grants equal to the engine's floor. Not fired once but compared: what each participant may publish is asked
 * of LiveKit and mended where it differs; whoever is not let in is put out, and whoever belongs in another room once she is there, or
 * after a while. One pass at a time for a session; asked for
 * meanwhile, one more follows, so that the last word is always the latest state's.
 */
export function createReconciler(options: {
  service: () => RoomServiceClient | null
  state: (sessionId: SessionId) => Promise<SessionState>
  log: Pick<Logger, 'warn'>
  /** Default ten seconds. */
  graceMs?: number
}): Reconcile {
  const { service, state, log, graceMs = GRACE_MS } = options
  /** Every circle somebody may still be in, of groups that are no more too. */
  const known = new Map<SessionId, Set<string>>()
  /** Since when somebody is where she no longer belongs. */
  const strays = new Map<string, number>()
  const running = new Map<SessionId, { again: boolean; readonly done: Promise<void> }>()

  async function mend(livekit: RoomServiceClient, seat: Seat, now: SessionState, isElsewhere: boolean) {
    const { room, person } = seat
    const { identity, permission, tracks } = person
    if (permission?.hidden || permission?.agent) return // a recorder of ours: nobody in a browser is given such a token
    const belongs = isAdmitted(now, identity as PersonId)
    const stray = belongs && circleOf(now, identity as PersonId) !== seat.circle
    const key = `${room} ${identity}`
    if (!stray) strays.delete(key)
    else if (!strays.has(key)) strays.set(key, performance.now())
    const lost = stray && (isElsewhere || performance.now() - strays.get(key)! > graceMs)
    if (!belongs || lost || tracks.some(isDisguised)) {
      strays.delete(key)
      return livekit.removeParticipant(room, identity)
    }
    const wanted = stray ? nothing : grantsOf(floor(now, identity as PersonId))
    if (permission && sameGrants(wanted, permission)) return
    // All permissions are replaced at once, so all are said.
    await livekit.updateParticipant(room, identity, {
      permission: {
        canSubscribe: true,
        canPublishData: false,
        canUpdateMetadata: false,
        canPublish: wanted.canPublish,
        canPublishSources: [...wanted.canPublishSources],
      },
    })
  }

  /** Everybody in any of a session's rooms. */
  async function seatsOf(livekit: RoomServiceClient, sessionId: SessionId): Promise<Seat[]> {
    const circles = known.get(sessionId) ?? new Set()
    for (const circle of circlesNow(await state(sessionId))) circles.add(circle)
    known.set(sessionId, circles)
    const open = new Set(
      (await livekit.listRooms([...circles].map((circle) => roomOf(sessionId, circle)))).map(({ name }) => name),
    )
    const seats = await Promise.all(
      [...circles].map(async (circle): Promise<Seat[]> => {
        const room = roomOf(sessionId, circle)
        if (!open.has(room)) return []
        return (await livekit.listParticipants(room)).map((person) => ({ room, circle, person }))
      }),
    )
    return seats.flat()
  }

  /** Whether all is as it should be. */
  async function pass(sessionId: SessionId): Promise<boolean> {
    const livekit = service()
    if (!livekit) return true // all are mended when it comes up
    const stop = mediaGrantsSeconds.startTimer()
    try {
      const seats = await seatsOf(livekit, sessionId)
      // Read after the list: what has changed since is the next pass's.
      const now = await state(sessionId)
      const arrived = (one: Seat) => one.circle === circleOf(now, one.person.identity as PersonId)
      const there = new Set(seats.filter(arrived).map(({ person }) => person.identity))
      const results = await Promise.allSettled(
        seats.map((seat) => mend(livekit, seat, now, there.has(seat.person.identity))),
      )
      const failed = results.filter((result) => result.status === 'rejected')
      if (failed.length > 0) log.warn({ sessionId, error: String(failed[0]!.reason) }, 'grants were not mended')
      stop({ outcome: failed.length === 0 ? 'made equal' : 'failed' })
      return failed.length === 0
    } catch (error) {
      stop({ outcome: 'failed' })
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

  return (sessionId, circle) => {
    if (circle !== undefined) known.set(sessionId, (known.get(sessionId) ?? new Set()).add(circle))
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
