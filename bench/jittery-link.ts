import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP way to a port that holds whatever passes for 0 to `jitterMs`, each direction by itself, in order. */
export async function openJitteryLink(port: number, jitterMs: number) {
  const sockets = new Set<Socket>()
  function forward(from: Socket, to: Socket) {
    let free = 0
    from.on('data', (chunk: Buffer) => {
      free = Math.max(free, performance.now() + Math.random() * jitterMs)
      setTimeout(() => to.writable && to.write(chunk), free - performance.now())
    })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
    sockets.add(from)
  }
  const server = createServer((near) => {
    const far = connect(port, 'localhost')
    near.setNoDelay(true)
    far.setNoDelay(true)
    forward(near, far)
    forward(far, near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
