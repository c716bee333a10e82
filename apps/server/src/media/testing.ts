import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Actor, MediaTicket, PersonId, Refusal, SessionPlan } from '@copse/contract'
import express from 'express'
import { RoomServiceClient, type ParticipantInfo } from 'livekit-server-sdk'
import { WebSocket } from 'ws'
import { sessionFacts } from '../communities/index.ts'
import { noBus, onlyNode } from '../nodes/index.ts'
import { createRooms, type Rooms } from '../room/index.ts'
import { openMeeting, planned, session, temporaryFolder, until } from '../room/testing.ts'
import { createMedia, LIVEKIT_PATH } from './index.ts'

export const secrets = { livekitKey: 'copse-test', livekitSecret: 'a-secret-of-more-than-thirty-two-characters' }

/** The LiveKit server of this machine; a first run may have to build it. */
const LIVEKIT_MS = 170_000

/** Somebody in the call as far as LiveKit's signalling goes; `closed` says whether LiveKit ended it. */
interface Caller {
  readonly socket: WebSocket
  closed(): boolean
}

export interface Studio {
  readonly rooms: Rooms
  readonly url: string
  readonly status: () => { available: boolean; why: string | null }
  /** LiveKit's own view, asked at its own address. */
  service(): RoomServiceClient
  webhooks(): { status: number; body: string; authorization: string }[]
  livekitPid(): number
  /** Of the person's say; a member unless the name begins with `guest-`. */
  ticket(name: string | null, sessionId?: string): Promise<{ status: number; body: MediaTicket | Refusal }>
  token(name: string): Promise<string>
  call(token: string): Promise<Caller>
  /** Somebody as LiveKit sees her in a room; default: the session's own. */
  participant(name: string, room?: string): Promise<ParticipantInfo | undefined>
  stop(): Promise<void>
}

const personOf = (name: string): Actor =>
  name.startsWith('guest-')
    ? { kind: 'guest', personId: name as PersonId, name, district: null, sessionId: session }
    : { kind: 'member', personId: name as PersonId, name, district: null, owner: false }

/** A session with fay (facilitates), pat (presents), ana and ben in it, beside a real LiveKit server behind our own address. */
export async function openStudio(
  options: { sweepMs?: number; graceMs?: number; livekit?: 'off'; plan?: SessionPlan } = {},
): Promise<Studio> {
  const folder = temporaryFolder()
  const store = await openMeeting(folder.path)
  const actorOf = async ({ cookie }: { cookie?: string }) =>
    cookie?.startsWith('person=') ? personOf(cookie.slice('person='.length)) : null
  const facts = (actor: Actor, sessionId: typeof session) => sessionFacts(store.db, actor, sessionId)
  const log = { error: () => undefined, warn: () => undefined, info: () => undefined }
  const rooms = createRooms({
    journal: store.journal,
    facts,
    actorOf,
    publicUrl: 'http://localhost',
    nodes: onlyNode('node-1'),
    bus: noBus,
    now: Date.now,
    log,
  })

  const app = express()
  const server = createServer(app)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  const url = `http://127.0.0.1:${port}`
  const media = createMedia({
    config: {
      livekit: null,
      livekitMode: options.livekit ?? 'auto',
      dataDir: folder.path,
      publicUrl: 'http://localhost',
    },
    secrets,
    env: process.env,
    webhookUrl: `${url}/api/livekit/webhook`,
    node: 'node-1',
    rooms,
    actorOf,
    facts,
    log,
    announce: () => undefined,
    sweepMs: options.sweepMs ?? 600_000,
    graceMs: options.graceMs,
  })
  const webhooks: { status: number; body: string; authorization: string }[] = []
  app.use('/api/livekit/webhook', (request, response, next) => {
    response.on('finish', () => {
      const body: unknown = request.body
      webhooks.push({
        status: response.statusCode,
        body: Buffer.isBuffer(body) ? body.toString() : '',
        authorization: request.get('authorization') ?? '',
      })
    })
    next()
  })
  app.use('/api', media.router)
  app.use(LIVEKIT_PATH, media.proxy.handleRequest)
  server.on('upgrade', media.proxy.handleUpgrade)

  await rooms.propose(session, { type: 'session.plan', plan: options.plan ?? planned() })
  for (const name of ['fay', 'pat', 'ana', 'ben']) {
    await rooms.execute(personOf(name), session, {
      id: `knock-${name}` as never,
      type: 'lobby.knock',
      acceptedNorms: true,
    })
    await rooms.propose(session, {
      type: 'person.connect',
      personId: name as PersonId,
      connection: `node-1:${name}`,
    })
  }
  if (options.livekit !== 'off') await until(() => media.status().available, LIVEKIT_MS)

  const settings = () => JSON.parse(readFileSync(join(folder.path, 'livekit.json'), 'utf8')) as { port: number }
  const service = () =>
    new RoomServiceClient(`http://127.0.0.1:${settings().port}`, secrets.livekitKey, secrets.livekitSecret)
  const callers: WebSocket[] = []
  const ticket: Studio['ticket'] = async (name, sessionId = session) => {
    const headers: Record<string, string> = name === null ? {} : { cookie: `person=${name}` }
    const response = await fetch(`${url}/api/sessions/${sessionId}/media`, { method: 'POST', headers })
    return { status: response.status, body: (await response.json()) as MediaTicket | Refusal }
  }
  const participant: Studio['participant'] = async (name, room = session) =>
    (await service().listParticipants(room)).find(({ identity }) => identity === name)

  return {
    rooms,
    url,
    status: media.status,
    service,
    webhooks: () => webhooks,
    livekitPid: () => Number(readFileSync(join(folder.path, 'livekit.pid'), 'utf8')),
    ticket,
    async token(name) {
      const { body } = await ticket(name)
      if (!('token' in body)) throw new Error(`no ticket: ${body.code}`)
      return body.token
    },
    async call(token) {
      const query = new URLSearchParams({ access_token: token, auto_subscribe: '1', sdk: 'js', protocol: '16' })
      const socket = new WebSocket(`${url.replace('http', 'ws')}${LIVEKIT_PATH}/rtc?${query.toString()}`)
      callers.push(socket)
      let closed = false
      socket.on('close', () => (closed = true))
      await new Promise<void>((resolve, reject) => {
        socket.once('message', () => resolve())
        socket.once('error', reject)
      })
      return { socket, closed: () => closed }
    },
    participant,
    async stop() {
      for (const socket of callers) socket.terminate()
      await rooms.drain()
      await media.stop()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await store.close()
      folder.remove()
    },
  }
}
