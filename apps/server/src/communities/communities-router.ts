import {
  CommunityId,
  CommunityUpdate,
  NewCommunity,
  NewMember,
  PersonId,
  type Actor,
  type CommunitySummary,
  type Language,
} from '@copse/contract'
import { Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { body, sendCode } from '../http/answers.ts'
import { aboutRequest } from '../http/request-id.ts'
import { can, ensureAccount, mailFault, mailWords, type ActorOf, type Mail } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Logger } from '../ops/log.ts'
import type { Schema } from '../store/index.ts'
import type { Expel } from './expel.ts'
import { communityOf, roleIn } from './rows.ts'

export function createCommunitiesRouter(options: {
  db: Kysely<Schema>
  actorOf: ActorOf
  mail: Mail
  publicUrl: string
  now: () => number
  log: Logger
  /** Takes somebody who may be there no longer out of a session. */
  expel: Expel
}): Router {
  const { db, actorOf, mail, publicUrl, now, log, expel } = options
  const router = Router()
  // Whoever has an account may invite strangers by mail; nobody shall write to half the world.
  const mails = createLimit(100, 3600)

  async function member(request: Request, response: Response): Promise<Actor | null> {
    const actor = await actorOf(request.headers)
    if (actor?.kind === 'member') return actor
    sendCode(response, 'auth.required')
    return null
  }
  /** The community named in the path with the actor's role there; a stranger's is as unknown as one that is not. */
  async function named(request: Request, response: Response) {
    const actor = await member(request, response)
    if (!actor) return null
    const id = CommunityId.safeParse(request.params.id)
    const communityRole = id.success ? await roleIn(db, actor, id.data) : null
    const row = id.success
      ? await db.selectFrom('communities').select('id').where('id', '=', id.data).executeTakeFirst()
      : undefined
    if (row && can(actor, 'community.see', { communityRole })) return { actor, id: row.id, communityRole }
    sendCode(response, 'not.found')
    return null
  }

  /** Out of every room of the community she came into, unless the installation is hers. */
  async function showOut(communityId: CommunityId, personId: PersonId): Promise<void> {
    const { owner } = await db.selectFrom('user').select('owner').where('id', '=', personId).executeTakeFirstOrThrow()
    if (owner) return
    const entered = await db
      .selectFrom('journal')
      .innerJoin('sessions', 'sessions.id', 'journal.sessionId')
      .select('sessions.id')
      .where('sessions.communityId', '=', communityId)
      .where('journal.type', '=', 'person.knocked')
      .where('journal.by', '=', personId)
      .execute()
    for (const { id } of entered) await expel(id, personId)
  }

  router.get('/communities', async (request, response) => {
    const actor = await member(request, response)
    if (!actor) return
    const rows = await db
      .selectFrom('communities')
      .leftJoin('members as mine', (join) =>
        join.onRef('mine.communityId', '=', 'communities.id').on('mine.personId', '=', actor.personId),
      )
      .select(({ selectFrom }) => [
        'communities.id',
        'communities.name',
        'communities.purpose',
        'mine.role',
        selectFrom('members')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('members.communityId', '=', 'communities.id')
          .as('memberCount'),
        selectFrom('sessions')
          .select(({ fn }) => fn.min('sessions.startsAt').as('first'))
          .whereRef('sessions.communityId', '=', 'communities.id')
          .where('sessions.phase', 'in', ['planned', 'running'])
          .as('nextSessionAt'),
      ])
      .orderBy('communities.name')
      .execute()
    const summaries: CommunitySummary[] = []
    for (const { role, memberCount, nextSessionAt, ...rest } of rows) {
      const yourRole = role ?? (actor.kind === 'member' && actor.owner ? 'owner' : null)
      if (yourRole)
        summaries.push({
          ...rest,
          yourRole,
          memberCount: Number(memberCount),
          nextSessionAt: nextSessionAt === null ? null : Number(nextSessionAt),
        })
    }
    response.json(summaries)
  })

  router.post('/communities', async (request, response) => {
    const actor = await member(request, response)
    if (!actor) return
    if (!can(actor, 'installation.create-community')) return sendCode(response, 'access.denied')
    const input = body(request, response, NewCommunity)
    if (!input) return
    const id = uuidv7() as CommunityId
    await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('communities')
        .values({
          id,
          name: input.name,
          purpose: input.purpose ?? '',
          norms: JSON.stringify(input.norms ?? []),
          districts: JSON.stringify(input.districts ?? []),
          createdAt: now(),
        })
        .execute()
      await transaction
        .insertInto('members')
        .values({ communityId: id, personId: actor.personId, role: 'owner', joinedAt: now() })
        .execute()
    })
    response.status(201).json(await communityOf(db, actor, id))
  })

  router.get('/communities/:id', async (request, response) => {
    const found = await named(request, response)
    if (found) response.json(await communityOf(db, found.actor, found.id))
  })

  router.patch('/communities/:id', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    if (!can(found.actor, 'community.edit', found)) return sendCode(response, 'access.denied')
    const input = body(request, response, CommunityUpdate)
    if (!input) return
    const { norms, districts, ...plain } = input
    const change = {
      ...plain,
      ...(norms && { norms: JSON.stringify(norms) }),
      ...(districts && { districts: JSON.stringify(districts) }),
    }
    if (Object.keys(change).length > 0)
      await db.updateTable('communities').set(change).where('id', '=', found.id).execute()
    response.json(await communityOf(db, found.actor, found.id))
  })

  router.post('/communities/:id/members', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    if (!can(found.actor, 'community.invite-member', found)) return sendCode(response, 'access.denied')
    const input = body(request, response, NewMember)
    if (!input) return
    if (!(await mails(found.actor.personId))) return sendCode(response, 'rate.limited')
    const personId = await ensureAccount(db, input, now())
    await db
      .insertInto('members')
      .values({ communityId: found.id, personId, role: input.role, joinedAt: now() })
      .onConflict((conflict) => conflict.columns(['communityId', 'personId']).doNothing())
      .execute()
    const community = (await communityOf(db, found.actor, found.id))!
    const user = await db.selectFrom('user').select('language').where('id', '=', personId).executeTakeFirstOrThrow()
    const words = mailWords[user.language as Language] ?? mailWords.en
    const link = `${publicUrl}/sign-in?email=${encodeURIComponent(input.email)}&next=${encodeURIComponent(`/communities/${found.id}`)}`
    try {
      await mail.send({ to: input.email, ...words.invited(community.name, found.actor.name, link), link })
    } catch (error) {
      log.error({ ...mailFault(error), ...aboutRequest(request, response) }, 'an invitation was not mailed')
      return sendCode(response, 'server.failed', 'mail')
    }
    response.status(201).json(community)
  })

  router.delete('/communities/:id/members/:personId', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    if (!can(found.actor, 'community.remove-member', found)) return sendCode(response, 'access.denied')
    const personId = PersonId.safeParse(request.params.personId)
    const row = personId.success
      ? await db
          .selectFrom('members')
          .select('role')
          .where('communityId', '=', found.id)
          .where('personId', '=', personId.data)
          .executeTakeFirst()
      : undefined
    if (!row) return sendCode(response, 'not.found')
    // A community's owner stays: it is never left without someone responsible for it.
    if (row.role === 'owner') return sendCode(response, 'access.denied')
    await db.deleteFrom('members').where('communityId', '=', found.id).where('personId', '=', personId.data!).execute()
    await showOut(found.id, personId.data!)
    response.json(await communityOf(db, found.actor, found.id))
  })
  return router
}
