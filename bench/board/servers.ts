import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { BOARD_PATH, boardIdOf } from '@copse/contract'
import { Product } from '../../e2e/setup/product.ts'
import { startChild } from '../child.ts'
import { gatherings } from '../crowd.ts'
import { act } from '../room.ts'
import { sitDown } from '../seat.ts'
import type { Address } from './line.ts'

/** A server in a process of its own, with boards by number. */
export interface BoardServer {
  readonly name: string
  /** A board as one of its people opens it. */
  address(board: number, person?: number): Address
  /** Ends it and starts it again on what it has on disk. */
  again(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  stop(): Promise<void>
}

/** The product, with a session for each board, everyone let in, in a step in which all write. */
export async function copse(boards: number, people: number): Promise<BoardServer> {
  const product = await Product.start({ COPSE_LIVEKIT: 'off', COPSE_LOG_LEVEL: 'warn' })
  const made = await gatherings(
    product,
    Array.from({ length: boards }, () => people),
  )
  for (const { sessionId, people } of made) {
    const host = await sitDown(product.url, sessionId, people[0]!)
    for (const person of people.slice(1)) (await sitDown(product.url, sessionId, person, host)).leave()
    await act(host.client, { type: 'session.start' })
    await act(host.client, { type: 'step.advance', from: 0 })
    host.leave()
  }
  return {
    name: 'Copse',
    address(board, person = 0) {
      const { sessionId, people } = made[board]!
      const url = `${product.url.replace('http', 'ws')}${BOARD_PATH}/${boardIdOf(sessionId)}?copse=1`
      return { url, cookie: people[person % people.length]!.cookie, document: '' }
    },
    async again(signal) {
      await product.kill(signal)
      await product.run()
    },
    stop: () => product.stop(),
  }
}

interface Told {
  readonly port: number
}

const peers = fileURLToPath(new URL('../peers', import.meta.url))
/** They are no part of the workspace: one says that it wants a newer Node, one compiles for two minutes, and no check needs them. */
function installPeers(): void {
  if (existsSync(join(peers, 'node_modules'))) return
  console.log('   Installing the peers …')
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: peers, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the peers could not be installed:\n${stderr}`)
}

async function peer(name: string, file: string, speaksName: boolean): Promise<BoardServer> {
  installPeers()
  const folder = mkdtempSync(join(tmpdir(), 'copse-peer-'))
  const start = async () => {
    const child = startChild<Told>(pathToFileURL(join(peers, `${file}.js`)), [folder])
    return { child, port: (await child.line()).port }
  }
  let running = await start()
  return {
    name,
    address: (board) => ({
      url: `ws://127.0.0.1:${running.port}/board-${board}`,
      cookie: '',
      document: speaksName ? `board-${board}` : '',
    }),
    async again(signal) {
      await running.child.stop(signal)
      running = await start()
    },
    async stop() {
      await running.child.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export const hocuspocus = () => peer('Hocuspocus', 'hocuspocus', true)
export const yWebsocket = () => peer('y-websocket server', 'y-websocket', false)
export const relay = () => peer('bare ws', 'relay', false)

/** Starts them, and stops them whatever happens. */
export async function withServers<Result>(
  starts: readonly (() => Promise<BoardServer>)[],
  work: (servers: readonly BoardServer[]) => Promise<Result>,
): Promise<Result> {
  const servers: BoardServer[] = []
  try {
    for (const start of starts) servers.push(await start())
    return await work(servers)
  } finally {
    for (const server of servers) await server.stop()
  }
}
