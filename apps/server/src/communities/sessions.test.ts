import type { Community, SessionDetail, SessionSummary } from '@copse/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  communityWith,
  invite,
  openHouse,
  personIdOf,
  schedule,
  sessionInput,
  until,
  type Browser,
  type House,
} from '../testing.ts'

let house: House
let owner: Browser
let fay: Browser
let mia: Browser
let community: Community
let session: SessionDetail
const idOf = (name: string) => community.members.find((member) => member.name === name)!.personId
beforeAll(async () => {
  house = await openHouse()
  owner = await house.owner()
  community = await communityWith(owner, [
    { email: 'fay@copse.test', name: 'Fay', role: 'facilitator' },
    { email: 'mia@copse.test', name: 'Mia' },
  ])
  fay = await house.member('fay@copse.test')
  mia = await house.member('mia@copse.test')
})
afterAll(() => house.stop())
beforeEach(async () => {
  session = await schedule(fay, community.id)
})
const at = () => `/api/sessions/${session.id}`

describe('scheduling', () => {
  test('[S1] a session is there for members as it was planned, before it begins', async () => {
    const answer = await fay.send(
      'POST',
      `/api/communities/${community.id}/sessions`,
      sessionInput(idOf('Fay'), { protocolId: 'consultancy', presenterId: idOf('Mia'), minutes: 55 }),
    )
    expect(answer.status).toBe(201)
    const seen = (await mia.get(`/api/sessions/${answer.json.id}`)).json as SessionDetail
    expect(seen).toMatchObject({
      communityName: community.name,
      phase: 'planned',
      minutes: 55,
      timeZone: 'America/Chicago',
      presenterId: idOf('Mia'),
      names: { [idOf('Mia')]: 'Mia', [idOf('Fay')]: 'Fay' },
      may: { edit: false, invite: false, join: true, seeRecord: false },
    })
    expect((await mia.get(`/api/sessions/${answer.json.id}/lobby`)).json).toMatchObject({
      norms: community.norms,
      you: { role: 'presenter' },
      video: false,
    })
  })

  test.each<[string, Record<string, unknown>]>([
    ['timeZone', { timeZone: 'America/Springfield' }],
    ['timeZone', { timeZone: '../../etc' }],
    ['timeZone', { timeZone: '' }],
    ['startsAt', { startsAt: -1 }],
    ['startsAt', { startsAt: 8.7e12 }],
    ['startsAt', { startsAt: 1.5 }],
    ['startsAt', { startsAt: '2027-03-04' }],
    ['startsAt', { startsAt: null }],
    ['minutes', { minutes: 4 }],
    ['minutes', { minutes: 481 }],
    ['minutes', { minutes: 40.5 }],
    ['protocolId', { protocolId: 'seance' }],
    ['protocolId', { protocolId: '../consultancy' }],
    ['protocolId', { protocolId: 'constructor' }],
    ['title', { title: ' ' }],
    ['title', { title: 'x'.repeat(161) }],
    ['focusQuestion', { focusQuestion: 'x'.repeat(601) }],
    ['facilitatorIds', { facilitatorIds: [] }],
    ['facilitatorIds', { facilitatorIds: ['nobody'] }],
    ['facilitatorIds.0', { facilitatorIds: ['a b'] }],
    ['presenterId', { presenterId: 'nobody' }],
    ['lobby', { lobby: 'nobody' }],
    ['enforcement', { enforcement: 'off' }],
    ['', { phase: 'ended' }],
  ])('[S2] %s: %j is refused, when it is planned and when it is changed', async (detail, wrong) => {
    const refusal = { ok: false, code: 'input.invalid', detail }
    const made = await fay.send('POST', `/api/communities/${community.id}/sessions`, sessionInput(idOf('Fay'), wrong))
    expect([made.status, made.json]).toEqual([400, refusal])
    const changed = await fay.send('PATCH', at(), wrong)
    expect([changed.status, changed.json]).toEqual([400, refusal])
    expect((await fay.get(at())).json).toEqual(session)
  })

  test('[S2] who presents does not facilitate', async () => {
    const both = { presenterId: idOf('Fay'), facilitatorIds: [idOf('Fay')] }
    const made = await fay.send('POST', `/api/communities/${community.id}/sessions`, sessionInput(idOf('Fay'), both))
    expect(made.json).toMatchObject({ code: 'input.invalid', detail: 'presenterId' })
    expect((await fay.send('PATCH', at(), { presenterId: idOf('Fay') })).json).toMatchObject({ detail: 'presenterId' })
  })

  test('[S3] what is changed is changed in the room as well', async () => {
    const seat = await fay.enter(session.id)
    await fay.send('PATCH', at(), {
      title: 'Another title',
      minutes: 60,
      protocolId: 'tuning',
      presenterId: idOf('Mia'),
    })
    expect((await mia.get(at())).json).toMatchObject({ title: 'Another title', protocol: { id: 'tuning' } })
    await until(async () => {
      const reply = await seat.join()
      return reply.ok && 'state' in reply && reply.state.plan?.title === 'Another title'
    })
  })

  test('[S4] once it has begun it is changed and called off no more', async () => {
    const seat = await fay.enter(session.id)
    await seat.send({ type: 'session.start' })
    await until(async () => (await fay.get(at())).json.phase === 'running')
    expect((await fay.send('PATCH', at(), { title: 'Late' })).json.code).toBe('session.already-started')
    expect((await fay.send('DELETE', at())).json.code).toBe('session.already-started')
    expect((await fay.get(at())).json).toMatchObject({ title: session.title, phase: 'running' })
  })

  test('[S5] called off it is out of the list and its lobby closed; its calendar entry says so', async () => {
    expect((await fay.send('DELETE', at())).status).toBe(204)
    const list = (await mia.get(`/api/communities/${community.id}/sessions`)).json as SessionSummary[]
    expect(list.map(({ id }) => id)).not.toContain(session.id)
    expect((await mia.get(`${at()}/lobby`)).status).toBe(404)
    await expect(mia.enter(session.id)).rejects.toThrow('not.found')
    expect((await mia.get(`${at()}/calendar.ics`)).text).toContain('STATUS:CANCELLED')
    expect((await fay.send('DELETE', at())).status).toBe(409)
  })

  test('[S6] members change nothing; the one who facilitates does, though she is a member like them', async () => {
    for (const method of ['PATCH', 'DELETE']) expect((await mia.send(method, at(), {})).json.code).toBe('access.denied')
    const hers = await schedule(owner, community.id, { facilitatorIds: [idOf('Mia')] })
    expect((await mia.send('PATCH', `/api/sessions/${hers.id}`, { title: 'Hers' })).json.title).toBe('Hers')
    expect((await house.browser().send('PATCH', at(), {})).status).toBe(404)
  })

  test('[S7] the list has what is to come and what is past, each with its own time', async () => {
    const past = await schedule(fay, community.id, { startsAt: Date.UTC(2020, 0, 1, 15), timeZone: 'Europe/Madrid' })
    const list = (await mia.get(`/api/communities/${community.id}/sessions`)).json as SessionSummary[]
    expect(list.map(({ startsAt }) => startsAt)).toEqual(list.map(({ startsAt }) => startsAt).sort((a, b) => a - b))
    expect(list[0]).toMatchObject({ id: past.id, startsAt: 1_577_890_800_000, timeZone: 'Europe/Madrid' })
    const summary = ((await mia.get('/api/communities')).json as { nextSessionAt: number }[])[0]!
    expect(summary.nextSessionAt).toBeTypeOf('number')
  })
})

describe('the calendar file', () => {
  const unfolded = (ics: string) => ics.replace(/\r\n[ \t]/g, '')
  const field = (ics: string, name: string) => new RegExp(`^${name}[:;](.*)$`, 'm').exec(unfolded(ics))?.[1]?.trim()
  const calendar = (browser: Browser) => browser.get(`${at()}/calendar.ics`)

  test('[S8] is UTC, with a UID that stays and a SEQUENCE that grows with each change', async () => {
    const first = await calendar(mia)
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(first.headers.get('content-disposition')).toBe('attachment; filename=copse-session.ics')
    expect(field(first.text, 'DTSTART')).toBe('20270304T163000Z')
    expect(field(first.text, 'DTEND')).toBe('20270304T171000Z')
    expect(field(first.text, 'UID')).toBe(`${session.id}@localhost`)
    expect(field(first.text, 'SEQUENCE')).toBe('0')
    await fay.send('PATCH', at(), { startsAt: session.startsAt + 3_600_000 })
    const second = await calendar(mia)
    expect(field(second.text, 'DTSTART')).toBe('20270304T173000Z')
    expect(field(second.text, 'UID')).toBe(`${session.id}@localhost`)
    expect(field(second.text, 'SEQUENCE')).toBe('1')
  })

  test('[S9] has lines of at most 75 octets ended by CRLF, and no words that become fields', async () => {
    const title = `Grüße, ${'läng'.repeat(25)}; END:VEVENT \\n BEGIN:VALARM`
    await fay.send('PATCH', at(), { title, focusQuestion: 'One\nATTENDEE:mailto:x@evil.test\r\nTwo' })
    const { text, bytes } = await calendar(mia)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
    expect(bytes.toString('utf8')).not.toContain('\uFFFD')
    expect(text.match(/^BEGIN:/gm)).toHaveLength(2)
    expect(text).not.toMatch(/^ATTENDEE/m)
    expect(field(text, 'SUMMARY')).toBe(title.replace(/[\\;,]/g, '\\$&'))
  })

  test('[S9] is for those who may know of the session', async () => {
    expect((await calendar(house.browser())).status).toBe(404)
    const { token } = await invite(fay, session.id)
    const guest = house.browser()
    await guest.send('POST', `/api/invitations/${token}`, { name: 'Kiri', district: 'Elm' })
    expect((await calendar(guest)).status).toBe(200)
  })
})

test('[S10] sessions whose ids are no ids are not found', async () => {
  for (const id of ['..', '%2e%2e%2f', 'constructor', '__proto__', 'a'.repeat(65), '%00', "'--"])
    expect([id, (await fay.get(`/api/sessions/${id}`)).status]).toEqual([id, 404])
  expect((await fay.get('/api/sessions/%E0%A4%A')).json).toMatchObject({ code: 'input.invalid' })
  expect(await personIdOf(fay)).toBe(idOf('Fay'))
})
