import { afterAll, beforeAll, afterEach, describe, expect, test, vi } from 'vitest'
import { SMTPServer } from 'smtp-server'
import { communityWith, freePort, openHouse, rawRequest, until, type Browser, type House } from '../testing.ts'

const OWNER = 'owner@copse.local'
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.stop())
afterEach(() => void vi.useRealTimers())

const me = async (browser: Browser) => (await browser.get('/api/me')).json
const pathOf = (link: string) => new URL(link).pathname + new URL(link).search

describe('a sign-in link', () => {
  test('[I1] signs in, leads to where one was going, and works once', async () => {
    const { owner: link } = await house.copse().links()
    const browser = house.browser()
    const answer = await browser.get(`${pathOf(link).replace('next=%2F', 'next=%2Fcommunities%2Fx')}`)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/communities/x')
    expect(answer.headers.getSetCookie().join()).toMatch(/HttpOnly; SameSite=Lax/i)
    expect(await me(browser)).toMatchObject({ actor: { kind: 'member', owner: true }, email: OWNER })

    const second = house.browser()
    const again = await second.get(pathOf(link))
    expect(again.headers.get('location')).toBe('/sign-in?problem=auth.link-invalid')
    expect(await me(second)).toMatchObject({ actor: null, email: null })
  })

  test('[I1] followed twice at the same moment it signs in one of the two', async () => {
    const { owner: link } = await house.copse().links()
    const two = [house.browser(), house.browser()]
    await Promise.all(two.map((browser) => browser.get(pathOf(link))))
    const actors = await Promise.all(two.map(me))
    expect(actors.filter(({ actor }) => actor !== null)).toHaveLength(1)
  })

  test('[I1] looked at by a HEAD request, as mail filters do, it still works', async () => {
    const { owner: link } = await house.copse().links()
    await house.browser().send('HEAD', pathOf(link))
    const browser = house.browser()
    await browser.get(pathOf(link))
    expect((await me(browser)).actor).not.toBeNull()
  })

  test.each([
    [14, true],
    [16, false],
  ])('[I2] after %i minutes it works: %s', async (minutes, works) => {
    const { owner: link } = await house.copse().links()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })
    const browser = house.browser()
    await browser.get(pathOf(link))
    expect((await me(browser)).actor !== null).toBe(works)
  })

  test.each([
    ['forged', '/api/sign-in/verify?token=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['without a token', '/api/sign-in/verify'],
    ['with two tokens', '/api/sign-in/verify?token=a&token=b'],
    ['enormous', `/api/sign-in/verify?token=${'a'.repeat(8000)}`],
    ['with the hash that is stored', '/api/sign-in/verify?token=%27%20OR%201%3D1--'],
  ])('[I3] %s it leads back to the sign-in page with its code', async (_name, path) => {
    const browser = house.browser()
    const answer = await browser.get(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in?problem=auth.link-invalid'])
    expect(browser.cookie()).toBe('')
  })

  test.each([
    '//evil.test',
    'https://evil.test',
    '/\\evil.test',
    '/\tevil',
    'javascript:alert(1)',
    `/${'a'.repeat(400)}`,
  ])('[I4] it leads nowhere else: %j', async (next) => {
    const { owner: link } = await house.copse().links()
    const path = pathOf(link).replace('next=%2F', `next=${encodeURIComponent(next)}`)
    expect((await house.browser().get(path)).headers.get('location')).toBe('/')
    const answer = await house.browser().send('POST', '/api/sign-in', { email: OWNER, next })
    expect(answer.json).toEqual({ ok: false, code: 'input.invalid', detail: 'next' })
  })
})

describe('asking for a link', () => {
  test('[I5] an unknown address is told the same as a known one, and gets nothing', async () => {
    const before = house.said.length
    const answers = []
    for (const email of ['nobody@copse.test', 'presenter@copse.local'])
      answers.push(await house.browser().send('POST', '/api/sign-in', { email }))
    const [unknown, known] = answers
    expect(unknown!.text).toBe(known!.text)
    expect(unknown!.status).toBe(known!.status)
    expect([...unknown!.headers.keys()]).toEqual([...known!.headers.keys()])
    await until(() => house.said.length > before)
    expect(house.said.slice(before).join()).toMatch(/^Mail to presenter@copse\.local: [^,]*$/)
  })

  test.each([
    {},
    { email: 'no address' },
    { email: ['owner@copse.local'] },
    { email: `${'a'.repeat(250)}@b.test` },
    { email: 'owner@copse.local\nBcc: x@evil.test' },
    { email: OWNER, admin: true },
  ])('[I6] %j is refused', async (input) => {
    const answer = await house.browser().send('POST', '/api/sign-in', input)
    expect([answer.status, answer.json.code]).toEqual([400, 'input.invalid'])
  })

  test('[I7] one address gets five in a quarter of an hour, from wherever they are asked for', async () => {
    const codes = []
    for (let count = 0; count < 7; count++)
      codes.push((await house.browser().send('POST', '/api/sign-in', { email: 'Flooded@copse.test' })).status)
    expect(codes).toEqual([200, 200, 200, 200, 200, 429, 429])
    expect((await house.browser().send('POST', '/api/sign-in', { email: 'calm@copse.test' })).status).toBe(200)
  })

  test('[I7] a whole school behind one address may sign in; somebody who tries address after address may not', async () => {
    const browser = house.browser()
    const statuses = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        browser.send('POST', '/api/sign-in', { email: `teacher-${index}@copse.test` }).then(({ status }) => status),
      ),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(100)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  })
})

describe('the web session', () => {
  test('[I8] after signing out the cookie is worth nothing', async () => {
    const browser = await house.owner()
    const cookie = browser.cookie()
    expect((await browser.send('POST', '/api/sign-out')).status).toBe(204)
    expect((await me(browser)).actor).toBeNull()
    expect((await house.browser().get('/api/me', { cookie })).json.actor).toBeNull()
  })

  test.each([
    'copse.session_token=forged.forged',
    'copse.session_token=%',
    'copse.session_token=%E0%A4%A',
    'copse.guest=%',
    'copse.guest=g_1.forged',
    'copse.guest=.',
    'copse.guest',
    '=;;=;',
    `copse.guest=${'a'.repeat(4000)}`,
  ])('[I9] with the cookie %j one is nobody', async (cookie) => {
    const answer = await house.browser().get('/api/me', { cookie })
    expect([answer.status, answer.json.actor]).toEqual([200, null])
  })

  test('[I10] a profile takes a name, a district and a language, and nothing else', async () => {
    const browser = await house.owner()
    const change = (input: unknown) => browser.send('PATCH', '/api/me', input)
    expect((await change({ name: 'Ada', district: 'Elm', language: 'es' })).json.actor).toMatchObject({
      name: 'Ada',
      district: 'Elm',
    })
    for (const input of [
      { owner: true },
      { email: 'x@copse.test' },
      { name: '' },
      { name: 'a\u0000b' },
      { language: 'xx' },
      [],
    ])
      expect([input, (await change(input)).status]).toEqual([input, 400])
    expect((await house.browser().send('PATCH', '/api/me', { name: 'x' })).json.code).toBe('auth.required')
  })
})

describe('the outbox', () => {
  test('[I11] shows a loopback visitor of a development install the mails that were not sent', async () => {
    await house.member('presenter@copse.local')
    const answer = await rawRequest(`${house.url}/api/outbox`, {})
    expect(answer.status).toBe(200)
    expect((JSON.parse(answer.body) as unknown[])[0]).toMatchObject({
      to: 'presenter@copse.local',
      link: expect.stringContaining('/api/sign-in/verify?token='),
    })
    expect(JSON.parse((await rawRequest(`${house.url}/api/me`, {})).body)).toMatchObject({ outbox: true })
  })

  test.each<Record<string, string>>([
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-host': 'copse.test' },
    { 'x-forwarded-proto': 'https' },
    { 'x-real-ip': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { via: '1.1 proxy' },
    { host: 'copse.test' },
    { host: 'localhost.evil.test' },
    { host: '127.0.0.1.evil.test:80' },
  ])('[I12] is not there for a request with %j', async (headers) => {
    expect((await rawRequest(`${house.url}/api/outbox`, headers)).status).toBe(404)
    expect(JSON.parse((await rawRequest(`${house.url}/api/me`, headers)).body)).toMatchObject({ outbox: false })
  })

  test.each<Record<string, string>>([{ COPSE_DEVELOPMENT: 'false' }, { COPSE_PUBLIC_URL: 'https://copse.test' }])(
    '[I12] is not there on an installation with %j',
    async (env) => {
      const open = await openHouse({ env })
      try {
        expect((await rawRequest(`${open.url}/api/outbox`, {})).status).toBe(404)
      } finally {
        await open.stop()
      }
    },
  )
})

describe('with a mail server', () => {
  const received: { to: string; raw: string }[] = []
  let refuse = false
  let smtp: SMTPServer
  let mailing: House
  beforeAll(async () => {
    const port = await freePort()
    smtp = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _session, done) => done(refuse ? new Error(`550 <${address}> is unknown here`) : null),
      onData(stream, { envelope }, done) {
        let raw = ''
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString()))
        stream.on('end', () => {
          received.push({ to: envelope.rcptTo.map(({ address }) => address).join(), raw })
          done()
        })
      },
    })
    await new Promise<void>((listening) => void smtp.listen(port, '127.0.0.1', listening))
    mailing = await openHouse({
      env: { SMTP_URL: `smtp://127.0.0.1:${port}`, COPSE_MAIL_FROM: 'Copse <us@copse.test>' },
    })
  })
  afterAll(async () => {
    await mailing.stop()
    await new Promise<void>((closed) => void smtp.close(closed))
  })
  const words = (raw: string) => raw.replace(/=\r?\n/g, '').replace(/=3D/g, '=')

  test('[I13] the link comes by mail and by nothing else, and signs in', async () => {
    await mailing.browser().send('POST', '/api/sign-in', { email: OWNER, next: '/communities' })
    const mail = await until(() => received.find(({ to }) => to === OWNER))
    expect(mail.raw).toMatch(/^From: Copse <us@copse\.test>/m)
    expect(mailing.said.join()).not.toContain('verify')
    expect((await rawRequest(`${mailing.url}/api/outbox`, {})).status).toBe(404)
    const browser = mailing.browser()
    const answer = await browser.get(pathOf(/https?:\S+verify\S+/.exec(words(mail.raw))![0]))
    expect(answer.headers.get('location')).toBe('/communities')
    expect((await me(browser)).email).toBe(OWNER)
  })

  test('[I13] a new member is told by mail, in words that no name can turn into headers', async () => {
    const owner = await (async () => {
      const browser = mailing.browser()
      await browser.get(pathOf((await mailing.copse().links()).owner))
      return browser
    })()
    await communityWith(owner, [{ email: 'ana@copse.test', name: 'Ana' }])
    const mail = await until(() => received.find(({ to }) => to === 'ana@copse.test'))
    expect(words(mail.raw)).toContain('/sign-in?email=ana%40copse.test')
    const { id } = (await owner.get('/api/communities')).json[0]
    const hostile = await owner.send('POST', `/api/communities/${id}/members`, {
      email: 'ben@copse.test',
      name: 'Ben\r\nBcc: x@evil.test',
      district: null,
      role: 'member',
    })
    expect(hostile.json.code).toBe('input.invalid')
  })

  test('[I5] a mail server that refuses changes nothing of what is answered', async () => {
    refuse = true
    try {
      const known = await mailing.browser().send('POST', '/api/sign-in', { email: 'presenter@copse.local' })
      const unknown = await mailing.browser().send('POST', '/api/sign-in', { email: 'nobody@copse.test' })
      expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    } finally {
      refuse = false
    }
  })
})
