import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { communityWith, openHouse, rawRequest, type Browser, type House } from '../testing.ts'

let house: House
let owner: Browser
let communityId: string
beforeAll(async () => {
  house = await openHouse({
    env: {
      LIVEKIT_URL: 'ws://127.0.0.1:9',
      LIVEKIT_API_KEY: 'key',
      LIVEKIT_API_SECRET: 'x'.repeat(32),
      COPSE_LIVEKIT: 'auto',
    },
  })
  owner = await house.owner()
  communityId = (await communityWith(owner)).id
})
afterAll(() => house.stop())

const pages = ['/', '/sign-in', '/sessions/x/room', '/assets/main-1234.js', '/api/me', '/healthz', '/no/such.php']

describe('headers', () => {
  test.each(pages)(
    '[H1] %s forbids foreign scripts, frames, sniffing and telling others where one was',
    async (path) => {
      const headers = Object.fromEntries((await owner.get(path)).headers)
      const policy = headers['content-security-policy']!
      expect(policy).toMatch(/default-src 'self'/)
      expect(policy).toMatch(/script-src 'self'(;|$)/)
      expect(policy).toMatch(/object-src 'none'/)
      expect(policy).toMatch(/frame-ancestors 'none'/)
      expect(policy).toMatch(/base-uri 'self'/)
      expect(policy).not.toMatch(/unsafe-eval|\*|https?:/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=(self), microphone=(self)'),
      })
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  test('[H2] on https, browsers are told to stay there, and cookies go nowhere else', async () => {
    const open = await openHouse({ env: { COPSE_PUBLIC_URL: 'https://copse.test' } })
    try {
      const { owner: link } = await open.copse().links()
      const answer = await open.browser().get(new URL(link).pathname + new URL(link).search)
      expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
      expect(answer.headers.get('set-cookie')).toMatch(/^__Secure-copse\.[^;]+;.*HttpOnly.*/i)
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure/i)
    } finally {
      await open.stop()
    }
  })

  test('[H3] answers of the API are kept nowhere; files named by their content are kept for a year', async () => {
    expect((await owner.get('/api/me')).headers.get('cache-control')).toBe('no-store')
    expect((await owner.get('/')).headers.get('cache-control')).toBe('no-cache')
    expect((await owner.get('/assets/main-1234.js')).headers.get('cache-control')).toMatch(
      /max-age=31536000, immutable/,
    )
    expect((await owner.get('/assets/gone-1234.js')).headers.get('cache-control')).toBeNull()
  })
})

describe('paths', () => {
  test.each(['/sign-in', '/communities/x', '/join/token', '/no-such-page'])(
    '[H4] %s is the app’s page',
    async (path) => {
      const answer = await owner.get(path)
      expect([answer.status, answer.text]).toEqual([200, '<!doctype html><title>Copse</title>'])
    },
  )

  test.each(['/api', '/api/no-such', '/api/auth/get-session', '/api/auth/sign-up/email', '/api/me/x'])(
    '[H5] %s is refused as JSON',
    async (path) => {
      const answer = await owner.get(path)
      expect([answer.status, answer.json]).toEqual([404, { ok: false, code: 'not.found' }])
    },
  )

  test.each([
    '/../data/secrets.json',
    '/..%2fdata%2fsecrets.json',
    '/assets/../../data/secrets.json',
    '/assets/%2e%2e/%2e%2e/data/secrets.json',
    '/assets/..%5c..%5cdata%5csecrets.json',
    '/.env',
    '/%00.js',
    '/%E0%A4%A.js',
  ])('[H6] %s leads to nothing outside the app', async (path) => {
    const answer = await rawRequest(`http://127.0.0.1:${house.config.port}`, {}, 'GET', path)
    expect([400, 404]).toContain(answer.status)
    expect(answer.body).not.toMatch(/auth|livekit|\/work|node_modules| {4}at /)
  })

  test('[H6] other methods are refused, not run', async () => {
    expect((await owner.send('PUT', '/')).status).toBe(404)
    expect((await owner.send('OPTIONS', '/api/me')).headers.get('access-control-allow-origin')).toBeNull()
    expect((await owner.send('PROPFIND', '/api/me')).status).toBe(404)
  })
})

describe('changing requests', () => {
  test.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ origin: 'http://localhost:PORT' }, true],
    [{ origin: 'http://127.0.0.1:PORT' }, true],
    [{ origin: 'http://localhost:1' }, false],
    [{ origin: 'https://evil.test' }, false],
    [{ origin: 'http://localhost:PORT.evil.test' }, false],
    [{ origin: 'null' }, false],
    [{ origin: '' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
  ])('[H7] with %j they are ours: %s', async (given, ours) => {
    const port = String(house.config.port)
    const headers = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value.replace('PORT', port)]),
    )
    for (const [method, path] of [
      ['PATCH', '/api/me'],
      ['PATCH', `/api/communities/${communityId}`],
    ] as const)
      expect((await owner.send(method, path, {}, headers)).status).toBe(ours ? 200 : 403)
    const answer = await owner.send('POST', '/api/sessions/x/files', Buffer.from('x'), headers)
    expect(answer.status).toBe(ours ? 404 : 403)
  })

  test('[H8] a form of another page cannot send JSON: other types are no input', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(
        (await owner.send('POST', '/api/communities', '{"name":"Mine"}', { 'content-type': type })).json.code,
      ).toBe('input.invalid')
  })

  test.each<[string, string, number]>([
    ['{"name":', 'input.invalid', 400],
    ['"name"', 'input.invalid', 400],
    ['null', 'input.invalid', 400],
    ['[]', 'input.invalid', 400],
    ['{"__proto__":{"name":"x"}}', 'input.invalid', 400],
    ['{"constructor":{"prototype":{"name":"x"}}}', 'input.invalid', 400],
    [`{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'input.invalid', 400],
    [`{"name":"${'x'.repeat(200_000)}"}`, 'input.too-large', 413],
    ['\u0000', 'input.invalid', 400],
  ])('[H9] %.40s is refused with a code', async (body, code, status) => {
    const answer = await owner.send('POST', '/api/communities', body)
    expect([answer.status, answer.json.code]).toEqual([status, code])
    expect(answer.text.length).toBeLessThan(100)
  })

  test('[H9] a body in an unknown coding or charset, or one that unfolds to something large, is refused', async () => {
    for (const headers of [
      { 'content-encoding': 'br' },
      { 'content-encoding': 'zip' },
      { 'content-type': 'application/json; charset=x' },
    ] as Record<string, string>[])
      expect((await owner.send('POST', '/api/communities', '{}', headers)).json.code).toBe('input.invalid')
    const bomb = gzipSync(Buffer.alloc(50 << 20, ' '))
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
    expect((await owner.send('POST', '/api/communities', bomb, headers)).json.code).toBe('input.too-large')
  })

  test('[H10] are limited for each address; looking goes on', async () => {
    const browser = house.browser()
    const answers = await Promise.all(Array.from({ length: 250 }, () => browser.send('PATCH', '/api/me', {})))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
    expect((await browser.get('/api/me')).status).toBe(200)
    expect((await house.browser().send('PATCH', '/api/me', {})).status).toBe(401)
  })
})

describe('the webhook', () => {
  const post = (body: string | Uint8Array, headers: Record<string, string>) =>
    house.browser().send('POST', '/api/livekit/webhook', body, headers)
  const type = { 'content-type': 'application/webhook+json' }

  test('[H11] takes nothing that LiveKit did not sign, or that is no webhook', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${part({ alg: 'none' })}.${part({ iss: 'key', sha256: '' })}.`
    const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'key', exp: 9_999_999_999, sha256: 'x' })}`
    const forged = `${head}.${createHmac('sha256', 'another').update(head).digest('base64url')}`
    for (const authorization of [undefined, '', 'Bearer x', unsigned, forged])
      expect([403, 404]).toContain(
        (
          await post('{"event":"participant_joined"}', {
            ...type,
            ...(authorization !== undefined && { authorization }),
          })
        ).status,
      )
    expect((await post('{"event":"participant_joined"}', { 'content-type': 'application/json' })).status).toBe(404)
    expect((await post('x'.repeat(300 << 10), type)).json.code).toBe('input.too-large')
  })
})

test('[H12] health says what works, and why video does not', async () => {
  const { status, json } = await owner.get('/readyz')
  const livekit = { available: false, why: expect.any(String) }
  expect([status, json]).toEqual([200, { ok: true, store: true, boards: true, news: true, draining: false, livekit }])
})
