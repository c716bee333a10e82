import type { IncomingHttpHeaders } from 'node:http'
import type { Actor, PersonId } from '@copse/contract'
import { fromNodeHeaders } from 'better-auth/node'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/index.ts'
import type { Accounts } from './accounts.ts'
import { readCookie } from './cookies.ts'
import { unsign } from './tokens.ts'

export const GUEST_COOKIE = 'copse.guest'
/** A guest who came in time stays welcome this long after coming, though her link has expired meanwhile. */
export const GUEST_PASS_MS = 12 * 3_600_000

/** Who is asking, by the cookies of a request, handshake or upgrade. A member's cookie wins over a guest's. */
export type ActorOf = (headers: IncomingHttpHeaders) => Promise<Actor | null>

export function createActorOf(options: {
  db: Kysely<Schema>
  accounts: Accounts
  guestSecret: string
  now: () => number
}): ActorOf {
  const { db, accounts, guestSecret, now } = options

  async function guest(id: string): Promise<Actor | null> {
    const row = await db
      .selectFrom('guests')
      .innerJoin('invitations', 'invitations.id', 'guests.invitationId')
      .select([
        'guests.id',
        'guests.name',
        'guests.district',
        'guests.sessionId',
        'guests.createdAt',
        'expiresAt',
        'revokedAt',
      ])
      .where('guests.id', '=', id as PersonId)
      .executeTakeFirst()
    if (!row || row.revokedAt !== null || now() > Math.max(row.expiresAt, row.createdAt + GUEST_PASS_MS)) return null
    return { kind: 'guest', personId: row.id, name: row.name, district: row.district, sessionId: row.sessionId }
  }

  return async (headers) => {
    if (!headers.cookie) return null
    const session = await accounts.api.getSession({ headers: fromNodeHeaders({ cookie: headers.cookie }) })
    if (session) {
      const { user } = session
      return {
        kind: 'member',
        personId: user.id as PersonId,
        name: user.name,
        district: user.district ?? null,
        owner: user.owner === true,
      }
    }
    const signed = readCookie(headers.cookie, GUEST_COOKIE)
    const id = signed === null ? null : unsign(signed, guestSecret)
    return id === null ? null : guest(id)
  }
}
