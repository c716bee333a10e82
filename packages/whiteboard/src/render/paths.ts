import type { Drawable } from 'roughjs/bin/core.js'
import type { BoardElement } from '../schema/index.ts'
import { linear } from './linear.ts'
import { pen } from './pen.ts'
import { optionsOf, radiusOf, rough, toPaths, type Path } from './rough-options.ts'

function rectangle(element: BoardElement): Drawable {
  const { width: w, height: h } = element
  const r = radiusOf(element, Math.min(w, h))
  if (r === 0) return rough.rectangle(0, 0, w, h, optionsOf(element))
  const path = `M ${r} 0 L ${w - r} 0 Q ${w} 0, ${w} ${r} L ${w} ${h - r} Q ${w} ${h}, ${w - r} ${h} L ${r} ${h} Q 0 ${h}, 0 ${h - r} L 0 ${r} Q 0 0, ${r} 0`
  return rough.path(path, optionsOf(element, true))
}

function diamond(element: BoardElement): Drawable {
  const { width: w, height: h } = element
  const [x, y] = [Math.floor(w / 2) + 1, Math.floor(h / 2) + 1]
  if (!element.roundness) return rough.polygon([[x, 0], [w, y], [x, h], [0, y]], optionsOf(element)) // prettier-ignore
  const rx = radiusOf(element, x)
  const ry = radiusOf(element, y)
  const path = `M ${x + rx} ${ry} L ${w - rx} ${y - ry} C ${w} ${y}, ${w} ${y}, ${w - rx} ${y + ry} L ${x + rx} ${h - ry} C ${x} ${h}, ${x} ${h}, ${x - rx} ${h - ry} L ${rx} ${y + ry} C 0 ${y}, 0 ${y}, ${rx} ${y - ry} L ${x - rx} ${ry} C ${x} 0, ${x} 0, ${x + rx} ${ry}`
  return rough.path(path, optionsOf(element, true))
}

/** The paths that draw an element, in its own coordinates; none for text, images and frames. */
export function pathsOf(element: BoardElement): Path[] {
  const { type, width, height } = element
  switch (type) {
    case 'rectangle':
      return toPaths([rectangle(element)])
    case 'diamond':
      return toPaths([diamond(element)])
    case 'ellipse':
      return toPaths([rough.ellipse(width / 2, height / 2, width, height, optionsOf(element))])
    case 'line':
    case 'arrow':
      return toPaths(linear(element))
    case 'freedraw':
      return pen(element)
    default:
      return []
  }
}
