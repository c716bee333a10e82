import { setTimeout as pause } from 'node:timers/promises'
import type { Measure } from '../bench.ts'
import { pace } from '../pace.ts'
import { connect, marksIn, pen, updateFrame } from './line.ts'
import { copse, hocuspocus, withServers, yWebsocket, type BoardServer } from './servers.ts'

const KILLS = 10
const EVERY_MS = 1000 / 30
const LEAST_MS = 300
const MOST_MS = 3000

/** Somebody draws, another looks on; the server is killed. Of what the other saw: how many it had, and how many are gone. */
async function kill(server: BoardServer, board: number, afterMs: number): Promise<{ seen: number; lost: number }> {
  // Elements of their own for each edit, so that none covers another.
  const { draw } = pen(Infinity)
  const writer = await connect(server.address(board))
  const reader = await connect(server.address(board))
  const seen = new Set<number>()
  reader.hear = (frame) => marksIn(frame, (mark) => seen.add(mark))
  for (const line of [writer, reader]) line.ask()
  const end = performance.now() + afterMs
  const turn = pace(EVERY_MS)
  for (let count = 0; performance.now() < end; count++) {
    await turn()
    writer.send(updateFrame(draw(count)))
  }
  await server.again('SIGKILL')
  for (const line of [writer, reader]) line.close()
  const kept = new Set<number>()
  const again = await connect(server.address(board))
  again.hear = (frame) => marksIn(frame, (mark) => kept.add(mark))
  again.ask()
  // What is there comes at once; what has not come after this is not there.
  for (let wait = 0; wait < 100 && [...seen].some((mark) => !kept.has(mark)); wait++) await pause(20)
  again.close()
  return { seen: seen.size, lost: [...seen].filter((mark) => !kept.has(mark)).length }
}

export const kills: Measure = (progress) =>
  withServers([() => copse(KILLS, 1), hocuspocus, yWebsocket], async (servers) => {
    const seen = servers.map(() => 0)
    const lost: number[][] = servers.map(() => [])
    for (let time = 0; time < KILLS; time++) {
      const afterMs = LEAST_MS + Math.random() * (MOST_MS - LEAST_MS)
      for (const [at, server] of servers.entries()) {
        const one = await kill(server, time, afterMs)
        seen[at]! += one.seen
        lost[at]!.push(one.lost)
      }
      if (time % 5 === 4) progress(`${time + 1} of ${KILLS}`)
    }
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    return [
      {
        what: `Updates that somebody had seen and that are gone, ${KILLS} kills`,
        value: sum(lost[0]!),
        unit: '',
        goal: 0,
        peer: { name: 'Hocuspocus', value: sum(lost[1]!) },
        note: `y-websocket server ${sum(lost[2]!)}; seen in all: ${seen.join(', ')}`,
      },
    ]
  })
