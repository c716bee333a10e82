import type { CommunityId, OutboxMail, SessionDetail, SessionId } from '@copse/contract'
import { until, type Product } from '../e2e/setup/product.ts'
import { ask, owner, sample, type Person } from './people.ts'

/** One session's people; the first facilitates and lets the others in. */
export interface Gathering {
  readonly sessionId: SessionId
  readonly people: readonly Person[]
}

/** So many at the door at once. */
const AT_ONCE = 8

async function eachOf<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next++
      results[at] = await work(items[at]!)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/** Each request from an address of its own: limits by address are for strangers, not for a whole country's schools. */
let addresses = 0
const somewhere = () => `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`

async function post(product: Product, path: string, cookie: string, body: unknown): Promise<Response> {
  const response = await fetch(`${product.url}/api${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'x-forwarded-for': somewhere() },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .join('; ')

async function signIn(product: Product, email: string): Promise<Person> {
  await post(product, '/sign-in', '', { email })
  let link: string | null | undefined
  // The answer does not wait for the mail.
  await until(async () => {
    const mails = (await (await fetch(`${product.url}/api/outbox`)).json()) as OutboxMail[]
    link = mails.find((mail) => mail.to === email && mail.link?.includes('verify'))?.link
    return Boolean(link)
  })
  const headers = { 'x-forwarded-for': somewhere() }
  return { name: email, cookie: cookieOf(await fetch(link!, { redirect: 'manual', headers })) }
}

async function gather(product: Product, host: Person, communityId: CommunityId, name: string, size: number) {
  const facilitator = await signIn(product, `${name}@copse.test`)
  const { actor } = await ask<{ actor: { personId: string } }>(product, facilitator, '/me')
  const planned = await post(product, `/communities/${communityId}/sessions`, host.cookie, {
    title: `Session of ${name}`,
    focusQuestion: 'What do we notice?',
    protocolId: 'chalk-talk',
    presenterId: null,
    facilitatorIds: [actor.personId],
    startsAt: Date.now(),
    timeZone: 'UTC',
    minutes: 60,
    lobby: 'guests',
    enforcement: 'enforced',
  })
  const { id } = (await planned.json()) as SessionDetail
  const made = await post(product, `/sessions/${id}/invitations`, host.cookie, { hours: 4 })
  const token = ((await made.json()) as { link: string }).link.split('/').at(-1)!
  const guests = await eachOf(
    Array.from({ length: size - 1 }, (_, at) => `Guest ${at + 1}`),
    async (guest) => ({
      name: guest,
      cookie: cookieOf(await post(product, `/invitations/${token}`, '', { name: guest, district: 'Lake County' })),
    }),
  )
  return { sessionId: id, people: [facilitator, ...guests] } satisfies Gathering
}

/** Sessions of a Chalk Talk with these many people each, all with cookies and none in the room yet. */
export async function gatherings(product: Product, sizes: readonly number[]): Promise<Gathering[]> {
  const host = await owner(product)
  const { communityId } = await sample(product, host)
  const names = sizes.map((_, at) => `facilitator-${at + 1}`)
  for (const name of names)
    await post(product, `/communities/${communityId}/members`, host.cookie, {
      email: `${name}@copse.test`,
      name,
      district: 'Oak',
      role: 'facilitator',
    })
  const made: Gathering[] = []
  // One after the other: the outbox shows the latest mails only.
  for (const [at, size] of sizes.entries()) made.push(await gather(product, host, communityId, names[at]!, size))
  return made
}
