import { RoughGenerator } from 'roughjs/bin/generator.js'
import type { Drawable, Options } from 'roughjs/bin/core.js'
import { unturnedBounds, type BoardElement, type Point } from '../schema/index.ts'

/*
 * The options Excalidraw 0.18 gives to roughjs (its scene/Shape.ts), so that a picture drawn without a browser looks like the board.
 */
export const rough = new RoughGenerator()

/** A path to draw, in the element's own coordinates. */
export interface Path {
  readonly d: string
  readonly stroke: string
  readonly strokeWidth: number
  readonly fill: string
  readonly dash?: readonly number[]
}

export const mutable = (points: readonly Point[]) => points.map(([x, y]) => [x, y] as [number, number])
const isTransparent = (colour: string) => colour === 'transparent' || /^#(...0|.{6}00)$/.test(colour)

/** How near a line's ends must be to make it a closed shape, in pixels. */
const LOOP = 8
export function isLoop({ points = [] }: BoardElement): boolean {
  const [first, last] = [points[0], points.at(-1)]
  return points.length >= 3 && Math.hypot(first![0] - last![0], first![1] - last![1]) <= LOOP
}

const dashed = ({ strokeStyle, strokeWidth }: BoardElement): number[] | undefined =>
  strokeStyle === 'dashed' ? [8, 8 + strokeWidth] : strokeStyle === 'dotted' ? [1.5, 6 + strokeWidth] : undefined

/** Small shapes get calmer lines. */
function roughnessOf({ roughness, width, height, type, roundness }: BoardElement): number {
  const longest = Math.max(width, height)
  const shortest = Math.min(width, height)
  const isLine = type === 'line' || type === 'arrow'
  const mayBeRound = type === 'rectangle' || type === 'line' || type === 'diamond'
  if ((shortest >= 20 && longest >= 50) || (shortest >= 15 && roundness && mayBeRound) || (isLine && longest >= 50))
    return roughness
  return Math.min(roughness / (longest < 10 ? 3 : 2), 2.5)
}

/** As many hatching lines as anybody can tell apart: a huge shape shall not fill the memory of who draws it. */
const MOST_HATCHES = 600
const filled = (element: BoardElement) =>
  element.type === 'line' || element.type === 'freedraw' ? isLoop(element) : element.type !== 'arrow'

export function optionsOf(element: BoardElement, continuous = false): Options {
  const { strokeStyle, strokeWidth, strokeColor, backgroundColor, fillStyle, seed, type } = element
  // As far as its points reach, whatever size it says it has.
  const { width, height } = unturnedBounds(element)
  return {
    seed,
    strokeLineDash: dashed(element),
    disableMultiStroke: strokeStyle !== 'solid',
    strokeWidth: strokeStyle === 'solid' ? strokeWidth : strokeWidth + 0.5,
    fillWeight: strokeWidth / 2,
    // Whole: roughjs counts in whole pixels and would leave out nearly every line of a gap that is none.
    hachureGap: Math.max(strokeWidth * 4, Math.ceil((width + height) / MOST_HATCHES)),
    roughness: roughnessOf(element),
    stroke: strokeColor,
    preserveVertices: continuous || element.roughness < 2,
    ...(filled(element) && !isTransparent(backgroundColor) && { fill: backgroundColor, fillStyle }),
    ...(type === 'ellipse' && { curveFitting: 1 }),
  }
}

/** A rounded corner's radius; `side` is the shape's shorter one. */
export function radiusOf({ roundness }: BoardElement, side: number): number {
  if (!roundness) return 0
  return roundness.type === 3 ? Math.min(roundness.value ?? 32, side * 0.25) : side * 0.25
}

export const toPaths = (drawables: readonly Drawable[]): Path[] =>
  drawables.flatMap(({ sets, options }) =>
    sets.map((set) => {
      const d = rough.opsToPath(set, 2)
      const { stroke, strokeWidth, fill = 'none', fillWeight, strokeLineDash } = options
      if (set.type === 'fillPath') return { d, stroke: 'none', strokeWidth: 0, fill }
      if (set.type === 'fillSketch') return { d, stroke: fill, strokeWidth: fillWeight, fill: 'none' }
      return { d, stroke, strokeWidth, fill: 'none', dash: strokeLineDash }
    }),
  )
