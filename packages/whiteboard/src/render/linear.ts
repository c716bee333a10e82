import type { Drawable, OpSet, Options } from 'roughjs/bin/core.js'
import type { BoardElement, Point } from '../schema/index.ts'
import { mutable, optionsOf, rough } from './rough-options.ts'

const CORNER = 16
const distance = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(ax - bx, ay - by)
const towards = (from: Point, to: Point, by: number): Point => {
  const length = distance(from, to) || 1
  return [from[0] + ((to[0] - from[0]) / length) * by, from[1] + ((to[1] - from[1]) / length) * by]
}

/** An elbow arrow's line: its corners rounded. */
function elbow(points: readonly Point[]): string {
  const parts = [`M ${points[0]!.join(' ')}`]
  for (let at = 1; at < points.length - 1; at++) {
    const [before, corner, after] = [points[at - 1]!, points[at]!, points[at + 1]!]
    const radius = Math.min(CORNER, distance(corner, after) / 2, distance(corner, before) / 2)
    parts.push(
      `L ${towards(corner, before, radius).join(' ')} Q ${corner.join(' ')}, ${towards(corner, after, radius).join(' ')}`,
    )
  }
  return [...parts, `L ${points.at(-1)!.join(' ')}`].join(' ')
}

function line(element: BoardElement, options: Options): Drawable {
  const points = mutable(element.points!)
  if (element.elbowed) return rough.path(elbow(points), optionsOf(element, true))
  if (element.roundness) return rough.curve(points, options)
  return options.fill ? rough.polygon(points, options) : rough.linearPath(points, options)
}

/** The tip and the direction of a line's end, from the curve as it was drawn. */
function tipOf(drawable: Drawable, end: 'start' | 'end'): { tip: Point; from: Point } | null {
  const { ops } = drawable.sets.find((set: OpSet) => set.type === 'path') ?? { ops: [] }
  const at = end === 'start' ? 1 : ops.length - 1
  const [before, curve] = [ops[at - 1], ops[at]]
  if (!before || curve?.op !== 'bcurveTo') return null
  const [x1, y1, x2, y2, x3, y3] = curve.data as [number, number, number, number, number, number]
  const [x0, y0] = before.data.slice(-2) as [number, number]
  const along = (p0: number, p1: number, p2: number, p3: number) =>
    0.7 ** 3 * p3 + 3 * 0.3 * 0.7 ** 2 * p2 + 3 * 0.3 ** 2 * 0.7 * p1 + 0.3 ** 3 * p0
  return { tip: end === 'start' ? [x0, y0] : [x3, y3], from: [along(x0, x1, x2, x3), along(y0, y1, y2, y3)] }
}

const sizes: Readonly<Record<string, number>> = {
  arrow: 25,
  diamond: 12,
  diamond_outline: 12,
  crowfoot_many: 20,
  crowfoot_one: 20,
  crowfoot_one_or_many: 20,
}
const PAPER = '#ffffff'

/** One end's head, sized and turned as the editor does (its element/bounds.ts, getArrowheadPoints). */
function head(
  element: BoardElement,
  kind: string,
  end: 'start' | 'end',
  drawn: Drawable,
  options: Options,
): Drawable[] {
  const ends = tipOf(drawn, end)
  if (!ends) return []
  const points = element.points!
  const [last, beforeLast] = end === 'end' ? [points.at(-1)!, points.at(-2)!] : [points[0]!, points[1]!]
  const isDiamond = kind.startsWith('diamond')
  const size = Math.min(sizes[kind] ?? 15, distance(last, beforeLast) * (isDiamond ? 0.25 : 0.5))
  const { tip, from } = ends
  const direction = Math.atan2(tip[1] - from[1], tip[0] - from[0])
  const base: Point = [tip[0] - size * Math.cos(direction), tip[1] - size * Math.sin(direction)]
  /** Turns a point round a centre, in degrees. */
  const turned = (point: Point, centre: Point, degrees: number): Point => {
    const angle = (degrees * Math.PI) / 180
    const [dx, dy] = [point[0] - centre[0], point[1] - centre[1]]
    return [
      centre[0] + dx * Math.cos(angle) - dy * Math.sin(angle),
      centre[1] + dx * Math.sin(angle) + dy * Math.cos(angle),
    ]
  }
  const spread = kind === 'bar' ? 90 : kind === 'arrow' ? 20 : 25
  const [left, right] = [turned(base, tip, -spread), turned(base, tip, spread)]
  const roughness = Math.min(1, options.roughness ?? 0)
  const solid: Options = {
    ...options,
    strokeLineDash: undefined,
    roughness,
    fillStyle: 'solid',
    fill: kind.endsWith('outline') ? PAPER : element.strokeColor,
  }
  const open: Options = {
    ...options,
    strokeLineDash: element.strokeStyle === 'dotted' ? [1.5, 4 + element.strokeWidth] : undefined,
    roughness,
    fill: undefined,
  }
  const stroke = (one: Point, other: Point) =>
    rough.line(...(one as [number, number]), ...(other as [number, number]), open)
  const foot = () => stroke(turned(base, tip, -25), turned(base, tip, 25))

  switch (kind) {
    case 'dot':
    case 'circle':
    case 'circle_outline':
      return [
        rough.circle(tip[0], tip[1], size + element.strokeWidth - 2, { ...solid, roughness: Math.min(0.5, roughness) }),
      ]
    case 'triangle':
    case 'triangle_outline':
      return [rough.polygon(mutable([tip, left, right, tip]), solid)]
    case 'diamond':
    case 'diamond_outline':
      return [
        rough.polygon(
          mutable([
            tip,
            left,
            towards(
              tip,
              beforeLast.map((value, axis) => value + tip[axis]! - last[axis]!) as unknown as Point,
              size * 2,
            ),
            right,
            tip,
          ]),
          solid,
        ),
      ]
    case 'crowfoot_one':
      return [foot()]
    case 'crowfoot_many':
    case 'crowfoot_one_or_many': {
      const many = [stroke(turned(tip, base, -25), base), stroke(turned(tip, base, 25), base)]
      return kind === 'crowfoot_many' ? many : [...many, foot()]
    }
    default:
      return [stroke(left, tip), stroke(right, tip)]
  }
}

/** A line or an arrow with its heads. */
export function linear(element: BoardElement): Drawable[] {
  const options = optionsOf(element)
  const drawn = line(element, options)
  const heads = (['start', 'end'] as const).flatMap((end) => {
    const kind = element.type === 'arrow' ? element[`${end}Arrowhead`] : null
    return kind ? head(element, kind, end, drawn, options) : []
  })
  return [drawn, ...heads]
}
