import { request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'

export const LIVEKIT_PATH = '/livekit'

/** Just what livekit-client asks for: the signalling socket, in two versions, and why it was refused. */
const SIGNALLING = /^\/rtc(\/v1)?(\/validate)?(\?|$)/

/**
 * Passes LiveKit's signalling through our own origin, so that a page speaks to one origin only. LiveKit's API for servers is
 * not reachable this way, and our cookies do not reach LiveKit. `target` answers its address, or null while there is none.
 */
export function createProxy(target: () => string | null) {
  /** The request to LiveKit, still to be ended; null: not one of its paths, or no LiveKit. */
  function forward(address: string, request: IncomingMessage): ClientRequest | null {
    const base = target()
    const path = address.startsWith(LIVEKIT_PATH) ? address.slice(LIVEKIT_PATH.length) : ''
    if (!base || !SIGNALLING.test(path) || request.method !== 'GET') return null
    const url = new URL(base)
    const { cookie: _, ...headers } = request.headers
    return (url.protocol === 'https:' ? httpsRequest : httpRequest)({
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: `${url.pathname.replace(/\/$/, '')}${path}`,
      headers: { ...headers, host: url.host },
    })
  }

  return {
    /** For an express app, mounted at LIVEKIT_PATH. */
    handleRequest(request: IncomingMessage & { originalUrl: string }, response: ServerResponse): void {
      const upstream = forward(request.originalUrl, request)
      if (!upstream) return void response.writeHead(404).end()
      upstream.on('response', (answer) => {
        response.writeHead(answer.statusCode!, { 'content-type': answer.headers['content-type'] ?? 'text/plain' })
        answer.pipe(response)
      })
      upstream.on('error', () => {
        if (response.headersSent) response.destroy()
        else response.writeHead(502).end()
      })
      response.on('close', () => upstream.destroy())
      upstream.end()
    },

    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy())
      const upstream = forward(request.url ?? '', request)
      if (!upstream) return void socket.end(`HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n`)
      upstream.on('upgrade', (answer, remote, first) => {
        socket.write(headOf(answer))
        socket.write(first)
        remote.write(head)
        remote.pipe(socket).pipe(remote)
        remote.on('error', () => socket.destroy())
        remote.on('close', () => socket.destroy())
        socket.on('close', () => remote.destroy())
      })
      upstream.on('response', (answer) => {
        socket.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`)
        answer.pipe(socket)
      })
      upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n'))
      socket.on('close', () => upstream.destroy())
      upstream.end()
    },
  }
}

/** The head of LiveKit's answer as it came: the accept key is for the browser to check. */
function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
