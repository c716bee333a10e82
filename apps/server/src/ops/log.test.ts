import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'libsql'
import { SMTPServer } from 'smtp-server'
import { expect, test, vi } from 'vitest'
import { freePort, temporaryFolder, until } from '../testing.ts'

vi.setConfig({ testTimeout: 120_000 })
const OWNER = 'ada.owner@copse.test'
const WORDS = 'what-was-said-here-stays-here'

test('[L1] [L2] what is logged, at its most talkative and when all goes wrong, has no token, cookie, address or words in it', async () => {
  const folder = temporaryFolder()
  const [port, mailPort] = [await freePort(), await freePort()]
  let mail = ''
  let refuse = false
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refuse ? new Error(`550 <${address}> is unknown here`) : null),
    onData(stream, _session, done) {
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()))
      stream.on('end', () => done())
    },
  })
  await new Promise<void>((listening) => void smtp.listen(mailPort, '127.0.0.1', listening))
  const program = fileURLToPath(new URL('../main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      COPSE_DATA_DIR: join(folder.path, 'data'),
      COPSE_LIVEKIT: 'off',
      COPSE_LOG_LEVEL: 'debug',
      COPSE_DEVELOPMENT: 'false',
      COPSE_OWNER_EMAIL: OWNER,
      SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    },
  })
  try {
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await until(() => output.includes('Copse is ready'))
    const url = `http://127.0.0.1:${port}`
    let cookie = ''
    const ask = (method: string, path: string, body?: unknown) =>
      fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })

    await ask('POST', '/api/sign-in', { email: OWNER })
    const link = await until(() => /https?:\S+verify\S+/.exec(mail.replace(/=\r?\n/g, '').replace(/=3D/g, '='))?.[0])
    const { pathname, search, searchParams } = new URL(link)
    cookie = (await ask('GET', `${pathname}${search}`)).headers.getSetCookie()[0]!.split(';')[0]!
    const [{ id }] = (await (await ask('GET', '/api/communities')).json()) as [{ id: string }]
    const sessions = (await (await ask('GET', `/api/communities/${id}/sessions`)).json()) as [{ id: string }]
    const made = await ask('POST', `/api/sessions/${sessions[0].id}/invitations`, { hours: 1 })
    const token = ((await made.json()) as { link: string }).link.split('/').at(-1)!

    // Now everything breaks: the mail server refuses, and tables are gone under the server's feet.
    refuse = true
    await ask('POST', '/api/sign-in', { email: OWNER })
    expect(
      (
        await ask('POST', `/api/communities/${id}/members`, {
          email: 'ben@copse.test',
          name: 'Ben',
          district: null,
          role: 'member',
        })
      ).status,
    ).toBe(500)
    const database = new Database(join(folder.path, 'data', 'copse.sqlite'))
    database.exec(
      'pragma foreign_keys = off; alter table guests rename to guests_gone; alter table sessions rename to sessions_gone',
    )
    database.close()
    const answered: (string | null)[] = []
    for (const answer of [
      await ask('GET', `/api/invitations/${token}?email=${OWNER}`),
      await ask('POST', `/api/invitations/${token}`, { name: WORDS, district: WORDS }),
      await ask('PATCH', `/api/sessions/${sessions[0].id}`, { title: WORDS }),
    ]) {
      answered.push(answer.headers.get('x-request-id'))
      expect([answer.status, await answer.text()]).toEqual([500, '{"ok":false,"code":"server.failed"}'])
    }
    await until(() => output.match(/request failed/g)?.length === 3)
    const lines = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const failed = lines.filter(({ msg }) => msg === 'request failed')
    expect(failed.map(({ requestId }) => requestId)).toEqual(answered)
    expect(new Set(answered).size).toBe(3)
    expect(failed.map(({ sessionId }) => sessionId)).toEqual([undefined, undefined, sessions[0].id])
    await until(() => /"requestId":"[^"]+","msg":"a sign-in link was not sent"/.test(output))
    expect(output).toMatch(/"requestId":"[^"]+","msg":"an invitation was not mailed"/)
    expect(output).toContain('mail sent')

    const [name, value] = cookie.split('=') as [string, string]
    for (const secret of [
      searchParams.get('token')!,
      token,
      value,
      decodeURIComponent(value).split('.')[0]!,
      WORDS,
      'ben@',
      'Rural Principals Circle',
      'Owner',
      name,
    ])
      expect([secret, output.includes(secret)]).toEqual([secret, false])
    // The owner's address is said once, to whoever starts Copse: where her link goes.
    expect(output.split(OWNER)).toHaveLength(2)
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
    await new Promise<void>((closed) => void smtp.close(closed))
    folder.remove()
  }
})
