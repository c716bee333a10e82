import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  SOCKET_PATH,
  type Actor,
  type ClientToServer,
  type Command,
  type CommandId,
  type CommandReply,
  type CommunityId,
  type JoinReply,
  type PersonId,
  type ServerToClient,
  type SessionEvent,
  type SessionId,
  type SessionPlan,
  type Standing,
} from '@copse/contract'
import { plan, protocolById } from '@copse/protocols'
import { io, type Socket } from 'socket.io-client'
import { sessionFacts } from '../communities/index.ts'
import { noBus, onlyNode, type Bus, type Nodes } from '../nodes/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { createRooms, type Rooms } from './index.ts'
import { until } from '../until.testing.ts'

export { until }

export const session = 'session-1' as SessionId

/** The store of a folder or database, with a community of five and the session they meet in. Opened again it finds what was there. */
export async function openMeeting(place: string): Promise<Store> {
  const store = await openStore(place)
  const { db } = store
  const communityId = 'community-1' as CommunityId
  const known = await db.selectFrom('sessions').select('id').where('id', '=', session).executeTakeFirst()
  if (known) return store
  await db
    .insertInto('communities')
    .values({ id: communityId, name: 'Principals', purpose: '', norms: '[]', districts: '[]', createdAt: 0 })
    .execute()
  await db
    .insertInto('members')
    .values(
      ['fay', 'fay-2', 'pat', 'ana', 'ben'].map((id) => ({
        communityId,
        personId: id as PersonId,
        role: 'member' as const,
        joinedAt: 0,
      })),
    )
    .execute()
  const { title, focusQuestion, protocol, minutes, presenterId, facilitatorIds, lobby, enforcement } = planned()
  await db
    .insertInto('sessions')
    .values({
      id: session,
      communityId,
      title,
      focusQuestion,
      minutes,
      presenterId,
      lobby,
      enforcement,
      protocolId: protocol.id,
      protocol: JSON.stringify(protocol),
      facilitatorIds: JSON.stringify(facilitatorIds),
      startsAt: 0,
      timeZone: 'UTC',
      phase: 'planned',
      createdAt: 0,
    })
    .execute()
  return store
}

/** A folder that goes with the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'copse-room-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

const person = (id: string) => id as PersonId
/** The cookie names the person: `fay` facilitates, `pat` presents, `guest-…` are guests, `stranger` belongs nowhere. */
const actorNamed = (name: string): Actor =>
  name.startsWith('guest-')
    ? { kind: 'guest', personId: person(name), name, district: 'Elm', sessionId: session }
    : { kind: 'member', personId: person(name), name, district: 'Oak', owner: false }

/** A consultancy whose steps last `stepMs` and go on by themselves where the protocol says so, or everywhere with `advance`. */
export function planned(options: { stepMs?: number; advance?: boolean } = {}): SessionPlan {
  const protocol = protocolById('consultancy')!
  const agenda = plan(protocol, { minutes: 50 })
  const steps = agenda.steps.map((step) => ({
    ...step,
    durationMs: options.stepMs ?? step.durationMs,
    onEnd: options.advance ? ('advance' as const) : step.onEnd,
  }))
  return {
    title: 'Reading in the early years',
    focusQuestion: 'How do we help?',
    protocol,
    agenda: { ...agenda, steps },
    minutes: 50,
    presenterId: person('pat'),
    facilitatorIds: [person('fay'), person('fay-2')],
    lobby: 'guests',
    enforcement: 'enforced',
  }
}

export interface House {
  readonly rooms: Rooms
  readonly url: string
  stop(): Promise<void>
}

/** Rooms on a listening server. Several may share one store, as several processes would. */
export async function openHouse(options: {
  store: Store
  node?: string
  nodes?: Nodes
  bus?: Bus
  now?: () => number
  idleMs?: number
  port?: number
}): Promise<House> {
  const { store, node = 'node-1', nodes = onlyNode(node), bus = noBus, now = Date.now, idleMs, port = 0 } = options
  const server = createServer((_request, response) => response.writeHead(404).end())
  const rooms = createRooms({
    journal: store.journal,
    nodes,
    bus,
    now,
    idleMs,
    log: { error: () => undefined },
    publicUrl: 'http://copse.test',
    facts: (actor, sessionId) => sessionFacts(store.db, actor, sessionId),
    actorOf: async ({ cookie }) => (cookie?.startsWith('person=') ? actorNamed(cookie.slice('person='.length)) : null),
  })
  rooms.attach(server)
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    rooms,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      await rooms.drain()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** One tab of one person. `heard` are the events after its join, in the order they came. */
export interface Tab {
  readonly socket: Socket<ServerToClient, ClientToServer>
  readonly heard: SessionEvent[]
  readonly standings: Standing[]
  readonly reactions: { personId: string; kind: string }[]
  join(since?: number | null): Promise<JoinReply>
  send(command: Distribute<Command>, id?: string): Promise<CommandReply>
  /** Whatever a hostile client may send. */
  raw(event: string, ...input: unknown[]): Promise<unknown>
  close(): void
}
type Distribute<Type> = Type extends { id: unknown } ? Omit<Type, 'id'> : never

let counter = 0
export const freshId = (): CommandId => `command-${process.pid}-${++counter}` as CommandId

export function openTab(url: string, name: string | null, headers: Record<string, string> = {}): Tab {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
    extraHeaders: { ...(name === null ? {} : { cookie: `person=${name}` }), ...headers },
  })
  const tab: Tab = {
    socket,
    heard: [],
    standings: [],
    reactions: [],
    join: (since = null) => socket.timeout(10_000).emitWithAck('join', { sessionId: session, since }),
    send: (command, id = freshId()) =>
      socket.timeout(10_000).emitWithAck('command', { id: id as CommandId, ...command } as Command),
    raw: (event, ...input) => socket.timeout(10_000).emitWithAck(event as 'command', ...(input as [Command])),
    close: () => void socket.close(),
  }
  socket.on('events', (events) => tab.heard.push(...events))
  socket.on('standing', (standing) => tab.standings.push(standing))
  socket.on('reaction', (reaction) => tab.reactions.push(reaction))
  return tab
}

/** A tab of somebody who was let in: knocks, joins, and waits until her presence is journaled. */
export async function comeIn(house: House, name: string): Promise<Tab> {
  const tab = openTab(house.url, name)
  await tab.join()
  await tab.send({ type: 'lobby.knock', acceptedNorms: true })
  await tab.join()
  await until(async () => (await house.rooms.state(session)).people[name]?.connections.length)
  return tab
}

/** Whether a process runs; one that ended and was not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}
