import type { SessionDetail } from '@copse/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { communityWith, invite, openHouse, personIdOf, schedule, until, type Browser, type House } from '../testing.ts'

const HOUR = 3_600_000
let house: House
let owner: Browser
let session: SessionDetail
let later = 0
beforeAll(async () => {
  house = await openHouse({ now: () => Date.now() + later })
  owner = await house.owner()
})
afterAll(() => house.stop())
beforeEach(async () => {
  later = 0
  const { id } = await communityWith(owner)
  session = await schedule(owner, id)
})

const accept = (browser: Browser, token: string, input: unknown = { name: 'Kiri Walker', district: 'Lake County' }) =>
  browser.send('POST', `/api/invitations/${token}`, input)
const lobby = (browser: Browser, id: string = session.id) => browser.get(`/api/sessions/${id}/lobby`)

describe('a guest', () => {
  test('[G1] sees what she is invited to, gives a name and a district, and is in the lobby of that session', async () => {
    const { token } = await invite(owner, session.id)
    const guest = house.browser()
    expect((await guest.get(`/api/invitations/${token}`)).json).toEqual({
      sessionTitle: session.title,
      communityName: session.communityName,
      startsAt: session.startsAt,
      timeZone: session.timeZone,
      minutes: 40,
      districts: ['Cedar Valley', 'Prairie View', 'Lake County'],
    })
    const answer = await accept(guest, token)
    expect(answer.json).toEqual({ sessionId: session.id })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^copse\.guest=[^;]+; Max-Age=\d+; Path=\/;.*HttpOnly; SameSite=Lax/,
    )
    expect((await guest.get('/api/me')).json.actor).toMatchObject({
      kind: 'guest',
      name: 'Kiri Walker',
      district: 'Lake County',
      sessionId: session.id,
    })
    expect((await lobby(guest)).json).toMatchObject({ you: { name: 'Kiri Walker', role: 'participant' } })
  })

  test('[G2] is nobody in another session, its community and everywhere else', async () => {
    const { token } = await invite(owner, session.id)
    const other = await schedule(owner, session.communityId)
    const guest = house.browser()
    await accept(guest, token)
    for (const path of [
      `/api/sessions/${other.id}`,
      `/api/sessions/${other.id}/lobby`,
      `/api/sessions/${other.id}/record`,
      `/api/sessions/${other.id}/calendar.ics`,
      `/api/sessions/${other.id}/invitations`,
      `/api/communities/${session.communityId}/sessions`,
    ])
      expect([path, (await guest.get(path)).status]).toEqual([path, 404])
    expect((await guest.get('/api/communities')).json.code).toBe('auth.required')
    expect((await guest.get(`/api/communities/${session.communityId}`)).json.code).toBe('auth.required')
    expect((await guest.send('POST', '/api/communities', { name: 'Mine' })).json.code).toBe('auth.required')
    await expect(guest.enter(other.id)).rejects.toThrow('not.found')
  })

  test.each([
    {},
    { name: 'Kiri' },
    { name: '', district: 'Elm' },
    { name: '   ', district: 'Elm' },
    { name: 'Kiri', district: ' ' },
    { name: 'Ki\nri', district: 'Elm' },
    { name: 'Ki\u0000ri', district: 'Elm' },
    { name: 'K'.repeat(81), district: 'Elm' },
    { name: 'Kiri', district: 'E'.repeat(121) },
    { name: ['Kiri'], district: 'Elm' },
    { name: 'Kiri', district: 'Elm', role: 'facilitator' },
    { name: 'Kiri', district: 'Elm', sessionId: 'session-2' },
  ])('[G3] %j is no name and district', async (input) => {
    const { token } = await invite(owner, session.id)
    const guest = house.browser()
    expect((await accept(guest, token, input)).json).toMatchObject({ ok: false, code: 'input.invalid' })
    expect(guest.cookie()).toBe('')
  })

  test('[G4] following the link again in the same browser is the same person, under the name she gives now', async () => {
    const { token, id } = await invite(owner, session.id)
    const guest = house.browser()
    await accept(guest, token)
    const before = await personIdOf(guest)
    await accept(guest, token, { name: 'Kiri W.', district: 'Elm' })
    expect((await guest.get('/api/me')).json.actor).toMatchObject({ personId: before, name: 'Kiri W.' })
    const list = (await owner.get(`/api/sessions/${session.id}/invitations`)).json as { id: string; uses: number }[]
    expect(list.find((one) => one.id === id)).toMatchObject({ uses: 1 })
  })

  test('[G5] a member who follows the link comes as herself', async () => {
    const { token, id } = await invite(owner, session.id)
    expect((await accept(owner, token)).json).toEqual({ sessionId: session.id })
    expect((await owner.get('/api/me')).json.actor).toMatchObject({ kind: 'member', owner: true })
    const list = (await owner.get(`/api/sessions/${session.id}/invitations`)).json as { id: string; uses: number }[]
    expect(list.find((one) => one.id === id)).toMatchObject({ uses: 0 })
  })

  test('[G6] someone with an account in another community is let in by the same link, through the lobby', async () => {
    const { token, id } = await invite(owner, session.id)
    await owner.send('POST', '/api/communities', { name: 'Science teachers' })
    const far = ((await owner.get('/api/communities')).json as { id: string; name: string }[]).find(
      ({ name }) => name === 'Science teachers',
    )!
    await owner.send('POST', `/api/communities/${far.id}/members`, {
      email: 'sam@copse.test',
      name: 'Sam',
      district: 'Elm',
      role: 'member',
    })
    const sam = await house.member('sam@copse.test')
    expect((await lobby(sam)).status).toBe(404)
    await accept(sam, token)
    expect((await lobby(sam)).json).toMatchObject({ you: { name: 'Sam', role: 'participant' } })
    expect((await sam.get(`/api/sessions/${session.id}`)).json.may).toEqual({
      edit: false,
      invite: false,
      join: true,
      seeRecord: false,
    })
    expect((await sam.get(`/api/communities/${session.communityId}`)).status).toBe(404)
    const seat = await sam.enter(session.id)
    expect(await seat.join()).toMatchObject({ standing: 'waiting' })
    expect((await sam.get(`/api/communities/${far.id}`)).status).toBe(200)

    later = 25 * HOUR
    expect((await lobby(sam)).status).toBe(404)
    later = 0
    await owner.send('DELETE', `/api/sessions/${session.id}/invitations/${id}`)
    expect((await lobby(sam)).status).toBe(404)
  })
})

describe('an invitation', () => {
  test.each(['forged', '..', '%2e%2e', '%00', 'a'.repeat(5000), "' or 1=1 --", '*'])(
    '[G7] %j is unknown',
    async (token) => {
      for (const answer of [
        await house.browser().get(`/api/invitations/${encodeURIComponent(token)}`),
        await accept(house.browser(), encodeURIComponent(token)),
      ])
        expect([answer.status, answer.json.ok]).toEqual([404, false])
    },
  )

  test('[G7] its hash and its id, which others may know, open nothing', async () => {
    const { token, id } = await invite(owner, session.id)
    expect((await house.browser().get(`/api/invitations/${id}`)).json.code).toBe('invitation.unknown')
    expect((await house.browser().get(`/api/invitations/${token.slice(0, -1)}`)).json.code).toBe('invitation.unknown')
    expect((await owner.get(`/api/sessions/${session.id}/invitations`)).text).not.toContain(token)
  })

  test('[G8] expires; who came in time stays for half a day', async () => {
    const { token } = await invite(owner, session.id, 1)
    const guest = house.browser()
    await accept(guest, token)
    later = HOUR + 1000
    expect((await accept(house.browser(), token)).json).toMatchObject({ ok: false, code: 'invitation.expired' })
    expect((await house.browser().get(`/api/invitations/${token}`)).status).toBe(410)
    expect((await lobby(guest)).status).toBe(200)
    later = 12 * HOUR + 60_000
    expect((await guest.get('/api/me')).json.actor).toBeNull()
    expect((await lobby(guest)).status).toBe(401)
  })

  test('[G9] revoked, it admits nobody, and those who came by it are gone', async () => {
    const { token, id } = await invite(owner, session.id)
    const guest = house.browser()
    await accept(guest, token)
    const seat = await guest.enter(session.id)
    const host = await owner.enter(session.id)
    await host.send({ type: 'lobby.admit', personId: seat.personId as never })
    await seat.join()
    const standings: string[] = []
    seat.socket.on('standing', (standing) => standings.push(standing))
    const revoke = () => owner.send('DELETE', `/api/sessions/${session.id}/invitations/${id}`)
    expect((await revoke()).status).toBe(204)
    expect((await revoke()).status).toBe(404)
    await until(() => standings.includes('removed'))
    expect(await seat.send({ type: 'chat.say', text: 'still here?' })).toMatchObject({ ok: false })
    expect((await guest.get('/api/me')).json.actor).toBeNull()
    expect((await accept(guest, token)).json).toMatchObject({ code: 'invitation.revoked' })
    expect((await accept(house.browser(), token)).status).toBe(410)
  })

  test('[G9] is revoked also after the session, so that nobody reads on in its record', async () => {
    const { token, id } = await invite(owner, session.id)
    const guest = house.browser()
    await accept(guest, token)
    const [host, seat] = [await owner.enter(session.id), await guest.enter(session.id)]
    await host.send({ type: 'lobby.admit', personId: seat.personId as never })
    await host.send({ type: 'session.start' })
    await host.send({ type: 'session.end' })
    await until(async () => (await guest.get(`/api/sessions/${session.id}/record`)).status === 200)
    expect((await accept(house.browser(), token)).json).toMatchObject({ code: 'session.ended' })
    expect((await owner.send('POST', `/api/sessions/${session.id}/invitations`, { hours: 1 })).status).toBe(403)
    expect((await owner.send('DELETE', `/api/sessions/${session.id}/invitations/${id}`)).status).toBe(204)
    expect((await guest.get(`/api/sessions/${session.id}/record`)).status).toBe(404)
  })

  test('[G10] of a session that was called off leads nowhere', async () => {
    const { token } = await invite(owner, session.id)
    await owner.send('DELETE', `/api/sessions/${session.id}`)
    expect((await accept(house.browser(), token)).json).toMatchObject({ code: 'session.ended' })
  })

  test.each([{}, { hours: 0 }, { hours: 1.5 }, { hours: 1441 }, { hours: '24' }, { hours: 24, role: 'owner' }])(
    '[G11] %j is no lifetime',
    async (input) => {
      const answer = await owner.send('POST', `/api/sessions/${session.id}/invitations`, input)
      expect([answer.status, answer.json.code]).toEqual([400, 'input.invalid'])
    },
  )

  test('[G12] trying tokens is limited', async () => {
    const browser = house.browser()
    const tries = await Promise.all(
      Array.from({ length: 70 }, (_, index) => browser.get(`/api/invitations/guess-${index}`)),
    )
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(10)
    expect((await house.browser().get('/api/invitations/guess')).status).toBe(404)
  })
})

test('[G13] only who leads invites: a member may not, a stranger does not know of it', async () => {
  const community = await communityWith(owner, [
    { email: 'mia@copse.test', name: 'Mia' },
    { email: 'fay@copse.test', name: 'Fay' },
  ])
  const [mia, fay] = [await house.member('mia@copse.test'), await house.member('fay@copse.test')]
  const path = `/api/sessions/${session.id}/invitations`
  const statuses = async (browser: Browser) => [
    (await browser.get(path)).status,
    (await browser.send('POST', path, { hours: 1 })).status,
    (await browser.send('DELETE', `${path}/x`)).status,
  ]
  expect(await statuses(mia)).toEqual([403, 403, 403])
  expect(await statuses(house.browser())).toEqual([404, 404, 404])
  // Fay is a member like Mia; in the session she facilitates she invites.
  const hers = await schedule(owner, community.id, { facilitatorIds: [await personIdOf(fay)] })
  expect((await fay.send('POST', `/api/sessions/${hers.id}/invitations`, { hours: 1 })).status).toBe(201)
  expect((await mia.send('POST', `/api/sessions/${hers.id}/invitations`, { hours: 1 })).status).toBe(403)
  // One session's facilitator does not revoke another's invitation.
  const { id } = await invite(owner, session.id)
  expect((await fay.send('DELETE', `/api/sessions/${hers.id}/invitations/${id}`)).status).toBe(404)
})
