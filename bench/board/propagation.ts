import type { Figure, Measure } from '../bench.ts'
import { pace } from '../pace.ts'
import { median, percentile } from '../percentiles.ts'
import { awarenessFrame, connect, mark, marksIn, pen, updateFrame, type Line } from './line.ts'
import { copse, hocuspocus, relay, withServers, yWebsocket, type BoardServer } from './servers.ts'

const READERS = 25
const EVERY_MS = 1000 / 30
const SENT_A_ROUND = 60
const ROUNDS = 5

interface Room {
  readonly server: BoardServer
  readonly writer: Line
  readonly readers: readonly Line[]
  readonly client: number
  readonly draw: (count: number) => Uint8Array
  /** ms, a list for each round. */
  readonly updates: number[][]
  readonly presence: number[][]
}

async function gather(server: BoardServer): Promise<Room> {
  const { doc, draw } = pen()
  const lines: Line[] = []
  for (let count = 0; count <= READERS; count++) {
    const line = await connect(server.address(0, count))
    line.ask()
    lines.push(line)
  }
  const [writer, ...readers] = lines
  return { server, writer: writer!, readers, client: doc.clientID, draw, updates: [], presence: [] }
}

let count = 0
/** Sends at the pace of a hand; ms from sending to each reader. What is left out for something newer has no time. */
async function run({ server, readers }: Room, send: (count: number) => void): Promise<number[]> {
  const times: number[] = []
  const turn = pace(EVERY_MS)
  const first = count
  const sentAt: number[] = []
  let waiting = READERS
  const all = new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error(`${server.name}: the last did not reach everyone`)), 60_000).unref()
    for (const reader of readers)
      reader.hear = (frame) =>
        marksIn(frame, (at) => {
          const sent = sentAt[at - first]
          if (sent === undefined) return
          times.push(performance.now() - sent)
          if (at === first + SENT_A_ROUND - 1 && --waiting === 0) resolve()
        })
  })
  for (let sent = 0; sent < SENT_A_ROUND; sent++) {
    await turn()
    sentAt.push(performance.now())
    send(count++)
  }
  await all
  return times
}

export const propagation: Measure = (progress) =>
  withServers([() => copse(1, 2), hocuspocus, yWebsocket, relay], async (servers) => {
    const rooms: Room[] = []
    for (const server of servers) rooms.push(await gather(server))
    for (let round = 0; round <= ROUNDS; round++) {
      for (const room of rooms) {
        const { writer, client, draw } = room
        const updates = await run(room, (at) => writer.send(updateFrame(draw(at))))
        if (updates.length !== SENT_A_ROUND * READERS) throw new Error(`${room.server.name} left out updates`)
        const presence = await run(room, (at) => writer.send(awarenessFrame(client, at + 1, `{"at":"${mark(at)}"}`)))
        if (round === 0) continue // the first one warms up
        room.updates.push(updates)
        room.presence.push(presence)
      }
      progress(round === 0 ? 'warm' : `${round} of ${ROUNDS}`)
    }
    for (const { writer, readers } of rooms) for (const line of [writer, ...readers]) line.close()
    const of = (room: number, part: 'updates' | 'presence', share: number) =>
      median(rooms[room]![part].map((times) => percentile(times, share)))
    const [OURS, HOCUSPOCUS, Y_WEBSOCKET, FLOOR] = [0, 1, 2, 3]
    const figure = (what: string, part: 'updates' | 'presence', share: number, goal?: number): Figure => ({
      what,
      value: of(OURS, part, share),
      unit: 'ms',
      goal,
      peer: { name: 'Hocuspocus', value: of(HOCUSPOCUS, part, share) },
      note: `y-websocket server ${of(Y_WEBSOCKET, part, share).toFixed(2)} ms, bare ws ${of(FLOOR, part, share).toFixed(2)} ms`,
    })
    return [
      figure('Presence to each reader, p50', 'presence', 0.5),
      figure('Presence to each reader, p95', 'presence', 0.95),
      {
        what: 'Presence p95, over bare ws',
        value: of(OURS, 'presence', 0.95) / of(FLOOR, 'presence', 0.95),
        unit: '×',
        goal: 1.5,
      },
      figure('Update, on disk by then, to each reader, p50', 'updates', 0.5),
      figure('Update, on disk by then, to each reader, p95', 'updates', 0.95, 15),
      figure('Update, on disk by then, to each reader, p99', 'updates', 0.99),
    ]
  })
