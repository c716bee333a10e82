import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { boardIdOf, type SessionId } from '@copse/contract'
import { createRoomClient, type RoomClient } from '@copse/room-client'
import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import { WebSocket } from 'ws'
import { afterEach, expect, test, vi } from 'vitest'
import { canonical, docOf } from './board/testing.ts'
import { openStore } from './store/index.ts'
import { freePort, temporaryFolder, until } from './testing.ts'

vi.setConfig({ testTimeout: 180_000 })

const folder = temporaryFolder()
const data = join(folder.path, 'data')
const children: ChildProcess[] = []
const clients: RoomClient[] = []
const boards: BoardConnection[] = []
afterEach(() => {
  for (const client of clients) client.close()
  for (const board of boards) board.destroy()
  for (const child of children) child.kill('SIGKILL')
  folder.remove()
})

function start(port: number) {
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      COPSE_DATA_DIR: data,
      COPSE_LIVEKIT: 'off',
      COPSE_LOG_LEVEL: 'warn',
      COPSE_TAKEOVER_SECONDS: '120',
    },
  })
  children.push(child)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output }
}

/** A WebSocket as browsers have it: after an error comes a close, and that is all that is heard of it. */
function socketTo(address: string, cookie: string): never {
  const socket = new WebSocket(address, { headers: { cookie } })
  socket.on('error', () => undefined)
  return socket as never
}

test('[O10] replaced while people talk and draw: everyone is back, nothing acknowledged is lost, nothing acts twice', async () => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const first = start(port)
  await until(() => first.output().includes('/outbox'))
  const signIn = /http\S+verify\S+/.exec(first.output())![0]
  const cookie = (await fetch(signIn, { redirect: 'manual' })).headers.getSetCookie()[0]!.split(';')[0]!
  const ask = async (path: string) => (await fetch(`${url}/api${path}`, { headers: { cookie } })).json()
  const [{ id: community }] = (await ask('/communities')) as [{ id: string }]
  const [{ id: sessionId }] = (await ask(`/communities/${community}/sessions`)) as [{ id: SessionId }]

  for (let tab = 0; tab < 4; tab++) {
    const client = createRoomClient({ sessionId, url, extraHeaders: { cookie } })
    clients.push(client)
    if (tab === 0) await client.send({ type: 'lobby.knock', acceptedNorms: true })
    await until(() => client.store.getState().session.seq > 0)
    const board = connectBoard({
      boardId: boardIdOf(sessionId),
      url: url.replace('http', 'ws'),
      open: (address) => socketTo(address, cookie),
    })
    boards.push(board)
    await until(() => board.store.getState().synced)
  }

  const acknowledged: string[] = []
  const drawn: string[] = []
  const enough = new AbortController()
  const talk = clients.map(async (client, tab) => {
    for (let line = 0; !enough.signal.aborted; line++) {
      const text = `${tab}: ${line}`
      if ((await client.send({ type: 'chat.say', text })).ok) acknowledged.push(text)
      // The strokes in between set the pace: one person may say so much in ten seconds.
      for (let stroke = 0; stroke < 30 && !enough.signal.aborted; stroke++) {
        const key = `${tab}: ${line}.${stroke}`
        const { store } = boards[tab]!
        store.getState().doc.getMap('elements').set(key, stroke)
        await until(() => store.getState().pending === 0)
        if (store.getState().refused === null) drawn.push(key)
      }
    }
  })
  await until(() => acknowledged.length > 8)

  const second = start(port)
  await until(() => second.output().includes('takes over when it ends'))
  const beforeIt = { said: acknowledged.length, drawn: drawn.length }
  const ended = once(first.child, 'exit')
  const toldAt = performance.now()
  first.child.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
  await until(() => clients.every((client) => client.store.getState().connection === 'online'))
  await until(() => boards.every((board) => board.store.getState().link === 'online' && board.store.getState().synced))
  const backMs = performance.now() - toldAt
  console.log(`everyone back ${Math.round(backMs)} ms after the first was told to end`)
  expect(backMs).toBeLessThan(60_000)
  await until(() => acknowledged.length > beforeIt.said + 8 && drawn.length > beforeIt.drawn + 100)
  enough.abort()
  await Promise.all(talk)

  const store = await openStore(data)
  const journal = await store.journal.read(sessionId)
  await store.close()
  const lines = journal.flatMap((event) => (event.type === 'chat.said' ? [event.text] : []))
  expect(lines.toSorted()).toEqual(acknowledged.toSorted())
  for (const client of clients) {
    await until(() => client.store.getState().session.seq === journal.at(-1)!.seq)
    expect(client.store.getState().session.chat.map(({ text }) => text)).toEqual(lines)
  }
  const kept = docOf(data, boardIdOf(sessionId))
  expect(drawn.filter((key) => !kept.getMap('elements').has(key))).toEqual([])
  for (const { store: own } of boards) await until(() => canonical(own.getState().doc) === canonical(kept))
})
