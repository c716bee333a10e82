import { describe, expect, it } from 'vitest'
import { drawCursors, drawWork, type Peer, type Viewport } from './overlay.ts'
import { LINGER_MS, TRAIL_MS, type PeerPresence } from './presence.ts'

/** Keeps what is asked of a canvas, since there is none here. */
function paper() {
  const calls: [name: string, ...numbers: unknown[]][] = []
  const context = new Proxy<Record<string, unknown>>(
    { measureText: (text: string) => ({ width: text.length * 6 }) },
    {
      get: (target, name: string) => target[name] ?? ((...numbers: unknown[]) => void calls.push([name, ...numbers])),
      set(target, name: string, value) {
        calls.push([`${name}=`, value])
        target[name] = value
        return true
      },
    },
  ) as unknown as CanvasRenderingContext2D
  return { context, named: (name: string) => calls.filter((call) => call[0] === name).map((call) => call.slice(1)) }
}
const viewport: Viewport = { scrollX: 10, scrollY: 20, zoom: 2, width: 800, height: 600 }
const still: PeerPresence = { cursor: null, trail: [], stroke: null, shape: null, doneAt: null }
const peer = (presence: Partial<PeerPresence>, name = 'Marisol Vega'): Peer => ({
  presence: { ...still, ...presence },
  name,
  colour: '#7048e8',
})
const stroke = { colour: '#e03131', width: 3, points: [[0, 0], [5, 5]] as const } // prettier-ignore

describe('the overlay', () => {
  it('[W23] draws a stroke where it will be, in its colour and width', () => {
    const { context, named } = paper()
    expect(drawWork(context, viewport, [peer({ stroke })], 0)).toBe(false)
    expect(named('lineTo')).toEqual([[20, 40], [30, 50]]) // prettier-ignore
    expect(named('strokeStyle=')).toEqual([['#e03131']])
    expect(named('lineWidth=')).toEqual([[6]])
    expect(named('stroke')).toHaveLength(1)
  })

  it('[W23] draws a dot that has no length', () => {
    const { context, named } = paper()
    drawWork(context, viewport, [peer({ stroke: { ...stroke, points: [[1, 1]] } })], 0)
    expect(named('lineTo')).toHaveLength(2)
  })

  it.each([
    ['rectangle', 'rect', [[24, 48, 60, 40]]],
    ['frame', 'rect', [[24, 48, 60, 40]]],
    ['ellipse', 'ellipse', [[54, 68, 30, 20, 0, 0, Math.PI * 2]]],
    ['diamond', 'moveTo', [[54, 48]]],
    ['selection', 'setLineDash', [[[6, 4]], [[]]]],
  ] as const)('[W23] draws the outline of a %s', (type, call, expected) => {
    const { context, named } = paper()
    drawWork(context, viewport, [peer({ shape: { colour: 'red', type, x: 2, y: 4, width: 30, height: 20 } })], 0)
    expect(named(call)).toEqual(expected)
  })

  it('[W23] what is done stays until the document shows it, and then goes', () => {
    const lingering = paper()
    expect(drawWork(lingering.context, viewport, [peer({ stroke, doneAt: 100 })], 100 + LINGER_MS)).toBe(true)
    expect(lingering.named('stroke')).toHaveLength(1)
    const gone = paper()
    expect(drawWork(gone.context, viewport, [peer({ stroke, doneAt: 100 })], 101 + LINGER_MS)).toBe(false)
    expect(gone.named('stroke')).toHaveLength(0)
    expect(gone.named('clearRect')).toEqual([[0, 0, 800, 600]])
  })

  it('[W23] draws a cursor with a name short enough to read', () => {
    const { context, named } = paper()
    expect(drawCursors(context, viewport, [peer({ cursor: { x: 5, y: 5, at: 0 } }, 'x'.repeat(60))], 10)).toBe(false)
    expect(named('moveTo')).toEqual([[30, 50]])
    expect(named('fillText')[0]![0]).toBe(`${'x'.repeat(23)}…`)
  })

  it('[W23] a cursor that rests fades away', () => {
    const { context, named } = paper()
    drawCursors(context, viewport, [peer({ cursor: { x: 5, y: 5, at: 0 } })], 10_000)
    expect(named('fillText')).toEqual([])
  })

  it('[W23] a laser trail asks to be drawn again until it is gone', () => {
    const trail = [{ x: 0, y: 0, at: 0 }, { x: 9, y: 9, at: 500 }] // prettier-ignore
    const { context, named } = paper()
    expect(drawCursors(context, viewport, [peer({ trail })], 600)).toBe(true)
    expect(named('stroke')).toHaveLength(2)
    expect(drawCursors(paper().context, viewport, [peer({ trail })], 500 + TRAIL_MS)).toBe(false)
  })
})
