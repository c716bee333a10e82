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

/** An element with what it is drawn by besides itself. */
export interface Piece {
  readonly element: BoardElement
  /** The words an arrow leaves room for. */
  readonly label: BoardElement | null
  /** The frame that cuts it off. */
  readonly frame: BoardElement | null
}

/** A scene's pieces in the order they are drawn. */
export function piecesOf(scene: readonly BoardElement[]): Piece[] {
  const frames = new Map(scene.filter(({ type }) => type === 'frame').map((frame) => [frame.id, frame]))
  const labels = new Map(
    scene.filter(({ type, containerId }) => type === 'text' && containerId).map((text) => [text.containerId!, text]),
  )
  return scene.map((element) => ({
    element,
    label: (element.type === 'arrow' && labels.get(element.id)) || null,
    frame: (element.frameId && frames.get(element.frameId)) || null,
  }))
}

/** What a frame cuts off by. */
const clipOf = (frame: BoardElement, id: string) => `<clipPath id="${id}"><rect ${boxOf(frame)} rx="8"/></clipPath>`

/** Beyond any arrow: a mask shows nothing outside its box. */
const around = ({ x, y, width, height }: Bounds): Bounds => {
  const reach = width + height + 100
  return { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }
}

/** A piece as markup. `ids`: what its image, its gap and its frame's clip are called, each once in the page it comes to stand in. */
function drawn({ element, label, frame }: Piece, images: Images, ids: Record<'image' | 'gap' | 'clip', string>) {
  let content = placed(element, body(element, images, ids.image))
  let defs = ''
  if (label) {
    const box = boxOf(around(unturnedBounds(element)))
    defs = `<mask id="${ids.gap}" maskUnits="userSpaceOnUse" ${box}><rect ${box} fill="#ffffff"/><rect ${boxOf(label)} fill="#000000"/></mask>`
    content = `<g mask="url(#${ids.gap})">${content}</g>`
  }
  return { defs, content: frame ? `<g clip-path="url(#${ids.clip})">${content}</g>` : content }
}

/** One piece alone, for a picture that is changed piece by piece. `mark` begins its ids; it is unique to the picture. */
export function drawPiece(piece: Piece, images: Images, mark: string): string {
  const id = `${mark}-${piece.element.id}`
  const { defs, content } = drawn(piece, images, { image: `${id}-i`, gap: `${id}-g`, clip: `${id}-f` })
  const clip = piece.frame ? clipOf(piece.frame, `${id}-f`) : ''
  return clip || defs ? `<defs>${clip}${defs}</defs>${content}` : content
}

/** The part of the board a picture of the scene shows. */
export function viewOf(scene: readonly BoardElement[]): Bounds {
  const { x, y, width, height } = boundsOfAll(scene) ?? EMPTY
  return { x: x - PADDING, y: y - PADDING, width: width + 2 * PADDING, height: height + 2 * PADDING }
}

/**
 * The scene as an SVG picture. Runs anywhere, needs no DOM. `images`: data URLs by file id. `title` is read out by screen
 * readers. Nothing in it can run or load anything.
 */
export function renderSvg(scene: readonly BoardElement[], options: { images?: Images; title: string }): string {
  const view = viewOf(scene)
  const frames = scene.filter(({ type }) => type === 'frame')
  const clipIds = new Map(frames.map(({ id }, at) => [id, `frame-${at}`]))
  const defs = frames.map((frame) => clipOf(frame, clipIds.get(frame.id)!))
  const content = piecesOf(scene).map((piece, at) => {
    const clip = (piece.frame && clipIds.get(piece.frame.id)) ?? ''
    const one = drawn(piece, options.images ?? {}, { image: `image-${at}`, gap: `gap-${at}`, clip })
    defs.push(one.defs)
    return one.content
  })
  const [w, h] = [number(view.width), number(view.height)]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${number(view.x)} ${number(view.y)} ${w} ${h}" width="${w}" height="${h}" role="img"><title>${escape(options.title)}</title><defs>${defs.join('')}</defs><rect ${boxOf(view)} fill="#ffffff"/>\n${content.join('\n')}\n</svg>`
}
