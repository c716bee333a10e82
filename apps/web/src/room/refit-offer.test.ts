import type { PersonId, PlannedStep, SessionState } from '@copse/contract'
import { initialState, plan, protocolById } from '@copse/protocols'
import { expect, test } from 'vitest'
import { refitOffer } from './refit-offer.ts'

const MINUTE = 60_000
const START = 1_700_000_000_000

/** A session in its first step, with the steps to come as long as said here; each may be as short as two minutes. */
function running(minutes: number, first: number, ...toCome: number[]): SessionState {
  const protocol = protocolById('chalk-talk')!
  const shape = plan(protocol, { minutes: 30 }).steps[0]!
  const steps = [first, ...toCome].map((long): PlannedStep => ({
    ...shape,
    minutes: { min: 2, default: long, max: 60 },
    durationMs: long * MINUTE,
  }))
  const agenda = { protocolId: protocol.id, steps }
  return {
    ...initialState,
    phase: 'running',
    agenda,
    plan: {
      title: 'On time',
      focusQuestion: '',
      protocol,
      agenda,
      minutes,
      presenterId: null,
      facilitatorIds: ['fay' as PersonId],
      lobby: 'guests',
      enforcement: 'enforced',
    },
    startedAt: START,
    step: {
      index: 0,
      enteredAt: START,
      clock: { state: 'running', endsAt: START + first * MINUTE },
      durationMs: first * MINUTE,
      rang: false,
    },
  }
}

test('[D1] on time there is nothing to offer', () => {
  expect(refitOffer(running(30, 6, 8, 8, 8), START + 6 * MINUTE)).toBeNull()
})

test('[D1] six minutes over, each of three equal steps gives two', () => {
  const offer = refitOffer(running(30, 6, 8, 8, 8), START + 12 * MINUTE)
  expect(offer).toMatchObject({ overMinutes: 6, eachMinutes: 2, stillOverMinutes: 0 })
  expect(offer!.steps.map(({ index, afterMs }) => [index, afterMs / MINUTE])).toEqual([
    [1, 6],
    [2, 6],
    [3, 6],
  ])
})

test('[D1] where steps give differently the minutes of each are shown and no common figure', () => {
  const offer = refitOffer(running(22, 6, 12, 4), START + 12 * MINUTE)
  expect(offer).toMatchObject({ overMinutes: 6, eachMinutes: null, stillOverMinutes: 0 })
  expect(offer!.steps.reduce((sum, { step, afterMs }) => sum + step.durationMs - afterMs, 0)).toBe(6 * MINUTE)
})

test('[D1] what cannot be saved is said', () => {
  const offer = refitOffer(running(14, 6, 4, 4), START + 12 * MINUTE)
  expect(offer).toMatchObject({ overMinutes: 6, eachMinutes: 2, stillOverMinutes: 2 })
  expect(refitOffer(running(10, 6, 2, 2), START + 12 * MINUTE)).toMatchObject({ overMinutes: 6, steps: [] })
})
