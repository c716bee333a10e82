import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command, PersonId } from '@copse/contract'
import { AccessToken, TrackSource } from 'livekit-server-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshId, isAlive, session, temporaryFolder, until } from '../room/testing.ts'
import { findLiveKit, surroundings, type Source } from './find.ts'
import { endOrphan } from './orphan.ts'
import { supervise } from './supervise.ts'
import { openStudio, secrets, type Studio } from './testing.ts'

const { MICROPHONE, CAMERA, SCREEN_SHARE, SCREEN_SHARE_AUDIO } = TrackSource
const all = [CAMERA, MICROPHONE, SCREEN_SHARE, SCREEN_SHARE_AUDIO]

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(() => studio.stop())

type Distribute<Type> = Type extends { id: unknown } ? Omit<Type, 'id'> : never
const fay = (command: Distribute<Command>) =>
  studio.rooms.execute(
    { kind: 'member', personId: 'fay' as PersonId, name: 'fay', district: null, owner: false },
    session,
    { id: freshId(), ...command } as Command,
  )
const sources = async (name: string) => {
  const permission = (await studio.participant(name))?.permission
  return permission && [permission.canPublish, [...permission.canPublishSources].sort((one, other) => one - other)]
}
/** How long until LiveKit says so, ms; fails after ten seconds. */
async function becomes(name: string, canPublish: boolean, list: TrackSource[]): Promise<number> {
  const since = performance.now()
  await until(async () => JSON.stringify(await sources(name)) === JSON.stringify([canPublish, list]))
  return performance.now() - since
}
const claims = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
    sub: string
    name: string
    exp: number
    nbf: number
    video: Record<string, unknown>
  }

test('every rule of SPEC.md is cited in a test title', () => {
  const spec = readFileSync(join(import.meta.dirname, 'SPEC.md'), 'utf8')
  const rules = [...spec.matchAll(/^- \*\*(M\d+)\*\*/gm)].map((match) => match[1]!)
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n')
  expect(rules.length).toBeGreaterThan(0)
  expect(new Set(rules).size).toBe(rules.length)
  expect(rules.filter((rule) => !new RegExp(`'\\[(?:M\\d+, )*${rule}(?:, M\\d+)*\\] `).test(tests))).toEqual([])
})

describe('tickets', () => {
  test('[M6] while people gather a ticket allows all sources, ten minutes, one room, and nothing else', async () => {
    const { sub, name, exp, nbf, video } = claims(await studio.token('ana'))
    expect([sub, name, exp - nbf]).toEqual(['ana', 'ana', 600])
    expect(video).toEqual({
      room: session,
      roomJoin: true,
      canSubscribe: true,
      canPublishData: false,
      canUpdateOwnMetadata: false,
      canPublish: true,
      canPublishSources: expect.arrayContaining([
        'microphone',
        'camera',
        'screen_share',
        'screen_share_audio',
      ]) as string[],
    })
    const [room] = await studio.service().listRooms([session])
    expect(room).toMatchObject({ name: session, departureTimeout: 300 })
  })

  test.each([
    [null, session, 401, 'auth.required'],
    ['stranger', session, 404, 'not.found'],
    ['guest-gil', 'session-2', 404, 'not.found'],
    ['fay', '..%2Fsession', 404, 'not.found'],
    ['guest-gil', session, 403, 'person.not-admitted'],
  ])('[M7] %s asks for %s: %i %s', async (name, sessionId, status, code) => {
    expect(await studio.ticket(name, sessionId)).toEqual({ status, body: { ok: false, code } })
  })

  test('[M7] more than thirty in a minute are too many', async () => {
    const answers = await Promise.all(Array.from({ length: 35 }, () => studio.ticket('ben')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30)
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({ status: 429, body: { code: 'rate.limited' } })
  })
})

describe('one origin', () => {
  test('[M13] validation is passed on, with LiveKit\u2019s own answer', async () => {
    const ask = async (token: string) => {
      const response = await fetch(`${studio.url}/livekit/rtc/validate?access_token=${token}`)
      return { status: response.status, text: await response.text() }
    }
    expect(await ask(await studio.token('ana'))).toEqual({ status: 200, text: 'success' })
    expect((await ask('forged')).status).toBe(401)
  })

  test.each([
    '/livekit',
    '/livekit/',
    '/livekit/twirp/livekit.RoomService/ListRooms',
    '/livekit/rtc/../twirp',
    '/livekit/rtcx',
  ])('[M13] %s is not passed on', async (path) => {
    expect((await fetch(`${studio.url}${path}`)).status).toBe(404)
    expect((await fetch(`${studio.url}${path}`, { method: 'POST' })).status).toBe(404)
  })

  test('[M13] a socket with a forged token is refused as LiveKit refuses it', async () => {
    await expect(studio.call('forged')).rejects.toThrow('401')
  })
})

describe('the floor, reconciled', () => {
  test('[M8] silence takes microphones, not cameras; the next step gives back what it allows; within a second', async () => {
    await studio.call(await studio.token('ana'))
    await studio.call(await studio.token('pat'))
    await becomes('ana', true, all)
    const took: number[] = []

    // The consultancy begins with the presenter, and ends with everyone.
    await fay({ type: 'session.start' })
    took.push(await becomes('ana', true, [CAMERA]))
    took.push(await becomes('pat', true, all))

    await fay({ type: 'floor.give', personId: 'ana' as PersonId })
    took.push(await becomes('ana', true, all))
    await fay({ type: 'floor.withdraw', personId: 'ana' as PersonId })
    took.push(await becomes('ana', true, [CAMERA]))

    await fay({ type: 'floor.override', personId: null, speak: false, write: null })
    took.push(await becomes('pat', true, [CAMERA]))
    await fay({ type: 'floor.override', personId: null, speak: null, write: null })
    took.push(await becomes('pat', true, all))

    await fay({ type: 'role.assign', personId: 'ana' as PersonId, role: 'observer' })
    took.push(await becomes('ana', false, []))
    await fay({ type: 'role.assign', personId: 'ana' as PersonId, role: 'participant' })
    took.push(await becomes('ana', true, [CAMERA]))
    console.log(`grants changed after ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    expect(Math.max(...took)).toBeLessThan(1000)
  })

  test('[M6] during the step a ticket allows what the step allows', async () => {
    expect(claims(await studio.token('ana')).video).toMatchObject({ canPublish: true, canPublishSources: ['camera'] })
    await fay({ type: 'role.assign', personId: 'ana' as PersonId, role: 'observer' })
    const { video } = claims(await studio.token('ana'))
    expect(video).toMatchObject({ canPublish: false })
    expect(video).not.toHaveProperty('canPublishSources')
    await fay({ type: 'role.assign', personId: 'ana' as PersonId, role: 'participant' })
  })

  test('[M10, M12] a join with a ticket from before the step: the webhook of the join mends it', async () => {
    await fay({ type: 'floor.give', personId: 'ana' as PersonId })
    const old = await studio.token('ana')
    await fay({ type: 'floor.withdraw', personId: 'ana' as PersonId })
    await becomes('ana', true, [CAMERA])
    await studio.call(old)
    await becomes('ana', true, all)

    const body = JSON.stringify({ event: 'participant_joined', id: 'EV_1', room: { name: session } })
    const post = async (authorization: string, sent = body) =>
      (
        await fetch(`${studio.url}/api/livekit/webhook`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/webhook+json' },
          body: sent,
        })
      ).status
    const signed = async (secret: string, over = body) => {
      const token = new AccessToken('copse-test', secret)
      token.sha256 = createHash('sha256').update(over).digest('base64')
      return token.toJwt()
    }
    const ours = 'a-secret-of-more-than-thirty-two-characters'
    expect(await post('')).toBe(403)
    expect(await post(await signed('another-secret-of-thirty-two-characters'))).toBe(403)
    expect(await post(await signed(ours, 'another body'))).toBe(403)
    expect(await post(await signed(ours, '{'), '{')).toBe(403)
    expect(await sources('ana')).toEqual([true, all])
    expect(await post(await signed(ours))).toBe(200)
    expect(await becomes('ana', true, [CAMERA])).toBeLessThan(1000)

    // The same one again is answered, and asks for nothing.
    await studio.service().updateParticipant(session, 'ana', { permission: { canPublish: true, canSubscribe: true } })
    expect(await post(await signed(ours))).toBe(200)
    expect(await sources('ana')).toEqual([true, []])
  })

  test('[M12] LiveKit\u2019s own webhooks reach us and are believed', async () => {
    await studio.service().createRoom({ name: 'somewhere-else' })
    const heard = () => studio.webhooks().find(({ body }) => body.includes('somewhere-else'))
    expect((await until(heard))?.status).toBe(200)
  })

  test('[M9] who was removed is put out, and gets no new ticket; let in again she may come', async () => {
    const token = await studio.token('ana')
    const caller = await studio.call(token)
    await until(() => studio.participant('ana'))
    await fay({ type: 'person.remove', personId: 'ana' as PersonId })
    await until(async () => !(await studio.participant('ana')))
    await until(caller.closed)
    expect(await studio.ticket('ana')).toMatchObject({ status: 403, body: { code: 'person.not-admitted' } })
    await fay({ type: 'lobby.admit', personId: 'ana' as PersonId })
    await studio.call(await studio.token('ana'))
    await becomes('ana', true, [CAMERA])
  })

  test('[M4, M5, M11] LiveKit killed: it comes back, with the room, and the ticket from before still lets in', async () => {
    const token = await studio.token('pat')
    const before = studio.livekitPid()
    process.kill(before, 'SIGKILL')
    await until(() => !studio.status().available)
    expect(await studio.ticket('fay')).toMatchObject({ status: 503, body: { code: 'media.unavailable' } })
    await fay({ type: 'step.advance', from: 0 }) // the room goes on meanwhile
    await until(() => studio.status().available)
    expect(studio.livekitPid()).not.toBe(before)
    await until(async () => (await studio.service().listRooms([session])).length === 1)
    await studio.call(token)
    await until(() => studio.participant('pat'))
    expect(await studio.rooms.state(session)).toMatchObject({ step: { index: 1 } })
  })
})

test('[M9, M10] the sweep puts out again who comes back with an old ticket, and mends what nobody told of', async () => {
  const swept = await openStudio({ sweepMs: 100 })
  const ana = await swept.token('ana')
  await swept.call(await swept.token('pat'))
  await until(() => swept.participant('pat'))
  await swept.service().updateParticipant(session, 'pat', { permission: { canSubscribe: true, canPublish: false } })
  await until(async () => (await swept.participant('pat'))?.permission?.canPublish)

  const actor = { kind: 'member', personId: 'fay' as PersonId, name: 'fay', district: null, owner: false } as const
  await swept.rooms.execute(actor, session, { id: freshId(), type: 'person.remove', personId: 'ana' as PersonId })
  const again = await swept.call(ana)
  await until(again.closed)
  expect(await swept.participant('ana')).toBeUndefined()
  await swept.stop()
})

test('[M1, M7] without LiveKit the status says why, and a ticket is refused', async () => {
  const without = await openStudio({ livekit: 'off' })
  expect(without.status()).toEqual({ available: false, why: 'Video is switched off by COPSE_LIVEKIT=off.' })
  expect(await without.ticket('ana')).toEqual({ status: 503, body: { ok: false, code: 'media.unavailable' } })
  await without.stop()
})

describe('supervision', () => {
  const settings = {
    key: secrets.livekitKey,
    secret: secrets.livekitSecret,
    webhookUrl: 'http://127.0.0.1:9/api/livekit/webhook',
    loopback: true,
  }
  test('[M3, M4] asked to stop it is gone, and the next start takes the same ports', async () => {
    const folder = temporaryFolder()
    const source = (await findLiveKit(surroundings(process.env))) as Extract<Source, { kind: 'binary' | 'docker' }>
    const urls: (string | null)[] = []
    const start = () =>
      supervise({
        source,
        dataDir: folder.path,
        settings,
        changed: (url) => urls.push(url),
        log: { warn: () => undefined },
      })
    for (const round of [1, 2]) {
      const supervised = start()
      await until(() => urls.length === 2 * round - 1)
      const pid = Number(readFileSync(join(folder.path, 'livekit.pid'), 'utf8'))
      expect(statSync(join(folder.path, 'livekit.json')).mode & 0o777).toBe(0o600)
      await supervised.stop()
      expect(isAlive(pid)).toBe(false)
      expect(existsSync(join(folder.path, 'livekit.pid'))).toBe(false)
    }
    expect(urls).toEqual([urls[0], null, urls[0], null])
    folder.remove()
  })

  test('[M4] a LiveKit that outlived a killed server is ended at the next start', async () => {
    const folder = temporaryFolder()
    const parent = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./supervise.child.ts', import.meta.url)), folder.path],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(parent.stdout, 'data')
    const orphan = Number(readFileSync(join(folder.path, 'livekit.pid'), 'utf8'))
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    expect(isAlive(orphan)).toBe(true)
    endOrphan(join(folder.path, 'livekit.pid'), join(folder.path, 'livekit.json'), false)
    expect(isAlive(orphan)).toBe(false)
    folder.remove()
  })

  test('[M4] a process that merely has the number of an old one is left alone', () => {
    const folder = temporaryFolder()
    const pidFile = join(folder.path, 'livekit.pid')
    for (const content of [String(process.pid), '1', 'nonsense', '-1', '']) {
      writeFileSync(pidFile, content)
      endOrphan(pidFile, join(folder.path, 'livekit.json'), false)
      expect(existsSync(pidFile)).toBe(false)
    }
    expect(isAlive(process.pid)).toBe(true)
    folder.remove()
  })
})
