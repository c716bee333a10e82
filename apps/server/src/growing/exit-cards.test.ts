import type { Community, ExitCards, SessionDetail, Verdict } from '@copse/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GUEST_PASS_MS } from '../identity/index.ts'
import { communityWith, invite, openHouse, schedule, until, type Browser, type House } from '../testing.ts'
import { togetherOf } from './exit-cards.ts'

describe('what all said together', () => {
  const card = (worth: Verdict | null, heard: Verdict | null = worth, line: string | null = null) => ({ worth, heard, line, name: null }) // prettier-ignore

  test('[X3] nothing of three', () => expect(togetherOf([card('yes'), card('no'), card('no')])).toBeNull())
  test('[X3] the same of four as of five, six and seven', () => {
    const four = [card('yes'), card('partly'), card('no'), card('no')]
    expect(togetherOf(four)).toMatchObject({ worth: { yes: 1, partly: 1, no: 2 } })
    for (const more of [1, 2, 3])
      expect(togetherOf([...four, ...Array.from({ length: more }, () => card('yes', 'yes', 'me'))])).toEqual(togetherOf(four)) // prettier-ignore
  })
  test('[X3] a question that fewer than four answered is left out', () => {
    const cards = [card('yes'), card('yes'), card('yes'), card('yes', null)]
    expect(togetherOf(cards)).toMatchObject({ worth: { yes: 4 }, heard: null })
  })
  test('[X4] lines stand by the alphabet, whoever wrote first', () => {
    const cards = ['d', 'b', 'a', 'c'].map((line) => card('yes', 'yes', line))
    expect(togetherOf(cards)!.lines.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('a session', () => {
  let clock = Date.UTC(2027, 2, 4, 16, 30)
  let house: House
  let owner: Browser
  let session: SessionDetail
  let community: Community
  let inside: Browser[]
  let kiri: Browser
  let outside: Browser
  const given: [number, ExitCards['together']][] = []
  const at = () => `/api/sessions/${session.id}/exit-card`
  const cards = async (browser: Browser) => (await browser.get(at())).json as ExitCards

  beforeAll(async () => {
    house = await openHouse({ now: () => clock })
    owner = await house.owner()
    const names = ['Mia', 'Ben', 'Ida', 'Out']
    const email = (name: string) => `${name.toLowerCase()}@copse.test`
    community = await communityWith(
      owner,
      names.map((name) => ({ email: email(name), name })),
    )
    const [mia, ben, ida, out] = await Promise.all(names.map((name) => house.member(email(name))))
    outside = out!
    session = await schedule(owner, community.id)
    const { token } = await invite(owner, session.id, 1)
    kiri = house.browser()
    await kiri.send('POST', `/api/invitations/${token}`, { name: 'Kiri', district: 'Elm' })
    const host = await owner.enter(session.id)
    const guest = await kiri.enter(session.id)
    await host.send({ type: 'lobby.admit', personId: guest.personId as never })
    inside = [mia!, ben!, ida!]
    for (const browser of inside) await browser.enter(session.id)
    const answered = async (browser: Browser, body: unknown) => {
      const { status, json } = await browser.send('POST', at(), body)
      given.push([status, json.together ?? null])
    }
    await answered(owner, { worth: 'yes' }) // not begun
    await host.send({ type: 'session.start' })
    await answered(mia!, { worth: 'no', heard: 'no', line: 'Too fast', named: true })
    for (const browser of [ben!, ida!]) await answered(browser, { worth: 'yes', heard: 'partly', line: 'A quiet line' })
    await answered(kiri, { heard: 'yes' })
    await host.send({ type: 'session.end' })
    await until(async () => (await owner.get(`/api/sessions/${session.id}`)).json.phase === 'ended')
  })
  afterAll(() => house.stop())

  test('[X1] it is given from the beginning on, and before the end no sum is shown', () => {
    expect(given.map(([status]) => status)).toEqual([404, 201, 201, 201, 201])
    expect(given.map(([, together]) => together)).toEqual([null, null, null, null, null])
  })
  test('[X1] it is given once', async () => {
    const again = await inside[0]!.send('POST', at(), { worth: 'yes' })
    expect(again.json).toMatchObject({ code: 'access.denied', detail: 'given' })
    expect((await cards(inside[0]!)).mine).toEqual({ worth: 'no', heard: 'no', line: 'Too fast', named: true })
    expect((await cards(inside[0]!)).may.answer).toBe(false)
  })
  test.each([
    {},
    { named: true },
    { worth: 'maybe' },
    { heard: 5 },
    { line: ' ' },
    { line: 'x'.repeat(301) },
    { rank: 1 },
  ])('[X1] %j is no card', async (body) =>
    expect((await owner.send('POST', at(), body)).json.code).toBe('input.invalid'),
  )
  test('[X2] nobody sees another’s card, whoever leads included', async () => {
    for (const browser of [owner, ...inside, kiri]) {
      const { together } = await cards(browser)
      expect(together).toEqual({
        worth: null, // three answered
        heard: { yes: 1, partly: 2, no: 1 },
        lines: [
          { text: 'A quiet line', name: null },
          { text: 'A quiet line', name: null },
          { text: 'Too fast', name: 'Mia' },
        ],
      })
    }
    expect((await cards(owner)).mine).toBeNull()
    expect((await cards(owner)).may.answer).toBe(true)
  })
  test('[X4] a name only where its author says so', async () => {
    expect((await cards(outside)).together!.lines.map(({ name }) => name)).toEqual([null, null, 'Mia'])
  })
  test('[X6] who was not in gives none; a stranger, a member removed and a guest whose time is up learn nothing', async () => {
    expect((await outside.send('POST', at(), { worth: 'yes' })).json.code).toBe('access.denied')
    const { members } = (await owner.get(`/api/communities/${community.id}`)).json as Community
    const { personId } = members.find(({ name }) => name === 'Out')!
    await owner.send('DELETE', `/api/communities/${community.id}/members/${personId}`)
    const { id } = (await owner.send('POST', '/api/communities', { name: 'Far away' })).json as Community
    await owner.send('POST', `/api/communities/${id}/members`, { email: 'sam@copse.test', name: 'Sam', district: null, role: 'facilitator' }) // prettier-ignore
    const sam = await house.member('sam@copse.test')
    clock += GUEST_PASS_MS + 1
    for (const browser of [outside, sam, kiri, house.browser()])
      for (const method of ['GET', 'POST', 'DELETE'])
        expect([method, (await browser.send(method, at(), method === 'POST' ? { worth: 'yes' } : undefined)).status]).toEqual([method, 404]) // prettier-ignore
  })
  test('[X5] taken back it is gone, and the sum with it', async () => {
    const { mine, together } = (await inside[0]!.send('DELETE', at())).json as ExitCards
    expect([mine, together]).toEqual([null, null])
    expect((await inside[1]!.get(at())).text).not.toContain('Too fast')
  })
})
