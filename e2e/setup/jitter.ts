import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A number generator that answers the same numbers for the same seed (mulberry32), each from 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A bad link to a port of this machine: every piece is late by up to `jitterMs`, each way, in order as TCP keeps it. */
export async function badLink(port: number, jitterMs: number, seed: number) {
  const random = seeded(seed)
  const open = new Set<Socket>()
  function carry(from: Socket, to: Socket) {
    let last = 0
    const late = (act: () => void) => {
      last = Math.max(last, performance.now() + random() * jitterMs)
      setTimeout(act, last - performance.now())
    }
    from.on('data', (piece) => late(() => to.writable && to.write(piece)))
    from.on('close', () => late(() => to.destroy()))
    from.on('error', () => from.destroy())
  }
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true })
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
    }
    carry(near, far)
    carry(far, near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
