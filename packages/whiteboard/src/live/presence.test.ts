import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeLive, type LiveFrame } from './frames.ts'
import { follow, TRAIL_MS, type PeerPresence } from './presence.ts'

const after = (...frames: readonly (readonly [at: number, frame: LiveFrame])[]) =>
  frames.reduce<PeerPresence | undefined>((before, [at, frame]) => follow(before, encodeLive(frame), at), undefined)!
const stroke = (first: boolean, ...points: [number, number][]): LiveFrame => ({
  kind: 'stroke',
  colour: '#1e1e1e',
  width: 2,
  first,
  points,
})
const shape: LiveFrame = { kind: 'shape', colour: 'red', type: 'ellipse', x: 1, y: 2, width: 3, height: 4 }
const laser = (x: number): LiveFrame => ({ kind: 'cursor', x, y: 0, laser: true })

describe('what is shown of a peer', () => {
  it('[W22] a stroke grows by what is added, until another starts', () => {
    expect(after([0, stroke(true, [0, 0])], [50, stroke(false, [5, 5])]).stroke!.points).toEqual([[0, 0], [5, 5]]) // prettier-ignore
    expect(after([0, stroke(true, [0, 0])], [50, stroke(true, [9, 9])]).stroke!.points).toEqual([[9, 9]])
  })

  it('[W22] the rest of a stroke whose start was missed is shown, and not tied to one that was done', () => {
    expect(after([0, stroke(false, [7, 7])]).stroke!.points).toEqual([[7, 7]])
    const late = after([0, stroke(true, [0, 0])], [50, { kind: 'done' }], [99, stroke(false, [7, 7])])
    expect(late).toMatchObject({ stroke: { points: [[7, 7]] }, doneAt: null })
  })

  it('[W22] one thing is in progress at a time, and the first word that it is done counts', () => {
    expect(after([0, stroke(true, [0, 0])], [50, shape])).toMatchObject({ stroke: null, shape: { type: 'ellipse' } })
    expect(after([0, shape], [50, stroke(true, [0, 0])]).shape).toBeNull()
    expect(after([0, shape], [50, { kind: 'done' }], [90, { kind: 'done' }]).doneAt).toBe(50)
  })

  it('[W22] a laser leaves a trail that is forgotten', () => {
    expect(after([0, laser(1)], [100, laser(2)]).trail.map(({ x }) => x)).toEqual([1, 2])
    const later = after([0, laser(1)], [100, laser(2)], [TRAIL_MS + 50, { kind: 'cursor', x: 3, y: 0, laser: false }])
    expect(later.trail.map(({ x }) => x)).toEqual([2])
    expect(later.cursor).toEqual({ x: 3, y: 0, at: TRAIL_MS + 50 })
  })

  it('[W22] a stroke that never ends stops growing', () => {
    const piece = encodeLive(stroke(false, ...Array.from({ length: 2000 }, (): [number, number] => [1, 1])))
    let shown: PeerPresence | undefined
    for (let at = 0; at < 15; at++) shown = follow(shown, piece, at)
    expect(shown!.stroke!.points).toHaveLength(20_000)
  })

  it('[W20] what is no frame changes nothing', () => {
    const before = after([0, shape], [10, laser(4)])
    expect(follow(before, Uint8Array.of(9, 9, 9), 20)).toBe(before)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => void follow(before, bytes, 30)))
  })
})
