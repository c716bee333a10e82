import { Router } from 'express'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Schema } from '../store/index.ts'

/** What has not answered by then does not work: a database that is away keeps who asks waiting for longer. */
const ANSWER_WITHIN_MS = 2000

const works = (check: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    check.then(
      (answer) => answer !== false,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ANSWER_WITHIN_MS).unref()),
  ])

export interface Probes {
  readonly livekit: () => { available: boolean; why: string | null }
  readonly boards: () => Promise<boolean>
  /** Whether news of other nodes arrive at once. */
  readonly news: () => boolean
  readonly counts: () => { sockets: number; boards: number; sessions: number }
}

/** Liveness, readiness that means it, and metrics. */
export function createOps(options: { db: Kysely<Schema>; probes: Probes; draining: () => boolean }) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const http = new Histogram({
    name: 'copse_http_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'status'],
    registers: [registry],
  })
  for (const name of ['sockets', 'boards', 'sessions'] as const)
    new Gauge({
      name: `copse_open_${name}`,
      help: `Open ${name} on this node`,
      registers: [registry],
      collect() {
        this.set(options.probes.counts()[name])
      },
    })
      .get()
      .catch(() => undefined)

  const router = Router()
  router.use((request, response, next) => {
    const stop = http.startTimer({ method: request.method })
    response.on('finish', () => stop({ status: response.statusCode }))
    next()
  })
  router.get('/healthz', (_request, response) => void response.json({ ok: true }))
  router.get('/readyz', async (_request, response) => {
    const [store, boards] = await Promise.all([
      works(sql`select 1`.execute(options.db)),
      works(options.probes.boards()),
    ])
    const ok = store && boards && !options.draining()
    // Video and news are told, not demanded: the room works without them.
    response
      .status(ok ? 200 : 503)
      .json({ ok, store, boards, news: options.probes.news(), livekit: options.probes.livekit() })
  })
  router.get(
    '/metrics',
    async (_request, response) => void response.type(registry.contentType).send(await registry.metrics()),
  )
  return { router }
}
