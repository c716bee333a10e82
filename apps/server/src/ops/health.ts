import { createHash, timingSafeEqual } from 'node:crypto'
import { Router, type Request } from 'express'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { sendCode } from '../http/answers.ts'
import { isOfThisMachine } from '../http/this-machine.ts'
import type { Schema } from '../store/index.ts'
import { counted, httpSeconds } from './metrics.ts'

export interface Probes {
  readonly livekit: () => { available: boolean; why: string | null }
  readonly boards: () => Promise<boolean>
  /** Whether news of other nodes arrive at once. */
  readonly news: () => boolean
  /** What is open at this moment, by the names of the gauges. */
  readonly gauges: Readonly<Record<GaugeName, () => number>>
}

const gauges = {
  copse_open_sockets: 'Connections to rooms',
  copse_open_sessions: 'Sessions in memory',
  copse_open_boards: 'Boards in memory',
  copse_board_queued_bytes: 'Bytes waiting for readers of boards',
  copse_board_uncommitted_bytes: 'Bytes of boards that are not on disk yet',
} as const
type GaugeName = keyof typeof gauges

/** A probe that has not answered by then has answered. */
const PATIENCE_MS = 2000

const within = (work: Promise<boolean>): Promise<boolean> => {
  let timer: NodeJS.Timeout
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE_MS)))
  return Promise.race([work.catch(() => false), late]).finally(() => clearTimeout(timer))
}

/** Writes what is there already, so that a full disk or a database that can only be read shows before somebody loses words. */
const canWrite = (db: Kysely<Schema>): Promise<boolean> =>
  sql`update kysely_migration_lock set is_locked = is_locked`.execute(db).then(() => true)

/**
 * Liveness, readiness and metrics. Alive is whose loop answers at all. Ready is who can take a command and a stroke: both
 * databases can be written, the board's threads answer, and nobody told it to stop. Video and news are told, not demanded.
 */
export function createOps(options: {
  db: Kysely<Schema>
  probes: Probes
  draining: () => boolean
  /** Who brings it may read the metrics from anywhere; without one only this machine may. */
  metricsToken: string | null
}) {
  const { db, probes, draining, metricsToken } = options
  const own = new Registry()
  collectDefaultMetrics({ register: own })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [own],
      collect() {
        this.set(read())
      },
    })
  for (const [name, help] of Object.entries(gauges)) gauge(name, help, probes.gauges[name as GaugeName])
  gauge('copse_livekit_up', '1 while LiveKit answers', () => Number(probes.livekit().available))
  const registry = Registry.merge([counted, own])

  const digest = (value: string) => createHash('sha256').update(value).digest()
  const mayReadMetrics = (request: Request) =>
    isOfThisMachine(request) ||
    (metricsToken !== null &&
      timingSafeEqual(digest(request.get('authorization') ?? ''), digest(`Bearer ${metricsToken}`)))

  const router = Router()
  router.use((request, response, next) => {
    const stop = httpSeconds.startTimer({ method: request.method })
    response.on('finish', () => stop({ status: response.statusCode }))
    next()
  })
  router.get('/healthz', (_request, response) => void response.json({ ok: true }))
  router.get('/readyz', async (_request, response) => {
    const [store, boards] = await Promise.all([within(canWrite(db)), within(probes.boards())])
    const ok = store && boards && !draining()
    response
      .status(ok ? 200 : 503)
      .json({ ok, store, boards, news: probes.news(), draining: draining(), livekit: probes.livekit() })
  })
  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request)) return sendCode(response, 'not.found')
    response.type(registry.contentType).send(await registry.metrics())
  })
  return { router }
}
