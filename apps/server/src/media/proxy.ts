import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Request, Response } from 'express'

export const LIVEKIT_PATH = '/livekit'

/**
 * Passes LiveKit's signalling through our own origin, so that a page speaks to one origin only. Just the signalling paths:
 * LiveKit's API for servers is not reachable this way.
 */
export function createProxy(target: () => string | null) {
  function open(request: IncomingMessage) {
    const base = target()
    const path = request.url!.slice(LIVEKIT_PATH.length)
    if (!base || !/^\/rtc(\/|\?|$)/.test(path)) return null
    const url = new URL(base.replace(/^ws/, 'http'))
    const { cookie: _, ...headers } = request.headers
    return (url.protocol === 'https:' ? httpsRequest : httpRequest)({
      hostname: url.hostname,
      port: url.port,
      path: `${url.pathname.replace(/\/$/, '')}${path}`,
      method: request.method,
      headers: { ...headers, host: url.host },
    })
  }

  return {
    handleRequest(request: Request, response: Response): void {
      const upstream = request.method === 'GET' ? open(Object.assign(request, { url: request.originalUrl })) : null
      if (!upstream) return void response.status(404).end()
      upstream.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? 'text/plain' })
        answer.pipe(response)
      })
      upstream.on('error', () => response.headersSent || response.status(502).end())
      upstream.end()
    },

    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const upstream = open(request)
      if (!upstream) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
      upstream.on('upgrade', (answer, remote, first) => {
        const lines = [`HTTP/1.1 101 ${answer.statusMessage ?? 'Switching Protocols'}`]
        for (let index = 0; index < answer.rawHeaders.length; index += 2) lines.push(`${answer.rawHeaders[index]}: ${answer.rawHeaders[index + 1]}`)
        socket.write(`${lines.join('\r\n')}\r\n\r\n`)
        if (first.length > 0) socket.write(first)
        if (head.length > 0) remote.write(head)
        remote.pipe(socket).pipe(remote)
        remote.on('error', () => socket.destroy())
        socket.on('error', () => remote.destroy())
        socket.on('close', () => remote.destroy())
        remote.on('close', () => socket.destroy())
      })
      upstream.on('response', (answer) => {
        socket.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`)
        answer.pipe(socket)
      })
      upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n'))
      socket.on('error', () => upstream.destroy())
      upstream.end()
    },
  }
}
