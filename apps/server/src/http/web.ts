import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router, type Request } from 'express'

const YEAR_S = 31_536_000
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** The built web app: files as compressed at build time, names with a hash for a year, every other path the app's page. */
export function createWeb(webDir: string): Router {
  const router = Router()
  const files = express.static(webDir, { index: false, redirect: false, maxAge: 0 })

  /** A compressed twin of the file, if the browser takes one. */
  function compressed(request: Request, path: string) {
    const accepted = request.headers['accept-encoding'] ?? ''
    return encodings.find(([name, ending]) => accepted.includes(name) && existsSync(join(webDir, `${path}${ending}`)))
  }

  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const isAsset = request.path.startsWith('/assets/')
    const path = isAsset || /\.[a-z0-9]+$/.test(request.path) ? request.path : '/index.html'
    if (path.includes('..') || path.includes('\0')) return void response.status(404).end()
    response.setHeader('Cache-Control', isAsset ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
    response.setHeader('Vary', 'Accept-Encoding')
    const twin = compressed(request, path)
    if (twin) {
      response.type(path.slice(path.lastIndexOf('.')))
      response.setHeader('Content-Encoding', twin[0])
    }
    request.url = `${path}${twin?.[1] ?? ''}`
    files(request, response, next)
  })
  router.use((_request, response) => {
    response.removeHeader('Cache-Control')
    response.status(404).type('text').send('Not found')
  })
  return router
}
