import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { BoardElement } from '../schema/index.ts'
import type { Harness } from './harness/main.tsx'
import { serveHarness } from './harness/serve.ts'

/** A white and a red pixel, as a PNG. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP4DwYMDAwADv4D/Wj+yVYAAAAASUVORK5CYII='
const MINE = 0
const THEIRS = 1
type Side = 0 | 1

let served: Awaited<ReturnType<typeof serveHarness>>
let browser: Browser
beforeAll(async () => {
  served = await serveHarness()
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

interface Table {
  readonly page: Page
  readonly board: (side: Side) => Locator
  /** What the page asked of others, and what the policy forbade; both must stay empty. */
  readonly trouble: string[]
}

/** A page with its boards open. Nothing may ask another origin or go against the policy while a test lasts. */
async function open(query = '', options: BrowserContextOptions = {}): Promise<Table> {
  const context = await browser.newContext({ viewport: { width: 1800, height: 900 }, ...options })
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(served.url) && !/^(data|blob):/.test(url)) trouble.push(`asked for ${url}`)
  })
  page.on('pageerror', (error) => trouble.push(`threw ${error.message}`))
  await page.exposeFunction('tellViolation', (violation: string) => trouble.push(`forbidden: ${violation}`))
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as { tellViolation: (text: string) => void }).tellViolation(`${violatedDirective} ${blockedURI}`),
    ),
  )
  onTestFinished(async () => {
    await context.close()
    expect(trouble).toEqual([])
  })
  await page.goto(`${served.url}/${query}`)
  const board = (side: Side) => page.getByTestId(`board-${side}`)
  const boards = query.includes('boards=1') ? 1 : 2
  for (let side = 0; side < boards; side++) await board(side as Side).locator('canvas.interactive').waitFor()
  await page.waitForFunction((count) => document.querySelectorAll('.excalidraw .App-toolbar').length >= count, boards)
  return { page, board, trouble }
}

const sceneOf = (page: Page, side: Side): Promise<BoardElement[]> =>
  page.evaluate((at) => (window as unknown as { harness: Harness }).harness.scene(at), side)
const ask = <Name extends keyof Harness>(page: Page, name: Name, ...args: Parameters<Harness[Name]>) =>
  page.evaluate(
    ([call, given]) => (window as unknown as { harness: Record<string, (...all: unknown[]) => unknown> }).harness[call]!(...given),
    [name, args] as const,
  )
const until = (read: () => unknown) => expect.poll(read, { timeout: 20_000 })
const kinds = async (page: Page, side: Side) => (await sceneOf(page, side)).map(({ type }) => type)

async function pick({ board }: Table, side: Side, tool: string): Promise<void> {
  await board(side).locator(`label:has([data-testid="toolbar-${tool}"])`).click()
}
/** Points on a board, in pixels from the corner of its section. */
async function at({ board }: Table, side: Side, x: number, y: number): Promise<[number, number]> {
  const box = (await board(side).boundingBox())!
  return [box.x + x, box.y + y]
}
type Spot = readonly [x: number, y: number]
async function press(table: Table, side: Side, from: Spot, ...way: Spot[]): Promise<void> {
  const { mouse } = table.page
  await mouse.move(...(await at(table, side, ...from)))
  await mouse.down()
  for (const spot of way) await mouse.move(...(await at(table, side, ...spot)), { steps: 6 })
}
async function drag(table: Table, side: Side, from: Spot, ...way: Spot[]): Promise<void> {
  await press(table, side, from, ...way)
  await table.page.mouse.up()
}
/** What a board's canvas shows, as bytes: two that show the same, in the same order, are equal. */
const picture = (page: Page, side: Side) =>
  page.evaluate(
    (number) => document.querySelector<HTMLCanvasElement>(`[data-testid="board-${number}"] canvas.static`)!.toDataURL(),
    side,
  )
/** How many pixels are drawn on a board's overlay. */
const overlaid = (page: Page, side: Side, layer: 'work' | 'cursors') =>
  page.evaluate(
    ([number, name]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-testid="board-${number}"] .copse-board__${name}`)!
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.reduce((sum, value, index) => sum + (index % 4 === 3 && value > 0 ? 1 : 0), 0)
    },
    [side, layer] as const,
  )

describe('two people at one board', () => {
  it('[W60] see what the other draws: a rectangle, a stroke, an arrow, words, a note and a picture', async () => {
    const table = await open()
    const { page } = table
    await pick(table, MINE, 'rectangle')
    await drag(table, MINE, [300, 200], [420, 280])
    await until(() => kinds(page, THEIRS)).toEqual(['rectangle'])
    await pick(table, MINE, 'freedraw')
    await drag(table, MINE, [300, 400], [360, 360], [420, 440])
    await until(() => kinds(page, THEIRS)).toEqual(['rectangle', 'freedraw'])
    await pick(table, MINE, 'arrow')
    await drag(table, MINE, [500, 400], [620, 440])
    await until(() => kinds(page, THEIRS)).toEqual(['rectangle', 'freedraw', 'arrow'])
    await pick(table, MINE, 'text')
    await page.mouse.click(...(await at(table, MINE, 500, 240)))
    await page.keyboard.type('What do we notice?')
    await page.keyboard.press('Escape')
    await until(async () => (await sceneOf(page, THEIRS)).map(({ text }) => text).filter(Boolean)).toEqual(['What do we notice?'])
    await ask(page, 'note', MINE, 'A note of my own')
    await until(async () => (await kinds(page, THEIRS)).length).toBe(6)
    await page.evaluate(
      async ([bytes, number]) => {
        const blob = new Blob([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))], { type: 'image/png' })
        const data = new DataTransfer()
        data.items.add(new File([blob], 'picture.png', { type: 'image/png' }))
        const canvas = document.querySelector(`[data-testid="board-${number}"] canvas.interactive`)!
        const { x, y } = canvas.getBoundingClientRect()
        canvas.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, clientX: x + 600, clientY: y + 600 }))
      },
      [PICTURE, MINE] as const,
    )
    await until(() => kinds(page, THEIRS)).toContain('image')
    expect(await sceneOf(page, THEIRS)).toEqual(await sceneOf(page, MINE))
    await page.keyboard.press('Escape')
    await page.waitForTimeout(2000); await page.screenshot({path:'/tmp/x3.png'})
    await until(async () => (await picture(page, MINE)) === (await picture(page, THEIRS))).toBe(true)
  })
})
export { THEIRS, overlaid, AxeBuilder, press }
