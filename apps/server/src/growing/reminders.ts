import type { CommitmentId, Language, PersonId } from '@copse/contract'
import type { Kysely } from 'kysely'
import { mailFault, mailWords, sign, unsign, type Mail } from '../identity/index.ts'
import type { Logger } from '../ops/log.ts'
import type { Schema } from '../store/index.ts'
import { promisedIn } from './promises.ts'

const LOOK_MS = 60_000
/** A mail server that takes nothing for so long is not asked again for this one. */
const LATE_MS = 24 * 3_600_000
const PURPOSE = 'no-reminders:'

/** What the link in a mail carries: whose reminders it ends. */
const stopToken = (personId: PersonId, secret: string): string => sign(`${PURPOSE}${personId}`, secret)
export function whoseStop(token: string, secret: string): PersonId | null {
  const value = unsign(token, secret)
  return value?.startsWith(PURPOSE) ? (value.slice(PURPOSE.length) as PersonId) : null
}

/** Mails about promises, each on its day, once: whichever process takes one first sends it. */
export function createReminders(options: {
  db: Kysely<Schema>
  mail: Mail
  publicUrl: string
  secret: string
  now: () => number
  log: Logger
}) {
  const { db, mail, publicUrl, secret, now, log } = options
  let sending: Promise<void> = Promise.resolve()

  const take = async (id: CommitmentId): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable('reminders')
      .set({ sentAt: now() })
      .where('commitmentId', '=', id)
      .where('sentAt', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
  const forget = (id: CommitmentId) => db.deleteFrom('reminders').where('commitmentId', '=', id).execute()

  async function send(): Promise<void> {
    const due = await db
      .selectFrom('reminders')
      .innerJoin('sessions', 'sessions.id', 'reminders.sessionId')
      .innerJoin('user', 'user.id', 'reminders.personId')
      .leftJoin('members', (join) =>
        join
          .onRef('members.communityId', '=', 'sessions.communityId')
          .onRef('members.personId', '=', 'reminders.personId'),
      )
      .select([
        'reminders.commitmentId',
        'reminders.personId',
        'reminders.at',
        'reminders.timeZone',
        'sessions.communityId',
        'user.email',
        'user.language',
        'user.owner',
        'members.role',
      ])
      .where('reminders.sentAt', 'is', null)
      .where('reminders.at', '<=', now())
      .execute()
    for (const row of due) {
      const promise = (await promisedIn(db, row.communityId)).find(({ id }) => id === row.commitmentId)
      // Whoever left the community, or took her words back, hears no more of them.
      if (!promise || (row.role === null && !row.owner)) {
        await forget(row.commitmentId)
        continue
      }
      if (!(await take(row.commitmentId))) continue
      const language = row.language as Language
      const link = `${publicUrl}/communities/${row.communityId}`
      const words = (mailWords[language] ?? mailWords.en).reminder({
        promise: promise.text,
        session: promise.sessionTitle,
        when: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: row.timeZone }).format(promise.madeAt),
        link,
        stop: `${publicUrl}/no-reminders/${stopToken(row.personId, secret)}`,
      })
      try {
        await mail.send({ to: row.email, ...words, link })
      } catch (error) {
        log.error(mailFault(error), 'a reminder was not mailed')
        if (now() - Number(row.at) > LATE_MS) await forget(row.commitmentId)
        else
          await db.updateTable('reminders').set({ sentAt: null }).where('commitmentId', '=', row.commitmentId).execute()
      }
    }
  }

  /** Sends what is due; one look at a time. */
  const look = (): Promise<void> =>
    (sending = sending.then(send).catch((error: unknown) => log.error({ error: String(error) }, 'reminders')))
  const looking = setInterval(() => void look(), LOOK_MS)
  looking.unref()
  return {
    look,
    async drain() {
      clearInterval(looking)
      await sending
    },
  }
}
