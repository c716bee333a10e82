import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, CommunityId, OwnProtocol, PersonId, Protocol, SessionPlan } from '@copse/contract'
import { catalogue, protocolById } from '@copse/protocols'
import { Router } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../http/index.ts'
import { createAccounts } from '../identity/accounts.ts'
import { openStore, type Store } from '../store/index.ts'
import { MOST_PROTOCOLS, saveVersion } from './protocols.ts'
import { createProtocolsRouter, createSessionsRouter } from './index.ts'

const here = 'here' as CommunityId
const elsewhere = 'elsewhere' as CommunityId
const folder = mkdtempSync(join(tmpdir(), 'copse-protocols-'))
let store: Store
let server: Server
let stated: SessionPlan[] = []
let clock = 1_000

beforeAll(async () => {
  store = await openStore(folder)
  const { db } = store
  await createAccounts({ db, publicUrl: 'http://copse.test', secret: 'x'.repeat(40), sendLink: async () => undefined })
  for (const id of [here, elsewhere])
    await db
      .insertInto('communities')
      .values({ id, name: id, purpose: '', norms: '[]', districts: '[]', createdAt: 0 })
      .execute()
  const member = (communityId: CommunityId, name: string, role: 'owner' | 'facilitator' | 'member') =>
    db
      .insertInto('members')
      .values({ communityId, personId: name as PersonId, role, joinedAt: 0 })
      .execute()
  await member(here, 'olga', 'owner')
  await member(here, 'fay', 'facilitator')
  await member(here, 'mia', 'member')
  await member(elsewhere, 'zoe', 'owner')
  // The name in the cookie is the person; what identity makes of a real cookie is tested there.
  const actorOf = async ({ cookie }: { cookie?: string }): Promise<Actor | null> =>
    cookie ? { kind: 'member', personId: cookie as PersonId, name: cookie, district: null, owner: false } : null
  const now = () => (clock += 1000)
  server = createServer(
    createApp({
      publicUrl: 'http://copse.test',
      webDir: folder,
      log: { error: () => undefined } as never,
      ops: Router(),
      raw: [],
      routers: [
        createProtocolsRouter({ db, actorOf, now }),
        createSessionsRouter({
          db,
          actorOf,
          publicUrl: 'http://copse.test',
          now,
          statePlan: async (_, plan) => void stated.push(plan),
          videoAvailable: () => false,
        }),
      ],
      signalling: { path: '/livekit', handle: (_request, _response, next) => next() },
    }),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function ask(who: string | null, method: string, path: string, body?: unknown) {
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api${path}`, {
    method,
    headers: { ...(who && { cookie: who }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json().catch(() => null)) as any }
}
const at = (community: string, rest = '') => `/communities/${community}/protocols${rest}`
const consultancy = protocolById('consultancy')!
const named = (title: string): Protocol => ({ ...consultancy, title: { en: title } })
async function made(title = 'Ours'): Promise<OwnProtocol> {
  const answer = await ask('fay', 'POST', at(here), { protocol: named(title) })
  expect(answer.status).toBe(201)
  return answer.json as OwnProtocol
}

describe('[S10] a community keeps protocols of its own, in versions', () => {
  test('[S10] a copy gets an id and a version of its own and is found in the list', async () => {
    const { protocol } = await made('Our consultancy')
    expect(protocol.id).not.toBe('consultancy')
    expect(protocol).toEqual({ ...named('Our consultancy'), id: protocol.id, version: 1 })
    const list = await ask('mia', 'GET', at(here))
    expect(list.json.may).toEqual({ edit: false })
    expect(list.json.protocols.map((own: OwnProtocol) => own.protocol.id)).toContain(protocol.id)
  })

  test.each(catalogue.map(({ id }) => [id]))('[S10] %s of the catalogue can be kept as it is', async (id) => {
    const community = `c-${id}` as CommunityId
    await store.db
      .insertInto('communities')
      .values({ id: community, name: id, purpose: '', norms: '[]', districts: '[]', createdAt: 0 })
      .execute()
    const leader = `leader-${id}`
    await store.db
      .insertInto('members')
      .values({ communityId: community, personId: leader as PersonId, role: 'owner', joinedAt: 0 })
      .execute()
    const answer = await ask(leader, 'POST', at(community), { protocol: protocolById(id) })
    expect(answer.json.protocol).toEqual({ ...protocolById(id), id: answer.json.protocol.id, version: 1 })
  })

  test('[S10] saving makes a new version; older ones stay as they were', async () => {
    const { protocol } = await made()
    const saved = await ask('olga', 'POST', at(here, `/${protocol.id}`), { protocol: named('Second'), basedOn: 1 })
    expect([saved.status, saved.json.protocol.version]).toEqual([201, 2])
    expect((await ask('mia', 'GET', at(here, `/${protocol.id}`))).json.protocol.title.en).toBe('Second')
    expect((await ask('mia', 'GET', at(here, `/${protocol.id}/versions/1`))).json.protocol.title.en).toBe('Ours')
    const versions = await ask('mia', 'GET', at(here, `/${protocol.id}/versions`))
    expect(versions.json.map(({ version }: { version: number }) => version)).toEqual([2, 1])
    const list = (await ask('mia', 'GET', at(here))).json.protocols as OwnProtocol[]
    expect(list.filter((own) => own.protocol.id === protocol.id).map((own) => own.protocol.version)).toEqual([2])
  })

  test('[S10] of two who change the same version the second is told, and nothing of the first is lost', async () => {
    const { protocol } = await made()
    const save = (who: string, title: string) =>
      ask(who, 'POST', at(here, `/${protocol.id}`), { protocol: named(title), basedOn: 1 })
    const answers = await Promise.all([save('fay', 'Of Fay'), save('olga', 'Of Olga')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)!.json.code).toBe('protocol.changed')
    const newest = (await ask('mia', 'GET', at(here, `/${protocol.id}`))).json as OwnProtocol
    expect(newest.protocol.title.en).toBe(answers.find(({ status }) => status === 201)!.json.protocol.title.en)
  })

  test('[S10] a community keeps no more of them than its limit', async () => {
    const full = 'full' as CommunityId
    await store.db
      .insertInto('communities')
      .values({ id: full, name: full, purpose: '', norms: '[]', districts: '[]', createdAt: 0 })
      .execute()
    await store.db
      .insertInto('members')
      .values({ communityId: full, personId: 'fran' as PersonId, role: 'owner', joinedAt: 0 })
      .execute()
    for (let count = 0; count < MOST_PROTOCOLS; count++)
      await saveVersion(store.db, {
        id: `full-${count}`,
        version: 1,
        communityId: full,
        protocol: consultancy,
        savedBy: 'fran' as PersonId,
        savedAt: 0,
      })
    const answer = await ask('fran', 'POST', at(full), { protocol: consultancy })
    expect([answer.status, answer.json.code]).toEqual([409, 'protocol.too-many'])
  })
})

describe('[S11] who may', () => {
  test('[S11] members read, those who lead make and change, to strangers there is nothing', async () => {
    const { protocol } = await made()
    const one = at(here, `/${protocol.id}`)
    for (const [who, method, path, body] of [
      ['zoe', 'GET', at(here), undefined],
      ['zoe', 'GET', one, undefined],
      ['zoe', 'GET', `${one}/versions`, undefined],
      ['zoe', 'GET', `${one}/versions/1`, undefined],
      ['zoe', 'POST', at(here), { protocol: consultancy }],
      ['zoe', 'POST', one, { protocol: consultancy, basedOn: 1 }],
      ['zoe', 'DELETE', one, undefined],
      [null, 'GET', at(here), undefined],
      // Nor is it there under the name of a community the asker does belong to.
      ['zoe', 'GET', at(elsewhere, `/${protocol.id}`), undefined],
      ['zoe', 'POST', at(elsewhere, `/${protocol.id}`), { protocol: consultancy, basedOn: 1 }],
      ['zoe', 'DELETE', at(elsewhere, `/${protocol.id}`), undefined],
    ] as const)
      expect([who, method, path, (await ask(who, method, path, body)).status]).toEqual([who, method, path, 404])
    for (const [method, path, body] of [
      ['POST', at(here), { protocol: consultancy }],
      ['POST', one, { protocol: consultancy, basedOn: 1 }],
      ['DELETE', one, undefined],
    ] as const)
      expect([method, (await ask('mia', method, path, body)).status]).toEqual([method, 403])
    expect((await ask('mia', 'GET', one)).json.protocol.version).toBe(1)
  })

  test.each<[string, unknown]>([
    ['no steps', { ...consultancy, steps: [] }],
    ['two steps of one id', { ...consultancy, steps: [consultancy.steps[0], consultancy.steps[0]] }],
    [
      'more than it can run',
      {
        ...consultancy,
        steps: Array.from({ length: 31 }, (_, n) => ({ ...(consultancy.steps[0] as object), id: `s${n}` })),
      },
    ],
    ['a title without end', { ...consultancy, title: { en: 'x'.repeat(81) } }],
    [
      'minutes out of order',
      { ...consultancy, steps: [{ ...(consultancy.steps[0] as object), minutes: { default: 5, min: 6, max: 7 } }] },
    ],
    ['a field nobody knows', { ...consultancy, colour: 'red' }],
    ['people out of order', { ...consultancy, people: { min: 9, max: 3 } }],
    ['nothing', null],
  ])('[S11] %s is no protocol', async (_, protocol) => {
    expect((await ask('olga', 'POST', at(here), { protocol })).json.code).toBe('input.invalid')
  })
})

describe('[S12] sessions and their protocol', () => {
  const session = (protocolId: string, more: object = {}) => ({
    title: 'Monday',
    focusQuestion: '',
    protocolId,
    presenterId: 'mia',
    facilitatorIds: ['fay'],
    startsAt: 10,
    timeZone: 'UTC',
    minutes: 40,
    lobby: 'guests',
    enforcement: 'enforced',
    ...more,
  })

  test('[S12] a session is planned with a protocol of the community and keeps the version it was planned with', async () => {
    const { protocol } = await made()
    const planned = await ask('fay', 'POST', `/communities/${here}/sessions`, session(protocol.id))
    expect([planned.status, planned.json.protocol]).toEqual([201, protocol])
    expect(stated.at(-1)!.protocol).toEqual(protocol)
    await ask('fay', 'POST', at(here, `/${protocol.id}`), { protocol: named('Second'), basedOn: 1 })
    const path = `/sessions/${planned.json.id}`
    const later = await ask('fay', 'PATCH', path, session(protocol.id, { minutes: 45 }))
    expect([later.status, later.json.minutes, later.json.protocol.version]).toEqual([200, 45, 1])
    const newer = await ask('fay', 'PATCH', path, { protocolId: protocol.id, protocolVersion: 2 })
    expect([newer.json.protocol.version, newer.json.protocolTitle.en]).toEqual([2, 'Second'])
  })

  test('[S12] a removed protocol stays with its sessions, which can still be moved', async () => {
    const { protocol } = await made()
    const planned = await ask('fay', 'POST', `/communities/${here}/sessions`, session(protocol.id))
    expect((await ask('fay', 'DELETE', at(here, `/${protocol.id}`))).status).toBe(204)
    expect((await ask('fay', 'GET', at(here, `/${protocol.id}`))).status).toBe(404)
    const moved = await ask('fay', 'PATCH', `/sessions/${planned.json.id}`, session(protocol.id, { startsAt: 20 }))
    expect([moved.status, moved.json.protocol]).toEqual([200, protocol])
    const again = await ask('fay', 'POST', `/communities/${here}/sessions`, session(protocol.id))
    expect([again.status, again.json.detail]).toEqual([400, 'protocolId'])
  })

  test('[S12] another community cannot plan with it', async () => {
    const { protocol } = await made()
    const input = session(protocol.id, { presenterId: null, facilitatorIds: ['zoe'] })
    const answer = await ask('zoe', 'POST', `/communities/${elsewhere}/sessions`, input)
    expect([answer.status, answer.json.detail]).toEqual([400, 'protocolId'])
  })
})
