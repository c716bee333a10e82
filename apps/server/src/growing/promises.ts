import type {
  CommitmentId,
  CommunityId,
  Outcome,
  OwnPromise,
  PersonId,
  Promises,
  SessionEvent,
  SessionId,
} from '@copse/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/index.ts'

/** What somebody said in a session that she would try, and did not take back. */
export interface Promised {
  readonly id: CommitmentId
  readonly sessionId: SessionId
  readonly sessionTitle: string
  readonly personId: PersonId
  readonly madeAt: number
  readonly text: string
  readonly due: string | null
  readonly onlyMe: boolean
}

/** What was promised in a community's sessions, oldest first: projected from their journals. */
export async function promisedIn(db: Kysely<Schema>, communityId: CommunityId): Promise<Promised[]> {
  const rows = await db
    .selectFrom('journal')
    .innerJoin('sessions', 'sessions.id', 'journal.sessionId')
    .select(['journal.sessionId', 'journal.at', 'journal.type', 'journal.body', 'sessions.title'])
    .where('sessions.communityId', '=', communityId)
    .where('sessions.phase', 'in', ['running', 'ended'])
    .where('journal.type', 'in', ['commitment.made', 'commitment.withdrawn'])
    .orderBy('journal.at')
    .orderBy('journal.seq')
    .execute()
  const promised = new Map<CommitmentId, Promised>()
  for (const { sessionId, at, title, type, body } of rows) {
    const event = { ...(JSON.parse(body) as object), type } as SessionEvent
    if (event.type === 'commitment.withdrawn') promised.delete(event.commitmentId)
    if (event.type === 'commitment.made')
      promised.set(event.commitmentId, {
        id: event.commitmentId,
        sessionId,
        sessionTitle: title,
        personId: event.personId,
        madeAt: Number(at),
        text: event.text,
        due: event.due,
        onlyMe: event.onlyMe === true,
      })
  }
  return [...promised.values()]
}

/** A community's promises as one member may read them. */
export async function promisesFor(db: Kysely<Schema>, communityId: CommunityId, personId: PersonId): Promise<Promises> {
  const promised = await promisedIn(db, communityId)
  const told = await db
    .selectFrom('followUps')
    .innerJoin('sessions', 'sessions.id', 'followUps.sessionId')
    .innerJoin('user', 'user.id', 'followUps.personId')
    .selectAll('followUps')
    .select('user.name')
    .where('sessions.communityId', '=', communityId)
    .execute()
  const mails = await db
    .selectFrom('reminders')
    .select(['commitmentId', 'at'])
    .where('personId', '=', personId)
    .where('sentAt', 'is', null)
    .execute()
  const toldOf = new Map(told.map((row) => [row.commitmentId, row]))
  const mailOf = new Map(mails.map((row) => [row.commitmentId, Number(row.at)]))
  return {
    mine: promised
      .filter((one) => one.personId === personId)
      .map(({ id, sessionId, sessionTitle, madeAt, text, due, onlyMe }): OwnPromise => {
        const follow = toldOf.get(id)
        return {
          id,
          sessionId,
          sessionTitle,
          madeAt,
          text,
          due,
          onlyMe,
          outcome: follow?.outcome ?? null,
          changed: follow?.changed ?? null,
          shared: follow ? follow.shared === 1 : !onlyMe,
          reminderAt: mailOf.get(id) ?? null,
        }
      })
      .reverse(),
    stories: promised
      .flatMap(({ id, sessionId, sessionTitle, text }) => {
        const { outcome, changed, shared, name, toldAt } = toldOf.get(id) ?? {}
        return name !== undefined && shared === 1 && isStory(outcome)
          ? [{ id, sessionId, sessionTitle, name, text, outcome, changed: changed ?? null, at: Number(toldAt) }]
          : []
      })
      .sort((one, other) => other.at - one.at),
  }
}

const isStory = (outcome: Outcome | null | undefined) => outcome === 'tried' || outcome === 'adapted'
