import type { BoardElement } from '../schema/index.ts'
import { number } from './markup.ts'
import { radiusOf } from './rough-options.ts'

/** Pixels that stand in the picture itself; nothing that could run, and no address. */
const PIXELS = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/

/** An image in its own coordinates, cropped and mirrored as on the board; one whose bytes are gone leaves its place. */
export function imageOf(element: BoardElement, images: Readonly<Record<string, string>>, clipId: string): string {
  const { width, height, crop, scale = [1, 1] } = element
  const box = `width="${number(width)}" height="${number(height)}"`
  const source = element.fileId && Object.hasOwn(images, element.fileId) ? images[element.fileId]! : ''
  if (!PIXELS.test(source)) return `<rect ${box} fill="#f1f3f5" stroke="#adb5bd" stroke-dasharray="4 4"/>`
  const radius = number(radiusOf(element, Math.min(width, height)))
  const [across, down] = crop ? [width / crop.width, height / crop.height] : [1, 1]
  const whole = crop
    ? `x="${number(-crop.x * across)}" y="${number(-crop.y * down)}" width="${number(crop.naturalWidth * across)}" height="${number(crop.naturalHeight * down)}"`
    : box
  const mirror =
    scale[0] === 1 && scale[1] === 1
      ? ''
      : ` transform="translate(${number(width / 2)} ${number(height / 2)}) scale(${scale[0]} ${scale[1]}) translate(${number(-width / 2)} ${number(-height / 2)})"`
  return `<clipPath id="${clipId}"><rect ${box} rx="${radius}"/></clipPath><g clip-path="url(#${clipId})"><g${mirror}><image ${whole} href="${source}" preserveAspectRatio="none"/></g></g>`
}
