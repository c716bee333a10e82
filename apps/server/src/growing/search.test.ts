import type { CommitmentId, Community, PracticeCard, SearchHit, SessionDetail } from '@copse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GUEST_PASS_MS } from '../identity/index.ts'
import { openStore } from '../store/index.ts'
import { communityWith, invite, openHouse, schedule, until, type Browser, type House } from '../testing.ts'

let clock = Date.UTC(2027, 2, 4, 16, 30)
let house: House
let owner: Browser
let mia: Browser
let ben: Browser
let sam: Browser
let kiri: Browser
let community: Community
let far: Community
let session: SessionDetail
let card: PracticeCard
const ask = (browser: Browser, q: string, more = '') => browser.get(`/api/search?q=${encodeURIComponent(q)}${more}`)
const hits = async (browser: Browser, q: string, more = '') => (await ask(browser, q, more)).json as SearchHit[]
const kinds = async (browser: Browser, q: string) => (await hits(browser, q)).map(({ kind }) => kind)

beforeAll(async () => {
  house = await openHouse({ now: () => clock })
  owner = await house.owner()
  community = await communityWith(owner, [
    { email: 'mia@copse.test', name: 'Mia' },
    { email: 'ben@copse.test', name: 'Ben' },
  ])
  far = (await owner.send('POST', '/api/communities', { name: 'Far away' })).json as Community
  await owner.send('POST', `/api/communities/${far.id}/members`, {
    email: 'sam@copse.test',
    name: 'Sam',
    district: null,
    role: 'facilitator',
  })
  mia = await house.member('mia@copse.test')
  ben = await house.member('ben@copse.test')
  sam = await house.member('sam@copse.test')
  session = await schedule(owner, community.id, { title: 'Thinking with herons', focusQuestion: 'Qué día más frío' })
  const { token } = await invite(owner, session.id, 1)
  kiri = house.browser()
  await kiri.send('POST', `/api/invitations/${token}`, { name: 'Kiri', district: 'Elm' })
  const host = await owner.enter(session.id)
  const guest = await kiri.enter(session.id)
  await host.send({ type: 'lobby.admit', personId: guest.personId as never })
  const hers = await mia.enter(session.id)
  await host.send({ type: 'session.start' })
  await hers.send({ type: 'chat.say', text: 'The herons stand still and wait' })
  await hers.send({ type: 'notes.keep', text: 'herons: ask about the river' })
  await hers.send({ type: 'commitment.make', commitmentId: 'm1' as CommitmentId, text: 'Wait as herons do' })
  await hers.send({
    type: 'commitment.make',
    commitmentId: 'm2' as CommitmentId,
    text: 'See the herons alone',
    onlyMe: true,
  })
})
afterAll(() => house.stop())

test('[F1] while it runs its title is found, its words are not', async () => {
  await until(async () => (await hits(ben, 'herons')).length > 0)
  expect(await kinds(ben, 'herons')).toEqual(['session'])
})

test('[F1] once it is over its words are found, with their place and moment', async () => {
  const host = await owner.enter(session.id)
  await host.send({ type: 'session.end' })
  await until(async () => (await hits(ben, 'herons')).length > 1)
  expect((await kinds(ben, 'herons')).toSorted()).toEqual(['chat', 'promise', 'session'])
  const [line] = await hits(ben, 'still')
  expect(line).toEqual({
    kind: 'chat',
    title: 'Thinking with herons',
    communityName: community.name,
    communityId: community.id,
    sessionId: session.id,
    cardId: null,
    stepTitle: null,
    at: clock,
    parts: ['The herons stand ', 'still', ' and wait'],
  } satisfies SearchHit)
})

test.each(['HERON', 'wait herons', 'herons stand', 'dia frio', 'DÍA', 'QUE'])(
  '[F1] by %j something is found',
  async (q) => {
    expect(await hits(ben, q)).not.toEqual([])
  },
)
test.each(['erons', 'herons owls', 'x_'])('[F1] by %j nothing is', async (q) => expect(await hits(ben, q)).toEqual([]))

test('[F2] one’s own notes and promises are found by oneself alone', async () => {
  expect((await kinds(mia, 'herons')).toSorted()).toEqual(['chat', 'notes', 'promise', 'promise', 'session'])
  for (const browser of [owner, ben, kiri]) {
    expect(await hits(browser, 'river')).toEqual([])
    expect(await hits(browser, 'herons alone')).toEqual([])
  }
})

test('[F2] a story is found by all, kept back by its author alone', async () => {
  const tell = (body: unknown) => mia.send('PATCH', `/api/communities/${community.id}/promises/m1`, body)
  await tell({ outcome: 'tried', changed: 'Cranes came too' })
  expect(await kinds(ben, 'cranes')).toEqual(['story'])
  await tell({ shared: false })
  expect([await kinds(ben, 'cranes'), await kinds(mia, 'cranes')]).toEqual([[], ['story']])
})

test('[F2] of another community nothing is found but cards shared with all, without where they are from', async () => {
  const made = {
    title: 'Herons',
    description: 'Stand still.',
    tags: ['birds'],
    source: null,
    named: false,
    shared: false,
  }
  card = (await mia.send('POST', `/api/communities/${community.id}/cards`, made)).json as PracticeCard
  expect(await kinds(ben, 'birds')).toEqual(['card'])
  expect(await hits(sam, 'herons')).toEqual([])
  await mia.send('PATCH', `/api/cards/${card.id}`, { shared: true })
  expect(await hits(sam, 'herons')).toMatchObject([
    { kind: 'card', cardId: card.id, communityName: null, communityId: far.id },
  ])
  expect((await ask(sam, 'herons')).text).not.toContain(community.id)
  expect((await ask(sam, 'herons', `&community=${community.id}`)).status).toBe(404)
  expect(await hits(sam, 'herons', `&community=${far.id}`)).toEqual([])
  expect((await hits(owner, 'herons', `&community=${far.id}`)).length).toBe(0)
})

test('[F4] what is changed, taken back or removed is found no more', async () => {
  await mia.send('PATCH', `/api/cards/${card.id}`, { description: 'Be still.' })
  expect([await kinds(ben, 'stand birds'), await kinds(ben, 'be birds')]).toEqual([[], ['card']])
  await mia.send('DELETE', `/api/cards/${card.id}`)
  expect([await kinds(ben, 'birds'), await kinds(sam, 'birds')]).toEqual([[], []])
  await mia.send('DELETE', `/api/communities/${community.id}/promises/m1`)
  expect([await kinds(mia, 'cranes'), await kinds(mia, 'wait as')]).toEqual([[], []])
  const other = await schedule(owner, community.id, { title: 'Kingfishers' })
  await until(async () => (await kinds(ben, 'kingfishers')).length === 1)
  await owner.send('PATCH', `/api/sessions/${other.id}`, { title: 'Dippers' })
  await until(async () => (await kinds(ben, 'dippers')).length === 1)
  expect(await kinds(ben, 'kingfishers')).toEqual([])
  await owner.send('DELETE', `/api/sessions/${other.id}`)
  expect(await kinds(ben, 'dippers')).toEqual([])
})

test.each([
  '"',
  '* OR text',
  'NEAR(a b)',
  '-herons -wait',
  'text : herons',
  '(((',
  "'; drop table passages; --",
  '\u0000\u0001',
])('[F5] %j is words', async (q) => {
  expect((await ask(ben, q)).status).toBe(q.trim().length < 2 ? 400 : 200)
  expect(await hits(ben, 'herons')).not.toEqual([])
})
test.each(['?q=', '?q=a', '?', `?q=${'x'.repeat(201)}`, '?q=herons&sessionId=x', '?q=herons&community=..'])(
  '[F5] %s is refused',
  async (query) => expect((await ben.get(`/api/search${query}`)).json.code).toBe('input.invalid'),
)

test('[F7] what a kill left out is made searchable at the next start', async () => {
  const found = await hits(ben, 'still')
  expect(found).toHaveLength(1)
  await house.restart(async () => {
    const store = await openStore(house.config.dataDir)
    await store.db.deleteFrom('passages').execute()
    await store.db.updateTable('searchable').set({ seq: 1 }).execute()
    expect(await store.search.behind()).toContain(session.id)
    await store.close()
  })
  await until(async () => (await hits(ben, 'still')).length > 0)
  expect(await hits(ben, 'still')).toEqual(found)
})

test('[F3] a guest searches her one session; removed or late she finds nothing, as members removed do', async () => {
  expect((await kinds(kiri, 'herons')).toSorted()).toEqual(['chat', 'session'])
  clock += GUEST_PASS_MS + 1
  expect((await ask(kiri, 'herons')).status).toBe(404)
  expect((await ask(house.browser(), 'herons')).status).toBe(404)
  const { members } = (await owner.get(`/api/communities/${community.id}`)).json as Community
  await owner.send(
    'DELETE',
    `/api/communities/${community.id}/members/${members.find(({ name }) => name === 'Mia')!.personId}`,
  )
  expect(await hits(mia, 'herons')).toEqual([])
  expect((await ask(mia, 'herons', `&community=${community.id}`)).status).toBe(404)
})

test('[F6] searching is limited', async () => {
  const statuses = await Promise.all(Array.from({ length: 70 }, async () => (await ask(sam, 'herons')).status))
  expect(statuses).toContain(429)
})
