import { chromium, type Browser, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { serveHarness } from '../editor/harness/serve.ts'
import { admit } from '../schema/admit.ts'
import type { BoardElement } from '../schema/index.ts'
import { element, strokeOf } from '../testing.ts'
import { renderSvg } from './index.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Of the ink of either picture, as much may lie farther than this from any ink of the other, or be of another colour. */
const TOLERANCE = 0.02
const NEAR_PX = 2

let served: Awaited<ReturnType<typeof serveHarness>>
let browser: Browser
let page: Page
beforeAll(async () => {
  served = await serveHarness()
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  page = await browser.newPage({ viewport: { width: 900, height: 700 } })
  await page.goto(`${served.url}/?boards=1`)
  await page.waitForFunction(() => document.querySelector('canvas.interactive') !== null)
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

/** Two marks far out, so that both pictures show the same part of the board. */
const corners = [
  element('rectangle', { id: 'c1', x: -120, y: -120, width: 40, height: 40, roughness: 0 }),
  element('rectangle', { id: 'c2', x: 480, y: 360, width: 40, height: 40, roughness: 0 }),
]

/** A picture's pixels, drawn in the page with the page's fonts. */
async function shot(svg: string): Promise<string> {
  await page.evaluate((markup) => {
    document.body.innerHTML = `<div id="shot" style="position:absolute;inset:0;background:#fff">${markup}</div>`
  }, svg)
  await page.evaluate(() => document.fonts.ready)
  const bytes = await page.locator('#shot').screenshot({ animations: 'disabled' })
  return `data:image/png;base64,${bytes.toString('base64')}`
}

/** The share of the ink that is not near ink of the same colour in the other picture, whichever share is the larger. */
function difference(one: string, other: string): Promise<number> {
  return page.evaluate(
    async ({ sources, near }) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const image = new Image()
          image.src = source
          await image.decode()
          const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
          const context = canvas.getContext('2d')!
          context.drawImage(image, 0, 0)
          return context.getImageData(0, 0, image.width, image.height)
        }),
      )
      const isInk = (data: Uint8ClampedArray, at: number) => data[at]! + data[at + 1]! + data[at + 2]! < 690
      const isLike = (x: Uint8ClampedArray, at: number, y: Uint8ClampedArray, there: number) =>
        [0, 1, 2].every((channel) => Math.abs(x[at + channel]! - y[there + channel]!) < 96)
      const missing = (of: ImageData, from: ImageData): number => {
        let [ink, lost] = [0, 0]
        for (let y = 0; y < of.height; y++)
          for (let x = 0; x < of.width; x++) {
            const at = (y * of.width + x) * 4
            if (!isInk(of.data, at)) continue
            ink += 1
            let found = false
            for (let dy = -near; dy <= near && !found; dy++)
              for (let dx = -near; dx <= near && !found; dx++) {
                const [nx, ny] = [x + dx, y + dy]
                if (nx < 0 || ny < 0 || nx >= from.width || ny >= from.height) continue
                found = isLike(of.data, at, from.data, (ny * from.width + nx) * 4)
              }
            if (!found) lost += 1
          }
        return ink === 0 ? 1 : lost / ink
      }
      return Math.max(missing(a!, b!), missing(b!, a!))
    },
    { sources: [one, other], near: NEAR_PX },
  )
}

/** A chequered picture of four by four fields. */
const chequers = (): Promise<string> =>
  page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 160 })
    const context = canvas.getContext('2d')!
    for (let field = 0; field < 16; field++) {
      context.fillStyle = ['#a8253a', '#1d5a8a', '#1f5c43', '#d99a2b'][(field + Math.floor(field / 4)) % 4]!
      context.fillRect((field % 4) * 40, Math.floor(field / 4) * 40, 40, 40)
    }
    return canvas.toDataURL()
  })

const filled = { backgroundColor: '#ffec99', fillStyle: 'hachure', width: 220, height: 160 } as const
const bent = [[0, 0], [120, 0], [120, 160], [260, 160]] // prettier-ignore
const words = { width: 260, height: 75, text: 'What do we\nnotice here,\nand wonder?', originalText: 'x' }
const heads = ['arrow', 'bar', 'dot', 'circle_outline', 'triangle', 'triangle_outline', 'diamond', 'diamond_outline', 'crowfoot_one', 'crowfoot_many', 'crowfoot_one_or_many'] // prettier-ignore
const crop = { x: 40, y: 40, width: 80, height: 80, naturalWidth: 160, naturalHeight: 160 }
const image = { width: 160, height: 160, fileId: 'f' }

const cases: [string, BoardElement[]][] = [
  ['rectangle', [element('rectangle', { ...filled, roundness: { type: 3 } })]],
  ['rectangle with sharp corners, dashed', [element('rectangle', { ...filled, strokeStyle: 'dashed', fillStyle: 'solid' })]], // prettier-ignore
  ['diamond', [element('diamond', { ...filled, roundness: { type: 2 }, fillStyle: 'cross-hatch' })]],
  ['ellipse, turned and faint', [element('ellipse', { ...filled, angle: 0.6, opacity: 60 })]],
  ['line', [element('line', { points: bent, width: 260, height: 160, roundness: { type: 2 } })]],
  ['pen stroke', [element('freedraw', { points: strokeOf(100), width: 240, height: 130 })]],
  ['pen stroke by pressure', [element('freedraw', { points: strokeOf(80), pressures: Array.from({ length: 80 }, (_, at) => 0.2 + at / 100), simulatePressure: false, width: 190, height: 130 })]], // prettier-ignore
  ['elbow arrow', [element('arrow', { points: bent, width: 260, height: 160, elbowed: true, endArrowhead: 'arrow' })]],
  ...heads.map((endArrowhead): [string, BoardElement[]] => [
    `arrow with the head ${endArrowhead}`,
    [element('arrow', { points: [[0, 0], [130, 60], [260, 160]], width: 260, height: 160, endArrowhead, startArrowhead: endArrowhead, roundness: { type: 2 } })], // prettier-ignore
  ]),
  ...[1, 2, 3, 5, 6, 7, 8].map((fontFamily): [string, BoardElement[]] => [
    `text in face ${fontFamily}`,
    [element('text', { ...words, fontFamily, fontSize: 24, height: 90 })],
  ]),
  ['text to the right', [element('text', { ...words, textAlign: 'right' })]],
  ['text in the middle', [element('text', { ...words, textAlign: 'center' })]],
  ['image', [element('image', image)]],
  ['image, cropped and mirrored', [element('image', { ...image, crop, scale: [-1, 1] })]],
  ['frame that cuts off', [element('rectangle', { width: 220, height: 160, id: 'inside', x: 120, y: 80, frameId: 'fr' }), element('frame', { id: 'fr', width: 240, height: 160, name: 'Themes' })]], // prettier-ignore
]

describe('a picture drawn without a browser beside the editor’s own', () => {
  it.each(cases)('[W40] %s is the same within two pixels, but for two in a hundred', async (_what, drawn) => {
    const scene = [...corners, ...drawn].map((one) => admit(one)!)
    const images = { f: await chequers() }
    const theirs = await page.evaluate(({ elements, urls }) => window.harness.exported(elements, urls), {
      elements: scene,
      urls: images,
    })
    const [one, other] = [await shot(renderSvg(scene, { title: '', images })), await shot(theirs)]
    expect(await difference(one, other)).toBeLessThan(TOLERANCE)
  })

  it('[W40] another shape, and the same in another place or colour, is not taken for the same', async () => {
    const at = async (change: Record<string, unknown>) =>
      shot(renderSvg([...corners, element('rectangle', { ...filled, seed: 1, ...change })].map((one) => admit(one)!), { title: '' })) // prettier-ignore
    const one = await at({})
    expect(await difference(one, one)).toBe(0)
    for (const change of [{ type: 'ellipse' }, { x: 40 }, { strokeColor: '#e03131' }, { backgroundColor: '#a5d8ff' }])
      expect(await difference(one, await at(change))).toBeGreaterThan(TOLERANCE)
  })
})
