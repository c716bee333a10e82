import type { CommitmentId, CommunityId, EventBody, PersonId, SessionId } from '@copse/contract'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAccounts } from '../identity/accounts.ts'
import { ensureAccount, type Mail } from '../identity/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { temporaryFolder } from '../testing.ts'
import { createReminders, whoseStop } from './reminders.ts'

const MADE = Date.UTC(2027, 2, 4, 5, 30) // still the third of March in Denver
const DUE = Date.UTC(2027, 2, 12, 15)
const MINUTE = 60_000
const secret = 'a secret of thirty-two characters'
const sessionId = 'session' as SessionId
const communityId = 'community' as CommunityId
const commitmentId = 'promise' as CommitmentId
let folder: ReturnType<typeof temporaryFolder>
let store: Store
let mia: PersonId
let clock: number
let fails: boolean
let sent: { to: string; subject: string; text: string }[]
let nodes: ReturnType<typeof createReminders>[]

const happened = (seq: number, body: EventBody) =>
  store.journal.append(sessionId, seq, [body], { by: mia, commandId: null, at: MADE })
const mail: Mail = {
  async send(message) {
    if (fails) throw new Error('the mail server is down')
    sent.push(message)
  },
  outbox: () => [],
}
function node() {
  const { db } = store
  const log = pino({ level: 'silent' })
  const made = createReminders({ db, mail, publicUrl: 'https://copse.test', secret, now: () => clock, log })
  nodes.push(made)
  return made
}

beforeEach(async () => {
  folder = temporaryFolder()
  store = await openStore(folder.path)
  const { db } = store
  await createAccounts({ store, publicUrl: 'https://copse.test', secret, sendLink: async () => undefined })
  mia = await ensureAccount(db, { email: 'mia@copse.test', name: 'Mia', district: null }, 0)
  await db
    .insertInto('communities')
    .values({ id: communityId, name: 'Principals', purpose: '', norms: '[]', districts: '[]', createdAt: 0 })
    .execute()
  await db.insertInto('members').values({ communityId, personId: mia, role: 'member', joinedAt: 0 }).execute()
  await db
    .insertInto('sessions')
    .values({
      id: sessionId,
      communityId,
      title: 'Thinking on paper',
      focusQuestion: '',
      protocolId: 'chalk-talk',
      protocol: '{}',
      presenterId: null,
      facilitatorIds: '[]',
      startsAt: MADE,
      timeZone: 'America/Denver',
      minutes: 40,
      lobby: 'guests',
      enforcement: 'enforced',
      phase: 'ended',
      createdAt: 0,
    })
    .execute()
  await happened(0, { type: 'commitment.made', commitmentId, personId: mia, text: 'Wait longer', due: null })
  await db
    .insertInto('reminders')
    .values({ commitmentId, sessionId, personId: mia, at: DUE, timeZone: 'America/Denver', sentAt: null })
    .execute()
  clock = DUE
  fails = false
  sent = []
  nodes = []
})
afterEach(async () => {
  for (const { drain } of nodes) await drain()
  await store.close()
  folder.remove()
})

test('[P6] it comes at its time and not before, once, whoever looks at the same moment', async () => {
  const both = [node(), node()]
  clock = DUE - 1
  await Promise.all(both.map(({ look }) => look()))
  expect(sent).toEqual([])
  clock = DUE
  await Promise.all(both.map(({ look }) => look()))
  clock += 30 * MINUTE
  await both[0]!.look()
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['mia@copse.test', 'What you wanted to try']])
})

test('[P6] it says what and when in the reader’s words and zone', async () => {
  await node().look()
  expect(sent[0]!.text).toContain('On March 3, 2027, in “Thinking on paper”, you wrote:\n\n    Wait longer\n')
  expect(sent[0]!.text).toContain('https://copse.test/communities/community')
  await store.db.updateTable('reminders').set({ sentAt: null }).execute()
  await store.db.updateTable('user').set({ language: 'es' }).execute()
  await node().look()
  expect(sent[1]!.text).toContain('El 3 de marzo de 2027, en «Thinking on paper», escribió:')
})

test('[P7] its link ends all of one person’s reminders; a forged one nobody’s', async () => {
  await node().look()
  const token = /no-reminders\/(\S+)/.exec(sent[0]!.text)![1]!
  expect(whoseStop(token, secret)).toBe(mia)
  expect(whoseStop(`${token}x`, secret)).toBeNull()
  expect(whoseStop(token.replace(mia, 'another'), secret)).toBeNull()
  expect(whoseStop(token, 'another secret of 32 characters..')).toBeNull()
})

test('[P7] none comes to who left the community', async () => {
  await store.db.deleteFrom('members').execute()
  await node().look()
  expect(sent).toEqual([])
})

test('[P7] none comes of what was taken back', async () => {
  await happened(1, { type: 'commitment.withdrawn', commitmentId })
  await node().look()
  expect(sent).toEqual([])
})

test('[P8] a mail server that fails is asked again, for a day', async () => {
  const { look } = node()
  fails = true
  await look()
  await look()
  fails = false
  await look()
  await look()
  expect(sent).toHaveLength(1)
})

test('[P8] after a day it is given up', async () => {
  fails = true
  clock += 25 * 60 * MINUTE
  const { look } = node()
  await look()
  fails = false
  await look()
  expect(sent).toEqual([])
})
