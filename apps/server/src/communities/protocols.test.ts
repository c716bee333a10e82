import type { Community, CommunityId, OwnProtocol, PersonId, Protocol } from '@copse/contract'
import { catalogue, protocolById } from '@copse/protocols'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { communityWith, openHouse, personIdOf, schedule, sessionInput, type Browser, type House } from '../testing.ts'
import { openStore } from '../store/index.ts'
import { MOST_PROTOCOLS, saveVersion } from './protocols.ts'

let house: House
let community: Community
let elsewhere: Community
let people: Record<'olga' | 'fay' | 'mia' | 'zoe' | 'nobody', Browser>

beforeAll(async () => {
  house = await openHouse()
  const olga = await house.owner()
  community = await communityWith(olga, [
    { email: 'fay@copse.test', name: 'Fay', role: 'facilitator' },
    { email: 'mia@copse.test', name: 'Mia' },
  ])
  const one = (await olga.send('POST', '/api/communities', { name: 'Elsewhere' })).json as Community
  await olga.send('POST', `/api/communities/${one.id}/members`, {
    email: 'zoe@copse.test',
    name: 'Zoe',
    district: 'Elm',
    role: 'facilitator',
  })
  elsewhere = one
  people = {
    olga,
    fay: await house.member('fay@copse.test'),
    mia: await house.member('mia@copse.test'),
    zoe: await house.member('zoe@copse.test'),
    nobody: house.browser(),
  }
})
afterAll(() => house.stop())

const ask = (who: keyof typeof people, method: string, path: string, body?: unknown) =>
  people[who].send(method, `/api${path}`, body)
const at = (communityId: string, rest = '') => `/communities/${communityId}/protocols${rest}`
const consultancy = protocolById('consultancy')!
const named = (title: string): Protocol => ({ ...consultancy, title: { en: title } })
async function made(title = 'Ours'): Promise<OwnProtocol> {
  const answer = await ask('fay', 'POST', at(community.id), { protocol: named(title) })
  expect(answer.status).toBe(201)
  return answer.json as OwnProtocol
}

describe('[S10] a community keeps protocols of its own, in versions', () => {
  test('[S10] a copy gets an id and a version of its own and is found in the list', async () => {
    const { protocol } = await made('Our consultancy')
    expect(protocol.id).not.toBe('consultancy')
    expect(protocol).toEqual({ ...named('Our consultancy'), id: protocol.id, version: 1 })
    const list = await ask('mia', 'GET', at(community.id))
    expect(list.json.may).toEqual({ edit: false })
    expect(list.json.protocols.map((own: OwnProtocol) => own.protocol.id)).toContain(protocol.id)
  })

  test('[S10] every protocol of the catalogue can be kept as it is', async () => {
    for (const protocol of catalogue) {
      const by = catalogue.indexOf(protocol) % 2 === 0 ? 'olga' : 'fay'
      const { json } = await ask(by, 'POST', at(community.id), { protocol })
      expect(json.protocol).toEqual({ ...protocol, id: json.protocol.id, version: 1 })
      expect(json.savedBy).toBe(by === 'fay' ? 'Fay' : 'Owner')
    }
  })

  test('[S10] saving makes a new version; older ones stay as they were', async () => {
    const { protocol } = await made()
    const saved = await ask('olga', 'POST', at(community.id, `/${protocol.id}`), {
      protocol: named('Second'),
      basedOn: 1,
    })
    expect([saved.status, saved.json.protocol.version]).toEqual([201, 2])
    expect((await ask('mia', 'GET', at(community.id, `/${protocol.id}`))).json.protocol.title.en).toBe('Second')
    expect((await ask('mia', 'GET', at(community.id, `/${protocol.id}/versions/1`))).json.protocol.title.en).toBe(
      'Ours',
    )
    const versions = await ask('mia', 'GET', at(community.id, `/${protocol.id}/versions`))
    expect(versions.json.map(({ version }: { version: number }) => version)).toEqual([2, 1])
    const list = (await ask('mia', 'GET', at(community.id))).json.protocols as OwnProtocol[]
    expect(list.filter((own) => own.protocol.id === protocol.id).map((own) => own.protocol.version)).toEqual([2])
  })

  test('[S10] of two who change the same version the second is told, and nothing of the first is lost', async () => {
    const { protocol } = await made()
    const save = (who: keyof typeof people, title: string) =>
      ask(who, 'POST', at(community.id, `/${protocol.id}`), { protocol: named(title), basedOn: 1 })
    const answers = await Promise.all([save('fay', 'Of Fay'), save('olga', 'Of Olga')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)!.json.code).toBe('protocol.changed')
    const newest = (await ask('mia', 'GET', at(community.id, `/${protocol.id}`))).json as OwnProtocol
    expect(newest.protocol.title.en).toBe(answers.find(({ status }) => status === 201)!.json.protocol.title.en)
  })

  test('[S10] a version that is not there yet cannot be the one a change began with', async () => {
    const { protocol } = await made()
    const answer = await ask('fay', 'POST', at(community.id, `/${protocol.id}`), { protocol: consultancy, basedOn: 7 })
    expect([answer.status, answer.json.code]).toEqual([409, 'protocol.changed'])
  })

  test('[S10] a community keeps no more of them than its limit', async () => {
    const full = (await ask('olga', 'POST', '/communities', { name: 'Full' })).json as Community
    const store = await openStore(house.config.dataDir)
    const by = (await personIdOf(people.olga)) as PersonId
    for (let count = 0; count < MOST_PROTOCOLS; count++)
      await saveVersion(store.db, {
        id: `full-${count}`,
        version: 1,
        communityId: full.id as CommunityId,
        protocol: consultancy,
        savedBy: by,
        savedAt: 0,
      })
    await store.close()
    const answer = await ask('zoe', 'POST', at(full.id), { protocol: consultancy })
    expect(answer.status).toBe(404)
    const refused = await ask('olga', 'POST', at(full.id), { protocol: consultancy })
    expect([refused.status, refused.json.code]).toEqual([409, 'protocol.too-many'])
  })
})

describe('[S11] who may', () => {
  test('[S11] members read, those who lead make and change, to strangers there is nothing', async () => {
    const { protocol } = await made()
    const one = at(community.id, `/${protocol.id}`)
    const hidden: [keyof typeof people, string, string, unknown][] = [
      ['zoe', 'GET', at(community.id), undefined],
      ['zoe', 'GET', one, undefined],
      ['zoe', 'GET', `${one}/versions`, undefined],
      ['zoe', 'GET', `${one}/versions/1`, undefined],
      ['zoe', 'POST', at(community.id), { protocol: consultancy }],
      ['zoe', 'POST', one, { protocol: consultancy, basedOn: 1 }],
      ['zoe', 'DELETE', one, undefined],
      ['nobody', 'GET', at(community.id), undefined],
      // Nor is it there under the name of a community the asker does belong to.
      ['zoe', 'GET', at(elsewhere.id, `/${protocol.id}`), undefined],
      ['zoe', 'POST', at(elsewhere.id, `/${protocol.id}`), { protocol: consultancy, basedOn: 1 }],
      ['zoe', 'DELETE', at(elsewhere.id, `/${protocol.id}`), undefined],
    ]
    for (const [who, method, path, body] of hidden)
      expect([who, method, path, (await ask(who, method, path, body)).status]).toEqual([who, method, path, 404])
    for (const [method, path, body] of [
      ['POST', at(community.id), { protocol: consultancy }],
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
    expect((await ask('olga', 'POST', at(community.id), { protocol })).json.code).toBe('input.invalid')
  })
})

describe('[S12] sessions and their protocol', () => {
  const idOf = (name: string) => community.members.find((member) => member.name === name)!.personId
  const session = (protocolId: string, more: Record<string, unknown> = {}) =>
    sessionInput(idOf('Fay'), { protocolId, presenterId: idOf('Mia'), ...more })

  test('[S12] a session is planned with a protocol of the community and keeps the version it was planned with', async () => {
    const { protocol } = await made()
    const planned = await ask('fay', 'POST', `/communities/${community.id}/sessions`, session(protocol.id))
    expect([planned.status, planned.json.protocol]).toEqual([201, protocol])
    const room = await people.fay.enter(planned.json.id)
    expect((await room.join()) as unknown).toMatchObject({ state: { plan: { protocol } } })
    room.leave()
    await ask('fay', 'POST', at(community.id, `/${protocol.id}`), { protocol: named('Second'), basedOn: 1 })
    const path = `/sessions/${planned.json.id}`
    const later = await ask('fay', 'PATCH', path, session(protocol.id, { minutes: 45 }))
    expect([later.status, later.json.minutes, later.json.protocol.version]).toEqual([200, 45, 1])
    const newer = await ask('fay', 'PATCH', path, { protocolId: protocol.id, protocolVersion: 2 })
    expect([newer.json.protocol.version, newer.json.protocolTitle.en]).toEqual([2, 'Second'])
  })

  test('[S12] a removed protocol stays with its sessions, which can still be moved', async () => {
    const { protocol } = await made()
    const planned = await ask('fay', 'POST', `/communities/${community.id}/sessions`, session(protocol.id))
    expect((await ask('fay', 'DELETE', at(community.id, `/${protocol.id}`))).status).toBe(204)
    expect((await ask('fay', 'GET', at(community.id, `/${protocol.id}`))).status).toBe(404)
    const moved = await ask(
      'fay',
      'PATCH',
      `/sessions/${planned.json.id}`,
      session(protocol.id, { startsAt: Date.UTC(2027, 5, 1) }),
    )
    expect([moved.status, moved.json.protocol]).toEqual([200, protocol])
    const again = await ask('fay', 'POST', `/communities/${community.id}/sessions`, session(protocol.id))
    expect([again.status, again.json.detail]).toEqual([400, 'protocolId'])
  })

  test('[S12] another community cannot plan with it', async () => {
    const { protocol } = await made()
    const by = await personIdOf(people.zoe)
    const input = sessionInput(by, { protocolId: protocol.id })
    const answer = await ask('zoe', 'POST', `/communities/${elsewhere.id}/sessions`, input)
    expect([answer.status, answer.json.detail]).toEqual([400, 'protocolId'])
    expect((await schedule(people.zoe, elsewhere.id)).protocol.id).toBe('chalk-talk')
  })
})

test('[S13] nobody saves more often than a person would', async () => {
  const codes: string[] = []
  for (let count = 0; count < 31; count++)
    codes.push((await ask('zoe', 'POST', at(elsewhere.id), { protocol: null })).json.code)
  expect(codes.at(-1)).toBe('rate.limited')
})
