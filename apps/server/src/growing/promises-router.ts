import { CommitmentId, CommunityId, FollowUp, StopReminders, type CommandId } from '@copse/contract'
import { Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { roleIn } from '../communities/index.ts'
import { body, sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Rooms } from '../room/index.ts'
import type { Schema } from '../store/index.ts'
import { promisedIn, promisesFor } from './promises.ts'
import type { Searchable } from './searchable.ts'
import { whoseStop } from './reminders.ts'

/** Nobody needs to be reminded of something in two years. */
const FARTHEST_MS = 400 * 86_400_000

/** What members promised in past sessions, and how it went. */
export function createPromisesRouter(options: {
  db: Kysely<Schema>
  rooms: Rooms
  searchable: Pick<Searchable, 'session'>
  actorOf: ActorOf
  secret: string
  now: () => number
}): Router {
  const { db, rooms, searchable, actorOf, secret, now } = options
  const router = Router()
  const changes = createLimit(60, 60)
  const stops = createLimit(20, 60)

  async function named(request: Request, response: Response) {
    const actor = await actorOf(request.headers)
    const id = CommunityId.safeParse(request.params.id)
    const communityRole = id.success ? await roleIn(db, actor, id.data) : null
    const known =
      id.success && (await db.selectFrom('communities').select('id').where('id', '=', id.data).executeTakeFirst())
    if (known && can(actor, 'community.see', { communityRole })) return { actor, communityId: known.id }
    sendCode(response, 'not.found')
    return null
  }
  /** A promise of the asker's own, to change; another's is as unknown as one that was never made. */
  async function own(request: Request, response: Response) {
    const found = await named(request, response)
    if (!found) return null
    if (!(await changes(found.actor.personId))) return void sendCode(response, 'rate.limited')
    const id = CommitmentId.safeParse(request.params.commitmentId)
    const promise = (await promisedIn(db, found.communityId)).find((one) => id.success && one.id === id.data)
    if (promise?.personId === found.actor.personId) return { ...found, promise }
    sendCode(response, 'commitment.unknown')
    return null
  }

  router.get('/communities/:id/promises', async (request, response) => {
    const found = await named(request, response)
    if (found) response.json(await promisesFor(db, found.communityId, found.actor.personId))
  })

  router.patch('/communities/:id/promises/:commitmentId', async (request, response) => {
    const found = await own(request, response)
    const input = found && body(request, response, FollowUp)
    if (!found || !input) return
    const { actor, communityId, promise } = found
    const { reminder, shared, ...told } = input
    if (shared && promise.onlyMe) return sendCode(response, 'input.invalid', 'shared')
    if (reminder && (reminder.at <= now() || reminder.at > now() + FARTHEST_MS))
      return sendCode(response, 'input.invalid', 'reminder.at')
    const { id: commitmentId, sessionId, personId } = promise
    const change = { ...told, ...(shared !== undefined && { shared: shared ? 1 : 0 }) }
    if (Object.keys(change).length > 0)
      await db
        .insertInto('followUps')
        .values({
          commitmentId,
          sessionId,
          personId,
          outcome: null,
          changed: null,
          shared: promise.onlyMe ? 0 : 1,
          toldAt: now(),
          ...change,
        })
        .onConflict((conflict) => conflict.column('commitmentId').doUpdateSet({ ...change, toldAt: now() }))
        .execute()
    if (Object.keys(change).length > 0) await searchable.session(sessionId)
    if (reminder !== undefined) await db.deleteFrom('reminders').where('commitmentId', '=', commitmentId).execute()
    if (reminder)
      await db
        .insertInto('reminders')
        .values({ commitmentId, sessionId, personId, ...reminder, sentAt: null })
        .execute()
    response.json(await promisesFor(db, communityId, actor.personId))
  })

  router.delete('/communities/:id/promises/:commitmentId', async (request, response) => {
    const found = await own(request, response)
    if (!found) return
    const { actor, communityId, promise } = found
    const { id: commitmentId, sessionId } = promise
    const id = uuidv7() as CommandId
    const reply = await rooms.execute(actor, sessionId, { type: 'commitment.withdraw', id, commitmentId })
    if (!reply.ok) return sendCode(response, reply.code)
    for (const table of ['followUps', 'reminders'] as const)
      await db.deleteFrom(table).where('commitmentId', '=', commitmentId).execute()
    await searchable.session(sessionId)
    response.json(await promisesFor(db, communityId, actor.personId))
  })

  router.post('/reminders/stop', async (request, response) => {
    if (!(await stops(request.ip ?? ''))) return sendCode(response, 'rate.limited')
    const input = body(request, response, StopReminders)
    if (!input) return
    const personId = whoseStop(input.token, secret)
    if (!personId) return sendCode(response, 'not.found')
    await db.deleteFrom('reminders').where('personId', '=', personId).where('sentAt', 'is', null).execute()
    response.status(204).end()
  })
  return router
}
