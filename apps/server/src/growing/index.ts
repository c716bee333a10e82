import { Router } from 'express'
import type { Kysely } from 'kysely'
import type { ActorOf, Mail } from '../identity/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Rooms } from '../room/index.ts'
import type { Journal, Schema, Search } from '../store/index.ts'
import { createCardsRouter } from './cards-router.ts'
import { createExitCardsRouter } from './exit-cards-router.ts'
import { createPromisesRouter } from './promises-router.ts'
import { createReminders } from './reminders.ts'
import { createSearchRouter } from './search-router.ts'
import { createSearchable } from './searchable.ts'

/** What a community carries from its sessions into practice. */
export async function createGrowing(options: {
  db: Kysely<Schema>
  search: Search
  journal: Journal
  rooms: Rooms
  actorOf: ActorOf
  mail: Mail
  publicUrl: string
  /** Signs the links by which somebody ends her reminders. */
  secret: string
  now: () => number
  log: Logger
}): Promise<{
  router: Router
  /** Makes searchable what another process left out. */
  catchUp(): Promise<void>
  drain(): Promise<void>
}> {
  const reminders = createReminders(options)
  const searchable = createSearchable(options)
  await searchable.catchUp()
  const router = Router()
  router.use(createPromisesRouter({ ...options, searchable }))
  router.use(createExitCardsRouter(options))
  router.use(createCardsRouter({ ...options, searchable }))
  router.use(createSearchRouter(options))
  void reminders.look()
  return {
    router,
    catchUp: searchable.catchUp,
    async drain() {
      await reminders.drain()
      await searchable.idle()
    },
  }
}
