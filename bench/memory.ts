import { once } from 'node:events'
import { boardIdOf, type SessionDetail } from '@copse/contract'
import { connectBoard } from '@copse/room-client/board'
import { WebSocket } from 'ws'
import { Product, until } from '../e2e/setup/product.ts'
import type { Figure, Measure } from './bench.ts'
import { pace } from './pace.ts'
import { ask, member, owner, sample, type Person } from './people.ts'
import { act, clientOf, isIn } from './room.ts'

const COUNTS = [1, 10, 50] as const
/** Slow enough for the server's limit on one person's connections. */
const EVERY_MS = 300

/** Looks into the server through Node's inspector: collects garbage, then reads what is left. */
async function inspect(product: Product) {
  const url = /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(product.output)![0]
  const socket = new WebSocket(url)
  await once(socket, 'open')
  let id = 0
  async function call<Result>(method: string, params = {}): Promise<Result> {
    const mine = ++id
    socket.send(JSON.stringify({ id: mine, method, params }))
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer]
      const answer = JSON.parse(data.toString())
      if (answer.id === mine) return answer.result as Result
    }
  }
  return {
    async memory(): Promise<{ rss: number; heapUsed: number }> {
      for (let time = 0; time < 3; time++) await call('HeapProfiler.collectGarbage')
      const { result } = await call<{ result: { value: { rss: number; heapUsed: number } } }>('Runtime.evaluate', {
        expression: 'process.memoryUsage()',
        returnByValue: true,
      })
      return result.value
    },
    close: () => socket.close(),
  }
}

/** A person's tab in a session: the room's socket and the board's. */
async function sitDown(product: Product, session: SessionDetail, person: Person) {
  const client = clientOf(product.url, session.id, person)
  await act(client, { type: 'lobby.knock', acceptedNorms: true })
  await isIn(client)
  const board = connectBoard({
    boardId: boardIdOf(session.id),
    url: product.url.replace('http', 'ws'),
    open: (url) => new WebSocket(url, { headers: { cookie: person.cookie } }) as never,
  })
  await until(
    () => board.store.getState().synced,
    30_000,
    () => 'a board does not open',
  )
  return {
    client,
    close() {
      client.close()
      board.destroy()
    },
  }
}

export const memory: Measure = async (progress) => {
  const product = await Product.start({
    COPSE_LIVEKIT: 'off',
    COPSE_LOG_LEVEL: 'warn',
    NODE_OPTIONS: '--inspect=127.0.0.1:0',
  })
  try {
    const facilitator = await owner(product)
    const presenter = await member(product, 'presenter@copse.local')
    const { communityId, sessionId } = await sample(product, facilitator)
    const like = await ask<SessionDetail>(product, facilitator, `/sessions/${sessionId}`)
    const { focusQuestion, presenterId, facilitatorIds, startsAt, timeZone, minutes, lobby, enforcement } = like
    const plan = { focusQuestion, presenterId, facilitatorIds, startsAt, timeZone, minutes, lobby, enforcement }
    const server = await inspect(product)
    const tabs: Awaited<ReturnType<typeof sitDown>>[] = []
    const turn = pace(EVERY_MS)

    async function fillRoom(number: number) {
      await turn()
      const session = await ask<SessionDetail>(product, facilitator, `/communities/${communityId}/sessions`, {
        ...plan,
        title: `Room ${number}`,
        protocolId: like.protocol.id,
      })
      const host = await sitDown(product, session, facilitator)
      tabs.push(host, await sitDown(product, session, presenter))
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
    for (const tab of tabs) tab.close()
    return figures
  } finally {
    await product.stop()
  }
}
