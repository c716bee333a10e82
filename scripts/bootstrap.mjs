// Installs what the lockfile names, and only when it changed: `npm start` and `npm test` run this first.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Copse needs Node 20.19 or newer; this is ${process.version}.`)
  process.exit(1)
}
const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8'))
const stamp = 'node_modules/.copse-lockfile'
const wanted = createHash('sha256').update(readFileSync('pnpm-lock.yaml')).update(process.version).digest('hex')
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0)

console.log('Installing packages …')
// The tools that build are needed wherever NODE_ENV says production, too.
const install = spawnSync(
  'npx',
  ['--yes', packageManager, 'install', '--frozen-lockfile', '--prod=false', '--reporter=append-only'],
  {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, npm_config_loglevel: 'error' },
  },
)
if (install.status !== 0) {
  console.error(install.stdout, install.stderr)
  console.error('The packages could not be installed; the lines above say why.')
  process.exit(1)
}
mkdirSync('node_modules', { recursive: true })
writeFileSync(stamp, wanted)
