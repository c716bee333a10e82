import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import {
  BoardBeginning,
  boardIdOf,
  SessionId,
  type Language,
  type RecordedSnapshot,
  type SessionPhase,
  type SessionState,
  SnapshotId,
  type Actor,
  type CommandId,
} from '@copse/contract'
import { floor } from '@copse/protocols'
import { packLog } from '@copse/whiteboard/history'
import { raw, Router, type Request, type Response } from 'express'
import type { Kysely } from 'kysely'
import type { Boards } from '../board/index.ts'
import { detailOf, sessionFacts } from '../communities/index.ts'
import { body, sendCode } from '../http/answers.ts'
import { can, type ActorOf } from '../identity/index.ts'
import { createLimit } from '../ops/limits.ts'
import type { Logger } from '../ops/log.ts'
import { startThread } from '../ops/threads.ts'
import type { Rooms } from '../room/index.ts'
import type { Journal, Schema } from '../store/index.ts'
import { createBringBack } from './bring-back.ts'
import { createBringTogether } from './bring-together.ts'
import type { FileBytes } from './file-bytes.ts'
import { createFileStore } from './files.ts'
import { imageTypeOf } from './image-type.ts'
import { recordOf } from './record.ts'
import { planReplay, replayOf, shownRows, stretchesOf, type ReplayPlan } from './replay.ts'
import type { RenderApi } from './render-worker.ts'
import { createNameTopics } from './name-topics.ts'
import { createSnapshots } from './snapshots.ts'

export { bytesInFolder, bytesInStore } from './file-bytes.ts'

const FILE_LIMIT = '5mb'
/** What a few kilobytes may unfold to when they are drawn. */
const PIXEL_LIMIT = 30_000_000
const compressed = {
  // Nine parts in ten of what its best setting saves, in a seventh of the time.
  br: (bytes: Uint8Array) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip) as (bytes: Uint8Array) => Promise<Buffer>,
}
/** For whatever people uploaded or drew: shown as a picture, never as a page that could run something. */
const INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

/** What a session leaves behind: snapshots of its board, files, the record and its export. */
export async function createArtifacts(options: {
  db: Kysely<Schema>
  bytes: FileBytes
  journal: Journal
  rooms: Rooms
  boards: Boards
  actorOf: ActorOf
  /** Kept from everyone: names what comes from people's own sheets. */
  secret: string
  now: () => number
  log: Logger
}) {
  const { db, bytes, journal, rooms, boards, actorOf, secret, now, log } = options
  const render = startThread<RenderApi>('render-worker', import.meta.url, null, (error) =>
    log.error({ error: error.message }, 'render thread'),
  )
  const files = createFileStore({ db, bytes, now })
  const snapshots = createSnapshots({ db, journal, rooms, boards, render, files, log })
  const together = createBringTogether({ db, journal, rooms, boards, render, secret, now, log })
  const back = createBringBack({ db, boards, render, files })
  const topics = createNameTopics({ db, journal, rooms, boards, render, now, log })
  async function catchUp(): Promise<void> {
    await snapshots.catchUp()
    await together.catchUp()
    await topics.catchUp()
  }
  await catchUp()

  const uploadLimit = createLimit(30, 60)
  const exportLimit = createLimit(10, 60)
  /** Pictures are drawn one after the other; nobody orders them by the thousand. */
  const pictureLimit = createLimit(120, 60)
  const bringLimit = createLimit(20, 60)
  /** A long session's board comes in some twenty pieces. */
  const replayLimit = createLimit(600, 60)

  /** Where somebody stands in a session; null: she may not know of it. */
  async function placeOf(actor: Actor, sessionId: SessionId) {
    const facts = await sessionFacts(db, actor, sessionId, now())
    if (!facts) return null
    const state = await rooms.state(sessionId)
    const phase: SessionPhase = facts.phase === 'cancelled' ? 'cancelled' : state.phase
    const standing = state.people[actor.personId]?.standing ?? null
    return { actor, sessionId, state, subject: { ...facts, phase, sessionId, standing } }
  }

  /** Who asks about which session, with where they stand in it; null after the refusal was sent. */
  async function asked(request: Request, response: Response) {
    const actor = await actorOf(request.headers)
    const id = SessionId.safeParse(request.params.id)
    const place = actor && id.success ? await placeOf(actor, id.data) : null
    if (!place) sendCode(response, 'not.found')
    return place
  }

  const uploads = Router()
  const bytesOf = raw({ type: () => true, limit: FILE_LIMIT })
  uploads.post('/sessions/:id/files', async (request, response) => {
    const found = await asked(request, response)
    if (!found) return
    const { actor, sessionId, state, subject } = found
    if (!can(actor, 'file.upload', subject)) return sendCode(response, 'access.denied')
    const { board } = floor(state, actor.personId)
    if (board !== 'write' && board !== 'own') return sendCode(response, 'board.read-only')
    if (!(await uploadLimit(actor.personId))) return sendCode(response, 'rate.limited')
    // Read only now: strangers do not fill our memory.
    await new Promise<void>((resolve, reject) => {
      bytesOf(request, response, (error?: Error) => (error ? reject(error) : resolve()))
    })
    const image = Buffer.isBuffer(request.body) ? imageTypeOf(request.body) : null
    if (!image) return sendCode(response, 'input.unsupported-type', 'png, jpeg, gif, webp')
    if (image.width * image.height > PIXEL_LIMIT) return sendCode(response, 'input.too-large', 'pixels')
    const kept = await files.add(sessionId, actor.personId, image.mime, request.body as Buffer)
    if (!kept) return sendCode(response, 'board.full')
    response.status(201).json(kept)
  })

  const router = Router()
  router.get('/sessions/:id/files/:fileId', async (request, response) => {
    const found = await asked(request, response)
    if (!found) return
    const allowed = can(found.actor, 'file.see', found.subject) && /^[0-9a-f]{32}$/.test(String(request.params.fileId))
    const file = allowed ? await files.read(found.sessionId, String(request.params.fileId)) : null
    if (!file) return sendCode(response, 'not.found')
    response.set({ 'Content-Security-Policy': INERT, 'Cache-Control': 'private, max-age=31536000, immutable' })
    response.type(file.mime).send(file.bytes)
  })

  router.post('/sessions/:id/snapshots/:snapshotId/restore', async (request, response) => {
    const found = await asked(request, response)
    if (!found) return
    const { actor, sessionId, state, subject } = found
    const snapshotId = SnapshotId.safeParse(request.params.snapshotId)
    const sessionRole = state.people[actor.personId]?.role ?? null
    if (!can(actor, 'board.restore', { ...subject, sessionRole })) return sendCode(response, 'access.denied')
    if (!snapshotId.success || !state.snapshots.some((one) => one.snapshotId === snapshotId.data))
      return sendCode(response, 'not.found')
    if (!(await bringLimit(actor.personId))) return sendCode(response, 'rate.limited')
    // What is there now is kept first, so that this can be taken back as well.
    const id = `restore-${randomUUID()}` as CommandId
    const kept = await rooms.execute(actor, sessionId, { id, type: 'board.snapshot' })
    if (!kept.ok) return sendCode(response, kept.code)
    await snapshots.idle()
    if (!(await back.restore(sessionId, snapshotId.data))) return sendCode(response, 'not.found')
    response.status(204).end()
  })

  router.post('/sessions/:id/board', async (request, response) => {
    const found = await asked(request, response)
    if (!found) return
    if (!can(found.actor, 'board.begin', found.subject)) return sendCode(response, 'access.denied')
    const from = body(request, response, BoardBeginning)
    if (!from) return
    const source = await placeOf(found.actor, from.sessionId)
    if (!source || !can(found.actor, 'record.see', source.subject)) return sendCode(response, 'not.found')
    if (!(await bringLimit(found.actor.personId))) return sendCode(response, 'rate.limited')
    if (!(await back.begin(found.sessionId, from, found.actor.personId))) return sendCode(response, 'not.found')
    response.status(204).end()
  })

  async function recorded(request: Request, response: Response) {
    const found = await asked(request, response)
    if (!found) return null
    if (!can(found.actor, 'record.see', found.subject)) {
      sendCode(response, 'not.found')
      return null
    }
    return found
  }

  async function recordFor(found: NonNullable<Awaited<ReturnType<typeof recorded>>>) {
    await snapshots.idle()
    const detail = (await detailOf(db, found.actor, found.sessionId, now()))!
    const rows = await db
      .selectFrom('snapshots')
      .select(['id', 'at', 'stepIndex', 'reason', 'elements', 'outline'])
      .where('sessionId', '=', found.sessionId)
      .orderBy('causeSeq')
      .execute()
    const taken: RecordedSnapshot[] = rows.map((row) => ({ ...row, at: Number(row.at) }))
    return recordOf({ ...detail, phase: 'ended' }, await journal.read(found.sessionId), taken)
  }

  router.get('/sessions/:id/record', async (request, response) => {
    const found = await recorded(request, response)
    if (found) response.json(await recordFor(found))
  })

  router.get('/sessions/:id/record/snapshots/:name', async (request, response) => {
    const found = await recorded(request, response)
    if (!found) return
    const match = /^([\w-]{1,64})\.(svg|png|json|excalidraw)$/.exec(String(request.params.name))
    const row = match
      ? await db
          .selectFrom('snapshots')
          .selectAll()
          .where('id', '=', match[1] as never)
          .where('sessionId', '=', found.sessionId)
          .executeTakeFirst()
      : undefined
    if (!match || !row) return sendCode(response, 'not.found')
    if (!(await pictureLimit(found.actor.personId))) return sendCode(response, 'rate.limited')
    response.set({ 'Content-Security-Policy': INERT, 'Cache-Control': 'private, max-age=86400' })
    switch (match[2]) {
      case 'svg':
        return void response.type('image/svg+xml').send(row.svg)
      case 'png':
        return void response.type('image/png').send(Buffer.from(await render.call('png', row.svg)))
      case 'excalidraw': {
        const update = await render.call('inflate', row.state)
        const images = await files.imagesOf(found.sessionId, await render.call('files', update))
        return void response
          .attachment('board.excalidraw')
          .type('application/json')
          .send(await render.call('excalidraw', row.state, images))
      }
      default:
        return void response.json({ update: Buffer.from(await render.call('inflate', row.state)).toString('base64') })
    }
  })

  router.get('/sessions/:id/record/export.zip', async (request, response) => {
    const found = await recorded(request, response)
    if (!found) return
    if (!(await exportLimit(found.actor.personId))) return sendCode(response, 'rate.limited')
    const language: Language = request.query.lang === 'es' ? 'es' : 'en'
    const record = await recordFor(found)
    const rows = await db
      .selectFrom('snapshots')
      .select(['id', 'state', 'svg'])
      .where('sessionId', '=', found.sessionId)
      .orderBy('causeSeq')
      .execute()
    const exported = []
    for (const row of rows) {
      const update = await render.call('inflate', row.state)
      exported.push({ ...row, images: await files.imagesOf(found.sessionId, await render.call('files', update)) })
    }
    const zip = await render.call('zip', record, exported, language)
    response.attachment(`copse-${found.sessionId}.zip`).type('application/zip').send(Buffer.from(zip))
  })

  /** By the session's last state: a journal is not folded for each stretch of a board. */
  const plans = new WeakMap<SessionState, Promise<ReplayPlan>>()
  function planFor({ actor, sessionId, state }: NonNullable<Awaited<ReturnType<typeof recorded>>>) {
    const make = async () => planReplay((await detailOf(db, actor, sessionId, now()))!, await journal.read(sessionId))
    const plan = plans.get(state) ?? make()
    plans.set(state, plan)
    return plan
  }

  router.get('/sessions/:id/record/replay', async (request, response) => {
    const found = await recorded(request, response)
    if (!found) return
    // What is still being laid on the board belongs to its end.
    await together.idle()
    response.json(await replayOf(await planFor(found), (name) => boardIdOf(found.sessionId, name), boards))
  })

  router.get('/sessions/:id/record/replay/:board/:piece', async (request, response) => {
    const found = await recorded(request, response)
    if (!found) return
    const plan = await planFor(found)
    // Only a board that is named there: nobody's own sheet is.
    const board = plan.boards.find(({ name }) => name === request.params.board)
    const boardId = board && boardIdOf(found.sessionId, board.name)
    const stretch = boardId && stretchesOf(await boards.lastSeq(boardId))[numberOf(String(request.params.piece))]
    if (!boardId || !stretch) return sendCode(response, 'not.found')
    if (!(await replayLimit(found.actor.personId))) return sendCode(response, 'rate.limited')
    const packed = packLog(shownRows(await boards.rowsBetween(boardId, ...stretch), plan), plan.replay.from)
    response.set({ 'Cache-Control': 'private, max-age=86400', Vary: 'Accept-Encoding' })
    const encoding = (['br', 'gzip'] as const).find((name) => request.acceptsEncodings(name))
    if (encoding) response.set('Content-Encoding', encoding)
    response.type('application/octet-stream').send(encoding ? await compressed[encoding](packed) : Buffer.from(packed))
  })

  return {
    uploads,
    router,
    /** Makes up for what a process that is no more left undone. */
    catchUp,
    async drain() {
      await snapshots.idle()
      await together.idle()
      await back.idle()
      await topics.idle()
      await render.stop()
    },
  }
}

/** A whole number as an address writes it; NaN where it is none. */
const numberOf = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : NaN)
