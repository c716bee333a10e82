import type { EventBody, PersonId, SessionEvent, SessionId, Step } from '@copse/contract'
import { evolve, initialState, plan, protocolById } from '@copse/protocols'
import { expect, test } from 'vitest'
import { arrivals } from './arrivals.ts'

const layout = { kind: 'columns', titles: [{ en: 'Seen', es: 'Visto' }, { en: 'Meant' }] } as const
const step = (id: string, change: Partial<Step> = {}): Step => ({
  id,
  title: { en: id },
  prompt: { en: id },
  minutes: { default: 5, min: 1, max: 10 },
  floor: { mode: 'open' },
  board: { everyone: 'write', layout: { kind: 'columns', titles: [...layout.titles] } },
  onEnd: 'ask',
  ...change,
})
const inPairs = { grouping: { kind: 'groups', size: 2, fill: 'random' } } as const
const protocol = {
  ...protocolById('rounds')!,
  steps: [step('plain', { board: { everyone: 'write' } }), step('pairs', inPairs), step('all'), step('again', inPairs)],
}
const agenda = plan(protocol, { minutes: 20 })
const entered = (index: number): EventBody => ({ type: 'step.entered', index, cause: 'next', durationMs: 1 })
const formed = (...ids: string[]): EventBody => ({
  type: 'groups.formed',
  groups: ids.map((id) => ({ id, members: [id as PersonId] })),
  key: 'groups:2',
  apart: true,
})
const journal = (bodies: readonly EventBody[]): SessionEvent[] =>
  bodies.map((body, at) => ({
    ...body,
    sessionId: 's' as SessionId,
    seq: at + 1,
    at: 1,
    by: null,
    commandId: null,
  }))
const wholeSession = journal([
  { type: 'session.started', agenda },
  entered(0),
  entered(1),
  formed('g1-1', 'g1-2'),
  entered(2),
  { type: 'groups.closed' },
  entered(3),
  formed('g2-1', 'g2-2'),
])
const told = (events: readonly SessionEvent[], before = initialState) =>
  arrivals(events, before).map((one) => [one.what, one.what === 'layout' ? one.index : null, one.onto])

test('[A28] a layout is for the groups that a step forms, not for those before, and for everyone once they are together', () => {
  expect(told(wholeSession)).toEqual([
    ['layout', 1, ['g1-1', 'g1-2']],
    ['sheets', null, 'main'],
    ['layout', 2, ['main']],
    ['layout', 3, ['g2-1', 'g2-2']],
  ])
})

test('[A28] groups formed anew while the step runs have it too', () => {
  const later = journal([{ type: 'session.started', agenda }, entered(1), formed('g1-1', 'g1-2'), { type: 'step.rang', index: 1 }, formed('g2-1', 'g2-2')]) // prettier-ignore
  expect(told(later.slice(0, 3))).toEqual([['layout', 1, ['g1-1', 'g1-2']]])
  const before = later.slice(0, 4).reduce(evolve, initialState)
  expect(told(later.slice(4), before).filter(([what]) => what === 'layout')).toEqual([['layout', 1, ['g2-1', 'g2-2']]])
})

test('[A31] the board of a group that dissolves goes with its people, or to everyone where none of them is left', () => {
  const [begun, regrouped] = [
    journal([{ type: 'session.started', agenda }, entered(1), formed('g1-1', 'g1-2', 'g1-3')]),
    journal([
      {
        type: 'groups.formed',
        groups: [{ id: 'g1-1', members: ['g1-1', 'g1-2'] as PersonId[] }],
        key: 'groups:2',
        apart: true,
      },
    ]),
  ]
  const coming = arrivals(regrouped, begun.reduce(evolve, initialState))
  expect(coming.flatMap((one) => (one.what === 'sheets' ? [[one.boards[0]?.name, one.onto]] : []))).toEqual([
    ['g1-2', 'g1-1'],
    ['g1-3', 'main'],
  ])
})

test('[A28] titles are in one language, and English where that has none', () => {
  const [first] = arrivals(wholeSession, initialState)
  expect(first?.what === 'layout' && first.say('es')).toEqual({ kind: 'columns', titles: ['Visto', 'Meant'] })
})
