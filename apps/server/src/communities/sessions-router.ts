import {
  NewSession,
  SessionId,
  SessionUpdate,
  CommunityId,
  type Lobby,
  type PersonId,
  type Protocol,
} from '@copse/contract'
import { catalogue } from '@copse/protocols'
import { Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { body, sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import type { Schema } from '../store/index.ts'
import { calendarOf } from './calendar.ts'
import { sessionFacts } from './facts.ts'
import { planOf } from './planning.ts'
import { protocolFor } from './protocols.ts'
import { detailOf, listOf, roleIn, summaryOf, type SessionRow } from './rows.ts'
import type { SessionPlan } from '@copse/contract'

export function createSessionsRouter(options: {
  db: Kysely<Schema>
  actorOf: ActorOf
  publicUrl: string
  now: () => number
  /** States the plan in the session's journal. */
  statePlan: (sessionId: SessionId, plan: SessionPlan) => Promise<void>
  videoAvailable: () => boolean
}): Router {
  const { db, actorOf, publicUrl, now, statePlan, videoAvailable } = options
  const router = Router()

  /** The session named in the path, as this actor may know it. */
  async function named(request: Request, response: Response) {
    const actor = await actorOf(request.headers)
    const id = SessionId.safeParse(request.params.id)
    const detail = id.success ? await detailOf(db, actor, id.data, now()) : null
    if (!actor || !detail) {
      sendCode(response, 'not.found')
      return null
    }
    const communityRole = await roleIn(db, actor, detail.communityId)
    return { actor, detail, communityRole }
  }

  /** Whether those named may hold these parts: members of the community, and a presenter where one is needed. */
  async function fault(communityId: CommunityId, input: Partial<NewSession>): Promise<string | null> {
    const ids = [...(input.facilitatorIds ?? []), ...(input.presenterId ? [input.presenterId] : [])]
    if (input.presenterId && input.facilitatorIds?.includes(input.presenterId)) return 'presenterId'
    if (ids.length === 0) return null
    const known = await db
      .selectFrom('members')
      .select('personId')
      .where('communityId', '=', communityId)
      .where('personId', 'in', ids)
      .execute()
    const members = new Set(known.map(({ personId }) => personId))
    if (input.presenterId && !members.has(input.presenterId)) return 'presenterId'
    return input.facilitatorIds?.some((id) => !members.has(id)) ? 'facilitatorIds' : null
  }

  router.get('/protocols', (_request, response) => void response.json(catalogue))

  router.get('/communities/:id/sessions', async (request, response) => {
    const actor = await actorOf(request.headers)
    const id = CommunityId.safeParse(request.params.id)
    const communityRole = id.success ? await roleIn(db, actor, id.data) : null
    if (!id.success || !can(actor, 'community.see', { communityRole })) return sendCode(response, 'not.found')
    const rows = await db
      .selectFrom('sessions')
      .selectAll()
      .where('communityId', '=', id.data)
      .where('phase', '!=', 'cancelled')
      .orderBy('startsAt')
      .execute()
    response.json(rows.map(summaryOf))
  })

  router.post('/communities/:id/sessions', async (request, response) => {
    const actor = await actorOf(request.headers)
    const id = CommunityId.safeParse(request.params.id)
    const communityRole = id.success ? await roleIn(db, actor, id.data) : null
    if (!id.success || !can(actor, 'community.see', { communityRole })) return sendCode(response, 'not.found')
    if (!can(actor, 'session.schedule', { communityRole })) return sendCode(response, 'access.denied')
    const input = body(request, response, NewSession)
    if (!input) return
    const protocol = await protocolFor(db, id.data, input)
    if (!protocol) return sendCode(response, 'input.invalid', 'protocolId')
    const wrong = await fault(id.data, input)
    if (wrong) return sendCode(response, 'input.invalid', wrong)
    const row = await addSession(db, id.data, input, protocol, now())
    await statePlan(row.id, planOf(row))
    response.status(201).json(await detailOf(db, actor, row.id, now()))
  })

  router.get('/sessions/:id', async (request, response) => {
    const found = await named(request, response)
    if (found) response.json(found.detail)
  })

  router.patch('/sessions/:id', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const { actor, detail } = found
    if (!detail.may.edit)
      return sendCode(response, detail.phase === 'planned' ? 'access.denied' : 'session.already-started')
    const input = body(request, response, SessionUpdate)
    if (!input) return
    const { facilitatorIds, protocolId = detail.protocol.id, protocolVersion, ...plain } = input
    // A session keeps the protocol it was planned with, whatever became of that since, unless another is asked for.
    const keeps =
      protocolId === detail.protocol.id && (protocolVersion ?? detail.protocol.version) === detail.protocol.version
    const protocol = keeps ? null : await protocolFor(db, detail.communityId, { protocolId, protocolVersion })
    if (!keeps && !protocol) return sendCode(response, 'input.invalid', 'protocolId')
    const wrong = await fault(detail.communityId, {
      ...input,
      presenterId: input.presenterId === undefined ? detail.presenterId : input.presenterId,
      facilitatorIds: facilitatorIds ?? detail.facilitatorIds,
    })
    if (wrong) return sendCode(response, 'input.invalid', wrong)
    const row = await db
      .updateTable('sessions')
      .set(({ eb }) => ({
        ...plain,
        ...(protocol && { protocolId, protocol: JSON.stringify(protocol) }),
        ...(facilitatorIds && { facilitatorIds: JSON.stringify(facilitatorIds) }),
        revision: eb('revision', '+', 1),
      }))
      .where('id', '=', detail.id)
      .where('phase', '=', 'planned')
      .returningAll()
      .executeTakeFirst()
    if (!row) return sendCode(response, 'session.already-started')
    await statePlan(row.id, planOf(row))
    response.json(await detailOf(db, actor, row.id, now()))
  })

  router.delete('/sessions/:id', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    if (!found.detail.may.edit)
      return sendCode(response, found.detail.phase === 'planned' ? 'access.denied' : 'session.already-started')
    await db
      .updateTable('sessions')
      .set(({ eb }) => ({ phase: 'cancelled' as const, revision: eb('revision', '+', 1) }))
      .where('id', '=', found.detail.id)
      .where('phase', '=', 'planned')
      .execute()
    response.status(204).end()
  })

  router.get('/sessions/:id/calendar.ics', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const { revision } = await db
      .selectFrom('sessions')
      .select('revision')
      .where('id', '=', found.detail.id)
      .executeTakeFirstOrThrow()
    response
      .attachment('copse-session.ics')
      .type('text/calendar')
      .send(calendarOf(found.detail, revision, publicUrl))
  })

  router.get('/sessions/:id/lobby', async (request, response) => {
    const actor = await actorOf(request.headers)
    const id = SessionId.safeParse(request.params.id)
    const facts = id.success ? await sessionFacts(db, actor, id.data, now()) : null
    const detail = id.success && facts ? await detailOf(db, actor, id.data, now()) : null
    if (!actor || !facts || !detail) return sendCode(response, actor ? 'not.found' : 'auth.required')
    const { norms } = await db
      .selectFrom('communities')
      .select('norms')
      .where('id', '=', facts.communityId)
      .executeTakeFirstOrThrow()
    const lobby: Lobby = {
      sessionId: detail.id,
      title: detail.title,
      focusQuestion: detail.focusQuestion,
      communityName: detail.communityName,
      protocolTitle: detail.protocolTitle,
      startsAt: detail.startsAt,
      timeZone: detail.timeZone,
      minutes: detail.minutes,
      phase: detail.phase,
      norms: listOf(norms),
      keeps: ['board', 'chat', 'timeline', 'attendance', 'commitments'],
      you: { personId: actor.personId, name: actor.name, role: facts.sessionRole },
      video: videoAvailable(),
    }
    response.json(lobby)
  })
  return router
}

/** Writes a new session down; its plan is still to be stated in its journal. */
export async function addSession(
  db: Kysely<Schema>,
  communityId: CommunityId,
  input: NewSession,
  protocol: Protocol,
  now: number,
): Promise<SessionRow> {
  const { facilitatorIds, protocolId, protocolVersion: _, ...plain } = input
  return db
    .insertInto('sessions')
    .values({
      ...plain,
      id: uuidv7() as SessionId,
      communityId,
      protocolId,
      protocol: JSON.stringify(protocol),
      facilitatorIds: JSON.stringify(facilitatorIds satisfies PersonId[]),
      phase: 'planned',
      createdAt: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}
