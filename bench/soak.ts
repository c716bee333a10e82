import { setTimeout as pause } from 'node:timers/promises'
import { boardIdOf, type SessionEvent } from '@copse/contract'
import { chanceFrom, evolve, initialState, stateFor } from '@copse/protocols'
import { docOf } from '../apps/server/src/board/testing.ts'
import { journalOf } from '../e2e/setup/journal.ts'
import { Product, until } from '../e2e/setup/product.ts'
import { gatherings, type Gathering } from './crowd.ts'
import type { Person } from './people.ts'
import { act, clientOf } from './room.ts'
import { boardOf, sitDown, stroke, type Seat } from './seat.ts'

const SIZES = [6, 6, 6, 6]
const PROGRESS_MS = 10_000
/** Between two things one person does: as often as the server lets her, kills or not. */
const REST_MS = { least: 150, most: 900 }
/** Between a start and the next kill. */
const LIFE_MS = { least: 4000, most: 30_000 }
const DEATH_MS = { least: 0, most: 3000 }
/** How many of the ends are kills without a word; the others are SIGTERM. */
const KILLED = 0.8
const SETTLE_MS = 120_000

/** Somebody who talks, draws and reloads her page; she knows what the server acknowledged. */
interface Actor {
  readonly gathering: Gathering
  readonly name: string
  readonly person: Person
  seat: Seat
  readonly said: string[]
  readonly drawn: string[]
  refused: number
  reloads: number
}

const between = ({ least, most }: { least: number; most: number }, chance: () => number) =>
  least + chance() * (most - least)

/** Resolves with whether what she drew is on the server's disk. */
async function draws(actor: Actor, id: string): Promise<void> {
  const { board } = actor.seat
  await stroke(actor.seat, id, pause)
  const settled = () => board.store.getState().pending === 0 || board.store.getState().refused !== null
  await until(settled, SETTLE_MS, () => `${actor.name}'s stroke was neither kept nor refused`)
  if (board.store.getState().doc.getMap('elements').has(id)) actor.drawn.push(id)
  else actor.refused += 1
}

/** As a reloaded page: nothing is remembered but who she is. */
async function reloads(actor: Actor, origin: string): Promise<void> {
  actor.seat.leave()
  const { sessionId } = actor.gathering
  actor.seat = {
    client: clientOf(origin, sessionId, actor.person),
    board: boardOf(origin, sessionId, actor.person),
    leave() {
      this.client.close()
      this.board.destroy()
    },
  }
  actor.reloads += 1
}

async function lives(actor: Actor, seed: number, origin: string, going: () => boolean): Promise<void> {
  const chance = chanceFrom(seed)
  for (let turn = 0; going(); turn++) {
    const dice = chance()
    const { client } = actor.seat
    if (dice < 0.45) {
      const text = `${actor.name} says ${turn}`
      const reply = await client.send({ type: 'chat.say', text })
      if (reply.ok) actor.said.push(text)
      else actor.refused += 1
    } else if (dice < 0.6) await client.send({ type: 'hand.raise' })
    else if (dice < 0.7) await client.send({ type: 'hand.lower' })
    else if (dice < 0.97) await draws(actor, `${actor.name}-${turn}`)
    else await reloads(actor, origin)
    await pause(between(REST_MS, chance))
  }
}

const words = (doc: ReturnType<typeof docOf>) =>
  JSON.stringify(Object.entries(doc.getMap('elements').toJSON()).toSorted())

/** What somebody holds that the logs do not say, or the other way about; empty: all agree. */
async function disagreements(product: Product, actors: readonly Actor[]): Promise<string[]> {
  const found: string[] = []
  for (const gathering of new Set(actors.map((actor) => actor.gathering))) {
    const { sessionId } = gathering
    const there = actors.filter((actor) => actor.gathering === gathering)
    const drawing = docOf(product.dataDir, boardIdOf(sessionId))
    const drawn = words(drawing)
    let journal: SessionEvent[] = []
    /** All have heard the last event, and have the last stroke. */
    const inStep = async () => {
      journal = await journalOf(product, sessionId)
      return there.every(({ seat }) => {
        const { session } = seat.client.store.getState()
        return session.seq === journal.length && words(seat.board.store.getState().doc) === drawn
      })
    }
    await until(inStep, SETTLE_MS).catch(() => found.push(`${sessionId}: not all came to the same place`))

    if (journal.some(({ seq }, at) => seq !== at + 1)) found.push(`${sessionId}: the journal has a gap`)
    const truth = journal.reduce(evolve, initialState)
    const lines = journal.flatMap((event) => (event.type === 'chat.said' ? [event.text] : []))
    if (new Set(lines).size !== lines.length) found.push(`${sessionId}: a line was said twice`)
    for (const { name, said, drawn: strokes, seat } of there) {
      const lost = said.filter((line) => !lines.includes(line))
      if (lost.length > 0) found.push(`${name}: acknowledged and lost: ${lost.join(', ')}`)
      const gone = strokes.filter((id) => !drawing.getMap('elements').has(id))
      if (gone.length > 0) found.push(`${name}: drawn and lost: ${gone.join(', ')}`)
      const { session, you } = seat.client.store.getState()
      if (JSON.stringify(session) !== JSON.stringify(stateFor(truth, you!))) found.push(`${name}: another state`)
    }
  }
  return found
}

/** Traffic with kills for so many minutes; resolves with whether everybody and the logs agree at the end. */
export async function soak(minutes: number, seed: number): Promise<boolean> {
  console.log(`Seed ${seed}; the same again: npm run soak -- ${minutes} ${seed}`)
  const product = await Product.start({ COPSE_LIVEKIT: 'off', COPSE_LOG_LEVEL: 'error' })
  const actors: Actor[] = []
  const ends = { SIGKILL: 0, SIGTERM: 0 }
  try {
    for (const [room, gathering] of (await gatherings(product, SIZES)).entries()) {
      let host: Seat | undefined
      for (const [at, person] of gathering.people.entries()) {
        const seat = await sitDown(product.url, gathering.sessionId, person, host)
        host ??= seat
        const name = `${room + 1}.${at + 1}`
        actors.push({ gathering, name, person, seat, said: [], drawn: [], refused: 0, reloads: 0 })
      }
      await act(host!.client, { type: 'session.start' })
      await act(host!.client, { type: 'step.advance', from: 0 }) // from here on all may write on the board
    }

    const began = performance.now()
    const endsAt = began + minutes * 60_000
    const going = () => performance.now() < endsAt
    const sum = (of: (actor: Actor) => number) => actors.reduce((total, actor) => total + of(actor), 0)
    const report = () =>
      `${((performance.now() - began) / 60_000).toFixed(1)} of ${minutes} min: ${ends.SIGKILL} kills, ${ends.SIGTERM} drains, ` +
      `${sum(({ said }) => said.length)} lines, ${sum(({ drawn }) => drawn.length)} strokes, ` +
      `${sum(({ reloads }) => reloads)} reloads, ${sum(({ refused }) => refused)} refused`
    const progress = setInterval(() => console.log(report()), PROGRESS_MS)
    const work = Promise.all(actors.map((actor, at) => lives(actor, seed + 1 + at, product.url, going)))

    const chance = chanceFrom(seed)
    while (going()) {
      await pause(Math.min(between(LIFE_MS, chance), Math.max(0, endsAt - performance.now())))
      if (!going()) break
      const how = chance() < KILLED ? 'SIGKILL' : 'SIGTERM'
      await product.kill(how)
      ends[how] += 1
      await pause(between(DEATH_MS, chance))
      await product.run()
    }
    await work
    clearInterval(progress)

    const found = await disagreements(product, actors)
    console.log(report())
    for (const line of found) console.log(`✗ ${line}`)
    console.log(
      found.length === 0
        ? `All ${actors.length} people and the logs agree; nothing acknowledged was lost, nothing acted twice.`
        : `${found.length} disagreements. Seed ${seed}.`,
    )
    return found.length === 0
  } finally {
    for (const { seat } of actors) seat.leave()
    await product.stop()
  }
}
