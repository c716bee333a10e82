import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  SOCKET_PATH,
  type ClientToServer,
  type Command,
  type CommandReply,
  type Community,
  type Invitation,
  type JoinReply,
  type ServerToClient,
  type SessionDetail,
  type SessionId,
} from '@copse/contract'
import { io, type Socket } from 'socket.io-client'
import { readConfig, type Config } from './config.ts'
import { openCopse, type Copse } from './copse.ts'
import { freePort } from './testing-ports.ts'
import { until } from './until.testing.ts'

export { freePort, until }

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  readonly text: string
  /** The body as JSON; tests say what they expect of it. */
  readonly json: any
}

/** One person's browser: it keeps its cookies and, so that limits by address do not meet, comes from an address of its own. */
export interface Browser {
  cookie(): string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** `body`: bytes and strings as they are, anything else as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Into a session's room, up to where it lets her: admitted, or waiting. */
  enter(sessionId: string): Promise<Seat>
}

export interface Seat {
  readonly socket: Socket<ServerToClient, ClientToServer>
  readonly personId: string
  join(): Promise<JoinReply>
  send(command: Distribute<Command>): Promise<CommandReply>
  leave(): void
}
type Distribute<Type> = Type extends { id: unknown } ? Omit<Type, 'id'> : never

export interface House {
  readonly url: string
  readonly config: Config
  readonly copse: () => Copse
  /** What was announced on the console, mails that stay here included. */
  readonly said: string[]
  /** A new one, or one with the cookies of another. */
  browser(like?: Browser): Browser
  owner(): Promise<Browser>
  /** Signs in by the link sent to an address that has an account. */
  member(email: string): Promise<Browser>
  /** Ends and begins again on the same folder and port; `between` is what happens meanwhile. */
  restart(between?: () => unknown): Promise<void>
  stop(): Promise<void>
}

/** A folder that goes with the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'copse-doors-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The whole server, listening, in a folder of its own and without video. `now` is every clock but the accounts library's. */
export async function openHouse(options: { env?: Record<string, string>; now?: () => number } = {}): Promise<House> {
  const folder = temporaryFolder()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const webDir = join(folder.path, 'web')
  mkdirSync(join(webDir, 'assets'), { recursive: true })
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Copse</title>')
  writeFileSync(join(webDir, 'assets', 'main-1234.js'), 'export {}')
  const read = readConfig({
    PORT: String(port),
    COPSE_DATA_DIR: join(folder.path, 'data'),
    COPSE_WEB_DIR: webDir,
    COPSE_LIVEKIT: 'off',
    COPSE_LOG_LEVEL: 'silent',
    ...options.env,
  })
  if (!read.ok) throw new Error(read.faults.join(' '))
  const { config } = read
  const said: string[] = []
  const open = () => openCopse({ config, env: {}, now: options.now ?? Date.now, announce: (line) => said.push(line) })
  let copse = await open()
  const sockets: Socket[] = []

  const browser = (like?: Browser): Browser => openBrowser(`http://127.0.0.1:${port}`, sockets, like)
  const follow = async (link: string): Promise<Browser> => {
    const made = browser()
    const { pathname, search } = new URL(link)
    await made.get(`${pathname}${search}`)
    return made
  }
  return {
    url,
    config,
    copse: () => copse,
    said,
    browser,
    owner: async () => follow((await copse.links()).owner),
    async member(email) {
      const before = said.length
      await browser().send('POST', '/api/sign-in', { email })
      const link = await until(
        () =>
          said
            .slice(before)
            .find((line) => line.startsWith(`Mail to ${email}:`))
            ?.match(/https?:\S+/)?.[0],
      )
      return follow(link)
    },
    async restart(between = () => undefined) {
      await copse.drain()
      await between()
      copse = await open()
    },
    async stop() {
      for (const socket of sockets) socket.close()
      await copse.drain()
      folder.remove()
    },
  }
}

let addresses = 0
let commands = 0

export function openBrowser(url: string, sockets: Socket[], like?: Browser): Browser {
  const given = like?.cookie().split('; ').filter(Boolean) ?? []
  const jar = new Map(
    given.map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
  const address = `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function ask(method: string, path: string, body: BodyInit | undefined, headers: Record<string, string>) {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'x-forwarded-for': address, ...(jar.size > 0 && { cookie: cookie() }), ...headers },
      ...(body !== undefined && { body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value, rest] = /^([^=]+)=([^;]*)(.*)$/.exec(line)!
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(rest!)) jar.delete(name!)
      else jar.set(name!, value!)
    }
    const bytes = Buffer.from(await response.arrayBuffer())
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      text: bytes.toString(),
      get json() {
        return JSON.parse(bytes.toString())
      },
    }
  }
  return {
    cookie,
    get: (path, headers = {}) => ask('GET', path, undefined, headers),
    send(method, path, body, headers = {}) {
      if (body === undefined) return ask(method, path, undefined, headers)
      if (typeof body === 'string') return ask(method, path, body, { 'content-type': 'application/json', ...headers })
      if (body instanceof Uint8Array) return ask(method, path, new Uint8Array(body), headers)
      return ask(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
    },
    async enter(id) {
      const sessionId = id as SessionId
      const socket: Socket<ServerToClient, ClientToServer> = io(url, {
        path: SOCKET_PATH,
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: { cookie: cookie() },
      })
      sockets.push(socket)
      const join = (): Promise<JoinReply> => socket.timeout(10_000).emitWithAck('join', { sessionId, since: null })
      const send: Seat['send'] = (command) =>
        socket.timeout(10_000).emitWithAck('command', {
          id: `command-${process.pid}-${++commands}`,
          ...command,
        } as Command)
      const first = await join()
      if (!first.ok) throw new Error(first.code)
      await send({ type: 'lobby.knock', acceptedNorms: true })
      await join()
      return { socket, personId: first.you, join, send, leave: () => void socket.close() }
    },
  }
}

/** A request with whatever headers, Host included. */
export function rawRequest(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
  path?: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url.replace('localhost', '127.0.0.1'),
      { method, headers, ...(path && { path }) },
      (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode!, body }))
      },
    )
    request.on('error', reject)
    request.end()
  })
}

/** The community every new installation begins with, as its owner sees it, with these people made members of it. */
export async function communityWith(
  owner: Browser,
  people: readonly { email: string; name: string; role?: 'facilitator' | 'member' }[] = [],
): Promise<Community> {
  const [{ id }] = (await owner.get('/api/communities')).json as [Community]
  for (const { email, name, role = 'member' } of people)
    await owner.send('POST', `/api/communities/${id}/members`, { email, name, district: 'Oak', role })
  return (await owner.get(`/api/communities/${id}`)).json as Community
}

/** What a session is scheduled with: a Chalk Talk, which needs no presenter. */
export const sessionInput = (facilitatorId: string, more: Record<string, unknown> = {}) => ({
  title: 'Thinking on paper',
  focusQuestion: 'What do we notice?',
  protocolId: 'chalk-talk',
  presenterId: null,
  facilitatorIds: [facilitatorId],
  startsAt: Date.UTC(2027, 2, 4, 16, 30),
  timeZone: 'America/Chicago',
  minutes: 40,
  lobby: 'guests',
  enforcement: 'enforced',
  ...more,
})

export const personIdOf = async (browser: Browser): Promise<string> =>
  (await browser.get('/api/me')).json.actor.personId as string

export async function schedule(by: Browser, communityId: string, more: Record<string, unknown> = {}) {
  const answer = await by.send(
    'POST',
    `/api/communities/${communityId}/sessions`,
    sessionInput(await personIdOf(by), more),
  )
  return answer.json as SessionDetail
}

/** A fresh invitation's token and id. */
export async function invite(by: Browser, sessionId: string, hours = 24): Promise<{ token: string; id: string }> {
  const { link, id } = (await by.send('POST', `/api/sessions/${sessionId}/invitations`, { hours })).json as Invitation
  return { token: link!.split('/').at(-1)!, id }
}
