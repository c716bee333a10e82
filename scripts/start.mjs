// Builds what changed, then becomes the server. One process, so that a signal reaches the one that must drain.
import { resolve } from 'node:path'
import { build } from './build.mjs'

const parent = process.ppid
build()

// npm does not pass SIGTERM on: when the shell that started us is gone, drain as if we had been told.
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 500).unref()

process.env.NODE_ENV ??= 'production'
process.env.COPSE_ROOT ??= resolve(import.meta.dirname, '..')
await import('../apps/server/dist/main.js')
