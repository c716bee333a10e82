import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { boardIdOf, type SessionDetail, type SessionId } from '@copse/contract'
import { createRoomClient } from '@copse/room-client'
import { connectBoard } from '@copse/room-client/board'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { openStore, type Store } from '../store/index.ts'
import { freshDatabase, redisUrl } from '../testing-databases.ts'
import { freePort } from '../testing-ports.ts'
import {
  communityWith,
  invite,
  openBrowser,
  openHouse,
  personIdOf,
  schedule,
  temporaryFolder,
  until,
  type Browser,
  type House,
} from '../testing.ts'

vi.setConfig({ testTimeout: 120_000 })

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
)
const secret = 'a secret that all of the nodes are given'
const folder = temporaryFolder()
let env: Record<string, string>
let store: Store
let houses: House[]
beforeAll(async () => {
  const databases = inject('databases')
  env = {
    DATABASE_URL: await freshDatabase(databases),
    REDIS_URL: redisUrl(databases),
    COPSE_SECRET: secret,
    COPSE_PUBLIC_URL: 'http://localhost:4280',
    COPSE_LIVEKIT: 'off',
    COPSE_LOG_LEVEL: 'silent',
  }
  houses = await Promise.all([openHouse({ env }), openHouse({ env })])
  store = await openStore(env.DATABASE_URL!)
})
afterAll(async () => {
  for (const house of houses) await house.stop()
  await store.close()
  folder.remove()
})

test('[M1] nodes that start at once on an empty database make one installation, and no data folder', async () => {
  expect(await store.db.selectFrom('communities').select('id').execute()).toHaveLength(1)
  expect(await store.db.selectFrom('user').select('email').orderBy('email').execute()).toEqual([
    { email: 'owner@copse.local' },
    { email: 'presenter@copse.local' },
  ])
  for (const { config } of houses) expect(existsSync(config.dataDir)).toBe(false)
})

test('[M2] whoever signed in, was invited or added something on one node is and has the same on another', async () => {
  const [one, other] = houses as [House, House]
  const owner = await one.owner()
  const elsewhere = other.browser(owner)
  expect(await personIdOf(elsewhere)).toBe(await personIdOf(owner))
  const { id: communityId } = await communityWith(owner)
  const session = await schedule(elsewhere, communityId)
  const at = (path: string) => `/api/sessions/${session.id}${path}`

  const { token } = await invite(owner, session.id)
  const guest = other.browser()
  await guest.send('POST', `/api/invitations/${token}`, { name: 'Gus', district: 'Elm' })
  expect((await one.browser(guest).get('/api/me')).json.actor).toMatchObject({ kind: 'guest', name: 'Gus' })

  const seat = await owner.enter(session.id)
  const kept = await owner.send('POST', at('/files'), PIXEL, { 'content-type': 'image/png' })
  expect((await elsewhere.get(kept.json.url)).bytes.equals(PIXEL)).toBe(true)
  await seat.send({ type: 'session.start' })
  await seat.send({ type: 'session.end' })
  const taken = await until(async () => (await elsewhere.get(at('/record'))).json.snapshots?.length)
  expect(taken).toBe(1)
  expect((await elsewhere.get(at('/record/export.zip'))).bytes.subarray(0, 2).toString()).toBe('PK')
})

/** A balancer of the simplest kind: each connection to the next node that takes it. */
function balance(ports: number[]): Server {
  let next = 0
  return createServer((socket) => {
    const attempt = (left: number) => {
      const upstream: Socket = connect(ports[next++ % ports.length]!, '127.0.0.1')
      upstream.once('connect', () => socket.pipe(upstream).pipe(socket))
      upstream.on('error', () => (upstream.connecting || left === 0 ? undefined : attempt(left - 1)))
      upstream.on('close', () => upstream.bytesWritten > 0 && socket.destroy())
      socket.on('close', () => upstream.destroy())
    }
    socket.on('error', () => socket.destroy())
    attempt(ports.length)
  })
}

async function startNode(port: number): Promise<ChildProcess> {
  const root = resolve(import.meta.dirname, '../../../..')
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/server/src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, PORT: String(port), COPSE_DATA_DIR: join(folder.path, 'none'), ...env },
  })
  let said = ''
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await until(() => said.includes('Copse is ready'))
  return child
}

test('[M3] a node killed in the middle of a session: its people are on another, what was acknowledged is there', async () => {
  const ports = [await freePort(), houses[0]!.config.port]
  const balancer = balance(ports).listen(0, '127.0.0.1')
  await once(balancer, 'listening')
  const origin = `127.0.0.1:${(balancer.address() as { port: number }).port}`
  const child = await startNode(ports[0]!)
  const clients: ReturnType<typeof createRoomClient>[] = []
  const boards: ReturnType<typeof connectBoard>[] = []
  try {
    const owner = await houses[0]!.owner()
    const { id: communityId } = await communityWith(owner)
    const session: SessionDetail = await schedule(owner, communityId, { lobby: 'guests' })
    const { token } = await invite(owner, session.id)
    const guests: Browser[] = []
    for (const name of ['Ana', 'Ben', 'Cid']) {
      const guest = openBrowser(`http://${origin}`, [])
      await guest.send('POST', `/api/invitations/${token}`, { name, district: 'Elm' })
      guests.push(guest)
    }
    const people = [owner, ...guests]
    for (const person of people) {
      const client = createRoomClient({
        sessionId: session.id as SessionId,
        url: `http://${origin}`,
        extraHeaders: { cookie: person.cookie() },
      })
      clients.push(client)
      await client.send({ type: 'lobby.knock', acceptedNorms: true })
    }
    const [host] = clients as [(typeof clients)[number]]
    for (const client of clients.slice(1))
      await host.send({ type: 'lobby.admit', personId: client.store.getState().you! })
    await host.send({ type: 'session.start' })
    for (const person of people) {
      const board = connectBoard({
        boardId: boardIdOf(session.id),
        url: `ws://${origin}`,
        open: (url) => new WebSocket(url, { headers: { cookie: person.cookie() } }) as never,
      })
      boards.push(board)
    }
    await host.send({ type: 'step.advance', from: 0 })
    for (const board of boards)
      await until(() => board.store.getState().synced && board.store.getState().access === 'write')

    const said: string[] = []
    const goes = { on: true }
    const talking = clients.map(async (client, at) => {
      for (let line = 0; goes.on; line++) {
        if ((await client.send({ type: 'chat.say', text: `${at} ${line}` })).ok) said.push(`${at} ${line}`)
        boards[at]!.store.getState()
          .doc.getMap('test')
          .set(`${at} ${line % 9}`, line)
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
    })
    await until(() => said.length > 8)
    // Whoever is connected to it.
    const node = () => store.db.selectFrom('nodes').select('id').execute()
    const before = (await node()).length
    child.kill('SIGKILL')
    const killedAt = performance.now()
    const connections = () => Object.values(host.store.getState().session.people).map((person) => person.connections)
    const isWell = () =>
      clients.every((client) => client.store.getState().connection === 'online') &&
      boards.every((board) => board.store.getState().synced) &&
      connections().every((list) => list.length === 1)
    await until(async () => (await node()).length === before - 1 && isWell())
    const took = performance.now() - killedAt
    console.log(`everyone was on another node, and each there once, ${Math.round(took)} ms after the kill`)
    expect(took).toBeLessThan(15_000)
    const more = said.length + 8
    await until(() => said.length > more)
    goes.on = false
    await Promise.all(talking)

    const { seq } = host.store.getState().session
    for (const client of clients) await until(() => client.store.getState().session.seq >= seq)
    for (const client of clients)
      expect(client.store.getState().session.chat.map(({ text }) => text)).toEqual(expect.arrayContaining(said))
    const journal = await store.journal.read(session.id)
    expect(journal.filter((event) => event.type === 'chat.said')).toHaveLength(said.length)
    const drawings = () =>
      boards.map((board) =>
        JSON.stringify(Object.entries(board.store.getState().doc.getMap('test').toJSON()).toSorted()),
      )
    for (const board of boards) await until(() => board.store.getState().pending === 0)
    await until(() => new Set(drawings()).size === 1)
  } finally {
    for (const client of clients) client.close()
    for (const board of boards) board.destroy()
    child.kill('SIGKILL')
    balancer.close()
  }
})
