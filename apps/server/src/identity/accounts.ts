import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { magicLink } from 'better-auth/plugins'
import type { Store } from '../store/index.ts'

export const LINK_MINUTES = 15
const DAYS_30 = 30 * 24 * 3600

/** Where a link leads after signing in, and who takes it instead of the mail. */
export interface LinkPurpose {
  next: string
  hand?: (link: string) => void
}

/**
 * Accounts: e-mail links that work once, and their web sessions. Nobody signs up: an account exists because the owner's was
 * made at the first start or because a community invited its address.
 */
export async function createAccounts(options: {
  store: Pick<Store, 'db' | 'kind'>
  publicUrl: string
  secret: string
  sendLink: (email: string, token: string, about: LinkPurpose) => Promise<void>
}) {
  const settings = {
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: { db: options.store.db, type: options.store.kind },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false }, // ours stand before it
    session: { expiresIn: DAYS_30, updateAge: 24 * 3600 },
    advanced: { cookiePrefix: 'copse', useSecureCookies: options.publicUrl.startsWith('https:') },
    user: {
      additionalFields: {
        district: { type: 'string' as const, required: false, input: false },
        language: { type: 'string' as const, required: false, defaultValue: 'en', input: false },
        owner: { type: 'boolean' as const, required: false, defaultValue: false, input: false },
      },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_MINUTES * 60,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: ({ email, token, metadata }) => options.sendLink(email, token, metadata as LinkPurpose),
      }),
    ],
  }
  const { runMigrations } = await getMigrations(settings)
  await runMigrations()
  return betterAuth(settings)
}
export type Accounts = Awaited<ReturnType<typeof createAccounts>>
