import type { CommitmentId, Community, OwnPromise, Promises, SessionDetail } from '@copse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSecrets, sign } from '../identity/index.ts'
import { communityWith, invite, openHouse, personIdOf, schedule, until, type Browser, type House } from '../testing.ts'

const DAY = 86_400_000
let clock = Date.UTC(2027, 2, 4, 16, 30)
let house: House
let owner: Browser
let mia: Browser
let ben: Browser
let guest: Browser
let community: Community
let session: SessionDetail
const at = (rest = '') => `/api/communities/${community.id}/promises${rest}`
const promises = async (browser: Browser) => (await browser.get(at())).json as Promises
const tell = (browser: Browser, id: string, body: unknown) => browser.send('PATCH', at(`/${id}`), body)
const mailsTo = (address: string) => house.said.filter((line) => line.startsWith(`Mail to ${address}: `))
const reminders = (address: string) => mailsTo(address).filter((line) => /wanted to try|quería probar/.test(line))

/** A session in which these promise something, from its start to its end. */
async function meet(...made: [Browser, string, { text: string; onlyMe?: true; due?: string }][]) {
  const one = await schedule(owner, community.id)
  const host = await owner.enter(one.id)
  await host.send({ type: 'session.start' })
  for (const [browser, id, promise] of made) {
    const seat = browser === owner ? host : await browser.enter(one.id)
    const reply = await seat.send({ type: 'commitment.make', commitmentId: id as CommitmentId, ...promise })
    expect(reply.ok).toBe(true)
  }
  await host.send({ type: 'session.end' })
  await until(async () => (await owner.get(`/api/sessions/${one.id}`)).json.phase === 'ended')
  return one
}

beforeAll(async () => {
  house = await openHouse({ now: () => clock })
  owner = await house.owner()
  community = await communityWith(owner, [
    { email: 'mia@copse.test', name: 'Mia' },
    { email: 'ben@copse.test', name: 'Ben' },
  ])
  mia = await house.member('mia@copse.test')
  ben = await house.member('ben@copse.test')
  session = await meet(
    [mia, 'm1', { text: 'Wait five seconds after each question', due: 'in May' }],
    [mia, 'm2', { text: 'Say no to one meeting', onlyMe: true }],
    [ben, 'b1', { text: 'Ask one pupil a day' }],
  )
  guest = house.browser()
})
afterAll(() => house.stop())

test('[P1] each finds her own, newest first, with where it was said', async () => {
  const { mine } = await promises(mia)
  expect(mine.map(({ id, text, onlyMe }) => [id, text, onlyMe])).toEqual([
    ['m2', 'Say no to one meeting', true],
    ['m1', 'Wait five seconds after each question', false],
  ])
  expect(mine[1]).toMatchObject({
    sessionId: session.id,
    sessionTitle: session.title,
    madeAt: clock,
    due: 'in May',
    outcome: null,
    changed: null,
    shared: true,
    reminderAt: null,
  } satisfies Partial<OwnPromise>)
  expect((await promises(owner)).mine).toEqual([])
  expect((await promises(ben)).mine.map(({ id }) => id)).toEqual(['b1'])
})

test('[P2] what was tried is a story by its author’s name, unless she keeps it; “not yet” is none', async () => {
  await tell(mia, 'm1', { outcome: 'not-yet' })
  expect((await promises(ben)).stories).toEqual([])
  clock += DAY
  expect((await tell(mia, 'm1', { outcome: 'tried', changed: 'Ana spoke for the first time' })).status).toBe(200)
  expect((await promises(ben)).stories).toEqual([
    {
      id: 'm1',
      sessionId: session.id,
      sessionTitle: session.title,
      name: 'Mia',
      text: 'Wait five seconds after each question',
      outcome: 'tried',
      changed: 'Ana spoke for the first time',
      at: clock,
    },
  ])
  await tell(mia, 'm1', { shared: false })
  expect((await promises(ben)).stories).toEqual([])
  expect((await promises(mia)).mine[1]).toMatchObject({ outcome: 'tried', shared: false })
  await tell(mia, 'm1', { shared: true, changed: null })
  expect((await promises(ben)).stories).toMatchObject([{ id: 'm1', changed: null }])
})

test('[P3] what was promised for oneself alone is nowhere but with her', async () => {
  await tell(mia, 'm2', { outcome: 'adapted', changed: 'I went home early' })
  expect((await tell(mia, 'm2', { shared: true })).json).toMatchObject({ code: 'input.invalid', detail: 'shared' })
  for (const browser of [owner, ben]) expect((await browser.get(at())).text).not.toMatch(/one meeting|home early/)
  const record = await mia.get(`/api/sessions/${session.id}/record`)
  expect(record.json.commitments.map(({ text }: { text: string }) => text)).toEqual([
    'Wait five seconds after each question',
    'Ask one pupil a day',
  ])
  const ofBen = await (await ben.enter(session.id)).join()
  expect(JSON.stringify(ofBen)).toContain('Wait five seconds')
  expect(JSON.stringify(ofBen)).not.toContain('one meeting')
})

test('[P4] taken back it is gone, with what was told of it', async () => {
  await meet([ben, 'b2', { text: 'Never mind' }])
  await tell(ben, 'b2', { outcome: 'tried' })
  expect((await promises(mia)).stories.map(({ id }) => id)).toContain('b2')
  const left = (await ben.send('DELETE', at('/b2'))).json as Promises
  expect(left.mine.map(({ id }) => id)).toEqual(['b1'])
  expect((await mia.get(at())).text).not.toContain('Never mind')
  expect((await tell(ben, 'b2', { outcome: 'tried' })).status).toBe(404)
})

test('[P5] strangers, guests, expired or not, and members removed learn nothing', async () => {
  const running = await schedule(owner, community.id)
  const { token } = await invite(owner, running.id)
  await guest.send('POST', `/api/invitations/${token}`, { name: 'Kiri', district: 'Elm' })
  await owner.send('POST', '/api/communities', { name: 'Far away' })
  const far = (await owner.get('/api/communities')).json.find(({ name }: Community) => name === 'Far away')
  await owner.send('POST', `/api/communities/${far.id}/members`, {
    email: 'sam@copse.test',
    name: 'Sam',
    district: null,
    role: 'facilitator',
  })
  const sam = await house.member('sam@copse.test')
  await owner.send('POST', `/api/communities/${community.id}/members`, {
    email: 'ida@copse.test',
    name: 'Ida',
    district: null,
    role: 'member',
  })
  const ida = await house.member('ida@copse.test')
  expect((await ida.get(at())).status).toBe(200)
  const { members } = (await owner.get(`/api/communities/${community.id}`)).json as Community
  const { personId } = members.find(({ name }) => name === 'Ida')!
  await owner.send('DELETE', `/api/communities/${community.id}/members/${personId}`)
  clock += 2 * DAY // the guest's time is up as well
  const expired = guest
  for (const browser of [sam, ida, expired, house.browser()])
    for (const [method, path] of [
      ['GET', at()],
      ['PATCH', at('/m1')],
      ['DELETE', at('/m1')],
    ] as const)
      expect([path, (await browser.send(method, path, method === 'PATCH' ? { outcome: 'tried' } : undefined)).status]).toEqual([path, 404]) // prettier-ignore
})

test('[P5] another member’s promise is as unknown as one that was never made', async () => {
  const theirs = await tell(ben, 'm1', { outcome: 'tried' })
  expect([theirs.status, theirs.text]).toEqual([404, (await tell(ben, 'never', { outcome: 'tried' })).text])
  expect((await ben.send('DELETE', at('/m1'))).status).toBe(404)
})

test('[P6] a reminder comes at its time, once, in the reader’s language, also over a restart', async () => {
  await mia.send('PATCH', '/api/me', { language: 'es' })
  const reminder = { at: clock + DAY, timeZone: 'America/Denver' }
  const { mine } = (await tell(mia, 'm1', { reminder })).json as Promises
  expect(mine.find(({ id }) => id === 'm1')!.reminderAt).toBe(reminder.at)
  expect(reminders('mia@copse.test')).toEqual([])
  await house.restart(() => (clock += DAY))
  await until(() => reminders('mia@copse.test').length === 1)
  expect(reminders('mia@copse.test')[0]).toContain('Lo que quería probar')
  expect(reminders('mia@copse.test')[0]).not.toContain('Wait five seconds')
  await house.restart(() => (clock += DAY))
  await promises(mia)
  expect(reminders('mia@copse.test')).toHaveLength(1)
  expect((await promises(mia)).mine.find(({ id }) => id === 'm1')!.reminderAt).toBeNull()
})

test('[P7] a mail’s link ends all of them, signed in or not', async () => {
  await tell(mia, 'm1', { reminder: { at: clock + DAY, timeZone: 'America/Denver' } })
  const token = sign(`no-reminders:${await personIdOf(mia)}`, readSecrets(house.config.dataDir).guest)
  const anybody = house.browser()
  expect((await anybody.send('POST', '/api/reminders/stop', { token: `${token}x` })).status).toBe(404)
  expect((await promises(mia)).mine.find(({ id }) => id === 'm1')!.reminderAt).not.toBeNull()
  expect((await anybody.send('POST', '/api/reminders/stop', { token })).status).toBe(204)
  expect((await promises(mia)).mine.find(({ id }) => id === 'm1')!.reminderAt).toBeNull()
})

test.each<[string, unknown]>([
  ['outcome', { outcome: 'failed' }],
  ['changed', { changed: '' }],
  ['changed', { changed: 'x'.repeat(301) }],
  ['changed', { changed: 'two\nlines' }],
  ['shared', { shared: 1 }],
  ['reminder.timeZone', { reminder: { at: Date.UTC(2027, 5, 1), timeZone: 'Mars/Base' } }],
  ['reminder.at', { reminder: { at: 5, timeZone: 'UTC' } }],
  ['reminder.at', { reminder: { at: Date.UTC(2031, 0, 1), timeZone: 'UTC' } }],
  ['', { personId: 'x' }],
])('[P9] %s: %j is refused and changes nothing', async (detail, body) => {
  const before = (await mia.get(at())).text
  expect((await tell(mia, 'm1', body)).json).toEqual({ ok: false, code: 'input.invalid', detail })
  expect((await mia.get(at())).text).toBe(before)
})
