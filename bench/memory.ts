import type { SessionDetail } from '@copse/contract'
import { Product } from '../e2e/setup/product.ts'
import type { Figure, Measure } from './bench.ts'
import { inspect, inspected } from './inspector.ts'
import { pace } from './pace.ts'
import { ask, member, owner, sample } from './people.ts'
import { act } from './room.ts'
import { sitDown, type Seat } from './seat.ts'

const COUNTS = [1, 10, 50] as const
/** Slow enough for the server's limit on one person's connections. */
const EVERY_MS = 300

export const memory: Measure = async (progress) => {
  const product = await Product.start({
    COPSE_LIVEKIT: 'off',
    COPSE_LOG_LEVEL: 'warn',
    ...inspected,
  })
  try {
    const facilitator = await owner(product)
    const presenter = await member(product, 'presenter@copse.local')
    const { communityId, sessionId } = await sample(product, facilitator)
    const like = await ask<SessionDetail>(product, facilitator, `/sessions/${sessionId}`)
    const { focusQuestion, presenterId, facilitatorIds, startsAt, timeZone, minutes, lobby, enforcement } = like
    const plan = { focusQuestion, presenterId, facilitatorIds, startsAt, timeZone, minutes, lobby, enforcement }
    const server = await inspect(product)
    const tabs: Seat[] = []
    const turn = pace(EVERY_MS)

    async function fillRoom(number: number) {
      await turn()
      const session = await ask<SessionDetail>(product, facilitator, `/communities/${communityId}/sessions`, {
        ...plan,
        title: `Room ${number}`,
        protocolId: like.protocol.id,
      })
      const host = await sitDown(product.url, session.id, facilitator)
      tabs.push(host, await sitDown(product.url, session.id, presenter))
      await act(host.client, { type: 'session.start' })
    }

    const none = await server.memory()
    const MB = (bytes: number) => bytes / 1e6
    const figures: Figure[] = [
      { what: 'Resident, no room', value: MB(none.rss), unit: 'MB' },
      { what: 'Heap, no room', value: MB(none.heapUsed), unit: 'MB' },
    ]
    let rooms = 0
    for (const count of COUNTS) {
      while (rooms < count) await fillRoom(++rooms)
      const { rss, heapUsed } = await server.memory()
      const title = count === 1 ? '1 room' : `${count} rooms`
      progress(title)
      figures.push(
        { what: `Resident, ${title}`, value: MB(rss), unit: 'MB' },
        {
          what: `Heap, ${title}`,
          value: MB(heapUsed),
          unit: 'MB',
          ...(count > 1 && { note: `${(((heapUsed - none.heapUsed) / count) * 1e-3).toFixed(0)} kB a room` }),
        },
      )
    }
    server.close()
    for (const tab of tabs) tab.leave()
    return figures
  } finally {
    await product.stop()
  }
}
