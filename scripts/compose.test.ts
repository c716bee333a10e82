import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const compose = (...args: string[]) =>
  spawnSync('docker', ['compose', ...args], { cwd: resolve(import.meta.dirname, '..'), encoding: 'utf8' })
const installed = compose('version').status === 0

test.runIf(installed)('[K1] docker compose accepts the file; every service has a health check', () => {
  const { status, stdout, stderr } = compose(
    '--env-file',
    '.env.example',
    '--profile',
    'cluster',
    '--profile',
    'record',
    'config',
    '--format',
    'json',
  )
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')])
  const { services } = JSON.parse(stdout) as { services: Record<string, { healthcheck?: { test?: string[] } }> }
  expect(Object.keys(services).sort()).toEqual([
    'app',
    'balancer',
    'egress',
    'livekit',
    'node',
    'postgres',
    'redis',
    's3',
  ])
  for (const [name, { healthcheck }] of Object.entries(services))
    expect([name, healthcheck?.test?.length]).toEqual([name, expect.any(Number)])
})

test('[K1] every service says how it is, in words that are words: YAML takes an unquoted colon for something else', () => {
  const file = readFileSync(resolve(import.meta.dirname, '../docker-compose.yml'), 'utf8')
  const { services } = parse(file, { merge: true }) as {
    services: Record<string, { healthcheck?: { test?: unknown[] } }>
  }
  expect(Object.keys(services).sort()).toEqual([
    'app',
    'balancer',
    'egress',
    'livekit',
    'node',
    'postgres',
    'redis',
    's3',
  ])
  for (const [name, { healthcheck }] of Object.entries(services)) {
    const words = healthcheck?.test ?? []
    expect([name, words.length > 1, words.filter((word) => typeof word !== 'string')]).toEqual([name, true, []])
  }
})
