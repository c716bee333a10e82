import type { Actor, CommunityId, LocalText, PersonId, PracticeCard, SessionId, SessionState } from '@copse/contract'
import type { Kysely, Selectable } from 'kysely'
import { roleIn } from '../communities/index.ts'
import { can, type Subject } from '../identity/index.ts'
import type { Schema } from '../store/index.ts'

export type CardRow = Selectable<Schema['cards']>
type StateOf = (sessionId: SessionId) => Promise<SessionState>

/** What an answer about this card rests on, for this actor. */
export async function subjectOf(db: Kysely<Schema>, actor: Actor, row: CardRow): Promise<Subject> {
  const communityRole = await roleIn(db, actor, row.communityId)
  return { communityRole, author: row.authorId === actor.personId, shared: row.shared === 1 }
}

/**
 * Whether a note from this step may be one that was laid down without a name: on a card from there stands none, so that nobody is
 * taken for who wrote it.
 */
export function mayBeAnonymous(state: SessionState, stepIndex: number | null): boolean {
  const steps = state.agenda?.steps ?? []
  return steps.slice(0, stepIndex === null ? undefined : stepIndex + 1).some(({ board }) => board.drafts?.anonymous)
}

/** Cards as one member may read them; of another community's she learns no session, no step and no name of the community. */
export async function cardsAs(
  db: Kysely<Schema>,
  stateOf: StateOf,
  actor: Actor,
  rows: readonly CardRow[],
): Promise<PracticeCard[]> {
  if (rows.length === 0) return []
  const tries = await db
    .selectFrom('cardTries')
    .innerJoin('user', 'user.id', 'cardTries.personId')
    .selectAll('cardTries')
    .select('user.name')
    .where(
      'cardId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at', 'desc')
    .execute()
  const authors = await db
    .selectFrom('user')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(rows.map(({ authorId }) => authorId))])
    .execute()
  const nameOf = new Map<PersonId, string>(authors.map(({ id, name }) => [id, name]))
  const me = actor.personId
  const cards: PracticeCard[] = []
  for (const row of rows) {
    const subject = await subjectOf(db, actor, row)
    const edit = can(actor, 'card.edit', subject)
    const within = can(actor, 'community.see', subject)
    cards.push({
      id: row.id,
      title: row.title,
      description: row.description,
      tags: JSON.parse(row.tags) as string[],
      source: within && row.sessionId ? await sourceOf(db, stateOf, row.sessionId, row.stepIndex) : null,
      author: row.named === 1 ? (nameOf.get(row.authorId) ?? null) : null,
      savedAt: Number(row.savedAt),
      shared: row.shared === 1,
      may: { edit, share: can(actor, 'card.share', subject) },
      tries: tries
        .filter(({ cardId }) => cardId === row.id)
        .map(({ id, name, line, at, personId }) => ({
          id,
          name,
          line,
          at: Number(at),
          mayRemove: edit || personId === me,
        })),
    })
  }
  return cards
}

async function sourceOf(
  db: Kysely<Schema>,
  stateOf: StateOf,
  sessionId: SessionId,
  stepIndex: number | null,
): Promise<PracticeCard['source']> {
  const { title } = await db
    .selectFrom('sessions')
    .select('title')
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const step: { title: LocalText } | undefined =
    stepIndex === null ? undefined : (await stateOf(sessionId)).agenda?.steps[stepIndex]
  return { sessionId, sessionTitle: title, stepTitle: step?.title ?? null }
}

export const cardsOf = (db: Kysely<Schema>, communityId: CommunityId): Promise<CardRow[]> =>
  db.selectFrom('cards').selectAll().where('communityId', '=', communityId).orderBy('savedAt', 'desc').execute()

/** The newest of those that other communities' members share with all. */
export const cardsFromOthers = (db: Kysely<Schema>, communityId: CommunityId): Promise<CardRow[]> =>
  db
    .selectFrom('cards')
    .selectAll()
    .where('communityId', '!=', communityId)
    .where('shared', '=', 1)
    .orderBy('savedAt', 'desc')
    .limit(200)
    .execute()
