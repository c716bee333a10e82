import { Router } from 'express'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Schema } from '../store/index.ts'

export interface Probes {
  readonly livekit: () => { available: boolean; why: string | null }
  readonly boards: () => Promise<boolean>
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
    const store = await sql`select 1`.execute(options.db).then(
      () => true,
      () => false,
    )
    const boards = await options.probes.boards()
    const ok = store && boards && !options.draining()
    // Video is told, not demanded: the room works without it.
    response.status(ok ? 200 : 503).json({ ok, store, boards, livekit: options.probes.livekit() })
  })
  router.get(
    '/metrics',
    async (_request, response) => void response.type(registry.contentType).send(await registry.metrics()),
  )
  return { router }
}
