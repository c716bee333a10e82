import type { SessionId } from '@copse/contract'
import { createRoomClient, type Intention, type RoomClient } from '@copse/room-client'
import type { Product } from '../e2e/setup/product.ts'
import { until } from '../e2e/setup/product.ts'
import { guest, member, owner, sample, type Person } from './people.ts'

/** The room client that the web app uses, with this person's cookies. */
export const clientOf = (url: string, sessionId: SessionId, { cookie }: Person): RoomClient =>
  createRoomClient({ sessionId, url, extraHeaders: { cookie } })

/** Sends and insists that it was taken. */
export async function act(client: RoomClient, intention: Intention): Promise<void> {
  const reply = await client.send(intention)
  if (!reply.ok) throw new Error(`${intention.type} was refused: ${reply.code}`)
}

export const isIn = (client: RoomClient): Promise<void> =>
  until(
    () => client.store.getState().standing === 'admitted' && client.store.getState().session.seq > 0,
    30_000,
    () => `somebody is not in the room: ${JSON.stringify(client.store.getState().refusal)}`,
  )

/** The sample session with this many people in it: its facilitator, its presenter, and guests. */
export async function meeting(product: Product, size: number) {
  const facilitator = await owner(product)
  const { sessionId } = await sample(product, facilitator)
  const people: Person[] = []
  const clients: RoomClient[] = []
  for (let count = 0; count < size; count++) {
    const person =
      count === 0
        ? facilitator
        : count === 1
          ? await member(product, 'presenter@copse.local')
          : await guest(product, `Guest ${count}`)
    const client = clientOf(product.url, sessionId, person)
    await act(client, { type: 'lobby.knock', acceptedNorms: true })
    const standing = () => client.store.getState().standing
    await until(() => standing() === 'waiting' || standing() === 'admitted')
    if (standing() === 'waiting')
      await act(clients[0]!, { type: 'lobby.admit', personId: client.store.getState().you! })
    await isIn(client)
    people.push(person)
    clients.push(client)
  }
  return { sessionId, people, clients, host: clients[0]!, close: () => clients.forEach((client) => client.close()) }
}
