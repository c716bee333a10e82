import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** Where a board is found; `document` is spoken before each frame, as Hocuspocus wants it. Plain data: it crosses to children. */
export interface Address {
  readonly url: string
  readonly cookie: string
  readonly document: string
}

/** The same client for every server: frames of the y-websocket protocol, no document, nothing done that is not asked for. */
export interface Line {
  readonly socket: WebSocket
  /** A frame without what is spoken before it. */
  hear: (frame: Buffer) => void
  send(frame: Uint8Array): void
  ask(): void
  close(): void
}

const bytes = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}
const syncFrame = (step: number, body: Uint8Array) =>
  bytes((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, body)
  })
export const updateFrame = (update: Uint8Array) => syncFrame(2, update)
const stateRequest = syncFrame(0, new Uint8Array([0]))
export const awarenessFrame = (client: number, clock: number, state: string) =>
  bytes((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(
      encoder,
      bytes((body) => {
        encoding.writeVarUint(body, 1)
        encoding.writeVarUint(body, client)
        encoding.writeVarUint(body, clock)
        encoding.writeVarString(body, state)
      }),
    )
  })
/** Hocuspocus opens a document for whoever said a token, be it an empty one. */
const token = bytes((encoder) => {
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarString(encoder, '')
})

/** And closes the connection of whoever has said nothing for a minute: to ask who is there is something said. */
const ping = new Uint8Array([3])
const PING_MS = 20_000

/** Resolves once the socket is open. */
export async function connect({ url, cookie, document }: Address): Promise<Line> {
  const socket = new WebSocket(url, { headers: { cookie }, perMessageDeflate: false, maxPayload: 256 << 20 })
  const before = document ? bytes((encoder) => encoding.writeVarString(encoder, document)) : new Uint8Array()
  const line: Line = {
    socket,
    hear: () => undefined,
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(document ? Buffer.concat([before, frame]) : frame)
    },
    ask: () => line.send(stateRequest),
    close: () => socket.terminate(),
  }
  socket.on('message', (data: Buffer) => line.hear(document ? data.subarray(before.length) : data))
  await new Promise<void>((opened, failed) => {
    socket.once('open', opened)
    socket.once('error', failed)
  })
  socket.on('error', () => undefined)
  if (document) {
    line.send(token)
    const alive = setInterval(() => line.send(ping), PING_MS)
    socket.once('close', () => clearInterval(alive))
  }
  return line
}

/** The update a frame brings; null when it brings none. */
function updateOf(frame: Buffer): Uint8Array | null {
  if (frame[0] !== 0 || (frame[1] !== 1 && frame[1] !== 2)) return null
  const decoder = decoding.createDecoder(frame)
  decoder.pos = 2
  return decoding.readVarUint8Array(decoder)
}

interface Opened {
  readonly ms: number
  includes(text: string): boolean
  doc(): Y.Doc
}
/**
 * Takes all of a board that has about so many bytes: how long until it has arrived (ms), and the document it makes, outside that
 * time. One server says that it is all and then sends it, the others the other way round.
 */
export async function open(address: Address, size: number): Promise<Opened> {
  const updates: Uint8Array[] = []
  const at = performance.now()
  const line = await connect(address)
  return new Promise((resolve, reject) => {
    let got = 0
    let isEnd = false
    const timer = setTimeout(() => reject(new Error(`${got} of ${size} bytes of ${address.url} came`)), 60_000)
    line.hear = (frame) => {
      const update = updateOf(frame)
      if (!update) return
      updates.push(update)
      got += update.length
      isEnd ||= frame[1] === 1
      if (!isEnd || got < size / 2) return
      const ms = performance.now() - at
      clearTimeout(timer)
      line.hear = () => undefined
      line.close()
      resolve({
        ms,
        includes: (text) => updates.some((one) => Buffer.from(one.buffer, one.byteOffset, one.length).includes(text)),
        doc() {
          const doc = new Y.Doc()
          for (const one of updates) Y.applyUpdate(doc, one)
          return doc
        },
      })
    }
    line.ask()
  })
}

/** A mark that is found in a frame, whatever a server does with the update around it. */
export const mark = (count: number) => `~${String(count).padStart(8, '0')}~`
/** Every mark of a frame, in order. */
export function marksIn(frame: Buffer, found: (count: number) => void): void {
  for (let at = frame.indexOf(126); at >= 0 && at + 9 < frame.length; at = frame.indexOf(126, at + 1))
    if (frame[at + 9] === 126) {
      let count = 0
      let digit = at + 1
      for (; digit < at + 9; digit++) {
        const value = frame[digit]! - 48
        if (value < 0 || value > 9) break
        count = count * 10 + value
      }
      if (digit !== at + 9) continue
      found(count)
      at += 9
    }
}

/** Someone's document whose edits are given as updates. */
export function pen(size = 50) {
  const doc = new Y.Doc()
  let last: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => (last = update))
  const elements = doc.getMap('elements')
  return {
    doc,
    /** The update that sets one of so many elements to something with this mark. */
    draw(count: number): Uint8Array {
      elements.set(`e${count % size}`, mark(count))
      return last
    },
  }
}
