import { join } from 'node:path'
import { boardIdOf, type SessionDetail, type SessionId } from '@copse/contract'
import Database from 'libsql'
import type { Product } from '../e2e/setup/product.ts'
import { drawnSession } from './drawn-session.ts'
import { ask, owner, sample } from './people.ts'
import { act, clientOf, isIn } from './room.ts'

const HOUR_MS = 3_600_000
export const LENGTH_MS = 3 * HOUR_MS
export const UPDATES = 50_000

/**
 * A session that lasted three hours, in a product that was started: held in seconds, and then, while the product rests, its end moved to
 * where it belongs and its board's log written as forty people would have left it. Answers the session and what its log weighs, bytes.
 */
export async function longSession(product: Product): Promise<{ sessionId: SessionId; logBytes: number }> {
  const facilitator = await owner(product)
  const { communityId, sessionId: sampled } = await sample(product, facilitator)
  const { focusQuestion, facilitatorIds, startsAt, timeZone, minutes, lobby, enforcement } = await ask<SessionDetail>(
    product,
    facilitator,
    `/sessions/${sampled}`,
  )
  const plan = { focusQuestion, facilitatorIds, startsAt, timeZone, minutes, lobby, enforcement }
  // A protocol that one person alone can begin.
  const about = { ...plan, title: 'Three hours', protocolId: 'chalk-talk', presenterId: null }
  const { id: sessionId } = await ask<SessionDetail>(
    product,
    facilitator,
    `/communities/${communityId}/sessions`,
    about,
  )
  const host = clientOf(product.url, sessionId, facilitator)
  await act(host, { type: 'lobby.knock', acceptedNorms: true })
  await isIn(host)
  await act(host, { type: 'session.start' })
  for (let line = 0; line < 60; line++) {
    await act(host, { type: 'chat.say', text: `What I heard in this was … (${line})` })
    await new Promise((resolve) => setTimeout(resolve, 300)) // within the room's limit
  }
  await act(host, { type: 'session.end' })
  host.close()
  await product.kill('SIGTERM')

  const journal = new Database(join(product.dataDir, 'copse.sqlite'))
  const startedAt = Number(
    (
      journal.prepare("select at from journal where sessionId = ? and type = 'session.started'").get(sessionId) as {
        at: number
      }
    ).at,
  )
  // The chat lasts as long as the session did.
  const stretch = 'update journal set at = ? + (at - ?) * ? where sessionId = ? and at > ?'
  const { last } = journal.prepare('select max(at) as last from journal where sessionId = ?').get(sessionId) as { last: number } // prettier-ignore
  journal.prepare(stretch).run(startedAt, startedAt, Math.floor(LENGTH_MS / (last - startedAt)), sessionId, startedAt)
  journal.close()

  const { rows } = drawnSession({ people: 40, updates: UPDATES, from: startedAt, lengthMs: LENGTH_MS * 0.98 })
  const log = new Database(join(product.dataDir, 'board.sqlite'))
  const board = boardIdOf(sessionId)
  log.prepare('delete from rows where board = ?').run(board)
  log.prepare('delete from merges where board = ?').run(board)
  const insert = log.prepare('insert into rows (board, seq, at, person, bytes) values (?, ?, ?, ?, ?)')
  const insertAll = log.transaction(() => {
    rows.forEach(({ at, author, update }, index) => insert.run(board, index + 1, at, author, Buffer.from(update)))
  })
  insertAll()
  log.close()
  await product.run()
  return { sessionId, logBytes: rows.reduce((total, { update }) => total + update.length, 0) }
}
