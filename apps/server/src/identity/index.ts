import type { Language } from '@copse/contract'
import type { Config } from '../config.ts'
import type { Logger } from '../ops/log.ts'
import type { Store } from '../store/index.ts'
import { createAccounts, LINK_MINUTES, type LinkPurpose } from './accounts.ts'
import { createActorOf, type ActorOf } from './actors.ts'
import { mailFault, type Mail } from './mail.ts'
import { mailWords } from './mail-words.ts'
import { createIdentityRouter } from './router.ts'
import type { Secrets } from './secrets.ts'

export { can, type Subject } from './can.ts'
export { createMail, mailFault, type Mail } from './mail.ts'
export { mailWords } from './mail-words.ts'
export { ensureAccount } from './people.ts'
export { readSecrets, secretsFrom, type Secrets } from './secrets.ts'
export { hashOf, newToken, sign, unsign } from './tokens.ts'
export { cookieOptions } from './cookies.ts'
export { GUEST_COOKIE, GUEST_PASS_MS, type ActorOf } from './actors.ts'

export interface Identity {
  readonly router: ReturnType<typeof createIdentityRouter>
  readonly actorOf: ActorOf
  /** A fresh sign-in link for an account, single-use. */
  linkFor(email: string, next?: string): Promise<string>
  /** Waits for the mails under way. */
  drain(): Promise<void>
}

export async function createIdentity(options: {
  config: Config
  secrets: Secrets
  store: Pick<Store, 'db' | 'kind'>
  mail: Mail
  now: () => number
  log: Logger
}): Promise<Identity> {
  const { config, secrets, store, mail, now, log } = options
  const { db } = store
  const sending = new Set<Promise<void>>()
  const accounts = await createAccounts({
    store,
    publicUrl: config.publicUrl,
    secret: secrets.auth,
    async sendLink(email, token, { next, hand }) {
      const link = `${config.publicUrl}/api/sign-in/verify?token=${encodeURIComponent(token)}&next=${encodeURIComponent(next)}`
      if (hand) return hand(link)
      const user = await db.selectFrom('user').select('language').where('email', '=', email).executeTakeFirst()
      const words = mailWords[(user?.language ?? 'en') as Language] ?? mailWords.en
      await mail.send({ to: email, ...words.signIn(link, LINK_MINUTES), link })
    },
  })

  /** Sends it in its own time: how long that takes and whether it works would tell who has an account. */
  function send(email: string, next: string, requestId: string): void {
    const sent: Promise<void> = request(email, { next })
      .then(
        () => undefined,
        (error: unknown) => log.error({ ...mailFault(error), requestId }, 'a sign-in link was not sent'),
      )
      .finally(() => sending.delete(sent))
    sending.add(sent)
  }
  const request = (email: string, purpose: LinkPurpose) =>
    accounts.api.signInMagicLink({ body: { email, metadata: { ...purpose } }, headers: new Headers() })

  const actorOf = createActorOf({ db, accounts, guestSecret: secrets.guest, now })
  return {
    actorOf,
    router: createIdentityRouter({
      config,
      accounts,
      actorOf,
      db,
      mail,
      requestLink: send,
    }),
    drain: async () => void (await Promise.all(sending)),
    linkFor: (email, next = '/') =>
      new Promise((resolve, reject) => {
        request(email.toLowerCase(), { next, hand: resolve }).catch(reject)
      }),
  }
}
