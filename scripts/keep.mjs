// Copies the data folder, or makes one of a copy: `npm run backup -- FOLDER`, `npm run restore -- FOLDER`.
import { resolve } from 'node:path'
import { build } from './build.mjs'

build('server')
process.env.COPSE_ROOT ??= resolve(import.meta.dirname, '..')
await import('../apps/server/dist/keep.js')
