import getStroke from 'perfect-freehand'
import { RoughGenerator } from 'roughjs/bin/generator.js'
import type { Drawable, Options } from 'roughjs/bin/core.js'
import type { BoardElement, Point } from '../schema/index.ts'

/*
 * Element → SVG paths, with the options Excalidraw 0.18 gives to roughjs and perfect-freehand, so that a picture drawn on the
 * server looks like the board did. Needs no DOM.
 */
const rough = new RoughGenerator()

const dashes = (element: BoardElement): number[] | undefined =>
  element.strokeStyle === 'dashed' ? [8, 8 + element.strokeWidth] : element.strokeStyle === 'dotted' ? [1.5, 6 + element.strokeWidth] : undefined

const isTransparent = (colour: string | undefined) => !colour || colour === 'transparent'

/** Small shapes get calmer lines, as in the editor. */
function roughnessOf({ roughness, width, height, type }: BoardElement): number {
  const longest = Math.max(width, height)
  const shortest = Math.min(width, height)
  if ((shortest >= 20 && longest >= 50) || (shortest >= 15 && type === 'rectangle') || (type === 'line' && longest >= 50)) return roughness
  return Math.min(roughness / (longest < 10 ? 3 : 2), 2.5)
}

function optionsOf(element: BoardElement, closed: boolean): Options {
  const { strokeStyle, strokeWidth, strokeColor, backgroundColor, fillStyle, seed } = element
  return {
    seed,
    strokeLineDash: dashes(element),
    disableMultiStroke: strokeStyle !== 'solid',
    strokeWidth: strokeStyle !== 'solid' ? strokeWidth + 0.5 : strokeWidth,
    fillWeight: strokeWidth / 2,
    hachureGap: strokeWidth * 4,
    roughness: roughnessOf(element),
    stroke: strokeColor,
    preserveVertices: element.roughness < 2,
    ...(closed && !isTransparent(backgroundColor) && { fill: backgroundColor, fillStyle }),
    ...(element.type === 'ellipse' && { curveFitting: 1 }),
  }
}

function radiusOf({ roundness }: BoardElement, side: number): number {
  if (!roundness) return 0
  if (roundness.type === 3) return Math.min(roundness.value ?? 32, side * 0.25)
  return side * 0.25
}

function rectangle(element: BoardElement): Drawable {
  const { width: w, height: h } = element
  const r = radiusOf(element, Math.min(w, h))
  const options = optionsOf(element, true)
  if (r === 0) return rough.rectangle(0, 0, w, h, options)
  const path = `M ${r} 0 L ${w - r} 0 Q ${w} 0, ${w} ${r} L ${w} ${h - r} Q ${w} ${h}, ${w - r} ${h} L ${r} ${h} Q 0 ${h}, 0 ${h - r} L 0 ${r} Q 0 0, ${r} 0`
  return rough.path(path, { ...options, preserveVertices: true })
}

function diamond(element: BoardElement): Drawable {
  const { width: w, height: h } = element
  const [topX, rightY] = [Math.floor(w / 2) + 1, Math.floor(h / 2) + 1]
  const options = optionsOf(element, true)
  if (!element.roundness)
    return rough.polygon(
      [
        [topX, 0],
        [w, rightY],
        [topX, h],
        [0, rightY],
      ],
      options,
    )
  const rx = radiusOf(element, Math.abs(topX))
  const ry = radiusOf(element, Math.abs(rightY))
  const path = `M ${topX + rx} ${ry} L ${w - rx} ${rightY - ry} C ${w} ${rightY}, ${w} ${rightY}, ${w - rx} ${rightY + ry} L ${topX + rx} ${h - ry} C ${topX} ${h}, ${topX} ${h}, ${topX - rx} ${h - ry} L ${rx} ${rightY + ry} C 0 ${rightY}, 0 ${rightY}, ${rx} ${rightY - ry} L ${topX - rx} ${ry} C ${topX} 0, ${topX} 0, ${topX + rx} ${ry}`
  return rough.path(path, { ...options, preserveVertices: true })
}

const mutable = (points: readonly Point[]) => points.map(([x, y]) => [x, y] as [number, number])

function linear(element: BoardElement): Drawable[] {
  const points = mutable(element.points ?? [])
  const [first, last] = [points[0], points.at(-1)]
  const closed = element.type === 'line' && points.length > 2 && !!first && !!last && Math.hypot(first[0] - last[0], first[1] - last[1]) < 1
  const options = optionsOf(element, closed)
  const curved = element.roundness !== null && element.elbowed !== true
  const body = curved ? rough.curve(points, options) : closed && options.fill ? rough.polygon(points, options) : rough.linearPath(points, options)
  return [body, ...arrowhead(element, 'startArrowhead'), ...arrowhead(element, 'endArrowhead')]
}

/** Heads are drawn from the last two points, sized and turned as the editor does. */
function arrowhead(element: BoardElement, end: 'startArrowhead' | 'endArrowhead'): Drawable[] {
  const head = element[end]
  const points = element.points ?? []
  if (element.type !== 'arrow' || !head || points.length < 2) return []
  const ordered = end === 'endArrowhead' ? points : [...points].reverse()
  const [tipX, tipY] = ordered.at(-1)!
  const [fromX, fromY] = ordered.at(-2)!
  const distance = Math.hypot(tipX - fromX, tipY - fromY)
  if (distance === 0) return []
  const size = Math.min({ arrow: 30, triangle: 15, triangle_outline: 15, diamond: 12, diamond_outline: 12 }[head] ?? 15, distance / 2)
  const direction = Math.atan2(tipY - fromY, tipX - fromX)
  const spread = ((head === 'arrow' ? 20 : head === 'bar' ? 90 : 25) * Math.PI) / 180
  const at = (angle: number, length = size): [number, number] => [tipX - length * Math.cos(direction + angle), tipY - length * Math.sin(direction + angle)]
  const [left, right] = [at(spread), at(-spread)]
  const plain: Options = { ...optionsOf(element, false), strokeLineDash: undefined, roughness: Math.min(1, element.roughness) }
  const filled = (outlined: boolean): Options => ({ ...plain, fillStyle: 'solid', fill: outlined ? '#ffffff' : element.strokeColor })
  switch (head) {
    case 'arrow':
    case 'bar':
    case 'crowfoot_one':
      return [rough.line(...left, tipX, tipY, plain), rough.line(...right, tipX, tipY, plain)]
    case 'dot':
    case 'circle':
    case 'circle_outline':
      return [rough.circle(tipX - (size / 2) * Math.cos(direction), tipY - (size / 2) * Math.sin(direction), size, filled(head === 'circle_outline'))]
    case 'diamond':
    case 'diamond_outline':
      return [rough.polygon([[tipX, tipY], left, at(0, size * 1.8), right], filled(head === 'diamond_outline'))]
    default:
      return [rough.polygon([[tipX, tipY], left, right], filled(head.endsWith('outline')))]
  }
}

/** A pen's stroke is the filled outline of its points. */
function pen(element: BoardElement): string {
  const { points = [], pressures = [], simulatePressure = true, strokeWidth } = element
  const input = simulatePressure ? points.map(([x, y]) => [x, y]) : points.map(([x, y], index) => [x, y, pressures[index] ?? 0.5])
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
  const round = (value: number) => Math.round(value * 100) / 100
  const middle = (one: number[], other: number[]) => [(one[0]! + other[0]!) / 2, (one[1]! + other[1]!) / 2]
  const parts = outline.map((point, index) => {
    const [mx, my] = middle(point, outline[(index + 1) % outline.length]!)
    return `${round(point[0]!)} ${round(point[1]!)} ${round(mx!)} ${round(my!)}`
  })
  return `M ${round(outline[0]![0]!)} ${round(outline[0]![1]!)} Q ${parts.join(' ')} Z`
}

export interface Path {
  readonly d: string
  readonly stroke: string
  readonly strokeWidth: number
  readonly fill: string
  readonly dash?: readonly number[]
}

/** The paths that draw an element, in its own coordinates; none for text, images and frames. */
export function pathsOf(element: BoardElement): Path[] {
  if (element.type === 'freedraw') {
    const closed = !isTransparent(element.backgroundColor) && (element.points?.length ?? 0) > 3
    const fill = closed ? drawn([rough.curve(mutable(element.points!), { ...optionsOf(element, true), stroke: 'none' })], element) : []
    return [...fill, { d: pen(element), stroke: 'none', strokeWidth: 0, fill: element.strokeColor }]
  }
  switch (element.type) {
    case 'rectangle':
      return drawn([rectangle(element)], element)
    case 'diamond':
      return drawn([diamond(element)], element)
    case 'ellipse':
      return drawn([rough.ellipse(element.width / 2, element.height / 2, element.width, element.height, optionsOf(element, true))], element)
    case 'line':
    case 'arrow':
      return drawn(linear(element), element)
    default:
      return []
  }
}

const drawn = (drawables: readonly Drawable[], element: BoardElement): Path[] =>
  drawables.flatMap((drawable) =>
    rough.toPaths(drawable).map((path) => ({
      d: path.d,
      stroke: path.stroke,
      strokeWidth: path.strokeWidth,
      fill: path.fill ?? 'none',
      dash: path.fill && path.fill !== 'none' ? undefined : dashes(element),
    })),
  )
