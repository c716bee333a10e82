import { afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { joinNodes, openBus, type Bus, type Nodes } from '../nodes/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { freshDatabase, redisUrl, startPostgres, startRedis, stopPostgres, stopRedis } from '../testing-databases.ts'
import { canonical, connect, joinStock, openHouse, put, until, type House, type Line } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const databases = inject('databases')
const log = { error: () => undefined, info: () => undefined }

interface Node {
  readonly house: House
  readonly store: Store
  readonly nodes: Nodes
  readonly bus: Bus
}
let place: string
let open: Node[]
const lines: Line[] = []
let boards = 0
let board: string

async function openNode(id: string): Promise<Node> {
  const store = await openStore(place)
  const nodes = await joinNodes({ id, db: store.db, log })
  const bus = openBus({ url: redisUrl(databases), node: id, log })
  const node = { store, nodes, bus, house: await openHouse({ dataDir: place, nodes, bus }) }
  open.push(node)
  return node
}
async function close({ house, store, nodes, bus }: Node): Promise<void> {
  await house.stop()
  await bus.stop()
  await nodes.stop()
  await store.close()
}
/** Somebody on a node who has read the board. */
async function reader({ house }: Node, name: string): Promise<Line> {
  const line = await connect(house, name, { board })
  lines.push(line)
  line.ask()
  await until(() => line.ends > 0)
  return line
}
let [one, other]: Node[] = []
beforeAll(async () => {
  open = []
  place = await freshDatabase(databases)
  ;[one, other] = [await openNode('aaaa1'), await openNode('bbbb2')]
  await until(() => open.every(({ bus }) => bus.healthy()))
  return async () => {
    for (const node of open) await close(node)
  }
})
beforeEach(() => {
  board = `session-${++boards}.main`
})
afterEach(() => {
  for (const line of lines.splice(0)) line.leave()
})

const logOf = async (): Promise<{ seq: number; at: number; person: string; bytes: Buffer }[]> =>
  (await one!.store.db
    .selectFrom('boardRows' as never)
    .selectAll()
    .where('board' as never, '=', board as never)
    .orderBy('seq' as never)
    .execute()) as never
const stored = async () => {
  const doc = new Y.Doc()
  for (const { bytes } of await logOf()) Y.applyUpdate(doc, new Uint8Array(bytes))
  return doc
}

test('[B31] people on two nodes draw at once: all see the same, in one log without gaps', async () => {
  const [ana, ben, cid] = [await reader(one!, 'ana'), await reader(other!, 'ben'), await reader(other!, 'cid')]
  for (let step = 0; step < 100; step++) {
    ana.say(put(ana.doc, `ana ${step}`, step))
    ben.say(put(ben.doc, `ben ${step % 7}`, step))
    cid.say(put(cid.doc, `ben ${step % 7}`, -step))
    if (step % 10 === 0) await until(() => ana.committed.at(-1) === step + 1)
  }
  for (const line of [ana, ben, cid]) await until(() => line.committed.at(-1) === 100)
  await until(() => new Set([ana, ben, cid].map(({ doc }) => canonical(doc))).size === 1)
  const rows = await logOf()
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
  expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted((a, b) => a - b))
  expect(canonical(await stored())).toBe(canonical(ana.doc))
  for (const { house } of [one!, other!]) {
    const { seq, update } = await house.boards.stateAt(board)
    const rebuilt = new Y.Doc()
    Y.applyUpdate(rebuilt, update)
    expect([seq, canonical(rebuilt)]).toEqual([300, canonical(ana.doc)])
  }
  expect([ana.refused, ben.refused, cid.refused]).toEqual([[], [], []])
})

test('[B31] who moves to another node finds what she saw, and draws on', async () => {
  const ana = await reader(one!, 'ana')
  await reader(other!, 'ben')
  for (let step = 0; step < 20; step++) ana.say(put(ana.doc, `k${step}`, step))
  await until(() => ana.committed.at(-1) === 20)
  ana.leave()
  const again = await connect(other!.house, 'ana', { board })
  lines.push(again)
  again.ask(ana.doc)
  await until(() => again.ends > 0)
  expect(again.asked[0]!.get(ana.doc.clientID)).toBe(Y.getState(ana.doc.store, ana.doc.clientID))
  again.say(put(ana.doc, 'k20', 20))
  await until(() => again.committed.at(-1) === 1)
  expect(again.refused).toEqual([])
})

test('[B6] [B31] merging on one node leaves the other’s people undisturbed', async () => {
  const [ana, ben] = [await reader(one!, 'ana'), await reader(other!, 'ben')]
  for (let step = 0; step < 520; step++) {
    ana.say(put(ana.doc, `k${step % 50}`, step))
    if (step % 100 === 99) await until(() => ana.committed.at(-1) === step + 1)
  }
  await until(() => ana.committed.at(-1) === 520)
  await until(() => canonical(ben.doc) === canonical(ana.doc))
  ben.say(put(ben.doc, 'k1', 'ben'))
  await until(() => ana.doc.getMap('board').get('k1') === 'ben')
  const late = await reader(other!, 'late')
  await until(() => canonical(late.doc) === canonical(ana.doc))
  expect([ana.closed, ben.closed]).toEqual([null, null])
})

test('[B29] [B31] a client is its first person’s on every node', async () => {
  const [ana, ben] = [await reader(one!, 'ana'), await reader(other!, 'ben')]
  ana.say(put(ana.doc, 'k', 1))
  await until(() => ben.doc.getMap('board').get('k') === 1)
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(ana.doc))
  forged.clientID = ana.doc.clientID
  ben.say(put(forged, 'k', 'forged'))
  await until(() => ben.refused.length > 0)
  expect(ben.refused).toEqual(['access.denied'])
})

test('[B25] [B32] people on other nodes are there: cursors, strokes, names, and their going', async () => {
  const [ana, ben] = [await reader(one!, 'ana'), await reader(other!, 'ben')]
  await until(() => [...ana.peers.values()].includes('ben') && [...ben.peers.values()].includes('ana'))
  ana.aware(7, 1, '{"x":1}')
  await until(() => ben.awareness.length > 0)
  const stock = joinStock({ url: other!.house.url, board }, 'cid')
  await until(() => stock.awareness.getStates().has(7))
  stock.destroy()
  // Another may not speak for her, on whatever node.
  ben.aware(7, 2, '{"x":2}')
  ben.aware(8, 1, '{}')
  await until(() => ana.awareness.some((body) => body[1] === 8))
  expect(ana.awareness.some((body) => body[1] === 7)).toBe(false)
  const heard = ben.awareness.length
  ana.leave()
  await until(() => ![...ben.peers.values()].includes('ana') && ben.awareness.length > heard)
})

test('[B32] with a node go the people connected to it', async () => {
  const third = await openNode('cccc3')
  const [ana, ben] = [await reader(one!, 'ana'), await reader(third, 'ben')]
  await until(() => [...ana.peers.values()].includes('ben'))
  // It is gone without a word: its link is cut, and its number stands still.
  await third.bus.stop()
  await third.nodes.stop()
  await one!.store.db
    .insertInto('nodes')
    .values({ id: 'cccc3', beats: 7 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  await until(() => ![...ana.peers.values()].includes('ben'))
  expect(ben.closed).toBeNull()
})

test('[B33] without Redis what is drawn arrives all the same, and when it is back, who is there', async () => {
  const [ana, ben] = [await reader(one!, 'ana'), await reader(other!, 'ben')]
  stopRedis(databases.redis)
  try {
    ana.say(put(ana.doc, 'k', 1))
    await until(() => ben.doc.getMap('board').get('k') === 1)
  } finally {
    startRedis(databases.redis)
  }
  const dan = await reader(one!, 'dan')
  await until(() => [...ben.peers.values()].includes('dan') && [...dan.peers.values()].includes('ben'))
  expect(ana.closed).toBeNull()
})

test('[B1] [B2] [B33] PostgreSQL killed and started again while people draw: nothing acknowledged or seen is missing', async () => {
  const acknowledged = new Y.Doc()
  const draw = async (node: Node, name: string, doc: Y.Doc, until_: () => boolean) => {
    for (let step = 0; !until_();) {
      const line = await reader(node, name).catch(() => null)
      if (!line) continue
      const sent = [Y.encodeStateAsUpdate(doc)]
      line.say(sent[0]!, sync.messageYjsSyncStep2)
      while (!line.closed && !until_()) {
        sent.push(put(doc, `${name} ${step % 40}`, step++))
        line.say(sent.at(-1)!)
        await until(() => sent.length - (line.committed.at(-1) ?? 0) < 20 || line.closed)
      }
      await until(() => line.closed || line.committed.at(-1) === sent.length)
      for (const update of sent.slice(0, line.committed.at(-1) ?? 0)) Y.applyUpdate(acknowledged, update)
      Y.applyUpdate(acknowledged, Y.encodeStateAsUpdate(line.doc))
    }
  }
  const done = { yes: false }
  const docs = [new Y.Doc(), new Y.Doc()]
  const drawing = [draw(one!, 'ana', docs[0]!, () => done.yes), draw(other!, 'ben', docs[1]!, () => done.yes)]
  const more = async () => {
    const { length } = await logOf()
    await until(async () => (await logOf()).length > length + 30)
  }
  await more()
  stopPostgres(databases.postgres)
  const awayAt = Date.now()
  await until(() => Date.now() > awayAt + 1500)
  startPostgres(databases.postgres)
  await more()
  done.yes = true
  await Promise.all(drawing)
  const disk = await stored()
  const before = canonical(disk)
  Y.applyUpdate(disk, Y.encodeStateAsUpdate(acknowledged))
  expect(canonical(disk)).toBe(before)
})
