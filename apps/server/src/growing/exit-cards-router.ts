import { ExitCard, SessionId, type ExitCards, type SessionPhase } from '@copse/contract'
import { Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import { sessionFacts } from '../communities/index.ts'
import { body, sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Rooms } from '../room/index.ts'
import type { Schema } from '../store/index.ts'
import { togetherOf } from './exit-cards.ts'

/** What people say on leaving a session. */
export function createExitCardsRouter(options: {
  db: Kysely<Schema>
  rooms: Rooms
  actorOf: ActorOf
  now: () => number
}): Router {
  const { db, rooms, actorOf, now } = options
  const router = Router()
  const changes = createLimit(20, 60)
  const path = '/sessions/:id/exit-card'

  async function named(request: Request, response: Response) {
    const actor = await actorOf(request.headers)
    const id = SessionId.safeParse(request.params.id)
    const facts = actor && id.success ? await sessionFacts(db, actor, id.data, now()) : null
    if (actor && facts && id.success) {
      const state = await rooms.state(id.data)
      const phase: SessionPhase = facts.phase === 'cancelled' ? 'cancelled' : state.phase
      const subject = { ...facts, phase, sessionId: id.data, standing: state.people[actor.personId]?.standing ?? null }
      const may = { give: can(actor, 'exit-card.give', subject), see: can(actor, 'record.see', subject) }
      if (may.give || may.see) return { actor, sessionId: id.data, people: state.people, may }
    }
    sendCode(response, 'not.found')
    return null
  }

  async function cardsFor(found: NonNullable<Awaited<ReturnType<typeof named>>>): Promise<ExitCards> {
    const { actor, sessionId, people, may } = found
    const rows = await db
      .selectFrom('exitCards')
      .selectAll()
      .where('sessionId', '=', sessionId)
      .orderBy('at')
      .orderBy('personId')
      .execute()
    const mine = rows.find(({ personId }) => personId === actor.personId)
    return {
      mine: mine ? { worth: mine.worth, heard: mine.heard, line: mine.line, named: mine.named === 1 } : null,
      may: { answer: may.give && !mine },
      together: may.see
        ? togetherOf(
            rows.map(({ worth, heard, line, named, personId }) => ({
              worth,
              heard,
              line,
              name: named === 1 ? (people[personId]?.name ?? null) : null,
            })),
          )
        : null,
    }
  }

  router.get(path, async (request, response) => {
    const found = await named(request, response)
    if (found) response.json(await cardsFor(found))
  })

  router.post(path, async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const { actor, sessionId, may } = found
    if (!may.give) return sendCode(response, 'access.denied')
    if (!(await changes(actor.personId))) return sendCode(response, 'rate.limited')
    const input = body(request, response, ExitCard)
    if (!input) return
    const { worth = null, heard = null, line = null, named: wants = false } = input
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('exitCards')
      .values({ sessionId, personId: actor.personId, worth, heard, line, named: wants ? 1 : 0, at: now() })
      .onConflict((conflict) => conflict.columns(['sessionId', 'personId']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return sendCode(response, 'access.denied', 'given')
    response.status(201).json(await cardsFor(found))
  })

  router.delete(path, async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    if (!(await changes(found.actor.personId))) return sendCode(response, 'rate.limited')
    await db
      .deleteFrom('exitCards')
      .where('sessionId', '=', found.sessionId)
      .where('personId', '=', found.actor.personId)
      .execute()
    response.json(await cardsFor(found))
  })
  return router
}
