import { SessionId, type MediaTicket } from '@copse/contract'
import { floor, isAdmitted } from '@copse/protocols'
import { Router, raw } from 'express'
import { AccessToken, WebhookReceiver, type RoomServiceClient } from 'livekit-server-sdk'
import type { SessionFacts } from '../communities/index.ts'
import { sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import type { Actor } from '@copse/contract'
import { createLimit } from '../ops/limits.ts'
import type { Rooms } from '../room/index.ts'
import { grantsOf } from './grants.ts'
import { LIVEKIT_PATH } from './proxy.ts'

/** Long enough to connect; LiveKit itself refreshes it while somebody is connected. */
const TOKEN_SECONDS = 10 * 60
const WEBHOOKS_REMEMBERED = 500

export interface LiveKitAccess {
  readonly service: RoomServiceClient
  readonly key: string
  readonly secret: string
}

export function createMediaRouter(options: {
  access: () => LiveKitAccess | null
  rooms: Rooms
  actorOf: ActorOf
  facts: (actor: Actor, sessionId: SessionId) => Promise<SessionFacts | null>
  reconcile: (sessionId: SessionId) => Promise<void>
}): Router {
  const { access, rooms, actorOf, facts, reconcile } = options
  const router = Router()
  const tickets = createLimit(30, 60)
  const seen = new Set<string>()

  router.post('/sessions/:id/media', async (request, response) => {
    const actor = await actorOf(request.headers)
    const id = SessionId.safeParse(request.params.id)
    const known = actor && id.success ? await facts(actor, id.data) : null
    if (!actor || !known || !id.success) return sendCode(response, actor ? 'not.found' : 'auth.required')
    if (!(await tickets(actor.personId))) return sendCode(response, 'rate.limited')
    const state = await rooms.state(id.data)
    if (!isAdmitted(state, actor.personId) || !can(actor, 'session.media', { ...known, sessionId: id.data, standing: 'admitted' }))
      return sendCode(response, 'person.not-admitted')
    const livekit = access()
    if (!livekit) return sendCode(response, 'media.unavailable')
    await livekit.service.createRoom({ name: id.data, emptyTimeout: 300, departureTimeout: 300 })
    const { canPublish, canPublishSources } = grantsOf(floor(state, actor.personId))
    const token = new AccessToken(livekit.key, livekit.secret, { identity: actor.personId, name: actor.name, ttl: TOKEN_SECONDS })
    token.addGrant({
      room: id.data,
      roomJoin: true,
      canSubscribe: true,
      canPublishData: false,
      canUpdateOwnMetadata: false,
      canPublish,
      ...(canPublish && { canPublishSources: [...canPublishSources] }),
    })
    const ticket: MediaTicket = { url: LIVEKIT_PATH, token: await token.toJwt() }
    response.json(ticket)
  })

  router.post('/livekit/webhook', raw({ type: 'application/webhook+json', limit: '256kb' }), async (request, response) => {
    const livekit = access()
    if (!livekit || !Buffer.isBuffer(request.body)) return sendCode(response, 'not.found')
    const event = await new WebhookReceiver(livekit.key, livekit.secret)
      .receive(request.body.toString('utf8'), request.get('authorization'))
      .catch(() => null)
    if (!event) return sendCode(response, 'access.denied')
    response.status(200).end()
    // Answered first; webhooks come twice, late and in any order, so each only says: look again.
    if (seen.has(event.id) || !event.room) return
    seen.add(event.id)
    if (seen.size > WEBHOOKS_REMEMBERED) seen.delete(seen.values().next().value!)
    if (event.event === 'participant_joined' || event.event === 'track_published') await reconcile(event.room.name as SessionId)
  })
  return router
}
