import type { CommunityId, PersonId, SessionId } from '@copse/contract'
import { protocolById } from '@copse/protocols'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { addSession, planOf } from './communities/index.ts'
import { ensureAccount } from './identity/index.ts'
import type { Schema } from './store/index.ts'
import type { SessionPlan } from '@copse/contract'

/** A first community and a session that is ready to run, so that a new installation can be tried at once. */
export async function seed(options: {
  db: Kysely<Schema>
  ownerEmail: string
  now: number
  statePlan: (sessionId: SessionId, plan: SessionPlan) => Promise<void>
}): Promise<void> {
  const { db, ownerEmail, now, statePlan } = options
  const ownerId: PersonId = await ensureAccount(
    db,
    { email: ownerEmail, name: 'Owner', district: 'Cedar Valley', owner: true },
    now,
  )
  if (await db.selectFrom('communities').select('id').executeTakeFirst()) return

  const communityId = uuidv7() as CommunityId
  await db
    .insertInto('communities')
    .values({
      id: communityId,
      name: 'Rural Principals Circle',
      purpose:
        'Principals with no peer in their own building think together about their practice, across district lines.',
      norms: JSON.stringify([
        'What is said here stays here; what is learned here leaves.',
        'Assume good intentions; speak from your own practice.',
        'Be hard on the content, soft on the people.',
        'Share the air: step up, step back.',
      ]),
      districts: JSON.stringify(['Cedar Valley', 'Prairie View', 'Lake County']),
      createdAt: now,
    })
    .execute()
  await db.insertInto('members').values({ communityId, personId: ownerId, role: 'owner', joinedAt: now }).execute()
  const presenterId = await ensureAccount(
    db,
    { email: 'presenter@copse.local', name: 'Amara Diallo', district: 'Prairie View' },
    now,
  )
  await db.insertInto('members').values({ communityId, personId: presenterId, role: 'member', joinedAt: now }).execute()
  const session = await addSession(
    db,
    communityId,
    {
      title: 'A dilemma about shared planning time',
      focusQuestion: 'How might we find planning time together when our one bus schedule decides the day?',
      protocolId: 'consultancy',
      presenterId,
      facilitatorIds: [ownerId],
      startsAt: now,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      minutes: 50,
      lobby: 'guests',
      enforcement: 'enforced',
    },
    protocolById('consultancy')!,
    now,
  )
  await statePlan(session.id, planOf(session))
}
