import type { FloorRule } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { Meeting, planOf, protocolOf, step } from './testing.ts'
import { view } from './view.ts'

const meeting = (floor: FloorRule = { mode: 'open' }) =>
  new Meeting(planOf(protocolOf([step({ id: 'one', floor }), step({ id: 'two' })]), { minutes: 10 })).seat({
    fay: 'facilitator',
  })
const seen = (room: Meeting) => {
  const { step, next, ...rest } = view(room.state, room.now)
  return { ...rest, step: step?.id, next: next?.id }
}

describe('view', () => {
  it('[P45] before, during, over, paused, last and after', () => {
    const room = meeting()
    const common = { of: 2, paused: false, over: false, floor: 'everyone' }
    const none = { ...common, step: undefined, index: null, remainingMs: null }
    expect(seen(room)).toEqual({ ...none, phase: 'planned', next: 'one' })
    room.ask('fay', { type: 'session.start' })
    const first = { ...common, phase: 'running', step: 'one', index: 0, next: 'two' }
    expect(seen(room.wait(1000))).toEqual({ ...first, remainingMs: 299_000 })
    expect(seen(room.wait(300_000))).toEqual({ ...first, remainingMs: -1000, over: true })
    room.ask('fay', { type: 'clock.pause' })
    expect(seen(room.wait(300_000))).toEqual({ ...first, remainingMs: -1000, over: true, paused: true })
    room.ask('fay', { type: 'step.advance', from: 0 })
    expect(seen(room)).toMatchObject({ step: 'two', index: 1, next: undefined, remainingMs: 300_000, paused: false })
    room.ask('fay', { type: 'session.end' })
    expect(seen(room)).toEqual({ ...none, phase: 'ended', next: undefined })
  })

  it.each([
    [{ mode: 'open' }, 'everyone'],
    [{ mode: 'queue' }, 'queue'],
    [{ mode: 'nobody' }, 'nobody'],
    [{ mode: 'roles', roles: ['presenter'] }, ['presenter']],
  ] as [FloorRule, unknown][])(
    '[P45] %j: the floor is said as %j, unless overridden for everyone',
    (rule, expected) => {
      const room = meeting(rule)
      room.ask('fay', { type: 'session.start' })
      expect(seen(room).floor).toEqual(expected)
      room.ask('fay', { type: 'floor.override', personId: null, speak: true, write: null })
      expect(seen(room).floor).toBe('everyone')
      room.ask('fay', { type: 'floor.override', personId: null, speak: false, write: null })
      expect(seen(room).floor).toBe('nobody')
    },
  )
})
