import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAlive, temporaryFolder, until } from '../room/testing.ts'
import { buildWithGo } from './build.ts'
import { findLiveKit, surroundings } from './find.ts'
import { createLiveKit } from './livekit.ts'
import { settingsOf, writeSettings } from './settings.ts'

let folder: ReturnType<typeof temporaryFolder>
let bin: string
let cacheDir: string
beforeEach(() => {
  folder = temporaryFolder()
  bin = join(folder.path, 'bin')
  cacheDir = join(folder.path, 'cache', 'copse')
  mkdirSync(bin)
  mkdirSync(cacheDir, { recursive: true })
})
afterEach(() => folder.remove())

function command(name: string, script: string, where = bin) {
  writeFileSync(join(where, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(where, name), 0o755)
  return join(where, name)
}
const find = () => findLiveKit({ path: `${join(folder.path, 'nowhere')}:${bin}`, cacheDir })

describe('where LiveKit comes from', () => {
  test('[M1] PATH before built before Docker before Go before nothing', async () => {
    expect(await find()).toEqual({ kind: 'none', why: expect.stringContaining('set LIVEKIT_URL') as string })
    const go = command('go', 'exit 0')
    const built = join(cacheDir, 'livekit-server-v1.13.5')
    expect(await find()).toEqual({ kind: 'go', go, target: built })
    command('docker', 'exit 0')
    expect(await find()).toEqual({ kind: 'docker' })
    command('livekit-server-v1.13.5', 'exit 0', cacheDir)
    expect(await find()).toEqual({ kind: 'binary', path: built })
    const onPath = command('livekit-server', 'exit 0')
    expect(await find()).toEqual({ kind: 'binary', path: onPath })
  })

  test('[M1] what is there but does not work is not there', async () => {
    command('docker', 'exit 1') // installed, the engine is off
    expect(await find()).toMatchObject({ kind: 'none' })
    writeFileSync(join(bin, 'livekit-server'), 'not executable')
    expect(await find()).toMatchObject({ kind: 'none' })
  })

  test('[M1] the cache is where the environment says, outside of the repository', () => {
    expect(surroundings({ PATH: '/bin', XDG_CACHE_HOME: '/x', HOME: '/h' })).toEqual({
      path: '/bin',
      cacheDir: '/x/copse',
    })
    expect(surroundings({ HOME: '/h' })).toEqual({ path: '', cacheDir: '/h/.cache/copse' })
  })
})

const open = (livekit: { url: string; apiKey: string; apiSecret: string } | null, env: Record<string, string>) => {
  const said: string[] = []
  const opened = createLiveKit({
    config: { livekit, livekitMode: 'auto', dataDir: folder.path, publicUrl: 'http://localhost' },
    secrets: { livekitKey: 'key', livekitSecret: 'secret-of-thirty-two-characters-or-more' },
    env,
    webhookUrl: 'http://127.0.0.1:9/',
    up: () => said.push('up'),
    log: { warn: () => undefined, info: () => undefined },
    announce: (line) => said.push(line),
  })
  return { ...opened, said }
}

test('[M1] a configured one is asked whether it answers, and is used when it does', async () => {
  const server = createServer((socket) => {
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK'))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const livekit = open({ url: `ws://127.0.0.1:${port}/`, apiKey: 'theirs', apiSecret: 'x'.repeat(32) }, { PATH: '' })
  expect(livekit.status()).toEqual({ available: false, why: 'The LiveKit server at LIVEKIT_URL does not answer.' })
  await until(() => livekit.status().available)
  expect(livekit.access()).toMatchObject({ url: `http://127.0.0.1:${port}`, key: 'theirs' })
  server.close()
  await until(() => !livekit.status().available)
  await livekit.stop()
})

test('[M1] with none at all it says so once, and what to do', async () => {
  const livekit = open(null, { PATH: bin, XDG_CACHE_HOME: join(folder.path, 'cache') })
  await until(() => livekit.said.length > 0)
  expect(livekit.said).toEqual([
    expect.stringMatching(/^Video: No LiveKit server was found: .* The room works without it\.$/),
  ])
  expect(livekit.status()).toMatchObject({
    available: false,
    why: expect.stringContaining('install Docker or Go') as string,
  })
  await livekit.stop()
})

describe('building', () => {
  const target = () => join(cacheDir, 'livekit-server-v1.13.5')
  const build = (signal = new AbortController().signal) => {
    const said: string[] = []
    return { said, made: buildWithGo({ go: join(bin, 'go'), target: target() }, (line) => said.push(line), signal) }
  }

  test('[M2] what Go made is put in its place, whole, and no trace of the building is left', async () => {
    command('go', 'echo "$@" > "$GOBIN/server"')
    const { said, made } = build()
    expect(await made).toBe(target())
    expect(readFileSync(target(), 'utf8')).toBe('install github.com/livekit/livekit-server/cmd/server@v1.13.5\n')
    expect(said[0]).toContain('The room works without video meanwhile')
    expect(readdirSync(cacheDir)).toEqual(['livekit-server-v1.13.5'])
  })

  test('[M2] a build that fails says why in a sentence and leaves nothing', async () => {
    command('go', 'echo half > "$GOBIN/server"; echo "no network" >&2; exit 1')
    await expect(build().made).rejects.toThrow('Go could not build the LiveKit server: no network')
    expect(readdirSync(cacheDir)).toEqual([])
  })

  test('[M2] while it builds the status says so; stopped, the compiler ends with all it started', async () => {
    command('go', `[ "$1" = version ] && exit 0; sleep 60 & echo $! > ${join(folder.path, 'pid')}; wait`)
    const livekit = open(null, { PATH: bin, XDG_CACHE_HOME: join(folder.path, 'cache') })
    await until(() => existsSync(join(folder.path, 'pid')))
    expect(livekit.status()).toEqual({ available: false, why: 'The LiveKit server is being built.' })
    const pid = Number(await until(() => readFileSync(join(folder.path, 'pid'), 'utf8')))
    await livekit.stop()
    await until(() => !isAlive(pid))
    expect(readdirSync(cacheDir)).toEqual([])
  })
})

describe('settings', () => {
  const options = { key: 'key', secret: 'secret', webhookUrl: 'http://127.0.0.1:9/', loopback: true }
  const path = () => join(folder.path, 'livekit.json')

  test('[M3] a port that was taken meanwhile is replaced, the others stay', async () => {
    const first = await writeSettings(path(), options)
    expect(await writeSettings(path(), options)).toEqual(first)
    const squatter = createServer()
    await new Promise<void>((listening) => squatter.listen(first.http, '127.0.0.1', listening))
    const second = await writeSettings(path(), options)
    expect(second).toEqual({ ...first, http: second.http })
    expect(second.http).not.toBe(first.http)
    squatter.close()
  })

  test('[M3] on loopback media stays there; otherwise it is offered where the machine is reached, signalling is not', () => {
    const ports = { http: 1, tcp: 2, udp: 3 }
    expect(settingsOf(ports, options)).toMatchObject({
      bind_addresses: ['127.0.0.1'],
      rtc: {
        node_ip: '127.0.0.1',
        enable_loopback_candidate: true,
        interfaces: { includes: [expect.stringMatching(/^lo/)] },
      },
      room: { auto_create: false },
    })
    const open = settingsOf(ports, { ...options, loopback: false })
    expect(open.bind_addresses).toEqual(['127.0.0.1'])
    expect(open.rtc).toEqual({ tcp_port: 2, udp_port: 3, use_external_ip: false })
  })
})
