import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { canonical, docOf, joinStock, openHouse, temporaryFolder, until, type House } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
let house: House
beforeAll(async () => {
  house = await openHouse({ dataDir: folder.path })
})
afterAll(async () => {
  await house.stop()
  folder.remove()
})

const SEED = Number(process.env.COPSE_FUZZ_SEED ?? Date.now() % 1_000_000)
const STEPS = 500

/** A client of either kind, as the test sees it. */
interface Client {
  readonly name: string
  doc(): Y.Doc
  isUpToDate(): boolean
  cut(): void
  destroy(): void
}

function ours(name: string): Client {
  let socket: WebSocket | null = null
  const connection: BoardConnection = connectBoard({
    boardId: house.board,
    url: house.url,
    open(url) {
      socket = new WebSocket(url, { headers: { cookie: `person=${name}` } })
      socket.on('error', () => undefined)
      return socket as unknown as globalThis.WebSocket
    },
  })
  const { store } = connection
  return {
    name,
    doc: () => store.getState().doc,
    isUpToDate: () => store.getState().synced && store.getState().pending === 0,
    cut: () => socket?.terminate(),
    destroy: connection.destroy,
  }
}
function stock(name: string): Client {
  const provider: WebsocketProvider = joinStock(house, name)
  return {
    name,
    doc: () => provider.doc,
    isUpToDate: () => provider.synced,
    cut: () => (provider.ws as unknown as WebSocket | null)?.terminate(),
    destroy: () => provider.destroy(),
  }
}

test('[B9] [B13] [B14] many draw, leave, return and are refused: all who stay and the log agree byte for byte', async () => {
  console.log(`board fuzz: seed ${SEED}, ${STEPS} steps; COPSE_FUZZ_SEED=${SEED} replays its choices`)
  let state = SEED
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const clients: Client[] = []
  const refused = new Set<string>()
  let names = 0
  const come = () => clients.push(random(3) === 0 ? stock(`stock-${names++}`) : ours(`ours-${names++}`))
  for (let at = 0; at < 8; at++) come()

  for (let step = 0; step < STEPS; step++) {
    const client = clients[random(clients.length)]!
    const doc = client.doc()
    const map = doc.getMap<unknown>('board')
    switch (random(12)) {
      case 0:
        if (clients.length < 12) come()
        break
      case 1:
        client.cut()
        break
      case 2:
        // Stock clients cannot roll back by themselves: only ours are ever refused.
        if (client.name.startsWith('ours')) {
          const mayWrite = refused.delete(client.name)
          if (!mayWrite) refused.add(client.name)
          await house.allow(client.name, mayWrite ? 'write' : (['read', 'hidden'] as const)[random(2)]!)
        }
        break
      case 3:
        if (clients.length > 4) {
          clients.splice(clients.indexOf(client), 1)
          client.destroy()
        }
        break
      case 4:
        if (map.size > 0) map.delete([...map.keys()][random(map.size)]!)
        break
      case 5:
        doc.getText('text').insert(random(doc.getText('text').length + 1), `${step} `)
        break
      case 6:
        if (doc.getText('text').length > 3) doc.getText('text').delete(random(doc.getText('text').length - 2), 2)
        break
      default:
        map.set(`k${random(30)}`, random(2) ? new Y.Map([['points', new Uint8Array(random(200))]]) : step)
    }
    // Others come in between, sometimes.
    if (random(3) === 0) await new Promise((turn) => setTimeout(turn, random(4)))
  }

  for (const name of refused) await house.allow(name, 'write')
  const agree = () => {
    const disk = docOf(folder.path, house.board)
    const truth = canonical(disk)
    return clients.every((client) => client.isUpToDate() && canonical(client.doc()) === truth)
  }
  await until(agree).catch((error: unknown) => {
    const truth = canonical(docOf(folder.path, house.board))
    const apart = clients.filter((client) => canonical(client.doc()) !== truth || !client.isUpToDate())
    throw new Error(`seed ${SEED}: ${apart.map(({ name }) => name).join()} do not agree`, { cause: error })
  })
  const { update } = await house.boards.stateAt(house.board)
  const merged = new Y.Doc()
  Y.applyUpdate(merged, update)
  expect(canonical(merged)).toBe(canonical(docOf(folder.path, house.board)))
  expect(merged.store.pendingStructs).toBeNull()
  expect(house.faults).toEqual([])
  for (const client of clients) client.destroy()
})
