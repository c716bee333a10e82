import { describe, expect, test } from 'vitest'
import { createPlayhead } from './playhead.ts'

/** A playhead over 100 seconds with a clock by hand. */
function byHand(at?: number) {
  let time = 0
  const calls = new Set<() => void>()
  const playhead = createPlayhead({
    from: 1000,
    to: 101_000,
    at,
    now: () => time,
    next(call) {
      calls.add(call)
      return () => calls.delete(call)
    },
  })
  return {
    playhead,
    state: playhead.store.getState,
    waiting: () => calls.size,
    pass(ms: number) {
      time += ms
      const due = [...calls]
      calls.clear()
      for (const call of due) call()
    },
  }
}

describe('the playhead', () => {
  test('goes as fast as it is told and no further than the end', () => {
    const { playhead, state, pass, waiting } = byHand()
    playhead.play()
    pass(500)
    expect(state().at).toBe(1500)
    playhead.setSpeed(16)
    pass(1000)
    expect(state()).toEqual({ at: 17_500, isPlaying: true, speed: 16 })
    pass(60_000)
    expect(state()).toMatchObject({ at: 101_000, isPlaying: false })
    expect(waiting()).toBe(0)
  })

  test('played at its end it begins anew', () => {
    const { playhead, state, pass } = byHand(101_000)
    playhead.play()
    pass(2000)
    expect(state()).toMatchObject({ at: 3000, isPlaying: true })
  })

  test('moved while it plays it goes on from there; paused it stands', () => {
    const { playhead, state, pass, waiting } = byHand()
    playhead.play()
    pass(1000)
    playhead.seek(50_000)
    pass(1000)
    expect(state().at).toBe(51_000)
    playhead.pause()
    pass(5000)
    expect([state().at, waiting()]).toEqual([51_000, 0])
    playhead.play()
    pass(1000)
    expect(state().at).toBe(52_000)
  })

  test('is never outside the session', () => {
    const { playhead, state } = byHand(-5)
    expect(state().at).toBe(1000)
    playhead.seek(999_999)
    expect(state().at).toBe(101_000)
    playhead.seek(0)
    expect(state().at).toBe(1000)
  })
})
