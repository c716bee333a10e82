import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { boardIdOf, type SessionId } from '@copse/contract'
import Database from 'libsql'
import { expect, test } from 'vitest'
import { docOf } from '../board/testing.ts'
import { communityWith, openHouse, temporaryFolder } from '../testing.ts'

/** `older/` holds both databases as the first Copse left them after a session of three, ended, with another planned. */
test('[O9] what an older Copse kept is brought forward on a copy, with all that is in it', async () => {
  const folder = temporaryFolder()
  const data = join(folder.path, 'data')
  mkdirSync(data)
  for (const name of ['copse', 'board']) {
    const database = new Database(join(data, `${name}.sqlite`))
    database.exec(readFileSync(resolve(import.meta.dirname, 'older', `${name}.sql`), 'utf8'))
    database.close()
  }
  const house = await openHouse({ env: { COPSE_DATA_DIR: data } })
  try {
    const owner = await house.owner()
    const community = await communityWith(owner)
    expect(community.name).toBe('Rural Principals Circle')
    const sessions = (await owner.get(`/api/communities/${community.id}/sessions`)).json as {
      id: SessionId
      title: string
      phase: string
    }[]
    expect(sessions.map(({ title, phase }) => [title, phase]).toSorted()).toEqual([
      ['A dilemma about shared planning time', 'ended'],
      ['Still to come', 'planned'],
    ])
    const ended = sessions.find(({ phase }) => phase === 'ended')!.id
    const record = await owner.get(`/api/sessions/${ended}/record`)
    expect(record.status).toBe(200)
    for (const words of ['Said in the first version.', 'Try shared planning on Fridays', 'Gil Guest', 'The dilemma'])
      expect([words, record.text.includes(words)]).toEqual([words, true])
    expect(docOf(data, boardIdOf(ended)).getMap('elements').get('note-1')).toMatchObject({ text: 'drawn before' })
    expect((await owner.get(`/api/sessions/${ended}/record/export.zip`)).status).toBe(200)

    // And it goes on: what was planned then can be held now.
    const planned = sessions.find(({ phase }) => phase === 'planned')!.id
    const seat = await owner.enter(planned)
    expect(await seat.send({ type: 'chat.say', text: 'Still here' })).toMatchObject({ ok: true })
  } finally {
    await house.stop()
    folder.remove()
  }
})
