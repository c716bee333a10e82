import type { CardLibrary, Community, PracticeCard, SessionDetail, Step } from '@copse/contract'
import { protocolById } from '@copse/protocols'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { communityWith, invite, openHouse, personIdOf, schedule, type Browser, type House } from '../testing.ts'

let house: House
let owner: Browser
let mia: Browser
let ben: Browser
let sam: Browser
let guest: Browser
let community: Community
let far: Community
let session: SessionDetail
let card: PracticeCard
const at = (id = community.id) => `/api/communities/${id}/cards`
const library = async (browser: Browser, id = community.id) => (await browser.get(at(id))).json as CardLibrary
const input = (more: Record<string, unknown> = {}) => ({
  title: 'Wait time',
  description: 'Count to five before calling on anybody.',
  tags: ['questions', 'questions', 'equity'],
  source: null,
  named: true,
  shared: false,
  ...more,
})

beforeAll(async () => {
  house = await openHouse()
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
  session = await schedule(owner, community.id)
  guest = house.browser()
  const { token } = await invite(owner, session.id)
  await guest.send('POST', `/api/invitations/${token}`, { name: 'Kiri', district: 'Elm' })
  card = (await mia.send('POST', at(), input({ source: { sessionId: session.id, stepIndex: 1 } }))).json as PracticeCard
})
afterAll(() => house.stop())

test('[R1] a card says what it is, where it comes from and, as she chose, who made it', async () => {
  expect((await library(ben)).cards).toEqual([
    {
      id: card.id,
      title: 'Wait time',
      description: 'Count to five before calling on anybody.',
      tags: ['questions', 'equity'],
      source: { sessionId: session.id, sessionTitle: session.title, stepTitle: (session.protocol.steps[1] as Step).title }, // prettier-ignore
      author: 'Mia',
      savedAt: card.savedAt,
      shared: false,
      may: { edit: false, share: false },
      tries: [],
    } satisfies PracticeCard,
  ])
  const nameless = (await mia.send('POST', at(), input({ named: false }))).json as PracticeCard
  expect(nameless).toMatchObject({ author: null, source: null, may: { edit: true, share: true } })
  expect((await ben.get(at())).text).not.toContain(await personIdOf(mia))
  expect((await mia.send('DELETE', `/api/cards/${nameless.id}`)).status).toBe(204)
})

test('[R2] where notes were laid down without names, none stands on a card', async () => {
  const chalkTalk = protocolById('chalk-talk')!
  const board = { everyone: 'write', drafts: { anonymous: true } }
  const steps = chalkTalk.steps.map((step, index) => (index === 1 ? { ...step, board } : step))
  const made = await owner.send('POST', `/api/communities/${community.id}/protocols`, {
    protocol: { ...chalkTalk, steps },
  })
  const quiet = await schedule(owner, community.id, { protocolId: made.json.protocol.id })
  const from = async (stepIndex: number | null) =>
    (await mia.send('POST', at(), input({ source: { sessionId: quiet.id, stepIndex } }))).json as PracticeCard
  expect((await from(0)).author).toBe('Mia')
  const hidden = await from(2)
  expect([hidden.author, (await from(null)).author]).toEqual([null, null])
  expect((await mia.send('PATCH', `/api/cards/${hidden.id}`, { named: true })).json.author).toBeNull()
})

test('[R3] she who made it and who leads change and remove it, others do not; only she shares it or puts her name on it', async () => {
  const path = `/api/cards/${card.id}`
  for (const method of ['PATCH', 'DELETE']) expect((await ben.send(method, path, {})).json.code).toBe('access.denied')
  expect((await owner.send('PATCH', path, { title: 'Wait time, longer' })).json.title).toBe('Wait time, longer')
  expect((await owner.send('PATCH', path, { shared: true })).json.code).toBe('access.denied')
  expect((await owner.send('PATCH', path, { named: true })).json.code).toBe('access.denied')
  expect((await mia.send('PATCH', path, { shared: true, tags: [] })).json).toMatchObject({ shared: true, tags: [] })
})

test('[R4] shared with all it is read and told of in other communities, without where it comes from', async () => {
  const { cards, fromOthers } = await library(sam, far.id)
  expect(cards).toEqual([])
  expect(fromOthers).toMatchObject([{ id: card.id, author: 'Mia', source: null, may: { edit: false, share: false } }])
  expect((await sam.get(at(far.id))).text).not.toContain(community.name)
  const told = await sam.send('POST', `/api/cards/${card.id}/tries`, { line: 'Worked with parents as well' })
  expect(told.json).toMatchObject({ source: null, tries: [{ name: 'Sam', line: 'Worked with parents as well', mayRemove: true }] }) // prettier-ignore
  await ben.send('POST', `/api/cards/${card.id}/tries`, { line: 'Hard at first' })
  await ben.send('POST', `/api/cards/${card.id}/tries`, { line: 'Easier the second week' })
  const tries = (await library(ben)).cards.find(({ id }) => id === card.id)!.tries
  expect(tries.map(({ name, line, mayRemove }) => [name, line, mayRemove])).toEqual([
    ['Ben', 'Easier the second week', true],
    ['Sam', 'Worked with parents as well', false],
  ])
  const of = (name: string) => `/api/cards/${card.id}/tries/${tries.find((one) => one.name === name)!.id}`
  expect((await ben.send('DELETE', of('Sam'))).json.code).toBe('access.denied')
  expect((await mia.send('DELETE', of('Sam'))).json.tries).toHaveLength(1)
  expect((await ben.send('DELETE', of('Ben'))).json.tries).toEqual([])
  // Taken back from the others it is unknown to them again.
  expect((await owner.send('PATCH', `/api/cards/${card.id}`, { shared: false })).json.shared).toBe(false)
  expect((await sam.send('POST', `/api/cards/${card.id}/tries`, { line: 'Again' })).status).toBe(404)
})

test('[R5] strangers, guests and members removed learn of no card', async () => {
  const { members } = (await owner.get(`/api/communities/${community.id}`)).json as Community
  await owner.send(
    'DELETE',
    `/api/communities/${community.id}/members/${members.find(({ name }) => name === 'Mia')!.personId}`,
  )
  for (const browser of [sam, guest, mia, house.browser()])
    for (const [method, path] of [
      ['GET', at()],
      ['POST', at()],
      ['PATCH', `/api/cards/${card.id}`],
      ['DELETE', `/api/cards/${card.id}`],
      ['POST', `/api/cards/${card.id}/tries`],
      ['DELETE', `/api/cards/${card.id}/tries/x`],
    ] as const)
      expect([method, path, (await browser.send(method, path, method === 'GET' ? undefined : {})).status]).toEqual([method, path, 404]) // prettier-ignore
})

test.each<[string, unknown]>([
  ['title', input({ title: ' ' })],
  ['title', input({ title: 'x'.repeat(121) })],
  ['description', input({ description: 'x'.repeat(2001) })],
  ['tags', input({ tags: Array(9).fill('x') })],
  ['tags.0', input({ tags: ['x'.repeat(31)] })],
  ['source', input({ source: { sessionId: 'elsewhere', stepIndex: 0 } })],
  ['source.stepIndex', input({ source: { sessionId: 'x', stepIndex: -1 } })],
  ['', input({ authorId: 'x' })],
])('[R6] %s: %j is refused', async (detail, wrong) => {
  expect((await ben.send('POST', at(), wrong)).json).toEqual({ ok: false, code: 'input.invalid', detail })
})
