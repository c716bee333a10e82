import { resolve } from 'node:path'
import * as z from 'zod/mini'

/** Everything the environment can settle, validated once at the start; nothing else reads `process.env`. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Where people reach Copse, without a slash at the end. */
  readonly publicUrl: string
  readonly dataDir: string
  /** What many nodes share instead of a data folder. */
  readonly shared: { readonly databaseUrl: string; readonly redisUrl: string; readonly secret: string } | null
  /** The built web app. */
  readonly webDir: string
  /** An install for oneself: the local outbox may be opened from loopback. */
  readonly development: boolean
  readonly ownerEmail: string
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly livekit: { readonly url: string; readonly apiKey: string; readonly apiSecret: string } | null
  readonly livekitMode: 'auto' | 'off'
  /** Whose word on who is asking is taken: the proxies before us, as express names them. */
  readonly trustProxy: string
  /** How long a start waits for another Copse to let go of the data folder. */
  readonly takeoverMs: number
  /** Who brings it may read /metrics from another machine; null: this machine alone may. */
  readonly metricsToken: string | null
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

const PROXY = '(loopback|linklocal|uniquelocal|[0-9a-f.:]+(/[0-9]{1,3})?)'
const PROXIES = new RegExp(`^${PROXY}(, *${PROXY})*$`, 'i')
/** Said without their value: it may hold a secret. */
const secretive = new Set([
  'COPSE_METRICS_TOKEN',
  'SMTP_URL',
  'DATABASE_URL',
  'REDIS_URL',
  'COPSE_SECRET',
  'LIVEKIT_API_KEY',
  'LIVEKIT_API_SECRET',
])

/** An address without a path: Copse answers at the root of its origin. */
const isOrigin = (value: string) => {
  const { pathname, search, hash, username } = new URL(value)
  return pathname === '/' && !search && !hash && !username
}

const settings = z.object({
  PORT: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535)), 4280),
  COPSE_HOST: z._default(z.string(), '127.0.0.1'),
  COPSE_PUBLIC_URL: z.optional(z.url({ protocol: /^https?$/, abort: true }).check(z.refine(isOrigin))),
  COPSE_DATA_DIR: z._default(z.string(), 'data'),
  COPSE_SECRET: z.optional(z.string().check(z.minLength(32))),
  COPSE_WEB_DIR: z._default(z.string(), 'apps/web/dist'),
  COPSE_ROOT: z.optional(z.string()),
  COPSE_DEVELOPMENT: z.optional(z.enum(['true', 'false'])),
  COPSE_OWNER_EMAIL: z._default(z.email(), 'owner@copse.local'),
  COPSE_MAIL_FROM: z._default(z.string(), 'Copse <no-reply@copse.local>'),
  COPSE_LIVEKIT: z._default(z.enum(['auto', 'off']), 'auto'),
  COPSE_TAKEOVER_SECONDS: z._default(z.coerce.number().check(z.minimum(0), z.maximum(86_400)), 15),
  COPSE_METRICS_TOKEN: z.optional(z.string().check(z.minLength(16))),
  COPSE_TRUST_PROXY: z._default(z.string().check(z.regex(PROXIES)), 'loopback'),
  COPSE_LOG_LEVEL: z._default(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  DATABASE_URL: z.optional(z.url({ protocol: /^postgres(ql)?$/ })),
  REDIS_URL: z.optional(z.url({ protocol: /^rediss?$/ })),
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/ })),
  LIVEKIT_URL: z.optional(z.url({ protocol: /^(wss?|https?)$/ })),
  LIVEKIT_API_KEY: z.optional(z.string()),
  LIVEKIT_API_SECRET: z.optional(z.string().check(z.minLength(32))),
})

const isLoopback = (host: string) => /^(localhost|\[::1\]|127(\.\d+){3})$/.test(host)

/** What a valid one looks like, where its name does not say. */
const hints: Record<string, string> = {
  COPSE_METRICS_TOKEN: ': it needs 16 characters or more.',
  LIVEKIT_API_SECRET: ': it needs 32 characters or more.',
  COPSE_SECRET: ': it needs 32 characters or more.',
  DATABASE_URL: ': it looks like postgres://user:password@db.example.org/copse.',
  REDIS_URL: ': it looks like redis://redis.example.org:6379.',
  SMTP_URL: ': it looks like smtp://user:password@mail.example.org:587.',
  COPSE_PUBLIC_URL: '; it looks like https://copse.example.org, without a path.',
}

/** Reads the settings. Every fault is a sentence of its own, so that all can be mended at once. */
export function readConfig(
  env: Record<string, string | undefined>,
): { ok: true; config: Config } | { ok: false; faults: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const faults = Object.keys(given)
    .filter((name) => name.startsWith('COPSE_') && !(name in settings.shape))
    .map((name) => `${name} is not a setting Copse knows.`)
  const parsed = settings.safeParse(given)
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0])
      const said = secretive.has(name) ? '' : `: "${given[name]}"`
      faults.push(`${name} is not valid${said}${hints[name] ?? '.'}`)
    }
  const livekit = [given.LIVEKIT_URL, given.LIVEKIT_API_KEY, given.LIVEKIT_API_SECRET]
  if (livekit.some(Boolean) && !livekit.every(Boolean))
    faults.push('LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together: set all three or none.')
  const shared = [given.DATABASE_URL, given.REDIS_URL, given.COPSE_SECRET]
  if (shared.some(Boolean) && !shared.every(Boolean))
    faults.push(
      'DATABASE_URL, REDIS_URL and COPSE_SECRET go together: set all three, the same for every node, or none.',
    )
  if (shared.every(Boolean) && !given.LIVEKIT_URL && given.COPSE_LIVEKIT !== 'off')
    faults.push('Nodes that share a database share a LiveKit server: set LIVEKIT_URL, or COPSE_LIVEKIT=off.')
  if (!parsed.success || faults.length > 0) return { ok: false, faults }

  const value = parsed.data
  const root = value.COPSE_ROOT ?? resolve('.')
  const publicUrl = new URL(value.COPSE_PUBLIC_URL ?? `http://localhost:${value.PORT}`).origin
  return {
    ok: true,
    config: {
      port: value.PORT,
      host: value.COPSE_HOST,
      publicUrl,
      dataDir: resolve(root, value.COPSE_DATA_DIR),
      shared: value.DATABASE_URL
        ? { databaseUrl: value.DATABASE_URL, redisUrl: value.REDIS_URL!, secret: value.COPSE_SECRET! }
        : null,
      webDir: resolve(root, value.COPSE_WEB_DIR),
      development: value.COPSE_DEVELOPMENT
        ? value.COPSE_DEVELOPMENT === 'true'
        : isLoopback(new URL(publicUrl).hostname),
      ownerEmail: value.COPSE_OWNER_EMAIL.toLowerCase(),
      smtpUrl: value.SMTP_URL ?? null,
      mailFrom: value.COPSE_MAIL_FROM,
      livekit: value.LIVEKIT_URL
        ? { url: value.LIVEKIT_URL, apiKey: value.LIVEKIT_API_KEY!, apiSecret: value.LIVEKIT_API_SECRET! }
        : null,
      livekitMode: value.COPSE_LIVEKIT,
      trustProxy: value.COPSE_TRUST_PROXY,
      takeoverMs: value.COPSE_TAKEOVER_SECONDS * 1000,
      metricsToken: value.COPSE_METRICS_TOKEN ?? null,
      logLevel: value.COPSE_LOG_LEVEL,
    },
  }
}
