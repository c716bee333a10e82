import type { BoardElement } from '../schema/index.ts'
import { escape, number } from './markup.ts'

interface Face {
  readonly family: string
  /** Above and below the base line, as shares of the font size (Excalidraw's fonts/FontMetadata.ts). */
  readonly ascender: number
  readonly descender: number
}

/** By Excalidraw's number. No font is fetched: what stands behind the first name is drawn where that font is not installed. */
const faces: Readonly<Record<number, Face>> = {
  1: { family: 'Virgil, Excalifont, "Comic Neue", cursive', ascender: 0.886, descender: 0.374 },
  2: { family: 'Helvetica, Arial, "Liberation Sans", sans-serif', ascender: 0.77, descender: 0.23 },
  3: { family: 'Cascadia, "Liberation Mono", monospace', ascender: 0.928, descender: 0.234 },
  5: { family: 'Excalifont, "Comic Neue", "Liberation Sans", cursive', ascender: 0.886, descender: 0.374 },
  6: { family: 'Nunito, "Liberation Sans", sans-serif', ascender: 1.011, descender: 0.353 },
  7: { family: '"Lilita One", "Liberation Sans", sans-serif', ascender: 0.923, descender: 0.22 },
  8: { family: '"Comic Shanns", "Liberation Mono", monospace', ascender: 0.75, descender: 0.25 },
  9: { family: '"Liberation Sans", sans-serif', ascender: 0.905, descender: 0.212 },
}
export const plainFamily = escape(faces[2]!.family)

/** A text element's lines, in its own coordinates. */
export function textOf({
  text = '',
  fontSize = 20,
  fontFamily = 5,
  lineHeight = 1.25,
  textAlign = 'left',
  width,
  strokeColor,
}: BoardElement): string {
  const { family, ascender, descender } = faces[fontFamily] ?? faces[5]!
  const line = fontSize * lineHeight
  const base = fontSize * ascender + (line - fontSize * (ascender + descender)) / 2
  const anchor = { left: 'start', center: 'middle', right: 'end' }[textAlign]
  const x = number({ left: 0, center: width / 2, right: width }[textAlign])
  const rows = text
    .split('\n')
    .map((row, at) => `<text x="${x}" y="${number(at * line + base)}" xml:space="preserve">${escape(row)}</text>`)
  return `<g font-family="${escape(family)}" font-size="${number(fontSize)}" fill="${strokeColor}" text-anchor="${anchor}">${rows.join('')}</g>`
}
