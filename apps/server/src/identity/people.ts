import type { Language, PersonId } from '@copse/contract'
import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Schema } from '../store/index.ts'

/** The account with this address, made if there is none. A name already known stays. */
export async function ensureAccount(
  db: Kysely<Schema>,
  person: { email: string; name: string; district: string | null; owner?: boolean; language?: Language },
  now: number,
): Promise<PersonId> {
  const email = person.email.toLowerCase()
  const find = () => db.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst()
  const known = await find()
  if (known) return known.id
  const id = uuidv7() as PersonId
  const at = new Date(now).toISOString()
  await db
    .insertInto('user')
    .values({
      id,
      email,
      name: person.name,
      emailVerified: 1, // nobody gets in but through a link sent to this address
      district: person.district,
      language: person.language ?? 'en',
      owner: person.owner ? 1 : 0,
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
  // Whoever was first: two may invite the same address at the same moment.
  return (await find())!.id
}
