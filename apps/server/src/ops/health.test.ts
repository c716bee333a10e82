import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { sql } from 'kysely'
import Database from 'libsql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse as openBoards, type House as BoardHouse } from '../board/testing.ts'
import { openStore, type Store } from '../store/index.ts'
import { openHouse, rawRequest, temporaryFolder, until } from '../testing.ts'
import { createOps } from './health.ts'

const folder = temporaryFolder()
let store: Store
let boards: BoardHouse
beforeAll(async () => {
  store = await openStore(folder.path)
  boards = await openBoards({ dataDir: folder.path })
})
afterAll(async () => {
  await boards.stop().catch(() => undefined)
  await store.close()
  folder.remove()
})

let draining = false
const none = () => 0
/** What an installation of the two databases above answers. */
async function asked(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const ops = createOps({
    db: store.db,
    probes: {
      livekit: () => ({ available: false, why: 'off' }),
      boards: () => boards.boards.healthy(),
      news: () => true,
      gauges: {
        copse_open_sockets: none,
        copse_open_sessions: none,
        copse_open_boards: none,
        copse_board_queued_bytes: none,
        copse_board_uncommitted_bytes: none,
      },
    },
    draining: () => draining,
    metricsToken: null,
  })
  const server = createServer(express().use(ops.router)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
  const body = (await answer.json()) as Record<string, unknown>
  server.closeAllConnections()
  server.close()
  return { status: answer.status, body }
}
const ready = async () => {
  const { status, body } = await asked('/readyz')
  return [status, body.store, body.boards, body.draining]
}

test('[O1] ready while both databases can be written and nobody told it to stop', async () => {
  expect(await ready()).toEqual([200, true, true, false])
})

test('[O1] not with a database that can be read alone', async () => {
  await sql`pragma query_only = on`.execute(store.db)
  expect(await ready()).toEqual([503, false, true, false])
  await sql`pragma query_only = off`.execute(store.db)
  expect(await ready()).toEqual([200, true, true, false])
})

test('[O1] not while somebody else holds the board log, and again once it is free', async () => {
  const other = new Database(join(folder.path, 'board.sqlite'))
  other.exec('begin immediate')
  expect(await ready()).toEqual([503, true, false, false])
  other.exec('rollback')
  other.close()
  await until(async () => (await ready())[0] === 200)
})

test('[O1] [O2] not while it drains, nor once the board threads are gone; alive it is all along', async () => {
  draining = true
  expect(await ready()).toEqual([503, true, true, true])
  expect((await asked('/healthz')).status).toBe(200)
  draining = false
  await boards.stop()
  expect(await ready()).toEqual([503, true, false, false])
  expect((await asked('/healthz')).status).toBe(200)
})

test('[O3] [O4] metrics are for this machine, or for who brings the token; nobody’s id is in them', async () => {
  const token = 'a-token-of-sixteen'
  const house = await openHouse({ env: { COPSE_METRICS_TOKEN: token } })
  try {
    const owner = await house.owner()
    const [{ id: community }] = (await owner.get('/api/communities')).json as [{ id: string }]
    const [{ id: session }] = (await owner.get(`/api/communities/${community}/sessions`)).json as [{ id: string }]
    const seat = await owner.enter(session)
    await seat.send({ type: 'chat.say', text: 'said-in-confidence' })

    const { status, body } = await rawRequest(`${house.url}/metrics`, {})
    expect(status).toBe(200)
    expect(body).toMatch(/^copse_open_sockets 1$/m)
    expect(body).toMatch(/^copse_command_seconds_count\{outcome="accepted"\} [1-9]/m)
    expect(body).toMatch(/^copse_journal_commits_total [1-9]/m)
    expect(body).toMatch(/^copse_livekit_up 0$/m)
    for (const secret of [community, session, seat.personId, 'said-in-confidence', house.config.ownerEmail])
      expect([secret, body.includes(secret)]).toEqual([secret, false])

    const far = { 'x-forwarded-for': '203.0.113.7' }
    expect((await rawRequest(`${house.url}/metrics`, far)).status).toBe(404)
    expect((await rawRequest(`${house.url}/metrics`, { ...far, authorization: 'Bearer another' })).status).toBe(404)
    expect((await rawRequest(`${house.url}/metrics`, { ...far, authorization: `Bearer ${token}` })).status).toBe(200)
  } finally {
    await house.stop()
  }
})
