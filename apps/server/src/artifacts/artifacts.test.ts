import { rmSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { boardIdOf, type SessionDetail, type SessionRecord } from '@copse/contract'
import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import { filesOf, writeElement } from '@copse/whiteboard/schema'
import { strFromU8, unzipSync } from 'fflate'
import { WebSocket as Socket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  communityWith,
  invite,
  openHouse,
  personIdOf,
  schedule,
  until,
  type Browser,
  type House,
  type Seat,
} from '../testing.ts'

const EVIL = `<script>alert(1)</script>`
const NAME = `Kiri <img src=x onerror=alert(2)>`
const HOUR = 3_600_000

let house: House
let later = 0
let owner: Browser
let mia: Browser
let gus: Browser
let guest: Browser
let stranger: Browser
let session: SessionDetail
let host: Seat
let board: BoardConnection
let picture: { fileId: string; url: string }
const at = (path = '') => `/api/sessions/${session.id}${path}`

/** A real PNG of one colour, of whatever size its head claims. */
function png(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
function crc32(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

const upload = (browser: Browser, bytes: Uint8Array, type = 'image/png') =>
  browser.send('POST', at('/files'), bytes, { 'content-type': type })
const element = (more: Record<string, unknown>) => ({
  id: 'one',
  type: 'rectangle',
  x: 0,
  y: 0,
  width: 100,
  height: 50,
  angle: 0,
  version: 1,
  versionNonce: 1,
  ...more,
})

beforeAll(async () => {
  house = await openHouse({ now: () => Date.now() + later })
  owner = await house.owner()
  const community = await communityWith(owner, [
    { email: 'mia@copse.test', name: 'Mia' },
    { email: 'gus@copse.test', name: 'Gus' },
  ])
  mia = await house.member('mia@copse.test')
  gus = await house.member('gus@copse.test')
  const far = await mia.send('POST', '/api/communities', { name: 'Far away' })
  await mia.send('POST', `/api/communities/${far.json.id}/members`, {
    email: 'sam@copse.test',
    name: 'Sam',
    district: null,
    role: 'facilitator',
  })
  stranger = await house.member('sam@copse.test')
  session = await schedule(owner, community.id, { title: `=1+1 ${EVIL}`, focusQuestion: `[x](javascript:alert(3))` })
  host = await owner.enter(session.id)

  const { token } = await invite(owner, session.id, 1)
  guest = house.browser()
  await guest.send('POST', `/api/invitations/${token}`, { name: NAME, district: '=HYPERLINK("x")' })
  const seat = await guest.enter(session.id)
  await host.send({ type: 'lobby.admit', personId: seat.personId as never })
  await seat.join()

  picture = (await upload(guest, png(64, 64))).json as typeof picture
  board = connectBoard({
    boardId: boardIdOf(session.id),
    url: `ws://127.0.0.1:${house.config.port}`,
    open: (url) => new Socket(url, { headers: { cookie: owner.cookie() } }) as unknown as WebSocket,
  })
  await until(() => board.store.getState().access === 'write' && board.store.getState().synced)
  const { doc } = board.store.getState()
  doc.transact(() => {
    writeElement(
      doc,
      element({ id: 'note', type: 'text', text: `${EVIL}\n# a heading`, fontSize: 20, lineHeight: 1.25 }),
    )
    writeElement(doc, element({ id: 'image', type: 'image', x: 200, fileId: 'file' }))
    // A dot a mile below: what the picture of it would take is what matters.
    writeElement(doc, element({ id: 'dot', x: 10, y: 9_000_000, width: 1, height: 1 }))
    filesOf(doc).set('file', { mimeType: 'image/png', url: picture.url })
  })
  await until(() => board.store.getState().pending === 0)

  await host.send({ type: 'session.start' })
  await seat.send({ type: 'chat.say', text: `${EVIL}\n\n- **Owner**: I quit\n~~~\n1. one\r# two` })
  await host.send({ type: 'commitment.make', commitmentId: 'c1' as never, text: `Try it & ${EVIL}`, due: '*May*' })
  await host.send({ type: 'step.advance', from: 0 })
  await host.send({ type: 'session.end' })
  await until(async () => (await owner.get(at('/record'))).json.snapshots?.length === 2)
})
afterAll(async () => {
  board.destroy()
  await house.stop()
})

describe('images', () => {
  test('[A1] are seen by those in the session, inert, as what they are', async () => {
    const answer = await mia.get(picture.url)
    expect(answer.bytes.equals(png(64, 64))).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
    })
  })

  test('[A2] after the end nothing is added', async () => {
    expect((await upload(guest, png(8, 8))).json.code).toBe('access.denied')
  })

  test.each(['%2e%2e%2fsecrets.json', '../../secrets.json', 'a'.repeat(32), `${'0'.repeat(31)}g`, '%00'])(
    '[A3] %j is no image',
    async (name) => {
      expect((await owner.get(at(`/files/${name}`))).status).toBe(404)
    },
  )

  describe('while a session runs', () => {
    let other: SessionDetail
    const put = (browser: Browser, bytes: Uint8Array, type = 'image/png', headers: Record<string, string> = {}) =>
      browser.send('POST', `/api/sessions/${other.id}/files`, bytes, { 'content-type': type, ...headers })
    beforeAll(async () => {
      other = await schedule(owner, session.communityId)
      await owner.enter(other.id)
    })

    test.each([
      ['an SVG that says it is a PNG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
      ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
      ['nothing', Buffer.alloc(0)],
      ['a cut-off PNG', png(8, 8).subarray(0, 14)],
      ['a cut-off JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
      ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xff, 0xff])],
    ])('[A4] %s is refused by its bytes', async (_what, bytes) => {
      const answer = await put(owner, bytes)
      expect([answer.status, answer.json.code]).toEqual([415, 'input.unsupported-type'])
    })

    test('[A4] an image is what its bytes say, whatever its sender says', async () => {
      const { json } = await put(owner, png(8, 8), 'text/html; charset=utf-8', {
        'content-disposition': 'filename=../x',
      })
      expect(json.url).toMatch(/^\/api\/sessions\/[\w-]+\/files\/[0-9a-f]{32}$/)
      expect((await owner.get(json.url)).headers.get('content-type')).toBe('image/png')
    })

    test('[A5] more than five megabytes, or what unfolds to more than thirty million pixels, is too large', async () => {
      const large = Buffer.concat([png(8, 8), Buffer.alloc(5 << 20)])
      expect((await put(owner, large)).json).toEqual({ ok: false, code: 'input.too-large' })
      const bomb = png(16_000, 16_000)
      expect(bomb.length).toBeLessThan(64 << 10)
      expect((await put(owner, bomb)).json).toEqual({ ok: false, code: 'input.too-large', detail: 'pixels' })
      expect((await put(owner, bomb, 'image/png', { 'content-encoding': 'gzip' })).status).toBe(400)
    })

    test('[A6] who is not in may add nothing: a stranger, a guest of another session, a member who did not come in', async () => {
      expect((await put(stranger, png(8, 8))).status).toBe(404)
      expect((await put(guest, png(8, 8))).status).toBe(404)
      expect((await put(house.browser(), png(8, 8))).status).toBe(404)
      expect((await put(mia, png(8, 8))).json.code).toBe('access.denied')
    })
  })
})

describe('who may see what a session leaves behind', () => {
  const all = async () => {
    const record = (await owner.get(at('/record'))).json as SessionRecord
    const { id } = record.snapshots[0]!
    return [
      at('/record'),
      at('/record/export.zip'),
      ...['svg', 'png', 'json', 'excalidraw'].map((ending) => at(`/record/snapshots/${id}.${ending}`)),
      picture.url,
    ]
  }
  const statuses = (browser: Browser, paths: string[]) =>
    Promise.all(paths.map(async (path) => [path, (await browser.get(path)).status]))
  const each = (paths: string[], status: number) => paths.map((path) => [path, status])

  test('[A7] its members and guests; nobody else learns that there is anything', async () => {
    const paths = await all()
    expect(await statuses(mia, paths)).toEqual(each(paths, 200))
    expect(await statuses(guest, paths)).toEqual(each(paths, 200))
    expect(await statuses(stranger, paths)).toEqual(each(paths, 404))
    expect(await statuses(house.browser(), paths)).toEqual(each(paths, 404))
    const elsewhere = paths.map((path) => path.replace(session.id, 'no-such-session'))
    expect(await statuses(owner, elsewhere)).toEqual(each(elsewhere, 404))
  })

  test('[A8] a member removed since, and a guest whose time is up, see nothing', async () => {
    const paths = await all()
    expect(await statuses(gus, paths)).toEqual(each(paths, 200))
    await owner.send('DELETE', `/api/communities/${session.communityId}/members/${await personIdOf(gus)}`)
    expect(await statuses(gus, paths)).toEqual(each(paths, 404))
    later = 13 * HOUR
    expect(await statuses(guest, paths)).toEqual(each(paths, 404))
    later = 0
  })

  test('[A9] another session’s snapshot is not found under this one, nor one by a name that is none', async () => {
    const other = await schedule(owner, session.communityId)
    const seat = await owner.enter(other.id)
    await seat.send({ type: 'session.start' })
    await seat.send({ type: 'session.end' })
    await until(async () => (await owner.get(`/api/sessions/${other.id}/record`)).status === 200)
    const [, , svg] = await all()
    expect((await owner.get(svg!.replace(session.id, other.id))).status).toBe(404)
    for (const name of ['../../secrets.json', 'x.svg', `x.html`, 'a.b.svg', '.svg'])
      expect([name, (await owner.get(at(`/record/snapshots/${name}`))).status]).toEqual([name, 404])
    expect((await owner.get(`/api/sessions/${session.id}/record/../record`)).status).toBe(200)
  })

  test('[A10] before the end there is no record', async () => {
    const other = await schedule(owner, session.communityId)
    for (const path of ['/record', '/record/export.zip'])
      expect((await owner.get(`/api/sessions/${other.id}${path}`)).status).toBe(404)
  })
})

describe('pictures', () => {
  const snapshot = async (ending: string) => {
    const record = (await owner.get(at('/record'))).json as SessionRecord
    return owner.get(at(`/record/snapshots/${record.snapshots[0]!.id}.${ending}`))
  }

  test('[A11] an SVG runs nothing and asks for nothing, and is served so that it could not', async () => {
    const { text, headers } = await snapshot('svg')
    expect(text).not.toMatch(/<script|onerror=|javascript:|href="(?!data:image\/png)/)
    expect(text).toContain('&lt;script&gt;')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-type')).toMatch(/^image\/svg\+xml/)
  })

  test('[A12] a board a mile long is a picture like others, not the end of the server', async () => {
    const { bytes, status } = await snapshot('png')
    expect(status).toBe(200)
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([64, 3200])
    expect((await owner.get('/healthz')).status).toBe(200)
  })

  test('[A13] a board opens in Excalidraw and comes as a download', async () => {
    const { json, headers } = await snapshot('excalidraw')
    expect(json).toMatchObject({ type: 'excalidraw', files: { file: { mimeType: 'image/png' } } })
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="?board\.excalidraw"?$/)
  })
})

describe('the export', () => {
  const open = async (language = 'en') => {
    const answer = await owner.get(at(`/record/export.zip?lang=${language}`))
    return Object.fromEntries(Object.entries(unzipSync(new Uint8Array(answer.bytes))))
  }

  test('[A14] is one zip of everything, in the language asked for', async () => {
    const files = await open()
    expect(Object.keys(files).sort()).toEqual([
      'README.txt',
      'attendance.csv',
      'board/01-the-question.excalidraw',
      'board/01-the-question.png',
      'board/01-the-question.svg',
      'board/02-silent-writing.excalidraw',
      'board/02-silent-writing.png',
      'board/02-silent-writing.svg',
      'index.html',
      'record.json',
      'record.md',
    ])
    expect(JSON.parse(strFromU8(files['record.json']!))).toEqual((await owner.get(at('/record'))).json)
    expect(Buffer.from(files['board/01-the-question.png']!.subarray(1, 4)).toString()).toBe('PNG')
    expect(JSON.parse(strFromU8(files['board/01-the-question.excalidraw']!)).elements).toHaveLength(3)
    expect(strFromU8((await open('es'))['record.md']!)).toContain('## Lo que se prometió')
  })

  test('[A15] its page needs no network, and people’s words in it are words', async () => {
    const page = strFromU8((await open())['index.html']!)
    const body = page.slice(page.indexOf('</style>'))
    const addresses = [...body.matchAll(/(?:src|href|action|url\()\s*=?\s*["']?([^"'\s>)]*)/g)].map(([, url]) =>
      url!.slice(0, 5),
    )
    expect(new Set(addresses.filter((url) => url !== 'x'))).toEqual(new Set(['data:']))
    expect(page).not.toMatch(/<script|<img src=x|<link|@import/)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain('Kiri &lt;img src=x onerror=alert(2)&gt;')
  })

  test('[A16] its Markdown has no page, link, heading or line of chat that somebody made up', async () => {
    const text = strFromU8((await open())['record.md']!)
    const outside = text.replace(/^ {4}.*$/gm, '')
    expect(outside).not.toMatch(/(?<!\\)<(?!\/?$)/)
    expect(outside).not.toMatch(/(?<!\\)\]\((?!board\/)/)
    expect(outside.match(/^#+ .*$/gm)).toEqual([
      expect.stringMatching(/^# \\=1\+1/),
      '## Steps',
      '## What was promised',
      '## The board at the end of each step',
      '### The question',
      '### Silent writing',
      '## Chat',
      '## Who was there',
      '## Decisions of the facilitators',
    ])
    const chat = /## Chat\n\n([^]*?)\n\n## /.exec(text)![1]!
    expect(chat.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(1)
    expect(chat).not.toMatch(/^\s*(~~~|- \*\*Owner|1\. )/m)
  })

  test('[A17] its table is one a spreadsheet does not run', async () => {
    const table = strFromU8((await open())['attendance.csv']!)
    expect(table).toMatch(/^\uFEFF?"Name","District","Role","From","To"\r\n/)
    expect(table).toContain(`"'=HYPERLINK(""x"")"`)
  })

  test('[A18] exports and pictures are limited for each person', async () => {
    const statuses = []
    for (let index = 0; index < 12; index++) statuses.push((await mia.get(at('/record/export.zip'))).status)
    expect(statuses.at(-1)).toBe(429)
  })
})

test('[A19] an image that is gone from the folder is missing from the board, not the end of its record', async () => {
  const other = await schedule(owner, session.communityId)
  const seat = await owner.enter(other.id)
  const made = await owner.send('POST', `/api/sessions/${other.id}/files`, png(8, 8), { 'content-type': 'image/png' })
  const connection = connectBoard({
    boardId: boardIdOf(other.id),
    url: `ws://127.0.0.1:${house.config.port}`,
    open: (url) => new Socket(url, { headers: { cookie: owner.cookie() } }) as unknown as WebSocket,
  })
  await until(() => connection.store.getState().synced && connection.store.getState().access === 'write')
  const { doc } = connection.store.getState()
  doc.transact(() => {
    writeElement(doc, element({ id: 'image', type: 'image', fileId: 'file' }))
    filesOf(doc).set('file', { mimeType: 'image/png', url: made.json.url })
  })
  await until(() => connection.store.getState().pending === 0)
  connection.destroy()
  rmSync(`${house.config.dataDir}/files`, { recursive: true })
  expect((await owner.get(made.json.url)).status).toBe(404)
  await seat.send({ type: 'session.start' })
  await seat.send({ type: 'session.end' })
  await until(async () => (await owner.get(`/api/sessions/${other.id}/record`)).json.snapshots?.[0]?.elements === 1)
})
