// Builds the web app and the server, each only when something it is made of changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '..')

/** One line a file: path, size and time of change. Cheaper than reading, and a checkout changes the times. */
function* listing(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) {
    if (!/\.test\.tsx?$/.test(path)) yield `${path} ${stat.size} ${stat.mtimeMs}\n`
    return
  }
  for (const name of readdirSync(path).sort())
    if (name !== 'node_modules' && name !== 'dist') yield* listing(join(path, name))
}

const packages = ['pnpm-lock.yaml', 'packages/contract', 'packages/protocols', 'packages/whiteboard']
const targets = [
  { name: 'web app', folder: 'apps/web', sources: [...packages, 'packages/room-client', 'apps/web'], args: [] },
  { name: 'server', folder: 'apps/server', sources: [...packages, 'apps/server'], args: ['--ssr'] },
]

/** All, or the one that is named. */
export function build(only) {
  for (const { name, folder, sources, args } of targets) {
    if (only !== undefined && name !== only) continue
    const hash = createHash('sha256')
    for (const source of sources) for (const line of listing(join(root, source))) hash.update(line)
    const wanted = hash.digest('hex')
    const stamp = join(root, folder, 'dist', '.built')
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    console.log(`Building the ${name} …`)
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', ...args], {
      cwd: join(root, folder),
      stdio: 'inherit',
      // What is served is built for production, whoever asks for it: a test runner says otherwise of itself.
      env: { ...process.env, NODE_ENV: 'production' },
    })
    if (run.status !== 0) {
      console.error(`The ${name} could not be built; the lines above say why.`)
      process.exit(1)
    }
    writeFileSync(stamp, wanted)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) build()
