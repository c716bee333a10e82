import { randomUUID } from 'node:crypto'
import { SessionId } from '@copse/contract'
import type { Request, RequestHandler, Response } from 'express'

/** Gives each request an id that its answer carries, so that somebody's trouble can be found in the log. */
export const giveRequestId: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID()
  response.setHeader('X-Request-Id', requestIdOf(response))
  next()
}
export const requestIdOf = (response: Response): string => response.locals.requestId as string

/** What a line of the log says of a request: its id, and the session where its path names one. */
export function aboutRequest(request: Request, response: Response): { requestId: string; sessionId?: SessionId } {
  const named = /^\/api\/sessions\/([^/?]+)/.exec(request.originalUrl)
  const sessionId = named && SessionId.safeParse(named[1])
  return { requestId: requestIdOf(response), ...(sessionId?.success && { sessionId: sessionId.data }) }
}
