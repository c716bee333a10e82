import type { Community, CommunitySummary } from '@copse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { communityWith, openHouse, personIdOf, schedule, until, type Browser, type House } from '../testing.ts'

let house: House
let owner: Browser
let lead: Browser
let mia: Browser
/** Has an account and a community of her own, and nothing to do with the others. */
let stranger: Browser
let community: Community
beforeAll(async () => {
  house = await openHouse()
  owner = await house.owner()
  community = await communityWith(owner, [
    { email: 'lead@copse.test', name: 'Lea', role: 'facilitator' },
    { email: 'mia@copse.test', name: 'Mia' },
  ])
  const far = (await owner.send('POST', '/api/communities', { name: 'Far away' })).json as Community
  await owner.send('POST', `/api/communities/${far.id}/members`, {
    email: 'sam@copse.test',
    name: 'Sam',
    district: null,
    role: 'facilitator',
  })
  lead = await house.member('lead@copse.test')
  mia = await house.member('mia@copse.test')
  stranger = await house.member('sam@copse.test')
})
afterAll(() => house.stop())

const path = () => `/api/communities/${community.id}`
const newcomer = { email: 'new@copse.test', name: 'New', district: 'Elm', role: 'member' }

test('[C1] strangers and visitors do not learn that a community exists', async () => {
  for (const [method, where, body] of [
    ['GET', path()],
    ['PATCH', path(), { name: 'Mine now' }],
    ['POST', `${path()}/members`, newcomer],
    ['DELETE', `${path()}/members/x`],
    ['GET', `${path()}/sessions`],
    ['POST', `${path()}/sessions`, {}],
  ] as const) {
    const theirs = await stranger.send(method, where, body)
    const nowhere = await stranger.send(method, where.replace(community.id, 'no-such-community'), body)
    expect([where, theirs.status, theirs.text]).toEqual([where, 404, nowhere.text])
    expect([401, 404]).toContain((await house.browser().send(method, where, body)).status)
  }
  const list = (await stranger.get('/api/communities')).json as CommunitySummary[]
  expect(list.map(({ name, yourRole }) => [name, yourRole])).toEqual([['Far away', 'facilitator']])
})

test('[C2] members see names and districts; addresses are for those who lead', async () => {
  const seen = (await mia.get(path())).json as Community
  expect(seen).toMatchObject({ yourRole: 'member', may: { edit: false, schedule: false, invite: false } })
  expect(seen.members.map(({ name }) => name)).toEqual(['Amara Diallo', 'Lea', 'Mia', 'Owner'])
  expect(JSON.stringify(seen)).not.toContain('@')
  expect((await lead.get(path())).json.members[0]).toMatchObject({ email: 'presenter@copse.local' })
})

test('[C3] members change nothing; a facilitator changes what is hers to change', async () => {
  for (const [method, where, body] of [
    ['PATCH', path(), { name: 'Mine now' }],
    ['POST', `${path()}/members`, newcomer],
    ['DELETE', `${path()}/members/x`],
    ['POST', `${path()}/sessions`, {}],
  ] as const)
    expect([where, (await mia.send(method, where, body)).json.code]).toEqual([where, 'access.denied'])
  const norms = ['Listen.', '<b>Be</b> brief.']
  const changed = await lead.send('PATCH', path(), { norms, districts: ['Elm'], purpose: '' })
  expect(changed.json).toMatchObject({ norms, districts: ['Elm'], purpose: '' })
  expect((await lead.send('PATCH', path(), {})).json).toMatchObject({ norms, enforcement: 'enforced' })
  await lead.send('PATCH', path(), { enforcement: 'guide' })
  expect((await mia.get(path())).json).toMatchObject({ norms, enforcement: 'guide' })
})

test.each([
  { name: '' },
  { name: 'a\nb' },
  { name: 'x'.repeat(121) },
  { norms: 'be kind' },
  { norms: [''] },
  { norms: Array.from({ length: 21 }, () => 'x') },
  { districts: [1] },
  { purpose: 'x'.repeat(2001) },
  { enforcement: 'off' },
  { id: 'x' },
  { createdAt: 0 },
])('[C4] %j is no change of a community', async (input) => {
  const before = (await lead.get(path())).text
  expect((await lead.send('PATCH', path(), input)).json.code).toBe('input.invalid')
  expect((await lead.get(path())).text).toBe(before)
})

test.each([
  {},
  { ...newcomer, email: 'nobody' },
  { ...newcomer, role: 'owner' },
  { ...newcomer, name: '\u0007' },
  { ...newcomer, owner: true },
])('[C5] %j is nobody to invite', async (input) => {
  expect((await lead.send('POST', `${path()}/members`, input)).json.code).toBe('input.invalid')
})

test('[C5] the same address twice, in other letters, at the same moment is one person', async () => {
  const invite = (email: string) => lead.send('POST', `${path()}/members`, { ...newcomer, email })
  const answers = await Promise.all(['twin@copse.test', 'Twin@Copse.test', 'TWIN@copse.test'].map(invite))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  const { members } = (await lead.get(path())).json as Community
  expect(members.filter(({ email }) => email === 'twin@copse.test')).toHaveLength(1)
})

test('[C6] a name that is known is not changed by inviting the person elsewhere', async () => {
  await stranger.send('POST', '/api/communities', { name: 'Of Sam' })
  const list = (await stranger.get('/api/communities')).json as CommunitySummary[]
  const { id } = list.find(({ name }) => name === 'Of Sam')!
  const answer = await stranger.send('POST', `/api/communities/${id}/members`, { ...newcomer, email: 'mia@copse.test' })
  expect(answer.json.members).toContainEqual(expect.objectContaining({ email: 'mia@copse.test', name: 'Mia' }))
})

test('[C7] mails to strangers are limited for each who sends them', async () => {
  const { id } = (await stranger.send('POST', '/api/communities', { name: 'Many' })).json as Community
  const send = (index: number) =>
    stranger.send('POST', `/api/communities/${id}/members`, { ...newcomer, email: `many-${index}@copse.test` })
  const statuses = []
  for (let index = 0; index < 110; index++) statuses.push((await send(index)).status)
  expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(100)
  expect(statuses.at(-1)).toBe(429)
}, 120_000)

test('[C8] who is removed is a stranger from then on, in the room she is in as well', async () => {
  const session = await schedule(owner, community.id)
  await lead.send('POST', `${path()}/members`, { ...newcomer, email: 'gone@copse.test', name: 'Gus' })
  const gus = await house.member('gone@copse.test')
  const seat = await gus.enter(session.id)
  expect(await seat.send({ type: 'chat.say', text: 'hello' })).toMatchObject({ ok: true })
  const before = await personIdOf(gus)
  const standings: string[] = []
  const heard: string[] = []
  seat.socket.on('standing', (standing) => standings.push(standing))
  seat.socket.on('events', (events) => {
    for (const event of events) if (event.type === 'chat.said') heard.push(event.text)
  })

  const removed = await lead.send('DELETE', `${path()}/members/${before}`)
  expect((removed.json as Community).members.map(({ name }) => name)).not.toContain('Gus')
  for (const where of [
    path(),
    `${path()}/sessions`,
    `/api/sessions/${session.id}`,
    `/api/sessions/${session.id}/lobby`,
  ])
    expect([where, (await gus.get(where)).status]).toEqual([where, 404])
  expect(await seat.send({ type: 'chat.say', text: 'still here?' })).toMatchObject({ ok: false })
  await until(() => standings.includes('removed'))
  const host = await lead.enter(session.id)
  expect(await host.send({ type: 'chat.say', text: 'he is gone' })).toMatchObject({ ok: true })
  // The answers of his own socket come after what it would have heard.
  expect(await seat.join()).toMatchObject({ ok: false, code: 'not.found' })
  expect(heard).toEqual([])
  await expect(gus.enter(session.id)).rejects.toThrow('not.found')
  expect((await lead.send('DELETE', `${path()}/members/${before}`)).status).toBe(404)
})

test('[C9] the owner of a community stays', async () => {
  const { personId } = community.members.find(({ role }) => role === 'owner')!
  expect((await lead.send('DELETE', `${path()}/members/${personId}`)).json.code).toBe('access.denied')
})

test('[C10] whoever makes a community owns it, and the owner of the installation sees it', async () => {
  const made = await mia.send('POST', '/api/communities', { name: 'Second grade', districts: ['Oak'] })
  expect(made.status).toBe(201)
  expect(made.json).toMatchObject({ yourRole: 'owner', norms: [], may: { edit: true } })
  expect((await owner.get(`/api/communities/${made.json.id}`)).status).toBe(200)
  expect((await lead.get(`/api/communities/${made.json.id}`)).status).toBe(404)
})
