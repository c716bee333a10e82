import {
  SearchQuery,
  type Actor,
  type CommunityId,
  type LocalText,
  type SearchHit,
  type SessionId,
} from '@copse/contract'
import { Router } from 'express'
import type { Kysely } from 'kysely'
import { roleIn, sessionFacts } from '../communities/index.ts'
import { sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Rooms } from '../room/index.ts'
import type { Found, Schema, Search } from '../store/index.ts'
import { subjectOf } from './cards.ts'

const MOST_HITS = 30

/** Finds words in what the searcher may see: the index narrows by community, and each place is asked about by `can()`. */
export function createSearchRouter(options: {
  db: Kysely<Schema>
  search: Search
  rooms: Rooms
  actorOf: ActorOf
  now: () => number
}): Router {
  const { db, search, rooms, actorOf, now } = options
  const router = Router()
  const searches = createLimit(60, 60)

  async function communitiesOf(actor: Actor): Promise<Map<CommunityId, string>> {
    if (actor.kind === 'guest') return new Map()
    const named = db.selectFrom('communities').select(['communities.id', 'communities.name'])
    const rows = actor.owner
      ? await named.execute()
      : await named
          .innerJoin('members', 'members.communityId', 'communities.id')
          .where('members.personId', '=', actor.personId)
          .execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  /** What somebody may know of a session's words; null: nothing. */
  async function lookAt(actor: Actor, sessionId: SessionId) {
    const facts = await sessionFacts(db, actor, sessionId, now())
    if (!facts) return null
    const state = await rooms.state(sessionId)
    const subject = {
      ...facts,
      sessionId,
      phase: state.phase,
      standing: state.people[actor.personId]?.standing ?? null,
    }
    const title = state.plan?.title ?? ''
    return {
      may: (kind: SearchHit['kind']) =>
        can(actor, 'record.see', subject) || (kind === 'session' && can(actor, 'session.see', subject)),
      title,
      steps: state.agenda?.steps ?? [],
    }
  }

  async function hitsFor(actor: Actor, found: readonly Found[], communities: ReadonlyMap<CommunityId, string>) {
    const looks = new Map<SessionId, Awaited<ReturnType<typeof lookAt>>>()
    const hits: SearchHit[] = []
    for (const one of found) {
      if (hits.length === MOST_HITS) break
      const { kind, sessionId, cardId, communityId, at, parts, stepIndex } = one
      let title: string
      let stepTitle: LocalText | null = null
      if (sessionId) {
        if (!looks.has(sessionId)) looks.set(sessionId, await lookAt(actor, sessionId))
        const look = looks.get(sessionId)
        if (!look?.may(kind)) continue
        title = look.title
        stepTitle = stepIndex === null ? null : (look.steps[stepIndex]?.title ?? null)
      } else {
        const card = await db.selectFrom('cards').selectAll().where('id', '=', cardId).executeTakeFirst()
        if (!card || !can(actor, 'card.see', await subjectOf(db, actor, card))) continue
        title = card.title
      }
      const within = communities.get(communityId)
      hits.push({
        kind,
        title,
        communityName: within ?? null,
        // A card from elsewhere opens in a library of the searcher's own.
        communityId: within === undefined ? ([...communities.keys()][0] ?? null) : communityId,
        sessionId,
        cardId,
        stepTitle,
        at,
        parts: [...parts],
      })
    }
    return hits
  }

  router.get('/search', async (request, response) => {
    const actor = await actorOf(request.headers)
    if (!actor) return sendCode(response, 'not.found')
    if (!(await searches(actor.personId))) return sendCode(response, 'rate.limited')
    const input = SearchQuery.safeParse(request.query)
    if (!input.success) return sendCode(response, 'input.invalid', input.error.issues[0]?.path.join('.') ?? '')
    const { q, community } = input.data
    if (community && !can(actor, 'community.see', { communityRole: await roleIn(db, actor, community) }))
      return sendCode(response, 'not.found')
    const communities = await communitiesOf(actor)
    const found = await search.find(q, {
      personId: actor.personId,
      communityIds: community ? [community] : [...communities.keys()],
      ...(actor.kind === 'guest' && { sessionId: actor.sessionId }),
    })
    const within = community ? found.filter(({ communityId }) => communityId === community) : found
    response.json(await hitsFor(actor, within, communities))
  })
  return router
}
