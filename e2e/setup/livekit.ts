import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until, type Product } from './product.ts'

export interface Caller {
  readonly identity: string
  readonly name: string
  readonly permission: { readonly can_publish: boolean; readonly can_publish_sources: readonly string[] }
  readonly tracks: readonly { readonly type: string; readonly source: string; readonly muted: boolean }[]
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What LiveKit itself says of everyone in a call of a session's, asked past our server. */
export async function callers(product: Product, sessionId: string, circle = 'plenary'): Promise<readonly Caller[]> {
  const { port, keys } = JSON.parse(readFileSync(join(product.dataDir, 'livekit.json'), 'utf8')) as {
    port: number
    keys: Record<string, string>
  }
  const [key, secret] = Object.entries(keys)[0]!
  const room = circle === 'plenary' ? sessionId : `${sessionId}.${circle}`
  const claims = { iss: key, exp: Math.floor(Date.now() / 1000) + 60, video: { roomAdmin: true, room } }
  const unsigned = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`
  const signature = createHmac('sha256', secret).update(unsigned).digest('base64url')
  const response = await fetch(`http://127.0.0.1:${port}/twirp/livekit.RoomService/ListParticipants`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${unsigned}.${signature}` },
    body: JSON.stringify({ room }),
  })
  if (!response.ok) throw new Error(`LiveKit: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { participants: Caller[] }).participants
}

/** Whether LiveKit lets somebody publish a microphone now. */
export const maySpeak = ({ permission }: Caller): boolean =>
  permission.can_publish &&
  (permission.can_publish_sources.length === 0 || permission.can_publish_sources.includes('MICROPHONE'))

/** The names of those in the call who may speak, in order. */
export const speakers = async (product: Product, sessionId: string, circle?: string): Promise<readonly string[]> =>
  (await callers(product, sessionId, circle))
    .filter(maySpeak)
    .map(({ name }) => name)
    .toSorted()

/** Everyone named is in a circle's call, by LiveKit's own word. */
export const inCall = (product: Product, sessionId: string, circle: string, who: readonly string[]): Promise<void> =>
  until(
    async () => {
      const there = await callers(product, sessionId, circle)
      return who.every((name) => there.some((caller) => caller.name === name))
    },
    60_000,
    () => `not all of ${who.join(', ')} came to ${circle}`,
  )

export const livekitPid = (product: Product): number =>
  Number(readFileSync(join(product.dataDir, 'livekit.pid'), 'utf8'))
