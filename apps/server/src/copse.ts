import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import {
  BOARD_PATH,
  boardNamed,
  MAIN_BOARD,
  type Actor,
  type PersonId,
  type SessionId,
  type SessionPlan,
} from '@copse/contract'
import { accessTo } from '@copse/protocols'
import { bytesInFolder, bytesInStore, createArtifacts } from './artifacts/index.ts'
import { createBoards } from './board/index.ts'
import {
  addInvitation,
  createCommunitiesRouter,
  createInvitationsRouter,
  createProtocolsRouter,
  createSessionsRouter,
  sessionFacts,
} from './communities/index.ts'
import { followPhases } from './communities/phases.ts'
import type { Config } from './config.ts'
import { StartFault, takeOverDataFolder } from './data-folder.ts'
import { createGrowing } from './growing/index.ts'
import { createApp } from './http/index.ts'
import { can, createIdentity, createMail, readSecrets, secretsFrom } from './identity/index.ts'
import { createMedia, LIVEKIT_PATH } from './media/index.ts'
import { joinNodes, noBus, onlyNode, openBus } from './nodes/index.ts'
import { createOps } from './ops/health.ts'
import { createLog } from './ops/log.ts'
import { createRooms, metBefore } from './room/index.ts'
import { seed } from './seed.ts'
import { openStore } from './store/index.ts'

export interface Copse {
  readonly server: Server
  /** Links to begin with: a fresh sign-in link for the owner and a guest link to the next session. */
  links(): Promise<{ owner: string; guest: string | null; session: string | null }>
  videoStatus(): { available: boolean; why: string | null }
  drain(): Promise<void>
}

/** Wires the parts and listens. The only place that knows them all. Throws a StartFault that says what to mend. */
export async function openCopse(options: {
  config: Config
  env: Record<string, string | undefined>
  now: () => number
  announce: (line: string) => void
  /** Whether starting is still wanted. */
  stopped?: () => boolean
}): Promise<Copse> {
  const { config, announce, stopped = () => false } = options
  const { dataDir, takeoverMs: withinMs } = config
  // What nodes share has arbiters of its own.
  const release = config.shared ? () => undefined : await takeOverDataFolder(dataDir, { withinMs, stopped, announce })
  const server = createServer()
  try {
    await listen(server, config)
    server.on('request', notYet)
    return await wire({ ...options, server, release })
  } catch (error) {
    server.close()
    server.closeAllConnections()
    release()
    throw error
  }
}

/** The answer to whoever asks between the first moment of the port and the last of the wiring. */
const notYet = (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(503, { 'retry-after': '1', connection: 'close' }).end()

async function wire(options: {
  config: Config
  env: Record<string, string | undefined>
  now: () => number
  announce: (line: string) => void
  server: Server
  release: () => void
}): Promise<Copse> {
  const { config, env, now, announce, server, release } = options
  const log = createLog(config.logLevel)
  const { shared, dataDir } = config
  const secrets = shared ? secretsFrom(shared.secret) : readSecrets(dataDir)
  const store = await openStore(shared?.databaseUrl ?? dataDir).catch((error: unknown) => {
    const where = shared ? 'at DATABASE_URL' : `in ${dataDir}`
    throw new StartFault(`The database ${where} cannot be opened: ${(error as Error).message}.`, { cause: error })
  })
  const { db, journal, search } = store
  const mail = createMail({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    now,
    log,
    announce: ({ to, subject, link }) => announce(`Mail to ${to}: ${subject}${link ? `  ${link}` : ''}`),
  })
  const identity = await store.exclusively(() => createIdentity({ config, secrets, store, mail, now, log }))
  const { actorOf } = identity
  const id = randomBytes(6).toString('hex')
  const nodes = shared ? await joinNodes({ id, db, log }) : onlyNode(id)
  const bus = shared ? openBus({ url: shared.redisUrl, node: id, log }) : noBus
  const facts = (actor: Actor, sessionId: SessionId) => sessionFacts(db, actor, sessionId, now())
  const rooms = createRooms({
    journal,
    facts,
    actorOf,
    publicUrl: config.publicUrl,
    nodes,
    bus,
    now,
    met: (sessionId) => metBefore(db, sessionId),
    log,
  })
  const phases = followPhases({ db, rooms, log })
  await phases.catchUp()

  const boards = opened(`The board log in ${dataDir}`, () =>
    createBoards({
      place: shared?.databaseUrl ?? dataDir,
      nodes,
      bus,
      publicUrl: config.publicUrl,
      actorOf,
      async accessOf(actor, boardId) {
        const named = boardNamed(boardId)
        const known = named && (await facts(actor, named.sessionId))
        if (!named || !known) return null
        const { sessionId, name } = named
        const state = await rooms.state(sessionId)
        const standing = state.people[actor.personId]?.standing ?? null
        if (!can(actor, 'board.open', { ...known, sessionId, standing })) return null
        const allowed = accessTo(state, actor.personId, name)
        // The shared board is known to everyone let in; of any other nobody hears who may not see it.
        return name === MAIN_BOARD || allowed.access !== 'hidden' ? allowed : null
      },
      now,
      log,
    }),
  )
  rooms.onCommitted((sessionId, events) => {
    void boards
      .refreshAccess(sessionId)
      .catch((error: unknown) => log.error({ sessionId, error: String(error) }, 'board access'))
    for (const event of events) if (event.type === 'person.removed') boards.disconnect(sessionId, event.personId)
  })

  const webhookUrl = `${ownAddress(server)}/api/livekit/webhook`
  const media = createMedia({ config, secrets, env, webhookUrl, node: id, rooms, actorOf, facts, log, announce })
  const artifacts = await createArtifacts({
    db,
    bytes: shared ? bytesInStore(db) : bytesInFolder(dataDir),
    journal,
    rooms,
    boards,
    actorOf,
    secret: secrets.auth,
    now,
    log,
  })

  const growing = await createGrowing({
    db,
    search,
    journal,
    rooms,
    actorOf,
    mail,
    publicUrl: config.publicUrl,
    secret: secrets.guest,
    now,
    log,
  })

  nodes.onGone((_node, isHeir) => {
    if (!isHeir) return
    const work = [phases.catchUp(), artifacts.catchUp(), growing.catchUp()]
    for (const done of work) done.catch((error: unknown) => log.error({ error: String(error) }, 'not made up for'))
  })

  const statePlan = async (sessionId: SessionId, plan: SessionPlan) => {
    await rooms.propose(sessionId, { type: 'session.plan', plan })
  }
  const expel = (sessionId: SessionId, personId: PersonId) =>
    rooms.propose(sessionId, { type: 'person.expel', personId })
  await store.exclusively(() => seed({ db, ownerEmail: config.ownerEmail, now: now(), statePlan }))

  if (!(await boards.healthy()))
    throw new StartFault(
      `The board log ${shared ? 'at DATABASE_URL' : `in ${dataDir}`} cannot be opened; the lines above say why.`,
    )
  let draining = false
  const ops = createOps({
    db,
    probes: {
      livekit: media.status,
      boards: boards.healthy,
      news: bus.healthy,
      gauges: {
        copse_open_sockets: () => rooms.counts().sockets,
        copse_open_sessions: () => rooms.counts().sessions,
        copse_open_boards: boards.open,
        copse_board_queued_bytes: () => boards.waiting().readers,
        copse_board_uncommitted_bytes: () => boards.waiting().disk,
      },
    },
    draining: () => draining,
    metricsToken: config.metricsToken,
  })
  const { publicUrl } = config
  server.off('request', notYet)
  server.on(
    'request',
    createApp({
      publicUrl,
      trustProxy: config.trustProxy,
      webDir: config.webDir,
      log,
      ops: ops.router,
      raw: [media.router, artifacts.uploads],
      routers: [
        identity.router,
        createCommunitiesRouter({ db, actorOf, mail, publicUrl, now, log, expel }),
        createProtocolsRouter({ db, actorOf, now }),
        createSessionsRouter({
          db,
          actorOf,
          publicUrl,
          now,
          statePlan,
          videoAvailable: () => media.status().available,
        }),
        createInvitationsRouter({ db, actorOf, publicUrl, guestSecret: secrets.guest, now, expel }),
        artifacts.router,
        growing.router,
      ],
      signalling: { path: LIVEKIT_PATH, handle: media.proxy.handleRequest },
    }),
  )
  // After the app: Socket.io takes its own requests out of the way of the listeners it finds.
  rooms.attach(server)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = request.url ?? ''
    if (url.startsWith(`${BOARD_PATH}/`)) void boards.handleUpgrade(request, socket, head).catch(() => socket.destroy())
    else if (url.startsWith(`${LIVEKIT_PATH}/`)) media.proxy.handleUpgrade(request, socket, head)
    else if (!url.startsWith('/socket')) socket.destroy()
  })

  return {
    server,
    videoStatus: media.status,
    async links() {
      const owner = await identity.linkFor(config.ownerEmail)
      const next = await db
        .selectFrom('sessions')
        .select(['id', 'title'])
        .where('phase', 'in', ['planned', 'running'])
        .orderBy('startsAt')
        .executeTakeFirst()
      if (!next) return { owner, guest: null, session: null }
      const host = await db
        .selectFrom('user')
        .select('id')
        .where('email', '=', config.ownerEmail)
        .executeTakeFirstOrThrow()
      const { token } = await addInvitation(db, next.id, host.id, 24, now())
      return { owner, guest: `${publicUrl}/join/${token}`, session: next.title }
    },
    async drain() {
      draining = true
      const closed = new Promise((resolve) => server.close(resolve))
      // Each is asked, whatever became of those before it.
      const faults: unknown[] = []
      const parts = [identity.drain, rooms.drain, growing.drain, artifacts.drain, boards.drain, media.stop, bus.stop]
      for (const part of [...parts, nodes.stop]) await part().catch((error: unknown) => faults.push(error))
      server.closeAllConnections()
      await closed
      await store.close()
      release()
      if (faults.length > 0) throw new AggregateError(faults, 'Not everything could be ended in order.')
    },
  }
}

/** What cannot be opened at the start is told in a sentence. */
function opened<Part>(what: string, open: () => Part): Part {
  try {
    return open()
  } catch (error) {
    throw new StartFault(`${what} cannot be opened: ${(error as Error).message}.`, { cause: error })
  }
}

/** Where this server is reached from this machine. */
function ownAddress(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo
  const everywhere = address === '0.0.0.0' || address === '::'
  return `http://${everywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new StartFault(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is in use: stop what listens there or set PORT.`
            : `Copse cannot listen on ${host}:${port}: ${error.message}.`,
        ),
      ),
    )
    server.listen(port, host, resolve)
  })
}
