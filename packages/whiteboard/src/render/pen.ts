import { getStroke } from 'perfect-freehand'
import type { BoardElement } from '../schema/index.ts'
import { isLoop, mutable, optionsOf, rough, toPaths, type Path } from './rough-options.ts'

const hundredths = (value: number) => Math.round(value * 100) / 100

/** A pen's stroke is the filled outline of its points, with the options Excalidraw gives to perfect-freehand. */
function outlineOf({ points = [], pressures = [], simulatePressure = true, strokeWidth }: BoardElement): string {
  const input = points.map(([x, y], at) => (simulatePressure ? [x, y] : [x, y, pressures[at] ?? 0.5]))
  const outline = getStroke(input, {
    simulatePressure,
    size: strokeWidth * 4.25,
    thinning: 0.6,
    smoothing: 0.5,
    streamline: 0.5,
    easing: (t) => Math.sin((t * Math.PI) / 2),
    last: true,
  })
  if (outline.length === 0) return ''
  const at = ([x, y]: number[]) => `${hundredths(x!)} ${hundredths(y!)}`
  const parts = outline.map((point, index) => {
    const next = outline[(index + 1) % outline.length]!
    return `${at(point)} ${at([(point[0]! + next[0]!) / 2, (point[1]! + next[1]!) / 2])}`
  })
  return `M ${at(outline[0]!)} Q ${parts.join(' ')} L ${at(outline[0]!)} Z`
}

/** A pen stroke, with the filling of one whose ends meet. */
export function pen(element: BoardElement): Path[] {
  const options = optionsOf(element)
  const filling =
    isLoop(element) && options.fill
      ? toPaths([rough.curve(mutable(element.points!), { ...options, stroke: 'none' })])
      : []
  return [...filling, { d: outlineOf(element), stroke: 'none', strokeWidth: 0, fill: element.strokeColor }]
}
