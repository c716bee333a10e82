import { Resvg } from '@resvg/resvg-js'

const WIDTH = 1600
const HEIGHT = 3200
const LEAST = 64

/**
 * A board's SVG as PNG, within 1600 × 3200 pixels whatever its shape: somebody's dot far out makes a picture of a mile by an
 * inch, which the renderer would take as an order for terabytes, and end the process.
 */
export function pngOf(svg: string): Uint8Array {
  const root = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg)
  const [width, height] = root ? [Number(root[1]), Number(root[2])] : [WIDTH, WIDTH]
  const scale = Math.min(WIDTH / width, HEIGHT / height)
  const within = (length: number) => Math.max(LEAST, Math.round(length * scale))
  const sized = svg.replace(/ width="[\d.]+" height="[\d.]+"/, ` width="${within(width)}" height="${within(height)}"`)
  return new Uint8Array(new Resvg(sized, { background: '#ffffff', font: { loadSystemFonts: true } }).render().asPng())
}
