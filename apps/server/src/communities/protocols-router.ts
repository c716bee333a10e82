import { CommunityId, NewProtocol, SaveProtocol, type CommunityProtocols } from '@copse/contract'
import { Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { body, sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Schema } from '../store/index.ts'
import { countOwn, MOST_PROTOCOLS, ownProtocol, ownProtocols, saveVersion, versionsOf } from './protocols.ts'
import { roleIn } from './rows.ts'

/** A community's own protocols: its members read them, those who lead it make and change them. */
export function createProtocolsRouter(options: { db: Kysely<Schema>; actorOf: ActorOf; now: () => number }): Router {
  const { db, actorOf, now } = options
  const router = Router()
  const saves = createLimit(30, 60)

  /** The community named in the path, for whoever may see its protocols; to a stranger it is not there. */
  async function named(request: Request, response: Response) {
    const actor = await actorOf(request.headers)
    const id = CommunityId.safeParse(request.params.id)
    const communityRole = id.success ? await roleIn(db, actor, id.data) : null
    const known =
      id.success && (await db.selectFrom('communities').select('id').where('id', '=', id.data).executeTakeFirst())
    if (known && can(actor, 'protocol.see', { communityRole }))
      return {
        actor,
        communityId: known.id,
        protocolId: String(request.params.protocolId),
        mayEdit: can(actor, 'protocol.edit', { communityRole }),
      }
    sendCode(response, 'not.found')
    return null
  }
  /** The same for whoever may change them. */
  async function changing(request: Request, response: Response) {
    const found = await named(request, response)
    if (!found) return null
    if (!found.mayEdit) return void sendCode(response, 'access.denied')
    return (await saves(found.actor.personId)) ? found : void sendCode(response, 'rate.limited')
  }

  router.get('/communities/:id/protocols', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const { communityId, mayEdit } = found
    const protocols = await ownProtocols(db, communityId)
    response.json({ protocols, may: { edit: mayEdit } } satisfies CommunityProtocols)
  })

  router.post('/communities/:id/protocols', async (request, response) => {
    const found = await changing(request, response)
    const input = found && body(request, response, NewProtocol)
    if (!found || !input) return
    const { actor, communityId } = found
    if ((await countOwn(db, communityId)) >= MOST_PROTOCOLS) return sendCode(response, 'protocol.too-many')
    const id = uuidv7()
    await saveVersion(db, { ...input, id, version: 1, communityId, savedBy: actor.personId, savedAt: now() })
    response.status(201).json(await ownProtocol(db, communityId, id))
  })

  router.get('/communities/:id/protocols/:protocolId', async (request, response) => {
    const found = await named(request, response)
    const own = found && (await ownProtocol(db, found.communityId, found.protocolId))
    if (own) response.json(own)
    else if (found) sendCode(response, 'not.found')
  })

  router.post('/communities/:id/protocols/:protocolId', async (request, response) => {
    const found = await changing(request, response)
    const input = found && body(request, response, SaveProtocol)
    if (!found || !input) return
    const { actor, communityId, protocolId } = found
    const newest = await ownProtocol(db, communityId, protocolId)
    if (!newest) return sendCode(response, 'not.found')
    const { protocol, basedOn } = input
    if (newest.protocol.version !== basedOn) return sendCode(response, 'protocol.changed')
    const version = basedOn + 1
    const saved = { id: protocolId, version, communityId, protocol, savedBy: actor.personId, savedAt: now() }
    if (!(await saveVersion(db, saved))) return sendCode(response, 'protocol.changed')
    response.status(201).json(await ownProtocol(db, communityId, protocolId, version))
  })

  router.delete('/communities/:id/protocols/:protocolId', async (request, response) => {
    const found = await changing(request, response)
    if (!found) return
    const { numDeletedRows } = await db
      .deleteFrom('protocols')
      .where('communityId', '=', found.communityId)
      .where('id', '=', found.protocolId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return sendCode(response, 'not.found')
    response.status(204).end()
  })

  router.get('/communities/:id/protocols/:protocolId/versions', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const versions = await versionsOf(db, found.communityId, found.protocolId)
    if (versions.length === 0) return sendCode(response, 'not.found')
    response.json(versions)
  })

  router.get('/communities/:id/protocols/:protocolId/versions/:version', async (request, response) => {
    const found = await named(request, response)
    if (!found) return
    const version = Number(request.params.version)
    const own = Number.isSafeInteger(version)
      ? await ownProtocol(db, found.communityId, found.protocolId, version)
      : null
    if (own) response.json(own)
    else sendCode(response, 'not.found')
  })
  return router
}
