import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const NODE = [process.execPath, 'scripts/start.mjs']
const NPM = ['npm', 'start', '--silent']

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 }) // a first run builds the product
let folder: string
let port: number
const runs: Run[] = []

interface Run {
  readonly child: ChildProcess
  /** What it printed so far, both streams. */
  output(): string
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** The product in a process group of its own, as a terminal would start it. */
function run([command, ...args]: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(command!, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: undefined,
      NO_COLOR: '1',
      PORT: String(port),
      COPSE_DATA_DIR: join(folder, 'data'),
      COPSE_LIVEKIT: 'off',
      ...env,
    },
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const started: Run = {
    child,
    output: () => output,
    ended: once(child, 'close').then(([code, signal]) => ({ code, signal })),
  }
  runs.push(started)
  return started
}

async function until<Value>(
  condition: () => Value | Promise<Value>,
  complaint: () => string,
): Promise<Exclude<Value, false | null | undefined>> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const value = await condition()
    if (value) return value as Exclude<Value, false | null | undefined>
    if (Date.now() > deadline) throw new Error(complaint())
    await new Promise((wake) => setTimeout(wake, 20))
  }
}

const linkIn = (one: Run, path: RegExp) =>
  one
    .output()
    .match(/https?:\/\/\S+/g)
    ?.find((link) => path.test(link))
/** When it has said all it says at its start. */
const ready = (one: Run) =>
  until(
    () => {
      if (one.child.exitCode !== null) throw new Error(`it ended:\n${one.output()}`)
      return one.output().includes('/outbox') && one
    },
    () => `it did not become ready:\n${one.output()}`,
  )

/** Processes of a group that still run. */
function group(id: number): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pgid=,stat=,args='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => {
    const [pgid, stat] = line.trim().split(/\s+/)
    return Number(pgid) === id && !stat!.startsWith('Z')
  })
}
const allGone = (one: Run) =>
  until(
    () => group(one.child.pid!).length === 0,
    () => group(one.child.pid!).join('\n'),
  )
const portIsFree = () =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    () => false,
    () => true,
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return free
}

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${stdout}${stderr}`)
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copse-start-'))
  port = await freePort()
})
afterEach(() => {
  for (const { child } of runs.splice(0))
    try {
      process.kill(-child.pid!, 'SIGKILL')
    } catch {
      // it ended by itself, as it should
    }
  rmSync(folder, { recursive: true, force: true })
})

test('[N1] npm start prints the address, a sign-in link for the owner and a guest link to a session that is ready', async () => {
  const one = await ready(run(NPM))
  const url = `http://localhost:${port}`
  expect(one.output()).toContain(`Copse is ready         ${url}\n`)
  const page = await fetch(url)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])

  const signedIn = await fetch(linkIn(one, /sign-in\/verify/)!, { redirect: 'manual' })
  expect(signedIn.headers.get('location')).toBe('/')
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
  const me = await fetch(`${url}/api/me`, { headers: { cookie } })
  expect(await me.json()).toMatchObject({ actor: { owner: true }, outbox: true })

  const token = new URL(linkIn(one, /\/join\//)!).pathname.split('/').at(-1)!
  const preview = await fetch(`${url}/api/invitations/${token}`)
  expect(await preview.json()).toMatchObject({ sessionTitle: 'A dilemma about shared planning time' })
})

test('[N2] all state is in the one folder, and nobody else on the machine may read it', async () => {
  const one = await ready(run(NODE))
  const data = join(folder, 'data')
  expect(readdirSync(folder)).toEqual(['data'])
  const names = readdirSync(data)
  expect(names).toEqual(expect.arrayContaining(['board.sqlite', 'copse.lock', 'copse.sqlite', 'secrets.json']))
  for (const name of names) expect([name, statSync(join(data, name)).mode & 0o077]).toEqual([name, 0])
  expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(statSync(data).mode & 0o777).toBe(0o700)
  one.child.kill('SIGTERM')
  await one.ended
})

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('[N3] %s drains: exit code 0 and nothing left running', async (signal) => {
    const one = await ready(run(NODE))
    one.child.kill(signal)
    expect(await one.ended).toEqual({ code: 0, signal: null })
    expect(one.output()).toContain('Stopping …')
    await allGone(one)
  })

  test('[N4] SIGTERM to npm, which does not pass it on, ends everything; the next start is ready at once', async () => {
    const one = await ready(run(NPM))
    one.child.kill('SIGTERM')
    await allGone(one)
    expect(await portIsFree()).toBe(true)

    const began = performance.now()
    const again = await ready(run(NPM))
    console.log(`second npm start: ready after ${Math.round(performance.now() - began)} ms`)
    expect(again.output()).not.toMatch(/Building|Installing/)
  })

  test('[N5] Ctrl-C, which a terminal sends to all of them, ends everything', async () => {
    const one = await ready(run(NPM))
    process.kill(-one.child.pid!, 'SIGINT')
    await allGone(one)
    expect(one.output()).toContain('Stopping …')
    expect(one.output()).not.toMatch(/ {4}at /)
    expect(await portIsFree()).toBe(true)
  })

  test('[N6] told to stop while it begins, it stops when it has begun', async () => {
    const one = run(NODE)
    await until(
      () =>
        readdirSync(folder).includes('data') && readdirSync(join(folder, 'data')).includes('copse.lock') ? one : null,
      one.output,
    )
    one.child.kill('SIGTERM')
    expect(await one.ended).toEqual({ code: 0, signal: null })
    await allGone(one)
  })
})

describe('what prevents it', () => {
  let taken: Server | null = null
  afterAll(() => void taken?.close())

  /** One clear sentence (or several) and a non-zero exit. */
  async function refused(one: Run): Promise<string> {
    const { code } = await one.ended
    expect(code).toBe(1)
    expect(one.output()).not.toMatch(/ {4}at |Error:|node:internal/)
    return one.output().trim()
  }

  test('[N7] a port in use', async () => {
    taken = createServer().listen(port, '127.0.0.1')
    await once(taken, 'listening')
    expect(await refused(run(NODE))).toBe(`Port ${port} is in use: stop what listens there or set PORT.`)
    taken.close()
  })

  test('[N8] a data folder that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    const dataDir = join(folder, 'file', 'data')
    expect(await refused(run(NODE, { COPSE_DATA_DIR: dataDir }))).toMatch(
      new RegExp(`^The data folder ${dataDir} cannot be written: [^\\n]+\\.$`),
    )
  })

  test('[N9] a data folder another Copse uses; that one goes on', async () => {
    const one = await ready(run(NODE))
    const elsewhere = String(await freePort())
    expect(await refused(run(NODE, { PORT: elsewhere, COPSE_TAKEOVER_SECONDS: '0' }))).toBe(
      `The data folder ${join(folder, 'data')} is in use by another Copse.`,
    )
    expect(await portIsFree()).toBe(false)
    one.child.kill('SIGTERM')
    expect((await one.ended).code).toBe(0)
  })

  test.each([
    [{ COPSE_PROT: '1' }, 'COPSE_PROT is not a setting Copse knows.'],
    [{ COPSE_LOG_LEVEL: 'loud' }, 'COPSE_LOG_LEVEL is not valid: "loud".'],
  ])('[N10] %j', async (env, sentence) => {
    expect(await refused(run(NPM, env))).toBe(sentence)
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([
    ['secrets.json', '{"auth":', /^The secrets in \S+ cannot be read: [^\n]+\.$/],
    [
      'copse.sqlite',
      'not a database, but as long as the head of one would be: '.repeat(20),
      /^The database in \S+ cannot be opened: [^\n]+\.$/,
    ],
    [
      'board.sqlite',
      'not a database, but as long as the head of one would be: '.repeat(20),
      /^The board log in \S+ cannot be opened[^\n]+\.$/m,
    ],
  ])('[N11] a broken %s', async (name, content, sentence) => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', name), content)
    expect(await refused(run(NODE))).toMatch(sentence)
  })
})
