import { Protocol, type LocalText, type SessionRole, type Step } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { dueAt } from '../clock.ts'
import { floor } from '../floor.ts'
import { plan, totalMs } from '../plan.ts'
import { currentStep, effectiveRole } from '../roles.ts'
import { id, Meeting, planOf } from '../testing.ts'
import { catalogue, protocolById } from './catalogue.ts'

const stepsOf = (protocol: Protocol): Step[] =>
  protocol.steps.flatMap((entry) => ('repeat' in entry ? entry.steps : [entry]))
const named = catalogue.map((protocol) => [protocol.id, protocol] as const)

it('[P47] ids are unique and found', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length)
  for (const protocol of catalogue) expect(protocolById(protocol.id)).toBe(protocol)
  expect(protocolById('constructor')).toBeNull()
})

describe.each(named)('%s', (_, protocol) => {
  it('[P47] is valid', () => {
    expect(Protocol.safeParse(protocol).error).toBeUndefined()
    const ids = stepsOf(protocol).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const words of Object.values(protocol.attribution)) expect(words.trim()).not.toBe('')
  })

  it('[P47] speaks English and Spanish', () => {
    const texts: LocalText[] = [
      protocol.title,
      protocol.summary,
      protocol.useWhen,
      ...stepsOf(protocol).flatMap(({ title, prompt, guidance }) => [title, prompt, ...(guidance ? [guidance] : [])]),
    ]
    for (const { en, es } of texts) {
      expect(en.trim()).not.toBe('')
      expect(es?.trim()).toBeTruthy()
      expect(es).not.toBe(en)
    }
  })

  it('[P48] is silent exactly where nobody has the floor', () => {
    for (const one of stepsOf(protocol))
      expect([one.id, one.silence ?? false]).toEqual([one.id, one.floor.mode === 'nobody'])
  })

  it.each([3, 4, 8, 12])('[P49] goes from first to last by its own clock with %i people', (count) => {
    const minutes = Math.round(totalMs(planOf(protocol, { minutes: 0 }).agenda) / 60_000) + 20
    const room = new Meeting(planOf(protocol, { minutes })).seat({ fay: 'facilitator', ...group(count - 1) })
    room.ask('fay', { type: 'session.start' })
    const agenda = room.state.agenda!
    expect(agenda.steps.filter(({ round }) => round).length).toBe(
      protocol.steps.flatMap((entry) => ('repeat' in entry ? entry.steps : [])).length * (count - 1),
    )
    const startedAt = room.now
    for (const [index, one] of agenda.steps.entries()) {
      expect(room.state.step?.index).toBe(index)
      room.now = dueAt(room.state)!
      const outcome = room.due()
      const last = index === agenda.steps.length - 1
      expect(outcome).toEqual([one.onEnd === 'advance' && !last ? 'step.entered' : 'step.rang'])
      if (!last && one.onEnd !== 'advance') room.ask('fay', { type: 'step.advance', from: index })
    }
    expect(room.now - startedAt).toBe(totalMs(agenda))
    const people = group(count - 1)
    const bound = (minutes: number) => totalMs(plan(protocol, { minutes, people: Object.keys(people).map(id) }))
    expect(totalMs(agenda)).toBe(Math.min(bound(10_000), Math.max(bound(0), minutes * 60_000)))
    expect(room.ask('fay', { type: 'session.end' })).toEqual(['session.ended'])
  })
})

/** Where a presenter listens, by the sources: the group talks about what she brought. */
const listening: Readonly<Record<string, readonly string[]>> = {
  consultancy: ['discussion'],
  tuning: ['feedback'],
  'success-analysis': ['analysis'],
  'chalk-talk': [],
}

/** Goes through a protocol and tells, of each step: its name, whether it is silent, and who may and may not speak. */
function listen(protocol: Protocol) {
  const room = new Meeting(planOf(protocol)).seat({ fay: 'facilitator', ...group(5) })
  room.ask('fay', { type: 'session.start' })
  return [...room.state.agenda!.steps.keys()].map((from) => {
    const step = currentStep(room.state)!
    const people = Object.keys(room.state.people).map((name) => ({
      presents: effectiveRole(room.state, id(name)) === 'presenter',
      ...floor(room.state, id(name)),
    }))
    room.ask('fay', { type: 'step.advance', from })
    return { name: step.id, silent: step.floor.mode === 'nobody', people }
  })
}

it.each(Object.entries(listening))('[P50] in %s the presenter is closed in %j, and the group is not', (name, ids) => {
  const protocol = protocolById(name)!
  const heard = listen(protocol).filter((step) => ids.includes(step.name))
  const rounds = protocol.steps.some((entry) => 'repeat' in entry) ? 5 : 1
  expect(heard.length).toBe(ids.length * rounds)
  for (const { people } of heard) {
    expect(people.filter(({ presents }) => presents).map(({ speak, share }) => [speak, share])).toEqual([
      [false, false],
    ])
    expect(people.filter(({ presents, speak }) => !presents && !speak)).toEqual([])
  }
})

it.each(named)('[P28] [P48] in the silent steps of %s nobody speaks and nobody shares a screen', (_, protocol) => {
  const silent = listen(protocol).filter((step) => step.silent)
  expect(silent.flatMap(({ people }) => people.filter(({ speak, share }) => speak || share))).toEqual([])
})

/** `count` people, the first the presenter. */
function group(count: number): Record<string, SessionRole> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`p${index}`, index === 0 ? 'presenter' : 'participant'] as const),
  )
}
