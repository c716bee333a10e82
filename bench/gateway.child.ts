// A thousand people in a process of their own: `node --import tsx gateway.child.ts <file of gatherings> <origin> <seconds>`.
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Intention } from '@copse/room-client'
import type { Gathering } from './crowd.ts'
import { act } from './room.ts'
import { sitDown, stroke, type Seat } from './seat.ts'

const [file, origin, seconds] = process.argv.slice(2)
const gatherings = JSON.parse(readFileSync(file!, 'utf8')) as Gathering[]
const tell = (line: unknown) => void process.stdout.write(`${JSON.stringify(line)}\n`)

const SAY_EVERY_MS = 40_000
const HAND_EVERY_MS = 60_000
const HAND_UP_MS = 5000
const STROKE_EVERY_MS = 3000
const STEP_EVERY_MS = 60_000
const WARM_MS = 20_000
/** Sessions that come in at once. */
const AT_ONCE = 6

/** Times from sending to acknowledgement, ms, while they count. */
const times: number[] = []
let counts = false
let refused = 0
let strokes = 0
let heard = 0
let lost = 0

async function timed({ client }: Seat, intention: Intention): Promise<void> {
  const at = performance.now()
  const reply = await client.send(intention)
  if (!counts) return
  times.push(performance.now() - at)
  if (!reply.ok) refused += 1
}

const enough = new AbortController()
/** Again and again, at moments of no rhythm. */
async function often(everyMs: number, work: () => Promise<void>): Promise<void> {
  await pause(Math.random() * everyMs)
  while (!enough.signal.aborted) {
    await work()
    await pause(everyMs * (0.5 + Math.random()))
  }
}

const seats: Seat[] = []
async function comeIn({ sessionId, people }: Gathering): Promise<void> {
  const [first, ...others] = people
  const host = await sitDown(origin!, sessionId, first!)
  const all = [host]
  for (const person of others) all.push(await sitDown(origin!, sessionId, person, host))
  await act(host.client, { type: 'session.start' })
  await act(host.client, { type: 'step.advance', from: 0 }) // from here on all may write on the board
  seats.push(...all)
  for (const [at, seat] of all.entries()) {
    seat.client.store.subscribe((now, before) => {
      if (counts && before.connection === 'online' && now.connection !== 'online') lost += 1
    })
    seat.client.onEvents((events) => (heard += counts ? events.length : 0))
    void often(SAY_EVERY_MS, () => timed(seat, { type: 'chat.say', text: `A thought of a line's length, from ${at}.` }))
    void often(HAND_EVERY_MS, async () => {
      await timed(seat, { type: 'hand.raise' })
      await pause(HAND_UP_MS)
      await timed(seat, { type: 'hand.lower' })
    })
  }
  let drawn = 0
  void often(STROKE_EVERY_MS, async () => {
    await stroke(all[++drawn % all.length]!, `stroke-${drawn}`, pause)
    if (counts) strokes += 1
  })
  void often(STEP_EVERY_MS, async () => {
    const { step } = host.client.store.getState().session
    if (step && step.index < 3) await timed(host, { type: 'step.advance', from: step.index })
  })
}

const waiting = [...gatherings]
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await comeIn(next)
      tell({ in: seats.length })
    }
  }),
)
await pause(WARM_MS)
const own = monitorEventLoopDelay({ resolution: 1 })
own.enable()
counts = true
tell({ measuring: true })
await pause(Number(seconds) * 1000)
counts = false
const offline = seats.filter(({ client }) => client.store.getState().connection !== 'online').length
tell({ times, refused, strokes, heard, offline, lost, ownP99: own.percentile(99) / 1e6 })
enough.abort()
