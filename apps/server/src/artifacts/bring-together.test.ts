import { boardIdOf, draftOf, MAIN_BOARD, type PersonId, type SessionId } from '@copse/contract'
import { addNote, outline } from '@copse/whiteboard/outline'
import { readScene, type BoardElement } from '@copse/whiteboard/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { openStore } from '../store/index.ts'
import {
  communityWith,
  openHouse,
  personIdOf,
  schedule,
  until,
  type Browser,
  type House,
  type Seat,
} from '../testing.ts'

let house: House
let owner: Browser
const people: { browser: Browser; name: string }[] = []
const providers: WebsocketProvider[] = []
let communityId: string
beforeAll(async () => {
  house = await openHouse()
  owner = await house.owner()
  const names = ['Ana', 'Ben', 'Cleo', 'Dan']
  const members = names.map((name) => ({ email: `${name.toLowerCase()}@copse.test`, name: `${name} Smith` }))
  communityId = (await communityWith(owner, members)).id
  for (const { email, name } of members) people.push({ browser: await house.member(email), name })
})
afterAll(async () => {
  for (const provider of providers) provider.destroy()
  await house.stop()
})

/** A board as somebody's browser has it. */
function open(browser: Browser, sessionId: string, name: string): Y.Doc {
  const doc = new Y.Doc()
  class WithCookie extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: browser.cookie(), origin: house.url } })
    }
  }
  providers.push(
    new WebsocketProvider(house.url.replace('http', 'ws') + '/board', boardIdOf(sessionId as SessionId, name), doc, {
      WebSocketPolyfill: WithCookie as never,
      disableBc: true,
    }),
  )
  return doc
}
const wordsOn = (doc: Y.Doc) => readScene(doc).flatMap(({ originalText }) => originalText ?? []).toSorted() // prettier-ignore
let ids = 0
const write = (doc: Y.Doc, text: string) => addNote(doc, text, [`n${++ids}`, `w${ids}`])

/** A session of a protocol with everyone in it, started. */
async function running(
  protocolId: string,
  more: Record<string, unknown> = {},
): Promise<{ id: string; host: Seat; seats: Seat[] }> {
  const { id } = await schedule(owner, communityId, { protocolId, minutes: 50, ...more })
  const host = await owner.enter(id)
  const seats = await Promise.all(people.map(({ browser }) => browser.enter(id)))
  expect(await host.send({ type: 'session.start' })).toMatchObject({ ok: true })
  return { id, host, seats }
}
const stateOf = async (seat: Seat) => {
  const reply = await seat.join()
  if (!reply.ok || !('state' in reply)) throw new Error('not in')
  return reply.state
}

test('groups draw on boards of their own, which come back in a frame each and are nobody else’s meanwhile', async () => {
  const { id, host, seats } = await running('1-2-4-all')
  const goTo = async (stepId: string) => {
    for (;;) {
      const { step, agenda } = await stateOf(host)
      if (agenda!.steps[step!.index]!.id === stepId) return
      expect(await host.send({ type: 'step.advance', from: step!.index })).toMatchObject({ ok: true })
    }
  }
  await goTo('pairs')
  const { groups } = await stateOf(host)
  expect(groups).toHaveLength(2)
  const browserOf = (personId: string) => people[seats.findIndex((seat) => seat.personId === personId)]!.browser
  const boards = groups.map((group) => group.members.map((member) => open(browserOf(member), id, group.id)))
  write(boards[0]![0]!, 'from the first pair')
  write(boards[1]![0]!, 'from the second pair')
  await until(() => wordsOn(boards[0]![1]!).includes('from the first pair'))
  await until(() => wordsOn(boards[1]![1]!).includes('from the second pair'))
  expect(wordsOn(boards[0]![1]!)).toEqual(['from the first pair'])
  const intruder = open(browserOf(groups[1]!.members[0]!), id, groups[0]!.id)
  const main = open(owner, id, MAIN_BOARD)
  await goTo('all')
  await until(() => wordsOn(main).length >= 2)
  expect(wordsOn(main)).toEqual(['from the first pair', 'from the second pair'])
  expect(readScene(main).filter(({ type }) => type === 'frame').length).toBeGreaterThanOrEqual(2)
  expect(wordsOn(intruder)).toEqual([])
})

test('what someone writes on her own sheet reaches nobody, the facilitator included, before it is revealed', async () => {
  const { id, host, seats } = await running('lean-coffee')
  const [ana, ben] = seats
  const sheetOf = (seat: Seat) => draftOf(0, seat.personId as PersonId)
  const hers = open(people[0]!.browser, id, sheetOf(ana!))
  const his = open(people[1]!.browser, id, sheetOf(ben!))
  write(hers, 'too many meetings')
  write(his, 'reading at home')
  for (const browser of [owner, people[1]!.browser, house.browser()]) {
    const address = `${house.url.replace('http', 'ws')}/board/${boardIdOf(id as SessionId, sheetOf(ana!))}`
    const socket = new WebSocket(address, { headers: { cookie: browser.cookie(), origin: house.url } })
    const refused = await new Promise<number>((answer, failed) => {
      socket.on('unexpected-response', (_request, response) => answer(response.statusCode!))
      socket.on('open', () => failed(new Error('let in')))
    })
    expect([401, 404]).toContain(refused)
  }
  const main = open(owner, id, MAIN_BOARD)
  const again = open(people[0]!.browser, id, sheetOf(ana!))
  const anew = open(people[1]!.browser, id, sheetOf(ben!))
  await until(() => wordsOn(again).length === 1 && wordsOn(anew).length === 1)
  expect(wordsOn(main)).toEqual([])
  expect(await host.send({ type: 'drafts.reveal' })).toMatchObject({ ok: true })
  await until(() => wordsOn(main).length === 2)
  expect(wordsOn(main)).toEqual(['reading at home', 'too many meetings'])
  const frames = readScene(main).filter(({ type }: BoardElement) => type === 'frame')
  expect(frames.map(({ name }) => name)).toEqual(['To discuss', 'Discussing', 'Discussed', 'Ana Smith', 'Ben Smith'])
})

/** What a board lists, the lines under a frame set in. */
const listed = (doc: Y.Doc) => outline(readScene(doc)).map(({ text, level }) => `${'  '.repeat(level)}${text}`)

test('[A28] a step’s board begins with what it says, beside what is there: once, whatever becomes of it, also after a kill', async () => {
  const { id, host } = await running('atlas', { presenterId: await personIdOf(people[0]!.browser) })
  const main = open(owner, id, MAIN_BOARD)
  const theirs = open(people[1]!.browser, id, MAIN_BOARD)
  write(main, 'the data')
  await until(() => wordsOn(theirs).length === 1)
  expect(
    await host.send({ type: 'role.assign', personId: host.personId as PersonId, role: 'facilitator' }),
  ).toBeTruthy()
  expect(await host.send({ type: 'step.advance', from: 0 })).toMatchObject({ ok: true })
  const columns = ['the data', 'What we see', 'What it may mean', 'What follows']
  await until(() => listed(main).length === 4)
  expect(listed(main)).toEqual(columns)
  const frame = readScene(main).find(({ name }) => name === 'What we see')!
  addNote(main, 'Twelve of thirty', ['seen', 'seen-words'], { within: frame.id })
  expect(listed(main)).toEqual([...columns.slice(0, 2), '  Twelve of thirty', ...columns.slice(2)])
  for (const move of ['step.back', 'step.advance'] as const) {
    const { step } = await stateOf(host)
    expect(await host.send({ type: move, from: step!.index })).toMatchObject({ ok: true })
  }
  main.transact(() => {
    for (const { id: one, type } of readScene(main)) if (type === 'frame') main.getMap('elements').delete(one)
  })
  const again = open(people[0]!.browser, id, MAIN_BOARD)
  await until(() => wordsOn(again).length === 2)
  await house.restart()
  const afterwards = open(await house.owner(), id, MAIN_BOARD)
  await until(() => wordsOn(afterwards).length === 2)
  expect(listed(afterwards)).toEqual(['the data', 'Twelve of thirty'])
})

test('[A28] what a kill left undone is laid at the next start', async () => {
  const { id } = await running('chalk-talk')
  const main = open(owner, id, MAIN_BOARD)
  await until(() => wordsOn(main).length === 1)
  expect(wordsOn(main)).toEqual(['What do we notice?'])
  const unlucky = await schedule(owner, communityId, { protocolId: 'atlas', minutes: 50 })
  await house.restart(async () => {
    const { journal, close } = await openStore(house.config.dataDir)
    const sessionId = unlucky.id as SessionId
    const seq = (await journal.read(sessionId)).length
    const agenda = (await journal.read(sessionId)).flatMap((event) =>
      event.type === 'session.planned' ? event.plan.agenda : [],
    )[0]!
    const meta = { by: null, commandId: null, at: Date.now() }
    const begun = await journal.append(
      sessionId,
      seq,
      [
        { type: 'session.started', agenda },
        { type: 'step.entered', index: 1, cause: 'start', durationMs: 600_000 },
      ],
      meta,
    )
    expect(begun.ok).toBe(true)
    await close()
  })
  const state = await owner.enter(unlucky.id)
  expect((await stateOf(state)).step?.index).toBe(1)
  const board = open(owner, unlucky.id, MAIN_BOARD)
  await until(() => listed(board).length === 3)
})

test('[A28] each group’s board begins so too, in the language of the first facilitator', async () => {
  expect((await owner.send('PATCH', '/api/me', { language: 'es' })).status).toBe(200)
  const { id, host, seats } = await running('compass-points')
  const main = open(owner, id, MAIN_BOARD)
  await until(() => listed(main).length === 4)
  expect(listed(main)).toEqual(['Norte: actuar', 'Este: ver el conjunto', 'Oeste: atender al detalle', 'Sur: cuidar'])
  expect(await host.send({ type: 'step.advance', from: 0 })).toMatchObject({ ok: true })
  for (const [at, seat] of seats.entries())
    expect(await seat.send({ type: 'choice.make', choice: at % 2 })).toMatchObject({ ok: true })
  expect(await host.send({ type: 'step.advance', from: 1 })).toMatchObject({ ok: true })
  const { groups } = await stateOf(host)
  expect(groups).toHaveLength(2)
  for (const group of groups) {
    const member = people[seats.findIndex(({ personId }) => personId === group.members[0])]!
    const board = open(member.browser, id, group.id)
    await until(() => wordsOn(board).length === 1)
    expect(wordsOn(board)).toEqual(['¿En qué es bueno nuestro rumbo?'])
  }
  expect(listed(main)).toHaveLength(4)
  expect(await host.send({ type: 'step.advance', from: 2 })).toMatchObject({ ok: true })
  const first = people[seats.findIndex(({ personId }) => personId === groups[0]!.members[0])]!
  const board = open(first.browser, id, groups[0]!.id)
  await until(() => wordsOn(board).length === 2)
  await owner.send('PATCH', '/api/me', { language: 'en' })
})

test('the rounds over topics are called what the notes with most dots say, on one line and not too long', async () => {
  const { id, host, seats } = await running('lean-coffee')
  const main = open(people[0]!.browser, id, MAIN_BOARD)
  const goOn = async () => {
    const { step } = await stateOf(host)
    expect(await host.send({ type: 'step.advance', from: step!.index })).toMatchObject({ ok: true })
  }
  await goOn()
  const long = `a${' very'.repeat(60)} long one`
  const notes = ['bells\nand breaks', long, 'no dots here'].map((text) => {
    write(main, text)
    return `n${ids}`
  })
  const other = open(people[1]!.browser, id, MAIN_BOARD)
  await until(() => wordsOn(other).length === 3)
  await goOn()
  for (const [at, dots] of [2, 1].entries())
    expect(await seats[0]!.send({ type: 'vote.cast', noteId: notes[at]!, dots })).toMatchObject({ ok: true })
  await goOn()
  const items = await until(async () => {
    const rounds = (await stateOf(host)).agenda!.steps.flatMap(({ round }) => (round?.item ? [round.item.en] : []))
    return rounds.length > 0 ? rounds : null
  })
  expect(items).toEqual(['bells and breaks', expect.stringMatching(/^a very .*…$/)])
  expect(items[1]!.length).toBeLessThanOrEqual(120)
})
