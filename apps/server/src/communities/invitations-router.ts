import {
  AcceptInvitation,
  NewInvitation,
  SessionId,
  type Invitation,
  type InvitationPreview,
  type PersonId,
  type RefusalCode,
} from '@copse/contract'
import { Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { body, sendCode } from '../http/answers.ts'
import {
  can,
  cookieOptions,
  GUEST_COOKIE,
  GUEST_PASS_MS,
  hashOf,
  newToken,
  sign,
  type ActorOf,
} from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Schema } from '../store/index.ts'
import type { Expel } from './expel.ts'
import { sessionFacts } from './facts.ts'
import { listOf } from './rows.ts'

/** Makes an invitation; the token is in the answer alone, its hash in the store. */
export async function addInvitation(
  db: Kysely<Schema>,
  sessionId: SessionId,
  createdBy: PersonId,
  hours: number,
  now: number,
) {
  const token = newToken()
  const row = {
    id: uuidv7(),
    sessionId,
    tokenHash: hashOf(token),
    createdBy,
    createdAt: now,
    expiresAt: now + hours * 3_600_000,
    revokedAt: null,
  }
  await db.insertInto('invitations').values(row).execute()
  return { ...row, uses: 0, token }
}

export function createInvitationsRouter(options: {
  db: Kysely<Schema>
  actorOf: ActorOf
  publicUrl: string
  guestSecret: string
  now: () => number
  expel: Expel
}): Router {
  const { db, actorOf, publicUrl, guestSecret, now, expel } = options
  const router = Router()
  // Tokens cannot be guessed; the limit keeps the trying cheap for us.
  const perAddress = createLimit(60, 60)

  /** The session named in the path, to somebody who may do this with its invitations. */
  async function sessionFor(
    action: 'session.invite' | 'session.revoke-invitation',
    request: Request,
    response: Response,
  ) {
    const actor = await actorOf(request.headers)
    const id = SessionId.safeParse(request.params.id)
    const facts = id.success ? await sessionFacts(db, actor, id.data, now()) : null
    if (actor && id.success && facts && can(actor, action, { ...facts, sessionId: id.data }))
      return { actor, sessionId: id.data }
    sendCode(response, facts ? 'access.denied' : 'not.found')
    return null
  }

  router.get('/sessions/:id/invitations', async (request, response) => {
    const found = await sessionFor('session.revoke-invitation', request, response)
    if (!found) return
    const rows = await db
      .selectFrom('invitations')
      .select(['id', 'createdAt', 'expiresAt', 'revokedAt', 'uses'])
      .where('sessionId', '=', found.sessionId)
      .orderBy('createdAt', 'desc')
      .execute()
    const invitationOf = ({ id, ...row }: (typeof rows)[number]): Invitation => ({
      id,
      createdAt: Number(row.createdAt),
      expiresAt: Number(row.expiresAt),
      revokedAt: row.revokedAt === null ? null : Number(row.revokedAt),
      uses: row.uses,
    })
    response.json(rows.map(invitationOf))
  })

  router.post('/sessions/:id/invitations', async (request, response) => {
    const found = await sessionFor('session.invite', request, response)
    if (!found) return
    const input = body(request, response, NewInvitation)
    if (!input) return
    const { token, id, createdAt, expiresAt } = await addInvitation(
      db,
      found.sessionId,
      found.actor.personId,
      input.hours,
      now(),
    )
    response.status(201).json({
      id,
      createdAt,
      expiresAt,
      revokedAt: null,
      uses: 0,
      link: `${publicUrl}/join/${token}`,
    } satisfies Invitation)
  })

  router.delete('/sessions/:id/invitations/:invitationId', async (request, response) => {
    const found = await sessionFor('session.revoke-invitation', request, response)
    if (!found) return
    const invitationId = String(request.params.invitationId)
    const { numUpdatedRows } = await db
      .updateTable('invitations')
      .set({ revokedAt: now() })
      .where('id', '=', invitationId)
      .where('sessionId', '=', found.sessionId)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return sendCode(response, 'not.found')
    const came = [
      ...(await db.selectFrom('guests').select('id').where('invitationId', '=', invitationId).execute()),
      ...(await db.selectFrom('passes').select('personId as id').where('invitationId', '=', invitationId).execute()),
    ]
    for (const { id } of came) await expel(found.sessionId, id)
    response.status(204).end()
  })

  async function valid(request: Request, response: Response) {
    const refuse = (code: RefusalCode) => {
      sendCode(response, code)
      return null
    }
    if (!(await perAddress(request.ip ?? ''))) return refuse('rate.limited')
    const invitation = await db
      .selectFrom('invitations')
      .selectAll()
      .where('tokenHash', '=', hashOf(String(request.params.token)))
      .executeTakeFirst()
    if (!invitation) return refuse('invitation.unknown')
    if (invitation.revokedAt !== null) return refuse('invitation.revoked')
    if (now() > invitation.expiresAt) return refuse('invitation.expired')
    const session = await db
      .selectFrom('sessions')
      .innerJoin('communities', 'communities.id', 'sessions.communityId')
      .select([
        'sessions.id',
        'sessions.title',
        'startsAt',
        'timeZone',
        'minutes',
        'phase',
        'communities.name',
        'communities.districts',
      ])
      .where('sessions.id', '=', invitation.sessionId)
      .executeTakeFirstOrThrow()
    if (session.phase === 'ended' || session.phase === 'cancelled') return refuse('session.ended')
    return { invitation, session }
  }

  router.get('/invitations/:token', async (request, response) => {
    const found = await valid(request, response)
    if (!found) return
    const { session } = found
    response.json({
      sessionTitle: session.title,
      communityName: session.name,
      startsAt: Number(session.startsAt),
      timeZone: session.timeZone,
      minutes: session.minutes,
      districts: listOf(session.districts),
    } satisfies InvitationPreview)
  })

  router.post('/invitations/:token', async (request, response) => {
    const found = await valid(request, response)
    if (!found) return
    const input = body(request, response, AcceptInvitation)
    if (!input) return
    const { invitation, session } = found
    const known = await actorOf(request.headers)
    const facts = await sessionFacts(db, known, session.id, now())
    if (known && facts) {
      // The same browser again: the same guest, with the name as she gives it now. A member comes as herself.
      if (known.kind === 'guest') await db.updateTable('guests').set(input).where('id', '=', known.personId).execute()
      return void response.json({ sessionId: session.id })
    }
    const use = { invitationId: invitation.id, sessionId: session.id, createdAt: now() }
    const id = `g_${uuidv7()}` as PersonId
    await db.transaction().execute(async (transaction) => {
      // Somebody from another community keeps her account, and everything that is hers there.
      if (known?.kind === 'member')
        await transaction
          .insertInto('passes')
          .values({ ...use, personId: known.personId })
          .onConflict((conflict) => conflict.columns(['sessionId', 'personId']).doUpdateSet(use))
          .execute()
      else
        await transaction
          .insertInto('guests')
          .values({ ...use, ...input, id })
          .execute()
      await transaction
        .updateTable('invitations')
        .set(({ eb }) => ({ uses: eb('uses', '+', 1) }))
        .where('id', '=', invitation.id)
        .execute()
    })
    if (known?.kind === 'member') return void response.json({ sessionId: session.id })
    const maxAge = Math.max(invitation.expiresAt - now(), GUEST_PASS_MS)
    response.cookie(GUEST_COOKIE, sign(id, guestSecret), cookieOptions(publicUrl, maxAge))
    response.json({ sessionId: session.id })
  })
  return router
}
