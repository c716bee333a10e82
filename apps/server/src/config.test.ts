import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const config = (env: Record<string, string>) => {
  const read = readConfig(env)
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return read.config
}
const faults = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.faults
}

test('[E1] nothing has to be set', () => {
  expect(config({ PATH: '/bin', COPSE_ROOT: '/srv/copse' })).toMatchObject({
    port: 4280,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:4280',
    dataDir: '/srv/copse/data',
    development: true,
    smtpUrl: null,
    livekit: null,
    trustProxy: 'loopback',
  })
  expect(config({ PORT: '', COPSE_PUBLIC_URL: '', SMTP_URL: '' })).toEqual(config({}))
})

test('[E2] what is set holds', () => {
  expect(
    config({
      PORT: '8080',
      COPSE_ROOT: '/srv/copse',
      COPSE_DATA_DIR: '/var/lib/copse',
      COPSE_PUBLIC_URL: 'https://Copse.example.org/',
      COPSE_OWNER_EMAIL: 'Ada@Example.org',
      COPSE_TRUST_PROXY: '10.0.0.0/8, uniquelocal',
    }),
  ).toMatchObject({
    port: 8080,
    dataDir: '/var/lib/copse',
    publicUrl: 'https://copse.example.org',
    development: false,
    ownerEmail: 'ada@example.org',
    trustProxy: '10.0.0.0/8, uniquelocal',
  })
})

test.each([
  ['http://localhost:1', true],
  ['http://127.0.0.1:1', true],
  ['http://[::1]:1', true],
  ['http://127.0.0.1.evil.test', false],
  ['http://127.evil.test', false],
  ['http://localhost.evil.test', false],
  ['https://copse.example.org', false],
])('[E3] an installation at %s is for oneself: %s', (url, development) => {
  expect(config({ COPSE_PUBLIC_URL: url }).development).toBe(development)
})

test.each<[Record<string, string>, string]>([
  [{ COPSE_PROT: '1' }, 'COPSE_PROT is not a setting Copse knows.'],
  [{ PORT: 'http' }, 'PORT is not valid: "http".'],
  [{ PORT: '70000' }, 'PORT is not valid: "70000".'],
  [{ PORT: '80.5' }, 'PORT is not valid: "80.5".'],
  [{ COPSE_LIVEKIT: 'maybe' }, 'COPSE_LIVEKIT is not valid: "maybe".'],
  [{ COPSE_OWNER_EMAIL: 'ada' }, 'COPSE_OWNER_EMAIL is not valid: "ada".'],
  [{ COPSE_TRUST_PROXY: 'everyone' }, 'COPSE_TRUST_PROXY is not valid: "everyone".'],
  [
    { COPSE_PUBLIC_URL: 'copse.example.org' },
    'COPSE_PUBLIC_URL is not valid: "copse.example.org"; it looks like https://copse.example.org, without a path.',
  ],
  [
    { COPSE_PUBLIC_URL: 'https://example.org/copse' },
    'COPSE_PUBLIC_URL is not valid: "https://example.org/copse"; it looks like https://copse.example.org, without a path.',
  ],
  [
    { COPSE_SECRET: 'short', DATABASE_URL: 'postgres://db/copse', REDIS_URL: 'redis://cache', COPSE_LIVEKIT: 'off' },
    'COPSE_SECRET is not valid: it needs 32 characters or more.',
  ],
  [
    { LIVEKIT_URL: 'wss://live.example.org' },
    'LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together: set all three or none.',
  ],
])('[E4] %j: one sentence', (env, sentence) => {
  expect(faults(env)).toEqual([sentence])
})

test('[E5] all faults are said at once, and no secret with them', () => {
  const said = faults({
    COPSE_A: '1',
    PORT: 'x',
    SMTP_URL: 'ftp://user:s3cret@mail.example.org',
    COPSE_METRICS_TOKEN: 's3cret',
    LIVEKIT_URL: 'wss://live.example.org',
    LIVEKIT_API_KEY: 'key',
    LIVEKIT_API_SECRET: 's3cret',
  })
  expect(said).toHaveLength(5)
  expect(said.join()).not.toContain('s3cret')
})

test('[E6] the settings of many nodes go together', () => {
  const shared = {
    DATABASE_URL: 'postgres://copse:word@db.example.org/copse',
    REDIS_URL: 'redis://cache.example.org:6379',
    COPSE_SECRET: 'a secret that all of the nodes are given',
  }
  expect(config({ ...shared, COPSE_LIVEKIT: 'off' }).shared).toEqual({
    databaseUrl: shared.DATABASE_URL,
    redisUrl: shared.REDIS_URL,
    secret: shared.COPSE_SECRET,
  })
  expect(config({}).shared).toBeNull()
  expect(faults({ DATABASE_URL: shared.DATABASE_URL })).toEqual([
    'DATABASE_URL, REDIS_URL and COPSE_SECRET go together: set all three, the same for every node, or none.',
  ])
  expect(faults(shared)).toEqual([
    'Nodes that share a database share a LiveKit server: set LIVEKIT_URL, or COPSE_LIVEKIT=off.',
  ])
})
