import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './testing-ports.ts'

/** A database server of the tests' own. Plain data, so that it can be handed from one process to another. */
export interface Server {
  readonly folder: string
  readonly port: number
}
export interface Databases {
  readonly postgres: Server
  readonly redis: Server
}

/** PostgreSQL refuses to run as root. */
const user = (() => {
  if (process.getuid?.() !== 0) return {}
  const id = (...args: string[]) => Number(execFileSync('id', args, { encoding: 'utf8' }))
  const name = spawnSync('id', ['postgres']).status === 0 ? 'postgres' : 'nobody'
  return { uid: id('-u', name), gid: id('-g', name) }
})()

/** Debian keeps PostgreSQL's programs out of the PATH. */
function program(name: string): string {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).toSorted((one, other) => Number(other) - Number(one)) : []
  return versions.map((version) => join(base, version, 'bin', name)).find(existsSync) ?? name
}
const run = (name: string, args: string[], folder: string) =>
  execFileSync(program(name), args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })

export function startPostgres({ folder, port }: Server): void {
  const data = join(folder, 'postgres')
  if (!existsSync(data)) run('initdb', ['-D', data, '-U', 'copse', '-A', 'trust', '-E', 'UTF8', '--no-sync'], folder)
  // A killed process loses nothing that was written; only a machine that loses its power would.
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300`
  run('pg_ctl', ['-D', data, '-w', '-s', '-l', join(folder, 'postgres.log'), '-o', settings, 'start'], folder)
}
/** `immediate` is as a crash would end it. */
export const stopPostgres = ({ folder }: Server, how: 'fast' | 'immediate' = 'immediate'): void =>
  void run('pg_ctl', ['-D', join(folder, 'postgres'), '-s', '-m', how, 'stop'], folder)

export function startRedis({ folder, port }: Server): void {
  const settings = {
    dir: folder,
    bind: '127.0.0.1',
    pidfile: join(folder, 'redis.pid'),
    logfile: join(folder, 'redis.log'),
  }
  const args = Object.entries({ ...settings, daemonize: 'yes', save: '' }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ])
  run('redis-server', ['--port', String(port), ...args], folder)
}
export function stopRedis({ folder }: Server): void {
  try {
    process.kill(Number(readFileSync(join(folder, 'redis.pid'), 'utf8')), 'SIGKILL')
    rmSync(join(folder, 'redis.pid'))
  } catch {
    // It was not running.
  }
}

export async function startDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'copse-databases-'))
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
  const databases = { postgres: { folder, port: await freePort() }, redis: { folder, port: await freePort() } }
  startPostgres(databases.postgres)
  startRedis(databases.redis)
  return databases
}
export function removeDatabases({ postgres, redis }: Databases): void {
  stopPostgres(postgres)
  stopRedis(redis)
  rmSync(postgres.folder, { recursive: true, force: true })
}

export const redisUrl = ({ redis }: Databases): string => `redis://127.0.0.1:${redis.port}`

let made = 0
/** A database by its address: empty, or a copy of another that nobody has open. */
export async function freshDatabase({ postgres: { port } }: Databases, like?: string): Promise<string> {
  const base = `postgres://copse@127.0.0.1:${port}`
  const name = `copse_${process.pid}_${++made}`
  const client = new pg.Client(`${base}/postgres`)
  await client.connect()
  await client.query(`create database ${name} template ${like ? new URL(like).pathname.slice(1) : 'template0'}`)
  await client.end()
  return `${base}/${name}`
}
