import { join } from 'node:path'
import { sql } from 'kysely'
import type { SessionId } from '@copse/contract'
import { expect, test } from 'vitest'
import { openMeeting, session } from '../room/testing.ts'
import { temporaryFolder } from '../testing.ts'
import { createGroupSync, createSyncedWriter } from './synced.ts'

test('[J11] whoever writes while a sync is under way waits for the next, and all of them for one', async () => {
  const syncs: (() => void)[] = []
  const onDisk = createGroupSync(() => new Promise((resolve) => syncs.push(resolve)))
  const done: string[] = []
  const ask = (name: string) => onDisk().then(() => done.push(name))
  const first = ask('first')
  const others = Promise.all([ask('second'), ask('third')])
  syncs[0]!()
  await first
  expect(done).toEqual(['first'])
  await new Promise(setImmediate)
  expect([syncs.length, done]).toEqual([2, ['first']])
  syncs[1]!()
  await others
  expect([syncs.length, done]).toEqual([2, ['first', 'second', 'third']])
  const last = ask('last')
  syncs[2]!()
  await last
})

test('[J11] a sync that fails is told to all who wrote before it ended, and to nobody after', async () => {
  let fails = true
  const onDisk = createGroupSync(() => (fails ? Promise.reject(new Error('EIO')) : Promise.resolve()))
  const [one, two] = [onDisk(), onDisk()]
  await expect(one).rejects.toThrow('EIO')
  await expect(two).rejects.toThrow('EIO')
  fails = false
  await onDisk()
})

test('[J11] after a write, also one that was refused, SQLite syncs again at every commit of others', async () => {
  const folder = temporaryFolder()
  const store = await openMeeting(folder.path)
  const { write, close } = createSyncedWriter(store.db, join(folder.path, 'copse.sqlite'))
  const row = { sessionId: session as SessionId, seq: 1, at: 0, by: null, commandId: null, type: 'x', body: '{}' }
  const synchronous = async () => (await sql`pragma synchronous`.execute(store.db)).rows
  const full = await synchronous()
  await write([row as never])
  await expect(write([row as never])).rejects.toThrow('UNIQUE')
  expect(await synchronous()).toEqual(full)
  expect(JSON.stringify(full)).toContain('2')
  close()
  await store.close()
  folder.remove()
})
