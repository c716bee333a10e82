import express, { Router, type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { createLimit } from '../ops/limits.ts'
import type { Logger } from '../ops/log.ts'
import { sendCode } from './answers.ts'
import { aboutRequest, giveRequestId } from './request-id.ts'
import { sameOrigin } from './same-origin.ts'
import { createWeb } from './web.ts'

const BODY_LIMIT = '128kb'
const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** The express app: headers, origin, limits, the routers in order, then the web app; faults become refusals. */
export function createApp(options: {
  publicUrl: string
  trustProxy: string
  webDir: string
  log: Logger
  /** Mounted at the root: health and metrics. */
  ops: Router
  /** Mounted under /api, in this order. Those that read raw bodies come first. */
  raw: Router[]
  routers: Router[]
  signalling: { path: string; handle: RequestHandler }
}): Express {
  const { publicUrl, trustProxy, webDir, log, ops, raw, routers, signalling } = options
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', trustProxy)
  app.set('query parser', 'simple')
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"], // the whiteboard and react-aria position by style attributes
          imgSrc: ["'self'", 'blob:', 'data:'],
          mediaSrc: ["'self'", 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'", publicUrl.replace(/^http/, 'ws'), 'data:', 'blob:'],
          workerSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: publicUrl.startsWith('https:'),
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
    }),
  )
  app.use((_request, response, next) => {
    response.setHeader(
      'Permissions-Policy',
      'camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), geolocation=()',
    )
    next()
  })
  app.use(giveRequestId)
  app.use(ops)
  app.use(signalling.path, signalling.handle)

  const writes = createLimit(240, 60)
  const api = Router()
  api.use((request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    if (!changing.has(request.method) || request.path === '/livekit/webhook') return next()
    if (!sameOrigin(request.headers, publicUrl)) return sendCode(response, 'access.denied', 'origin')
    writes(request.ip ?? '').then((within) => (within ? next() : sendCode(response, 'rate.limited')), next)
  })
  for (const router of raw) api.use(router)
  api.use(express.json({ limit: BODY_LIMIT }))
  for (const router of routers) api.use(router)
  api.use((_request, response) => sendCode(response, 'not.found'))
  app.use('/api', api)
  app.use(createWeb(webDir))
  app.use(fault(log))
  return app
}

/** A body that cannot be read is the sender's fault; anything else that is thrown is ours. */
function fault(log: Logger): ErrorRequestHandler {
  return (error: Error & { type?: string; status?: number }, request, response, _next) => {
    if (response.headersSent) return void response.destroy()
    if (error.type === 'entity.too.large') return sendCode(response, 'input.too-large')
    if (error.status && error.status < 500) return sendCode(response, 'input.invalid')
    // The route as it is written, not as it was asked for: an invitation's path is the key to a room.
    const route = (request.route as { path?: string } | undefined)?.path ?? null
    const about = aboutRequest(request, response)
    log.error({ ...about, error: error.message, stack: error.stack, method: request.method, route }, 'request failed')
    sendCode(response, 'server.failed')
  }
}
