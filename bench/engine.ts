import { performance } from 'node:perf_hooks'
import type { Command, EventBody, PersonId, ServerCommand, SessionId, SessionState } from '@copse/contract'
import { decide, evolve, initialState, nextDue, plan, protocolById } from '@copse/protocols'
import type { Measure } from './bench.ts'
import { percentile } from './percentiles.ts'

const PEOPLE = 40
const HOURS = 3
const id = (name: string) => name as PersonId

/** A session of forty people in small groups on a fake clock: what it takes to decide and fold each command of three hours. */
export const engine: Measure = async (progress) => {
  const protocol = protocolById('final-word')!
  const agenda = plan(protocol, { minutes: HOURS * 60 })
  let state: SessionState = initialState
  let now = 1_000_000
  const took: number[] = []

  const commit = (bodies: readonly EventBody[], by: PersonId | null) => {
    for (const body of bodies)
      state = evolve(state, { ...body, sessionId: 's' as SessionId, seq: state.seq + 1, at: now, by, commandId: null })
  }
  const act = (command: Command | ServerCommand, by: PersonId | null, role?: 'facilitator' | 'participant') => {
    const from = performance.now()
    const person = role && { name: String(by), district: null, guest: false, role }
    const decision = decide(state, command, { by, now, chance: 7, ...(person && { person }) })
    if (decision.ok) commit(decision.events, by)
    took.push(performance.now() - from)
    return decision.ok
  }
  let commands = 0
  const ask = (by: string, command: object) => act({ id: `c${++commands}`, ...command } as Command, id(by))

  const stated = { title: 'Bench', focusQuestion: '', protocol, agenda, minutes: HOURS * 60, presenterId: null }
  act(
    {
      type: 'session.plan',
      plan: { ...stated, facilitatorIds: [id('fay')], lobby: 'guests', enforcement: 'enforced' },
    },
    null,
  )
  for (const name of ['fay', ...Array.from({ length: PEOPLE }, (_, at) => `p${at}`)]) {
    act(
      { id: `k${name}`, type: 'lobby.knock', acceptedNorms: true } as Command,
      id(name),
      name === 'fay' ? 'facilitator' : 'participant',
    )
    act({ type: 'person.connect', personId: id(name), connection: `node:${name}` }, null)
  }
  ask('fay', { type: 'session.start' })
  const groups = () => state.groups.length
  let most = 0
  const end = now + HOURS * 3_600_000
  // Somebody says or does something every two seconds, beside what is due by itself.
  for (let beat = 0; now < end; beat++) {
    const until = now + 2000
    for (let due = nextDue(state); due && due.at <= until; due = nextDue(state)) {
      now = Math.max(now, due.at)
      if (!act(due.command, null)) break
    }
    now = until
    most = Math.max(most, groups())
    const who = `p${beat % PEOPLE}`
    if (beat % 3 === 0) ask(who, { type: 'chat.say', text: 'What I heard in this was …' })
    else if (beat % 3 === 1) ask(who, { type: state.hands.includes(id(who)) ? 'hand.lower' : 'hand.raise' })
    else ask(who, { type: 'notes.keep', text: `note ${beat}` })
    if (state.step?.rang && state.agenda!.steps[state.step.index + 1])
      ask('fay', { type: 'step.advance', from: state.step.index })
  }
  progress(`${took.length} commands, ${state.seq} events, ${most} groups`)
  return [
    {
      what: 'Decide and evolve a command, p50',
      value: percentile(took, 0.5),
      unit: 'ms',
      note: `${took.length} commands, ${most} groups`,
    },
    { what: 'Decide and evolve a command, p99', value: percentile(took, 0.99), unit: 'ms', goal: 1 },
    { what: 'Decide and evolve a command, worst', value: Math.max(...took), unit: 'ms' },
  ]
}
