import type { CommandId } from '@copse/contract'
import { createRoomClient } from '@copse/room-client'
import { evolve, initialState } from '@copse/protocols'
import { afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest'
import { joinNodes, openBus, type Bus, type Nodes } from '../nodes/index.ts'
import type { Store } from '../store/index.ts'
import { freshDatabase, redisUrl, startPostgres, startRedis, stopPostgres, stopRedis } from '../testing-databases.ts'
import { comeIn, openHouse, openMeeting, openTab, planned, session, until, type House, type Tab } from './testing.ts'

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
const tabs: Tab[] = []

/** A node as a process of its own would be: with its own connections to the databases, and its own name. */
async function openNode(id: string): Promise<Node> {
  const store = await openMeeting(place)
  const nodes = await joinNodes({ id, db: store.db, log })
  const bus = openBus({ url: redisUrl(databases), node: id, log })
  const node = { store, nodes, bus, house: await openHouse({ store, nodes, bus }) }
  open.push(node)
  return node
}
async function close({ house, store, nodes, bus }: Node): Promise<void> {
  await house.stop()
  await bus.stop()
  await nodes.stop()
  await store.close()
}
async function enter(node: Node, name: string): Promise<Tab> {
  const tab = await comeIn(node.house, name)
  tabs.push(tab)
  return tab
}
const stateOn = (node: Node) => node.house.rooms.state(session)

let made: string
beforeAll(async () => {
  made = await freshDatabase(databases)
  await (await openMeeting(made)).close()
})
beforeEach(async () => {
  open = []
  place = await freshDatabase(databases, made)
})
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close()
  for (const node of open) await close(node)
})
async function twoNodes(plan = planned()): Promise<[Node, Node]> {
  const [one, other] = [await openNode('node-1'), await openNode('node-2')]
  await one.house.rooms.propose(session, { type: 'session.plan', plan })
  return [one, other]
}

test('[R25] what is committed on one node is heard on all, in one order, and folds to the same state', async () => {
  const [one, other] = await twoNodes()
  const [fay, pat] = [await enter(one, 'fay'), await enter(other, 'pat')]
  expect(await fay.send({ type: 'session.start' })).toMatchObject({ ok: true })
  const said = [fay, pat].flatMap((tab, at) =>
    Array.from({ length: 20 }, (_, line) => tab.send({ type: 'chat.say', text: `${at} ${line}` })),
  )
  for (const reply of await Promise.all(said)) expect(reply).toMatchObject({ ok: true })
  for (const node of [one, other]) await until(async () => (await stateOn(node)).chat.length === 40)
  const { seq } = await stateOn(one)
  for (const tab of [fay, pat]) await until(() => tab.heard.at(-1)?.seq === seq)
  const journal = await one.store.journal.read(session)
  expect(journal.map((event) => event.seq)).toEqual(journal.map((_, at) => at + 1))
  for (const tab of [fay, pat]) expect(tab.heard).toEqual(journal.slice(tab.heard[0]!.seq - 1))
  const folded = journal.reduce(evolve, initialState)
  expect([await stateOn(one), await stateOn(other)]).toEqual([folded, folded])
  expect(folded.chat).toHaveLength(40)
})

test('[R3] [R25] two facilitators on two nodes press next: the agenda moves by one', async () => {
  const [one, other] = await twoNodes()
  const [fay, second] = [await enter(one, 'fay'), await enter(other, 'fay-2')]
  await enter(other, 'pat')
  await fay.send({ type: 'session.start' })
  await until(async () => (await stateOn(other)).step?.index === 0)
  const next = { type: 'step.advance', from: 0 } as const
  const replies = await Promise.all([fay.send(next), second.send(next)])
  expect(replies.some(({ ok }) => ok)).toBe(true)
  await until(async () => (await stateOn(other)).step?.index === 1)
  expect((await stateOn(one)).step?.index).toBe(1)
})

test('[R4] [R25] a command sent again on another node acts once', async () => {
  const [one, other] = await twoNodes()
  const fay = await enter(one, 'fay')
  const elsewhere = await enter(other, 'fay')
  const id = 'command-twice' as CommandId
  const first = await fay.send({ type: 'chat.say', text: 'once' }, id)
  const again = await elsewhere.send({ type: 'chat.say', text: 'once' }, id)
  expect(again).toEqual(first)
  expect((await stateOn(other)).chat).toHaveLength(1)
})

test('[R7] [R25] who comes from a node that is ahead misses nothing and goes back by nothing', async () => {
  const [one, other] = await twoNodes()
  await enter(other, 'pat')
  const fay = await enter(one, 'fay')
  const { seq } = (await fay.send({ type: 'chat.say', text: 'ahead' })) as { seq: number }
  const moved = openTab(other.house.url, 'fay')
  tabs.push(moved)
  expect(await moved.join(seq)).toMatchObject({ ok: true, events: [] })
})

test('[R14] however many nodes keep its clock, a step ends once', async () => {
  const [one, other] = await twoNodes(planned({ stepMs: 300, advance: true }))
  const fay = await enter(one, 'fay')
  await enter(other, 'pat')
  await fay.send({ type: 'session.start' })
  await until(async () => ((await stateOn(other)).step?.index ?? 0) >= 3)
  const entered = (await one.store.journal.read(session)).filter((event) => event.type === 'step.entered')
  const indexes = entered.map((event) => event.type === 'step.entered' && event.index)
  expect(indexes).toEqual(indexes.map((_, at) => at))
})

test('[R22] reactions reach the people on other nodes', async () => {
  const [one, other] = await twoNodes()
  const [fay, pat] = [await enter(one, 'fay'), await enter(other, 'pat')]
  // A link to Redis takes a moment to come up.
  await until(async () => {
    await fay.raw('react', { kind: 'heart' })
    return pat.reactions.length > 0
  })
  expect(pat.reactions[0]).toEqual({ personId: 'fay', kind: 'heart' })
  expect(fay.reactions).toEqual([])
})

test('[R10] removed on one node, someone is out on all', async () => {
  const [one, other] = await twoNodes()
  const [fay, pat] = [await enter(one, 'fay'), await enter(other, 'pat')]
  await fay.send({ type: 'person.remove', personId: 'pat' as never })
  await until(() => pat.standings.includes('removed'))
  const heard = pat.heard.length
  await fay.send({ type: 'chat.say', text: 'among us' })
  await until(async () => (await stateOn(other)).chat.length === 1)
  expect(pat.heard.length).toBe(heard)
})

test('[R13] a node taken for gone that is not says again who is connected to it', async () => {
  const [one, other] = await twoNodes()
  await enter(one, 'fay')
  const pat = await enter(other, 'pat')
  await until(async () => (await stateOn(one)).people.pat?.connections.length === 1)
  // What those do who take it for gone, because it slept for too long.
  await one.house.rooms.propose(session, { type: 'room.recover', node: 'node-2' })
  await until(() => pat.heard.some(({ type }) => type === 'room.recovered'))
  expect(await other.nodes.isGone('node-2')).toBe(false)
  await until(async () => (await stateOn(one)).people.pat?.connections.length === 1)
})

test('[R13] what a node left that is gone is journaled by those that remain', async () => {
  const [one, other] = await twoNodes()
  await enter(one, 'fay')
  const gone = { type: 'person.connect', personId: 'pat' as never, connection: 'node-3:socket' } as const
  await one.store.db.insertInto('nodes').values({ id: 'node-3', beats: 7 }).execute()
  await enter(other, 'pat')
  await one.house.rooms.propose(session, gone)
  await until(async () => (await stateOn(other)).people.pat?.connections.length === 2)
  expect(await one.nodes.isGone('node-3')).toBe(false)
  await until(async () => (await stateOn(one)).people.pat?.connections.length === 1)
  expect(await one.nodes.isGone('node-3')).toBe(true)
  const journal = await one.store.journal.read(session)
  expect(journal.filter(({ type }) => type === 'room.recovered')).toHaveLength(1)
})

test('[R26] without Redis the nodes hear of each other by the journal', async () => {
  const [one, other] = await twoNodes()
  const [fay, pat] = [await enter(one, 'fay'), await enter(other, 'pat')]
  stopRedis(databases.redis)
  try {
    expect(await fay.send({ type: 'chat.say', text: 'still heard' })).toMatchObject({ ok: true })
    await until(() => pat.heard.some(({ type }) => type === 'chat.said'))
  } finally {
    startRedis(databases.redis)
  }
  await until(() => one.bus.healthy() && other.bus.healthy())
})

test('[R26] PostgreSQL and Redis killed and started again under load: all wait, nothing acknowledged is lost or done twice', async () => {
  const [one, other] = await twoNodes()
  for (const [node, name] of [
    [one, 'fay'],
    [other, 'pat'],
  ] as const)
    await enter(node, name)
  const clients = [
    [one, 'fay'],
    [other, 'pat'],
  ].map(([node, name]) =>
    createRoomClient({
      sessionId: session,
      url: (node as Node).house.url,
      extraHeaders: { cookie: `person=${name as string}` },
    }),
  )
  const talking = { goesOn: true }
  const acknowledged: string[] = []
  const refused: unknown[] = []
  const talk = async (client: (typeof clients)[number], name: string) => {
    for (let line = 0; talking.goesOn; line++) {
      const reply = await client.send({ type: 'chat.say', text: `${name} ${line}` })
      if (reply.ok) acknowledged.push(`${name} ${line}`)
      else if (reply.code === 'rate.limited') await new Promise((resolve) => setTimeout(resolve, 200))
      else refused.push(reply)
    }
  }
  const talks = clients.map((client, at) => talk(client, `line of ${at}`))
  const more = async () => {
    const before = acknowledged.length
    await until(() => acknowledged.length >= before + 8, 30_000)
  }
  await more()
  for (const how of ['immediate', 'fast'] as const) {
    stopPostgres(databases.postgres, how)
    stopRedis(databases.redis)
    // Long enough for both nodes to look for them in vain, with commands waiting.
    const awayAt = Date.now()
    await until(() => Date.now() > awayAt + 1500)
    startPostgres(databases.postgres)
    startRedis(databases.redis)
    await more()
  }
  talking.goesOn = false
  await Promise.all(talks)
  const { seq } = await stateOn(one)
  for (const { store } of clients) await until(() => store.getState().session.seq >= seq, 30_000)
  for (const client of clients) client.close()
  const said = (await one.store.journal.read(session)).flatMap((event) =>
    event.type === 'chat.said' ? [event.text] : [],
  )
  expect(refused).toEqual([])
  expect(said.toSorted()).toEqual(acknowledged.toSorted())
})
