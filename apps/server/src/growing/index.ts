import { Router } from 'express'
import type { Kysely } from 'kysely'
import type { ActorOf, Mail } from '../identity/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Rooms } from '../room/index.ts'
import type { Schema } from '../store/index.ts'
import { createCardsRouter } from './cards-router.ts'
import { createExitCardsRouter } from './exit-cards-router.ts'
import { createPromisesRouter } from './promises-router.ts'
import { createReminders } from './reminders.ts'

/** What a community carries from its sessions into practice. */
export function createGrowing(options: {
  db: Kysely<Schema>
  rooms: Rooms
  actorOf: ActorOf
  mail: Mail
  publicUrl: string
  /** Signs the links by which somebody ends her reminders. */
  secret: string
  now: () => number
  log: Logger
}): { router: Router; drain(): Promise<void> } {
  const reminders = createReminders(options)
  const router = Router()
  router.use(createPromisesRouter(options))
  router.use(createExitCardsRouter(options))
  router.use(createCardsRouter(options))
  void reminders.look()
  return { router, drain: reminders.drain }
}
