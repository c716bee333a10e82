import type { BoardElement } from '../schema/index.ts'
import { pathsOf } from './shapes.ts'

const PADDING = 24
const fonts: Record<number, string> = {
  1: 'Virgil, Excalifont, "Comic Neue", cursive',
  2: 'Helvetica, Arial, "Liberation Sans", sans-serif',
  3: 'Cascadia, "Liberation Mono", monospace',
  5: 'Excalifont, "Comic Neue", "Liberation Sans", cursive',
  6: 'Nunito, "Liberation Sans", sans-serif',
  7: 'Lilita One, "Liberation Sans", sans-serif',
  8: 'Comic Shanns, "Liberation Mono", monospace',
  9: '"Liberation Sans", sans-serif',
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Text and attributes from a board are somebody's input: nothing of it may become markup. */
const escape = (value: string) => value.replace(/[&<>"']/g, (character) => escapes[character]!).replace(/[^\P{Cc}\n\t]/gu, '')
const number = (value: number) => String(Math.round(value * 100) / 100)
const colour = (value: string | undefined, fallback = 'none') => (value && /^(#[0-9a-f]{3,8}|[a-z]{3,30}|none)$/i.test(value) ? value : fallback)

/** Where a scene lies, in scene pixels. Rotation is reckoned in. */
export function boundsOf(scene: readonly BoardElement[]): { x: number; y: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height, angle, points } of scene) {
    const xs = points ? points.map((point) => x + point[0]) : [x, x + width]
    const ys = points ? points.map((point) => y + point[1]) : [y, y + height]
    const [l, r, t, b] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const [cx, cy] = [(l + r) / 2, (t + b) / 2]
    const reachX = (Math.abs(Math.cos(angle)) * (r - l) + Math.abs(Math.sin(angle)) * (b - t)) / 2
    const reachY = (Math.abs(Math.sin(angle)) * (r - l) + Math.abs(Math.cos(angle)) * (b - t)) / 2
    left = Math.min(left, cx - reachX)
    right = Math.max(right, cx + reachX)
    top = Math.min(top, cy - reachY)
    bottom = Math.max(bottom, cy + reachY)
  }
  return left === Infinity ? { x: 0, y: 0, width: 640, height: 360 } : { x: left, y: top, width: right - left, height: bottom - top }
}

function text(element: BoardElement): string {
  const size = element.fontSize ?? 20
  const lineHeight = (element.lineHeight ?? 1.25) * size
  const anchor = { left: 'start', center: 'middle', right: 'end' }[element.textAlign ?? 'left']
  const x = { left: 0, center: element.width / 2, right: element.width }[element.textAlign ?? 'left']
  const lines = (element.text ?? '').split('\n')
  return lines
    .map(
      (line, index) =>
        `<text x="${number(x)}" y="${number(index * lineHeight + lineHeight / 2 + size * 0.35)}" font-family="${escape(fonts[element.fontFamily ?? 5] ?? fonts[5]!)}" font-size="${number(size)}" fill="${colour(element.strokeColor, '#1e1e1e')}" text-anchor="${anchor}" xml:space="preserve">${escape(line)}</text>`,
    )
    .join('')
}

function image(element: BoardElement, images: Readonly<Record<string, string>>): string {
  const source = element.fileId ? images[element.fileId] : undefined
  const box = `width="${number(element.width)}" height="${number(element.height)}"`
  // Pictures stand in the drawing itself; one that is gone leaves its place.
  if (!source || !/^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/.test(source))
    return `<rect ${box} fill="#f1f3f5" stroke="#adb5bd" stroke-dasharray="4 4"/>`
  return `<image ${box} href="${source}" preserveAspectRatio="none"/>`
}

function body(element: BoardElement, images: Readonly<Record<string, string>>): string {
  if (element.type === 'text') return text(element)
  if (element.type === 'image') return image(element, images)
  if (element.type === 'frame')
    return `<rect width="${number(element.width)}" height="${number(element.height)}" rx="8" fill="none" stroke="#bbbbbb" stroke-width="2"/><text y="-8" font-family="${escape(fonts[2]!)}" font-size="14" fill="#868e96">${escape(element.name ?? 'Frame')}</text>`
  return pathsOf(element)
    .map(
      (path) =>
        `<path d="${path.d}" fill="${colour(path.fill)}" stroke="${colour(path.stroke)}" stroke-width="${number(path.strokeWidth)}" stroke-linecap="round" stroke-linejoin="round"${path.dash ? ` stroke-dasharray="${path.dash.map(number).join(' ')}"` : ''}/>`,
    )
    .join('')
}

function placed(element: BoardElement, images: Readonly<Record<string, string>>): string {
  const { x, y, width, height, angle, opacity } = element
  const turn = angle ? ` rotate(${number((angle * 180) / Math.PI)} ${number(width / 2)} ${number(height / 2)})` : ''
  const faint = opacity < 100 ? ` opacity="${number(opacity / 100)}"` : ''
  return `<g transform="translate(${number(x)} ${number(y)})${turn}"${faint}>${body(element, images)}</g>`
}

/**
 * The scene as an SVG picture. Runs anywhere, needs no DOM. `images`: data URLs by file id. `title` is read out by screen
 * readers. Nothing in it can run or load anything.
 */
export function renderSvg(scene: readonly BoardElement[], options: { images?: Readonly<Record<string, string>>; title: string }): string {
  const { x, y, width, height } = boundsOf(scene)
  const box = [x - PADDING, y - PADDING, width + 2 * PADDING, height + 2 * PADDING].map(number)
  const content = scene.map((element) => placed(element, options.images ?? {})).join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')}" width="${box[2]}" height="${box[3]}" role="img"><title>${escape(options.title)}</title><rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="#ffffff"/>\n${content}\n</svg>`
}
