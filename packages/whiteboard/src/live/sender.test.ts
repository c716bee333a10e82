import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { element, strokeOf } from '../testing.ts'
import { decodeLive, type LiveFrame } from './frames.ts'
import { follow, type PeerPresence } from './presence.ts'
import { createSender } from './sender.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function listen() {
  const frames: { at: number; frame: LiveFrame; payload: Uint8Array }[] = []
  const sender = createSender({
    send: (payload) => frames.push({ at: Date.now(), frame: decodeLive(payload)!, payload }),
  })
  return {
    frames,
    sender,
    bytes: () => frames.reduce((sum, { payload }) => sum + payload.length, 0),
    kinds: () => frames.map(({ frame }) => frame.kind),
    shown: () =>
      frames.reduce<PeerPresence | undefined>((before, { payload, at }) => follow(before, payload, at), undefined),
  }
}
/** A stroke of 300 points drawn in five seconds, as the editor tells of it: with each point and each movement. */
function draw({ sender }: ReturnType<typeof listen>, count = 300) {
  const points = strokeOf(count)
  for (let at = 1; at <= count; at++) {
    sender.working({ drawing: element('freedraw', { id: 'pen', x: 100, y: 50, points: points.slice(0, at) }) })
    vi.advanceTimersByTime(1000 / 60)
  }
}

describe('the sender', () => {
  it('[W21] sends a stroke of 300 points in at most 8 KB, and all of it arrives', () => {
    const heard = listen()
    draw(heard)
    vi.advanceTimersByTime(50)
    expect(heard.bytes()).toBeLessThanOrEqual(8 * 1024)
    const { points } = heard.shown()!.stroke!
    expect(points).toHaveLength(300)
    strokeOf(300).forEach(([x, y], at) => {
      expect(points[at]![0]).toBeCloseTo(x + 100, 1)
      expect(points[at]![1]).toBeCloseTo(y + 50, 1)
    })
  })

  it('[W21] sends a stroke as what was added, twenty times a second at most', () => {
    const heard = listen()
    draw(heard)
    vi.advanceTimersByTime(50)
    const strokes = heard.frames.filter(({ frame }) => frame.kind === 'stroke')
    expect(strokes.length).toBeGreaterThan(50)
    expect(strokes.length).toBeLessThanOrEqual(101)
    strokes.slice(1).forEach(({ at }, index) => expect(at - strokes[index]!.at).toBeGreaterThanOrEqual(50))
    expect(strokes.filter(({ frame }) => frame.kind === 'stroke' && frame.first)).toHaveLength(1)
  })

  it('[W21] tells where the cursor is, the latest place alone', () => {
    const heard = listen()
    for (let at = 0; at < 100; at++) {
      heard.sender.cursor(at, 2 * at, false)
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(50)
    expect(heard.frames.length).toBeLessThanOrEqual(21)
    expect(heard.frames.at(-1)!.frame).toEqual({ kind: 'cursor', x: 99, y: 198, laser: false })
  })

  it('[W21] says nothing while nothing moves', () => {
    const heard = listen()
    heard.sender.working(null)
    vi.advanceTimersByTime(1000)
    expect(heard.frames).toEqual([])
    const still = element('freedraw', { id: 'pen' })
    for (let at = 0; at < 20; at++) {
      heard.sender.working({ drawing: still })
      vi.advanceTimersByTime(50)
    }
    expect(heard.kinds()).toEqual(['stroke'])
  })

  it('[W21] says once that it is done', () => {
    const heard = listen()
    heard.sender.working({ drawing: element('rectangle', { strokeColor: '#e03131' }) })
    vi.advanceTimersByTime(50)
    for (let at = 0; at < 5; at++) {
      heard.sender.working(null)
      vi.advanceTimersByTime(50)
    }
    expect(heard.kinds()).toEqual(['shape', 'done'])
    expect(heard.frames[0]!.frame).toMatchObject({ type: 'rectangle', colour: '#e03131', x: 10, width: 100 })
  })

  it('[W21] a second stroke starts anew, also right after the first', () => {
    const heard = listen()
    heard.sender.working({ drawing: element('freedraw', { id: 'one' }) })
    vi.advanceTimersByTime(50)
    heard.sender.working({ drawing: element('freedraw', { id: 'two' }) })
    vi.advanceTimersByTime(50)
    expect(heard.frames.map(({ frame }) => frame.kind === 'stroke' && frame.first)).toEqual([true, true])
  })

  it('[W21] a line whose last point still moves is sent whole', () => {
    const heard = listen()
    const lineTo = (x: number) => element('arrow', { id: 'line', x: 0, y: 0, points: [[0, 0], [x, 5]] }) // prettier-ignore
    for (const x of [10, 20, 30]) {
      heard.sender.working({ drawing: lineTo(x) })
      vi.advanceTimersByTime(50)
    }
    expect(heard.shown()!.stroke!.points).toEqual([[0, 0], [30, 5]]) // prettier-ignore
  })

  it('[W21] shows where something is being moved to, and nothing of a text being typed', () => {
    const heard = listen()
    heard.sender.working({ moving: { x: 1, y: 2, width: 30, height: 40 } })
    vi.advanceTimersByTime(50)
    heard.sender.working({ drawing: element('text') })
    vi.advanceTimersByTime(50)
    expect(heard.frames.map(({ frame }) => frame)).toEqual([
      expect.objectContaining({ kind: 'shape', type: 'selection', x: 1, y: 2, width: 30, height: 40 }),
    ])
  })

  it('[W21] going away in the middle of a stroke it says that it is done, and nothing later', () => {
    const heard = listen()
    heard.sender.working({ drawing: element('freedraw') })
    vi.advanceTimersByTime(50)
    heard.sender.cursor(1, 1, false)
    heard.sender.stop()
    vi.advanceTimersByTime(1000)
    expect(heard.kinds()).toEqual(['stroke', 'done'])
  })
})
