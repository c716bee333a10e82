import type { CommunityId, CommunitySummary, OutboxMail, SessionId, SessionSummary } from '@copse/contract'
import type { Product } from '../e2e/setup/product.ts'

/** Somebody without a browser: their cookies are all the server asks for. */
export interface Person {
  readonly name: string
  readonly cookie: string
}

async function asking<Answer>(
  product: Product,
  path: string,
  cookie: string,
  body?: unknown,
): Promise<[Answer, string]> {
  const response = await fetch(`${product.url}/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return [(await response.json()) as Answer, cookieOf(response)]
}

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Asks the REST API as this person; POST when there is a body. */
export const ask = async <Answer>(product: Product, person: Person, path: string, body?: unknown): Promise<Answer> =>
  (await asking<Answer>(product, path, person.cookie, body))[0]

async function signedIn(link: string, name: string): Promise<Person> {
  return { name, cookie: cookieOf(await fetch(link, { redirect: 'manual' })) }
}

export const owner = async (product: Product): Promise<Person> => signedIn(await product.link(/verify/), 'Owner')

export async function member(product: Product, email: string): Promise<Person> {
  await asking(product, '/sign-in', '', { email })
  const [mails] = await asking<OutboxMail[]>(product, '/outbox', '')
  return signedIn(mails.find(({ to }) => to === email)!.link!, email)
}

/** Somebody with a guest link: the printed one unless another is given. */
export async function guest(product: Product, name: string, link?: string): Promise<Person> {
  const token = (link ?? (await product.link(/\/join\//))).split('/').at(-1)!
  const [, cookie] = await asking(product, `/invitations/${token}`, '', { name, district: 'Lake County' })
  return { name, cookie }
}

/** The community and the session that a new installation begins with. */
export async function sample(
  product: Product,
  person: Person,
): Promise<{ communityId: CommunityId; sessionId: SessionId }> {
  const [community] = await ask<CommunitySummary[]>(product, person, '/communities')
  const [session] = await ask<SessionSummary[]>(product, person, `/communities/${community!.id}/sessions`)
  return { communityId: community!.id, sessionId: session!.id }
}
