import { ProfileUpdate, SignIn, type Me } from '@copse/contract'
import { fromNodeHeaders } from 'better-auth/node'
import { Router, type Request } from 'express'
import type { Kysely } from 'kysely'
import type { Config } from '../config.ts'
import { body, sendCode } from '../http/answers.ts'
import { requestIdOf } from '../http/request-id.ts'
import { isOfThisMachine } from '../http/this-machine.ts'
import { createLimit } from '../ops/limits.ts'
import type { Schema } from '../store/index.ts'
import type { Accounts } from './accounts.ts'
import { GUEST_COOKIE, type ActorOf } from './actors.ts'
import { cookieOptions } from './cookies.ts'
import type { Mail } from './mail.ts'

const SAFE_NEXT = /^\/(?!\/)[^\s\\]{0,300}$/

export function createIdentityRouter(options: {
  config: Config
  accounts: Accounts
  actorOf: ActorOf
  db: Kysely<Schema>
  mail: Mail
  /** Sends a link, sooner or later. */
  requestLink: (email: string, next: string, requestId: string) => void
}): Router {
  const { config, accounts, actorOf, db, mail, requestLink } = options
  // A whole school may stand behind one address; links cannot be guessed, and each mailbox has its own limit.
  const perAddress = createLimit(100, 15 * 60)
  const perEmail = createLimit(5, 15 * 60)

  /** The outbox is for the person at the machine: a development install, a loopback peer, and a loopback name in the address bar. */
  const mayOpenOutbox = (request: Request) =>
    config.development &&
    config.smtpUrl === null &&
    isOfThisMachine(request) &&
    /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')

  async function me(request: Request): Promise<Me> {
    const actor = await actorOf(request.headers)
    const user =
      actor?.kind === 'member'
        ? await db.selectFrom('user').select('email').where('id', '=', actor.personId).executeTakeFirst()
        : undefined
    return { actor, email: user?.email ?? null, outbox: mayOpenOutbox(request) }
  }

  const router = Router()
  router.get('/me', async (request, response) => void response.json(await me(request)))

  router.patch('/me', async (request, response) => {
    const actor = await actorOf(request.headers)
    if (actor?.kind !== 'member') return sendCode(response, 'auth.required')
    const update = body(request, response, ProfileUpdate)
    if (!update) return
    if (Object.keys(update).length > 0)
      await db.updateTable('user').set(update).where('id', '=', actor.personId).execute()
    response.json(await me(request))
  })

  router.post('/sign-in', async (request, response) => {
    const input = body(request, response, SignIn)
    if (!input) return
    const email = input.email.toLowerCase()
    if (!(await perAddress(request.ip ?? '')) || !(await perEmail(email))) return sendCode(response, 'rate.limited')
    const known = await db.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst()
    if (known) requestLink(email, input.next ?? '/', requestIdOf(response))
    // The same answer for an address nobody knows, as soon, and whatever the mail server says.
    response.json({ sent: true })
  })

  // Mail filters look at links before people do; a look uses nothing up.
  router.head('/sign-in/verify', (_request, response) => void response.status(204).end())
  router.get('/sign-in/verify', async (request, response) => {
    const token = typeof request.query.token === 'string' ? request.query.token : ''
    const next = typeof request.query.next === 'string' && SAFE_NEXT.test(request.query.next) ? request.query.next : '/'
    if (!(await perAddress(`verify ${request.ip}`))) return sendCode(response, 'rate.limited')
    const answer = await accounts.api
      .magicLinkVerify({ query: { token }, headers: fromNodeHeaders(request.headers), asResponse: true })
      .catch(() => null)
    const cookies = answer?.ok ? answer.headers.getSetCookie() : []
    if (cookies.length === 0) return response.redirect('/sign-in?problem=auth.link-invalid')
    response.setHeader('Set-Cookie', cookies)
    response.redirect(next)
  })

  router.post('/sign-out', async (request, response) => {
    const answer = await accounts.api
      .signOut({ headers: fromNodeHeaders(request.headers), asResponse: true })
      .catch(() => null)
    for (const cookie of answer?.headers.getSetCookie() ?? []) response.append('Set-Cookie', cookie)
    response.clearCookie(GUEST_COOKIE, cookieOptions(config.publicUrl, 0))
    response.status(204).end()
  })

  router.get('/outbox', (request, response) => {
    if (!mayOpenOutbox(request)) return sendCode(response, 'not.found')
    response.json(mail.outbox())
  })
  return router
}
