import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request comes from our own pages. A browser always says where a changing request, a socket or an upgrade comes
 * from; a caller without an Origin is no browser and has no cookies to steal.
 */
export function sameOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return false
  const { origin } = headers
  if (origin === undefined) return true
  return origin === publicUrl || origin === `http://${headers.host}` || origin === `https://${headers.host}`
}
