import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SessionId } from '@copse/contract'
import Database from 'libsql'
import { expect, test } from 'vitest'
import { openMeeting, session } from '../room/testing.ts'
import { temporaryFolder } from '../testing.ts'
import { openStore } from './index.ts'
import { storeSuite } from './store.suite.ts'

storeSuite('SQLite', async () => {
  const folder = temporaryFolder()
  return { open: () => openStore(folder.path), remove: async () => folder.remove() }
})

test('[J8] two processes on one file: each number is given once', async () => {
  const folder = temporaryFolder()
  const store = await openMeeting(folder.path)
  const program = fileURLToPath(new URL('./store.child.ts', import.meta.url))
  const children = ['ana', 'ben'].map((name) =>
    spawn(process.execPath, ['--import', 'tsx', program, folder.path, session, name, '60'], { stdio: 'inherit' }),
  )
  expect(await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]))).toEqual([0, 0])
  const events = await store.journal.read(session as SessionId)
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
  await store.close()
  folder.remove()
})

test('[J11] what is committed is on disk: a write-ahead log, with a sync at every commit', async () => {
  const folder = temporaryFolder()
  const store = await openStore(folder.path)
  const database = new Database(`${folder.path}/copse.sqlite`)
  expect(database.pragma('journal_mode', { simple: true })).toMatchObject({ journal_mode: 'wal' })
  database.close()
  await store.close()
  folder.remove()
})

test('[J12] a database of a later Copse is left alone, and so is a file that is none', async () => {
  const folder = temporaryFolder()
  const store = await openStore(folder.path)
  await store.close()
  const database = new Database(`${folder.path}/copse.sqlite`)
  database.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')")
  database.close()
  await expect(openStore(folder.path)).rejects.toThrow(/9999-later/)
  folder.remove()
})
