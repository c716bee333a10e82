import { describe, expect, it } from 'vitest'
import { dueAt, remainingMs } from '../clock.ts'
import { Meeting, planOf, protocolOf, step } from '../testing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A step of five minutes, just entered. */
function running(minutes = 5): Meeting {
  const stated = protocolOf([step({ minutes: { default: minutes, min: minutes, max: minutes } })])
  const room = new Meeting(planOf(stated)).seat({ fay: 'facilitator' })
  room.ask('fay', { type: 'session.start' })
  return room
}
const left = (room: Meeting) => remainingMs(room.state, room.now)
const adjust = (room: Meeting, deltaMs: number) => room.ask('fay', { type: 'clock.adjust', deltaMs })

describe('what remains', () => {
  it.each([
    [0, 5 * MINUTE],
    [MINUTE, 4 * MINUTE],
    [5 * MINUTE, 0],
    [7 * MINUTE, -2 * MINUTE],
  ])('[P21] after %i ms of a step of five minutes, %i ms', (passed, expected) => {
    expect(left(running().wait(passed))).toBe(expected)
  })

  it('[P21] without a step there is nothing to remain', () => {
    const room = running()
    room.ask('fay', { type: 'session.end' })
    expect(left(room)).toBeNull()
    expect(dueAt(room.state)).toBeNull()
  })
})

describe('pausing', () => {
  it('[P22] keeps what remains, however long', () => {
    const room = running().wait(MINUTE)
    room.ask('fay', { type: 'clock.pause' })
    expect(left(room.wait(HOUR))).toBe(4 * MINUTE)
    expect(dueAt(room.state)).toBeNull()
    room.ask('fay', { type: 'clock.resume' })
    expect(left(room)).toBe(4 * MINUTE)
    expect(dueAt(room.state)).toBe(room.now + 4 * MINUTE)
  })

  it('[P22] keeps also by how much a step ran over', () => {
    const room = running().wait(6 * MINUTE)
    room.due()
    room.ask('fay', { type: 'clock.pause' })
    room.wait(HOUR).ask('fay', { type: 'clock.resume' })
    expect(left(room)).toBe(-MINUTE)
    expect(dueAt(room.state)).toBeNull()
  })

  it('[P22] cannot be done twice in a row, nor can going on', () => {
    const room = running()
    expect(room.ask('fay', { type: 'clock.resume' })).toBe('clock.not-paused')
    room.ask('fay', { type: 'clock.pause' })
    expect(room.ask('fay', { type: 'clock.pause' })).toBe('clock.not-running')
  })
})

describe('adjusting', () => {
  it.each([
    [5, -5 * MINUTE, ['clock.adjusted']],
    [5, -5 * MINUTE - 1, 'clock.out-of-range'],
    [5, 0, 'clock.out-of-range'],
    [5, 10 * HOUR - 5 * MINUTE, ['clock.adjusted']],
    [5, 10 * HOUR - 5 * MINUTE + 1, 'clock.out-of-range'],
  ])('[P23] with %i minutes left, by %i ms: %j', (minutes, deltaMs, expected) => {
    expect(adjust(running(minutes), deltaMs)).toEqual(expected)
    const paused = running(minutes)
    paused.ask('fay', { type: 'clock.pause' })
    expect(adjust(paused, deltaMs)).toEqual(expected)
  })

  it('[P23] nothing can be taken from a step that runs over', () => {
    expect(adjust(running().wait(6 * MINUTE), -1000)).toBe('clock.out-of-range')
  })

  it.each([false, true])('[P23] moves what remains by just that much, paused: %s', (paused) => {
    const room = running().wait(MINUTE)
    if (paused) room.ask('fay', { type: 'clock.pause' })
    adjust(room, 90_000)
    expect(left(room)).toBe(4 * MINUTE + 90_000)
    expect(room.state.step?.durationMs).toBe(5 * MINUTE + 90_000)
  })

  it.each([false, true])('[P24] time added to a step that runs over counts from now, paused: %s', (paused) => {
    const room = running().wait(8 * MINUTE)
    room.due()
    if (paused) room.ask('fay', { type: 'clock.pause' })
    adjust(room, 2 * MINUTE)
    expect(left(room)).toBe(2 * MINUTE)
    if (paused) room.ask('fay', { type: 'clock.resume' })
    expect(room.wait(2 * MINUTE).due()).toEqual(['step.rang'])
  })
})
