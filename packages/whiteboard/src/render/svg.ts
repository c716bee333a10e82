import { boundsOfAll, unturnedBounds, type BoardElement, type Bounds } from '../schema/index.ts'
import { imageOf } from './image.ts'
import { escape, number } from './markup.ts'
import { pathsOf } from './paths.ts'
import { plainFamily, textOf } from './text.ts'

type Images = Readonly<Record<string, string>>
const PADDING = 24
const EMPTY: Bounds = { x: 0, y: 0, width: 640, height: 360 }

const boxOf = ({ x, y, width, height }: Bounds) =>
  `x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`
const frameOf = ({ width, height, name }: BoardElement) =>
  `<rect width="${number(width)}" height="${number(height)}" rx="8" fill="none" stroke="#bbbbbb" stroke-width="2"/><text y="-8" font-family="${plainFamily}" font-size="14" fill="#6b7280">${escape(name ?? '')}</text>`

function body(element: BoardElement, images: Images, clipId: string): string {
  if (element.type === 'text') return textOf(element)
  if (element.type === 'image') return imageOf(element, images, clipId)
  if (element.type === 'frame') return frameOf(element)
  const paths = pathsOf(element).map(({ d, fill, stroke, strokeWidth, dash }) => {
    const dashes = dash?.length ? ` stroke-dasharray="${dash.map(number).join(' ')}"` : ''
    return `<path d="${d}" fill="${fill}" stroke="${stroke}" stroke-width="${number(strokeWidth)}"${dashes}/>`
  })
  return `<g stroke-linecap="round" stroke-linejoin="round" fill-rule="evenodd">${paths.join('')}</g>`
}

/** Where it stands, turned about the middle of what is drawn. */
function placed(element: BoardElement, content: string): string {
  const { x, y, angle, opacity } = element
  const bounds = unturnedBounds(element)
  const middle = [bounds.x - x + bounds.width / 2, bounds.y - y + bounds.height / 2].map(number).join(' ')
  const turn = angle ? ` rotate(${number((angle * 180) / Math.PI)} ${middle})` : ''
  const faint = opacity < 100 ? ` opacity="${number(opacity / 100)}"` : ''
  return `<g transform="translate(${number(x)} ${number(y)})${turn}"${faint}>${content}</g>`
}

/**
 * The scene as an SVG picture. Runs anywhere, needs no DOM. `images`: data URLs by file id. `title` is read out by screen
 * readers. Nothing in it can run or load anything.
 */
export function renderSvg(scene: readonly BoardElement[], options: { images?: Images; title: string }): string {
  const { x, y, width, height } = boundsOfAll(scene) ?? EMPTY
  const view = { x: x - PADDING, y: y - PADDING, width: width + 2 * PADDING, height: height + 2 * PADDING }
  const frames = new Map(
    scene.filter(({ type }) => type === 'frame').map((frame, at) => [frame.id, { frame, clipId: `frame-${at}` }]),
  )
  const labels = new Map(
    scene.filter(({ type, containerId }) => type === 'text' && containerId).map((text) => [text.containerId!, text]),
  )

  const clips = [...frames.values()].map(
    ({ frame, clipId }) => `<clipPath id="${clipId}"><rect ${boxOf(frame)} rx="8"/></clipPath>`,
  )
  const content = scene.map((element, at) => {
    let drawn = placed(element, body(element, options.images ?? {}, `image-${at}`))
    const label = element.type === 'arrow' ? labels.get(element.id) : undefined
    if (label) {
      // An arrow leaves room for its words.
      clips.push(
        `<mask id="gap-${at}" maskUnits="userSpaceOnUse" ${boxOf(view)}><rect ${boxOf(view)} fill="#ffffff"/><rect ${boxOf(label)} fill="#000000"/></mask>`,
      )
      drawn = `<g mask="url(#gap-${at})">${drawn}</g>`
    }
    const inside = element.frameId ? frames.get(element.frameId) : undefined
    return inside ? `<g clip-path="url(#${inside.clipId})">${drawn}</g>` : drawn
  })
  const [w, h] = [number(view.width), number(view.height)]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${number(view.x)} ${number(view.y)} ${w} ${h}" width="${w}" height="${h}" role="img"><title>${escape(options.title)}</title><defs>${clips.join('')}</defs><rect ${boxOf(view)} fill="#ffffff"/>\n${content.join('\n')}\n</svg>`
}
