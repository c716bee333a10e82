import type { PersonId, SessionReplay } from '@copse/contract'
import { describe, expect, test } from 'vitest'
import { happeningsOf, momentAt, saidBy, timeIn } from './moment.ts'

const ana = 'ana' as PersonId
const ben = 'ben' as PersonId
const step = (index: number, from: number, to: number) =>
  ({ index, from, to, title: { en: `Step ${index}` }, round: null, floor: { mode: 'open' } }) as const
const replay: SessionReplay = {
  title: 'Thinking',
  communityId: 'c' as never,
  communityName: 'Circle',
  from: 1000,
  to: 10_000,
  names: { ana: 'Ana', ben: 'Ben' },
  steps: [step(0, 1000, 4000), step(1, 4000, 7000), step(0, 7000, 10_000)],
  floors: [
    { personId: ana, circle: 'g1-1', kind: 'turn', from: 4000, to: 5000 },
    { personId: ben, circle: 'g1-2', kind: 'turn', from: 4500, to: 5500 },
    { personId: ana, circle: 'plenary', kind: 'given', from: 4700, to: 5000 },
  ],
  hands: [{ personId: ben, from: 2000, to: 2500 }],
  chat: [
    { at: 1000, personId: ana, text: 'hello', circle: null },
    { at: 4000, personId: ben, text: 'yes', circle: null },
  ],
  boards: [],
}

describe('a moment', () => {
  test.each([
    [1000, 0, [], []],
    [2499, 0, [], [ben]],
    [2500, 0, [], []],
    [4000, 1, [ana], []],
    [4800, 1, [ana, ben], []],
    [8000, 0, [], []],
    [10_000, 0, [], []],
  ])('at %i step %i runs and %j have the floor, %j hold up a hand', (at, index, floor, hands) => {
    const moment = momentAt(replay, at)
    expect([moment.step?.index, moment.floor, moment.hands]).toEqual([index, floor, hands])
  })

  test('a line is said from its time on', () => {
    expect([999, 1000, 3999, 4000, 9999].map((at) => saidBy(replay.chat, at))).toEqual([0, 1, 1, 2, 2])
  })

  test('happenings are in order, a step before what happened in it', () => {
    const drawn = { author: 'ana', from: 1500, to: 1600, things: 1, words: ['a note'] }
    expect(happeningsOf(replay, [drawn]).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'step 1000',
      'said 1000',
      'drawn 1500',
      'hand 2000',
      'step 4000',
      'turn 4000',
      'said 4000',
      'turn 4500',
      'given 4700',
      'step 7000',
    ])
  })

  test.each([
    [1000, '0:00'],
    [62_000, '1:01'],
    [3_661_000 + 1000, '1:01:01'],
    [0, '0:00'],
  ])('%i is %s', (at, said) => {
    expect(timeIn(replay, at)).toBe(said)
  })
})
