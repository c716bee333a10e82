import { SessionId, type MediaTicket } from '@copse/contract'
import { circleOf, floor } from '@copse/protocols'
import { raw, Router } from 'express'
import { AccessToken, WebhookReceiver } from 'livekit-server-sdk'
import { sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { FactsOf, Rooms } from '../room/index.ts'
import { grantsOf } from './grants.ts'
import type { LiveKitAccess } from './livekit.ts'
import { placeOf, roomOf } from './place.ts'
import { LIVEKIT_PATH } from './proxy.ts'
import type { Reconcile } from './reconcile.ts'

/** Long enough to connect; LiveKit itself refreshes it while somebody is connected. */
const TOKEN_SECONDS = 10 * 60
const WEBHOOKS_REMEMBERED = 500

export function createMediaRouter(options: {
  access: () => LiveKitAccess | null
  /** Makes a circle's room if there is none. */
  openRoom: (livekit: LiveKitAccess, room: string) => Promise<void>
  rooms: Pick<Rooms, 'state'>
  actorOf: ActorOf
  facts: FactsOf
  reconcile: Reconcile
}): Router {
  const { access, openRoom, rooms, actorOf, facts, reconcile } = options
  const router = Router()
  const tickets = createLimit(30, 60)
  const seen = new Set<string>()

  router.post('/sessions/:id/media', async (request, response) => {
    const actor = await actorOf(request.headers)
    if (!actor) return sendCode(response, 'auth.required')
    const id = SessionId.safeParse(request.params.id)
    const known = id.success ? await facts(actor, id.data) : null
    if (!id.success || !known) return sendCode(response, 'not.found')
    if (!(await tickets(actor.personId))) return sendCode(response, 'rate.limited')
    const sessionId = id.data
    const standingNow = async () => (await rooms.state(sessionId)).people[actor.personId]?.standing ?? null
    if (!can(actor, 'session.media', { ...known, sessionId, standing: await standingNow() }))
      return sendCode(response, 'person.not-admitted')
    const livekit = access()
    const circle = circleOf(await rooms.state(sessionId), actor.personId)
    const room = roomOf(sessionId, circle)
    const opened =
      livekit &&
      (await openRoom(livekit, room)
        .then(() => true)
        .catch(() => false))
    if (!livekit || !opened) return sendCode(response, 'media.unavailable')

    // Read last: a step that began meanwhile counts.
    const { canPublish, canPublishSources } = grantsOf(floor(await rooms.state(sessionId), actor.personId))
    const token = new AccessToken(livekit.key, livekit.secret, {
      identity: actor.personId,
      name: actor.name,
      ttl: TOKEN_SECONDS,
    })
    token.addGrant({
      room,
      roomJoin: true,
      canSubscribe: true,
      canPublishData: false,
      canUpdateOwnMetadata: false,
      canPublish,
      ...(canPublish && { canPublishSources: [...canPublishSources] }),
    })
    const ticket: MediaTicket = { url: LIVEKIT_PATH, token: await token.toJwt(), circle }
    response.json(ticket)
  })

  router.post(
    '/livekit/webhook',
    raw({ type: 'application/webhook+json', limit: '256kb' }),
    async (request, response) => {
      const livekit = access()
      if (!livekit || !Buffer.isBuffer(request.body)) return sendCode(response, 'not.found')
      const event = await new WebhookReceiver(livekit.key, livekit.secret)
        .receive(request.body.toString('utf8'), request.get('authorization'))
        .catch(() => null)
      if (!event) return sendCode(response, 'access.denied')
      // Answered first; webhooks come twice, late and in any order, so each only says: look again.
      response.status(200).end()
      if (seen.has(event.id)) return
      seen.add(event.id)
      if (seen.size > WEBHOOKS_REMEMBERED) seen.delete(seen.values().next().value!)
      const place = placeOf(event.room?.name ?? '')
      if (place && (event.event === 'participant_joined' || event.event === 'track_published'))
        void reconcile(place.sessionId, place.circle)
    },
  )
  return router
}
