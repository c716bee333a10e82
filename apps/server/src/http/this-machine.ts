import type { Request } from 'express'

const isLoopback = (address: string | undefined) =>
  address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
/** What proxies add; nginx says nothing of itself unless told to, but speaks HTTP 1.0. */
const forwarding = /^(x-forwarded-.*|x-real-ip|forwarded|via)$/

/** Whether a request comes from this very machine, and not on behalf of somebody else. */
export const isOfThisMachine = (request: Request): boolean =>
  isLoopback(request.socket.remoteAddress) &&
  request.httpVersion !== '1.0' &&
  !Object.keys(request.headers).some((name) => forwarding.test(name))
