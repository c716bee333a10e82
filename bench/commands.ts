import { io } from 'socket.io-client'
import { Product } from '../e2e/setup/product.ts'
import type { Figure, Measure } from './bench.ts'
import { startChild } from './child.ts'
import { pace } from './pace.ts'
import { percentile } from './percentiles.ts'
import { act, meeting } from './room.ts'

const PEOPLE = 12
const BLOCKS = 6
const SAID_A_BLOCK = 120
const EVERY_MS = 25

/** Twelve who can speak and hear; what is heard carries the index of who hears it. */
interface Group {
  say(speaker: number, text: string): Promise<void>
  heard: (listener: number, text: string) => void
  close(): void
}
interface Times {
  /** To each of the others, and to the speaker's acknowledgement. */
  readonly heard: number[]
  readonly acknowledged: number[]
}

async function talk(group: Group, block: number, times: Times): Promise<void> {
  const turn = pace(EVERY_MS)
  for (let count = 0; count < SAID_A_BLOCK; count++) {
    await turn()
    const speaker = count % PEOPLE
    const said = `${block}: ${count}`
    const at = performance.now()
    const everyone = new Promise<void>((resolve) => {
      let others = PEOPLE - 1
      group.heard = (listener, text) => {
        if (text !== said || listener === speaker) return
        times.heard.push(performance.now() - at)
        if (--others === 0) resolve()
      }
    })
    await group.say(speaker, said).then(() => times.acknowledged.push(performance.now() - at))
    await everyone
  }
}

async function copse(product: Product): Promise<Group> {
  const { clients, close } = await meeting(product, PEOPLE)
  const group: Group = {
    say: (speaker, text) => act(clients[speaker]!, { type: 'chat.say', text }),
    heard: () => undefined,
    close,
  }
  clients.forEach((client, listener) =>
    client.onEvents((events) => {
      for (const event of events) if (event.type === 'chat.said') group.heard(listener, event.text)
    }),
  )
  return group
}

async function bare(port: number): Promise<Group> {
  const sockets = Array.from({ length: PEOPLE }, () =>
    io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true }),
  )
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.once('connect', resolve))))
  const group: Group = {
    say: (speaker, text) => sockets[speaker]!.emitWithAck('say', text),
    heard: () => undefined,
    close: () => sockets.forEach((socket) => socket.close()),
  }
  sockets.forEach((socket, listener) => socket.on('said', (text: string) => group.heard(listener, text)))
  return group
}

export const commands: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LIVEKIT: 'off', COPSE_LOG_LEVEL: 'warn' })
  const echo = startChild<{ port: number }>(new URL('./echo.child.ts', import.meta.url), [])
  const ours: Times = { heard: [], acknowledged: [] }
  const theirs: Times = { heard: [], acknowledged: [] }
  try {
    const groups = [
      { group: await copse(product), times: ours },
      { group: await bare((await echo.line()).port), times: theirs },
    ]
    // Taking turns, so that a busy moment of the machine falls on both; the first turn warms up and is not counted.
    for (let block = 0; block <= BLOCKS; block++) {
      for (const { group, times } of groups)
        await talk(group, block, block === 0 ? { heard: [], acknowledged: [] } : times)
      progress(block === 0 ? 'warm' : `${block} of ${BLOCKS}`)
    }
    for (const { group } of groups) group.close()
  } finally {
    await echo.stop()
    await product.stop()
  }

  const figure = (what: string, part: keyof Times, share: number, goal?: number): Figure => ({
    what,
    value: percentile(ours[part], share),
    unit: 'ms',
    goal,
    peer: { name: 'bare Socket.io', value: percentile(theirs[part], share) },
  })
  const figures = [
    figure('Command to everyone else’s screen state, p50', 'heard', 0.5, 10),
    figure('Command to everyone else’s screen state, p99', 'heard', 0.99, 50),
    figure('Command to its acknowledgement, p50', 'acknowledged', 0.5),
    figure('Command to its acknowledgement, p99', 'acknowledged', 0.99),
  ]
  return [{ ...figures[0]!, note: `${ours.heard.length} deliveries` }, ...figures.slice(1)]
}
