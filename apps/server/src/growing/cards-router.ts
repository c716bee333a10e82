import { CardUpdate, CommunityId, NewCard, NewTry, type CardLibrary } from '@copse/contract'
import { Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { roleIn } from '../communities/index.ts'
import { body, sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Rooms } from '../room/index.ts'
import type { Schema } from '../store/index.ts'
import { cardsAs, cardsFromOthers, cardsOf, mayBeAnonymous, subjectOf } from './cards.ts'
import type { Searchable } from './searchable.ts'

const flag = (value: boolean) => (value ? 1 : 0)

/** A community's library of practices, and what became of them where they were tried. */
export function createCardsRouter(options: {
  db: Kysely<Schema>
  rooms: Rooms
  searchable: Pick<Searchable, 'card'>
  actorOf: ActorOf
  now: () => number
}): Router {
  const { db, rooms, searchable, actorOf, now } = options
  const router = Router()
  const changes = createLimit(60, 60)

  async function inCommunity(request: Request, response: Response) {
    const actor = await actorOf(request.headers)
    const id = CommunityId.safeParse(request.params.id)
    const communityRole = id.success ? await roleIn(db, actor, id.data) : null
    const known =
      id.success && (await db.selectFrom('communities').select('id').where('id', '=', id.data).executeTakeFirst())
    if (known && can(actor, 'card.add', { communityRole })) return { actor, communityId: known.id }
    sendCode(response, 'not.found')
    return null
  }
  /** The card named in the path, for whoever may see it. */
  async function named(request: Request, response: Response) {
    const actor = await actorOf(request.headers)
    const row = await db
      .selectFrom('cards')
      .selectAll()
      .where('id', '=', String(request.params.cardId))
      .executeTakeFirst()
    const subject = actor && row ? await subjectOf(db, actor, row) : null
    if (actor && row && subject && can(actor, 'card.see', subject)) {
      if (await changes(actor.personId)) return { actor, row, subject }
      sendCode(response, 'rate.limited')
      return null
    }
    sendCode(response, 'not.found')
    return null
  }
  async function sendCard(response: Response, actor: Parameters<typeof subjectOf>[1], id: string, status = 200) {
    const row = await db.selectFrom('cards').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const [card] = await cardsAs(db, rooms.state, actor, [row])
    response.status(status).json(card)
  }

  router.get('/communities/:id/cards', async (request, response) => {
    const found = await inCommunity(request, response)
    if (!found) return
    const { actor, communityId } = found
    const library: CardLibrary = {
      cards: await cardsAs(db, rooms.state, actor, await cardsOf(db, communityId)),
      fromOthers: await cardsAs(db, rooms.state, actor, await cardsFromOthers(db, communityId)),
    }
    response.json(library)
  })

  router.post('/communities/:id/cards', async (request, response) => {
    const found = await inCommunity(request, response)
    if (!found) return
    const { actor, communityId } = found
    if (!(await changes(actor.personId))) return sendCode(response, 'rate.limited')
    const input = body(request, response, NewCard)
    if (!input) return
    const { source, tags, named: wants, shared, ...words } = input
    const known =
      source &&
      (await db
        .selectFrom('sessions')
        .select('id')
        .where('id', '=', source.sessionId)
        .where('communityId', '=', communityId)
        .executeTakeFirst())
    if (source && !known) return sendCode(response, 'input.invalid', 'source')
    const nameless = source !== null && mayBeAnonymous(await rooms.state(source.sessionId), source.stepIndex)
    const id = uuidv7()
    await db
      .insertInto('cards')
      .values({
        id,
        communityId,
        sessionId: source?.sessionId ?? null,
        stepIndex: source?.stepIndex ?? null,
        ...words,
        tags: JSON.stringify([...new Set(tags)]),
        authorId: actor.personId,
        named: flag(wants && !nameless),
        shared: flag(shared),
        savedAt: now(),
      })
      .execute()
    await searchable.card(id)
    await sendCard(response, actor, id, 201)
  })

  router.patch('/cards/:cardId', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const { actor, row, subject } = found
    if (!can(actor, 'card.edit', subject)) return sendCode(response, 'access.denied')
    const input = body(request, response, CardUpdate)
    if (!input) return
    const { tags, named: wants, shared, ...words } = input
    // Who leads may take a card out of others' sight; to show it, or a name on it, is for who made it.
    if ((shared || wants) && !can(actor, 'card.share', subject)) return sendCode(response, 'access.denied')
    const nameless = wants && row.sessionId && mayBeAnonymous(await rooms.state(row.sessionId), row.stepIndex)
    const change = {
      ...words,
      ...(tags && { tags: JSON.stringify([...new Set(tags)]) }),
      ...(wants !== undefined && { named: flag(wants && !nameless) }),
      ...(shared !== undefined && { shared: flag(shared) }),
    }
    if (Object.keys(change).length > 0) await db.updateTable('cards').set(change).where('id', '=', row.id).execute()
    await searchable.card(row.id)
    await sendCard(response, actor, row.id)
  })

  router.delete('/cards/:cardId', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    if (!can(found.actor, 'card.edit', found.subject)) return sendCode(response, 'access.denied')
    await db.deleteFrom('cards').where('id', '=', found.row.id).execute()
    response.status(204).end()
  })

  router.post('/cards/:cardId/tries', async (request, response) => {
    const found = await named(request, response)
    const input = found && body(request, response, NewTry)
    if (!found || !input) return
    const { actor, row } = found
    const said = { ...input, at: now() }
    await db
      .insertInto('cardTries')
      .values({ id: uuidv7(), cardId: row.id, personId: actor.personId, ...said })
      .onConflict((conflict) => conflict.columns(['cardId', 'personId']).doUpdateSet(said))
      .execute()
    await sendCard(response, actor, row.id, 201)
  })

  router.delete('/cards/:cardId/tries/:tryId', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const { actor, row, subject } = found
    const tried = await db
      .selectFrom('cardTries')
      .select(['id', 'personId'])
      .where('id', '=', String(request.params.tryId))
      .where('cardId', '=', row.id)
      .executeTakeFirst()
    if (!tried) return sendCode(response, 'not.found')
    if (tried.personId !== actor.personId && !can(actor, 'card.edit', subject))
      return sendCode(response, 'access.denied')
    await db.deleteFrom('cardTries').where('id', '=', tried.id).execute()
    await sendCard(response, actor, row.id)
  })
  return router
}
