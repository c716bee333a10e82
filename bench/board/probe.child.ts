// A healthy pair in a process of its own: `node --import tsx probe.child.ts <writer's address> <reader's address>`, both JSON.
// It draws 20 times a second and asks for a pong every 5 ms; at each line of its input it says what it has seen since the last.
import { createInterface } from 'node:readline'
import { connect, marksIn, pen, updateFrame, type Address } from './line.ts'

const [writer, reader] = await Promise.all(
  process.argv.slice(2).map(async (address) => connect(JSON.parse(address) as Address)),
)
const DRAW_EVERY_MS = 50
const PING_EVERY_MS = 5
const { draw } = pen()
const drawnAt = new Map<number, number>()
const pingedAt = new Map<number, number>()
let updates: number[] = []
let pongs: number[] = []
let closed = 0
let count = 0
let pings = 0
for (const { socket } of [writer!, reader!]) socket.on('close', () => (closed += 1))
reader!.hear = (frame) =>
  marksIn(frame, (mark) => {
    const at = drawnAt.get(mark)
    if (at === undefined) return
    drawnAt.delete(mark)
    updates.push(performance.now() - at)
  })
writer!.socket.on('pong', (data) => {
  const at = pingedAt.get(data.readUInt32BE())
  if (at !== undefined) pongs.push(performance.now() - at)
  pingedAt.delete(data.readUInt32BE())
})
reader!.ask()
writer!.ask()
setInterval(() => {
  if (writer!.socket.readyState !== writer!.socket.OPEN) return
  drawnAt.set(++count, performance.now())
  writer!.send(updateFrame(draw(count)))
}, DRAW_EVERY_MS)
setInterval(() => {
  // One that waits is enough: its time says how long.
  if (writer!.socket.readyState !== writer!.socket.OPEN || pingedAt.size > 3) return
  const data = Buffer.alloc(4)
  data.writeUInt32BE(++pings)
  pingedAt.set(pings, performance.now())
  writer!.socket.ping(data)
}, PING_EVERY_MS)
const tell = (line: unknown) => void process.stdout.write(`${JSON.stringify(line)}\n`)
const questions = createInterface({ input: process.stdin })
questions.on('close', () => process.exit(0))
questions.on('line', () => {
  const now = performance.now()
  const waiting = Math.max(0, ...[...drawnAt.values(), ...pingedAt.values()].map((at) => now - at))
  tell({ updates, pongs, waiting, closed })
  updates = []
  pongs = []
})
tell({})
