import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** LiveKit's three: its API and signalling, media over TCP, media over UDP. */
export interface Ports {
  readonly http: number
  readonly tcp: number
  readonly udp: number
}

/** A TCP port nobody listens on now: the wanted one if it is free, else any. */
async function freeTcp(wanted: number): Promise<number> {
  const server = createServer()
  try {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    return port
  } catch {
    return freeTcp(0)
  }
}

async function freeUdp(wanted: number): Promise<number> {
  const socket = createSocket('udp4')
  try {
    socket.bind(wanted, '127.0.0.1')
    await once(socket, 'listening')
    const { port } = socket.address()
    socket.close()
    await once(socket, 'close')
    return port
  } catch {
    return freeUdp(0)
  }
}

/** Free ports, those of last time as far as they are free: what a firewall or a reconnecting browser knows stays true. */
export async function freePorts(before: Ports | null): Promise<Ports> {
  return {
    http: await freeTcp(before?.http ?? 0),
    tcp: await freeTcp(before?.tcp ?? 0),
    udp: await freeUdp(before?.udp ?? 0),
  }
}
