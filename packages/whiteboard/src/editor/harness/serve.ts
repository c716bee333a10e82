import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { whiteboard } from '../../vite/index.ts'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}
/** No wider anywhere than what the server sends with the app (apps/server/src/http/app.ts). */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Builds the harness as the product is built and serves it under the strict policy it must work with. */
export async function serveHarness(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'copse-board-'))
  // A test runner says `test`, which would build what developers get.
  process.env.NODE_ENV = 'production'
  await build({
    configFile: false,
    root: import.meta.dirname,
    mode: 'production',
    logLevel: 'error',
    plugins: [react(), whiteboard()],
    build: { outDir: dir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  })
  const files = new Map<string, { type: string; bytes: Buffer }>()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    response.setHeader('Content-Security-Policy', POLICY)
    if (request.method === 'POST') {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const url = `/files/${files.size}`
        files.set(url, { type: request.headers['content-type'] ?? '', bytes: Buffer.concat(chunks) })
        response.end(JSON.stringify({ url }))
      })
      return
    }
    const file = files.get(path)
    try {
      const bytes = file?.bytes ?? readFileSync(join(dir, normalize(path === '/' ? '/index.html' : path)))
      response.setHeader('Content-Type', file?.type ?? types[extname(path === '/' ? '.html' : path)] ?? 'text/html')
      response.end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
