import type { View } from '@copse/protocols'
import { describe, expect, test } from 'vitest'
import { id, Meeting, planOf, protocolOf, step } from '../../../../packages/protocols/src/testing.ts'
import { announcement, viewNow } from './room-model.ts'

function session() {
  const room = new Meeting(planOf(protocolOf([step(), step({ id: 'next' })]), { minutes: 10 }))
  room.seat({ fay: 'facilitator', a: 'participant' })
  return room
}
const seen = (room: Meeting, leftMs?: number): View => ({
  ...viewNow(room.state, id('a'), room.now),
  ...(leftMs !== undefined && { remainingMs: leftMs }),
})

describe('what is said of the time', () => {
  test('a step that begins, whatever the clock says; nothing before the first', () => {
    const room = session()
    const gathering = seen(room)
    expect(announcement(gathering, gathering)).toBeNull()
    room.ask('fay', { type: 'session.start' })
    expect(announcement(gathering, seen(room))).toBe('start')
    const first = seen(room, 500)
    room.now += 1000
    room.ask('fay', { type: 'step.advance', from: 0 })
    expect(announcement(first, seen(room))).toBe('start')
  })

  test.each([
    [61_000, 60_000, 'minute'],
    [120_000, 59_000, 'minute'],
    [60_000, 59_000, null],
    [11_000, 10_000, 'seconds'],
    [10_000, 9_000, null],
    [70_000, 9_500, 'seconds'],
    [500, 0, 'time'],
    [70_000, -1, 'time'],
    [0, -1000, null],
    [30_000, 90_000, null],
  ] as const)('from %i ms left to %i: %s', (from, to, said) => {
    const room = session()
    room.ask('fay', { type: 'session.start' })
    expect(announcement(seen(room, from), seen(room, to))).toBe(said)
  })

  test('a pause and its end', () => {
    const room = session()
    room.ask('fay', { type: 'session.start' })
    const before = seen(room)
    room.ask('fay', { type: 'clock.pause' })
    const paused = seen(room)
    expect(announcement(before, paused)).toBe('paused')
    room.ask('fay', { type: 'clock.resume' })
    expect(announcement(paused, seen(room))).toBe('resumed')
  })
})
