import { isDeepStrictEqual } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BoardElement } from '../schema/index.ts'
import type { Harness } from './harness/main.tsx'
import { serveHarness } from './harness/serve.ts'

const MINE = 0
const THEIRS = 1
type Side = 0 | 1

vi.setConfig({ testTimeout: 120_000 })

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
  page.on('pageerror', (error) => trouble.push(`threw ${error.stack}`))
  await page.exposeFunction('tellViolation', (violation: string) => trouble.push(`forbidden: ${violation}`))
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as { tellViolation: (text: string) => void }).tellViolation(
        `${violatedDirective} ${blockedURI}`,
      ),
    ),
  )
  onTestFinished(async () => {
    await context.close()
    expect(trouble).toEqual([])
  })
  await page.goto(`${served.url}/${query}`)
  const board = (side: Side) => page.getByTestId(`board-${side}`)
  const boards = query.includes('boards=1') ? 1 : 2
  for (let side = 0; side < boards; side++)
    await board(side as Side)
      .locator('canvas.interactive')
      .waitFor()
  await page.waitForFunction((count) => document.querySelectorAll('.excalidraw .App-toolbar').length >= count, boards)
  return { page, board, trouble }
}

const sceneOf = (page: Page, side: Side): Promise<BoardElement[]> =>
  page.evaluate((at) => (window as unknown as { harness: Harness }).harness.scene(at), side)
const ask = <Name extends keyof Harness>(page: Page, name: Name, ...args: Parameters<Harness[Name]>) =>
  page.evaluate(
    ([call, given]) =>
      (window as unknown as { harness: Record<string, (...all: unknown[]) => unknown> }).harness[call]!(...given),
    [name, args] as const,
  )
const expectSoon = (read: () => unknown) => expect.poll(read, { timeout: 20_000 })
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
/** How many pixels two boards' canvases show differently: none, but for the edges of what its author has in finer steps. */
const differing = (page: Page) =>
  page.evaluate(() => {
    const [mine, theirs] = [0, 1].map((at) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-testid="board-${at}"] canvas.static`)!
      return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    })
    if (mine!.width !== theirs!.width || mine!.height !== theirs!.height) return Infinity
    let count = 0
    for (let at = 0; at < mine!.data.length; at += 4)
      if ([0, 1, 2].some((channel) => Math.abs(mine!.data[at + channel]! - theirs!.data[at + channel]!) > 96))
        count += 1
    return count
  })
/** How many pixels are drawn on a board's overlay. */
const overlaid = (page: Page, side: Side, layer: 'work' | 'cursors') =>
  page.evaluate(
    ([number, name]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-testid="board-${number}"] .copse-board__${name}`)!
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      let count = 0
      for (let at = 3; at < data.length; at += 4) if (data[at]! > 0) count += 1
      return count
    },
    [side, layer] as const,
  )
/** Drops a picture of stripes on a board. */
const dropPicture = (page: Page, side: Side) =>
  page.evaluate(async (number) => {
    const drawn = new OffscreenCanvas(200, 120)
    const context = drawn.getContext('2d')!
    for (let at = 0; at < 10; at++) {
      context.fillStyle = at % 2 ? '#e03131' : '#ffffff'
      context.fillRect(at * 20, 0, 20, 120)
    }
    const data = new DataTransfer()
    data.items.add(new File([await drawn.convertToBlob()], 'stripes.png', { type: 'image/png' }))
    const canvas = document.querySelector(`[data-testid="board-${number}"] canvas.interactive`)!
    const { x, y } = canvas.getBoundingClientRect()
    const options = { dataTransfer: data, bubbles: true, cancelable: true, clientX: x + 500, clientY: y + 600 }
    canvas.dispatchEvent(new DragEvent('drop', options))
  }, side)
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What axe finds, in words short enough to read in a failure. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`),
  )
}

describe('two people at one board', () => {
  it('[W60] see what the other draws: a rectangle, a stroke, an arrow, words, a note and a picture', async () => {
    const table = await open()
    const { page } = table
    await pick(table, MINE, 'rectangle')
    await drag(table, MINE, [300, 200], [420, 280])
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['rectangle'])
    await pick(table, MINE, 'freedraw')
    await drag(table, MINE, [300, 400], [360, 360], [420, 440])
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['rectangle', 'freedraw'])
    await pick(table, MINE, 'arrow')
    await drag(table, MINE, [500, 400], [620, 440])
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['rectangle', 'freedraw', 'arrow'])
    await pick(table, MINE, 'text')
    await page.mouse.click(...(await at(table, MINE, 500, 240)))
    await page.keyboard.type('What do we notice?')
    await page.keyboard.press('Escape')
    await expectSoon(async () => (await sceneOf(page, THEIRS)).map(({ text }) => text).filter(Boolean)).toEqual([
      'What do we notice?',
    ])
    await ask(page, 'note', MINE, 'A note of my own')
    await expectSoon(async () => (await kinds(page, THEIRS)).length).toBe(6)
    await dropPicture(page, MINE)
    await expectSoon(() => kinds(page, THEIRS)).toContain('image')
    await expectSoon(async () => isDeepStrictEqual(await sceneOf(page, THEIRS), await sceneOf(page, MINE))).toBe(true)
    expect(await kinds(page, THEIRS)).toHaveLength(7)
    await expectSoon(() => differing(page)).toBeLessThan(30)
  })

  it('[W60] on an empty board the first note lies clear of the tools', async () => {
    const { page } = await open()
    await ask(page, 'note', MINE, 'Here I am')
    const colourAt = (x: number, y: number) =>
      page.evaluate(
        ([left, top]) => {
          const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="board-0"] canvas.static')!
          return Array.from(canvas.getContext('2d')!.getImageData(left, top, 1, 1).data.slice(0, 3))
        },
        [x, y] as const,
      )
    await expectSoon(() => colourAt(280, 140)).toEqual([255, 236, 153])
    expect(await colourAt(120, 90)).toEqual([255, 255, 255])
  })

  it('[W19] a picture that is refused is taken off again, and who dropped it is told', async () => {
    const { page, board } = await open('?files=refused')
    await dropPicture(page, MINE)
    await board(MINE).getByText('This image could not be kept').waitFor()
    await expectSoon(() => kinds(page, MINE)).toEqual([])
    expect(await kinds(page, THEIRS)).toEqual([])
  })

  it('[W19] a picture that does not come at once is asked for again', async () => {
    const { page } = await open()
    let asked = 0
    let bringIt = () => {}
    const isBrought = new Promise<void>((resolve) => {
      bringIt = resolve
    })
    await page.route('**/files/*', async (route) => {
      asked += 1
      if (asked <= 2) return route.fulfill({ status: 503 })
      await isBrought
      return route.continue()
    })
    await dropPicture(page, MINE)
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['image'])
    await expectSoon(() => asked).toBe(3)
    expect(await differing(page)).toBeGreaterThan(1000)
    bringIt()
    await expectSoon(() => differing(page)).toBe(0)
  })

  it('[W61] see each other’s cursor and stroke while it is drawn, and the stroke itself once it is done', async () => {
    const table = await open()
    const { page } = table
    await pick(table, MINE, 'freedraw')
    await press(table, MINE, [300, 300], [400, 350], [500, 300])
    await expectSoon(() => overlaid(page, THEIRS, 'work')).toBeGreaterThan(100)
    await expectSoon(() => overlaid(page, THEIRS, 'cursors')).toBeGreaterThan(100)
    expect(await overlaid(page, MINE, 'work')).toBe(0)
    expect(await kinds(page, THEIRS)).toEqual([])
    await page.mouse.up()
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['freedraw'])
    await expectSoon(() => overlaid(page, THEIRS, 'work')).toBe(0)
    await expectSoon(() => differing(page)).toBeLessThan(30)
  })

  it('[W62] undo takes back only what one did oneself', async () => {
    const table = await open()
    const { page, board } = table
    await pick(table, MINE, 'rectangle')
    await drag(table, MINE, [300, 200], [420, 280])
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['rectangle'])
    await pick(table, THEIRS, 'ellipse')
    await drag(table, THEIRS, [500, 200], [620, 280])
    await expectSoon(() => kinds(page, MINE)).toEqual(['rectangle', 'ellipse'])
    const undo = board(MINE).getByRole('button', { name: 'Undo' })
    await undo.click()
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['ellipse'])
    await expectSoon(() => undo.isDisabled()).toBe(true)
    await board(MINE).getByRole('button', { name: 'Redo' }).click()
    await expectSoon(() => kinds(page, THEIRS)).toEqual(['rectangle', 'ellipse'])
    expect(await sceneOf(page, THEIRS)).toEqual(await sceneOf(page, MINE))
    await expectSoon(() => differing(page)).toBe(0)
  })

  it('[W63] parted and together again they see the same, in the same order', async () => {
    const table = await open()
    const { page, board } = table
    await ask(page, 'together', false)
    await ask(page, 'note', MINE, 'Mine, in one place')
    await ask(page, 'note', THEIRS, 'Theirs, in the same')
    await pick(table, MINE, 'ellipse')
    await drag(table, MINE, [300, 500], [420, 600])
    await pick(table, THEIRS, 'diamond')
    await drag(table, THEIRS, [300, 500], [420, 600])
    await expectSoon(() => differing(page)).toBeGreaterThan(100)
    await ask(page, 'together', true)
    await expectSoon(async () => (await kinds(page, MINE)).length).toBe(6)
    await page.keyboard.press('Escape')
    await expectSoon(() => differing(page)).toBe(0)
    const before = (await sceneOf(page, MINE)).map(({ id }) => id)
    await page.mouse.click(...(await at(table, THEIRS, 280, 140)))
    await board(THEIRS).getByTitle('Bring to front').click()
    await expectSoon(async () => (await sceneOf(page, MINE)).map(({ id }) => id)).not.toEqual(before)
    expect(await sceneOf(page, THEIRS)).toEqual(await sceneOf(page, MINE))
    await expectSoon(() => differing(page)).toBe(0)
  })

  it('[W64] who may not write has no tools and changes nothing, and still sees', async () => {
    const table = await open()
    const { page, board } = table
    await ask(page, 'note', THEIRS, 'Read me')
    await ask(page, 'setWrite', MINE, false)
    await expectSoon(() => board(MINE).locator('.App-toolbar').count()).toBe(0)
    expect(await board(THEIRS).locator('.App-toolbar').count()).toBe(1)
    const before = await sceneOf(page, MINE)
    await page.mouse.click(...(await at(table, MINE, 300, 160)))
    await page.keyboard.press('r')
    await drag(table, MINE, [300, 160], [420, 280])
    await page.keyboard.press('Delete')
    await page.mouse.dblclick(...(await at(table, MINE, 300, 500)))
    await page.keyboard.type('not mine to say')
    await ask(page, 'note', THEIRS, 'And me')
    await expectSoon(async () => (await sceneOf(page, MINE)).length).toBe(4)
    expect((await sceneOf(page, MINE)).slice(0, 2)).toEqual(before)
    expect(await ask(page, 'sent', MINE)).toEqual({ log: 0, live: 0 })
  })

  it('[W65] words typed when the step ends are kept, and go on once one may write again', async () => {
    const table = await open()
    const { page } = table
    const words = async (side: Side) => (await sceneOf(page, side)).map(({ originalText }) => originalText)
    await pick(table, MINE, 'text')
    await page.mouse.click(...(await at(table, MINE, 300, 300)))
    await page.keyboard.type('What if we')
    await expectSoon(() => words(THEIRS)).toEqual(['What if we'])
    await ask(page, 'setWrite', MINE, false)
    await page.keyboard.type(' never asked')
    await page.keyboard.press('Escape')
    expect(await words(MINE)).toEqual(['What if we'])
    await ask(page, 'setWrite', MINE, true)
    await expectSoon(async () => (await words(THEIRS))[0]).toMatch(/^What if we/)
    expect(await words(MINE)).toEqual(await words(THEIRS))
  })

  it('[W17] words being typed when the board is put away are kept', async () => {
    const table = await open()
    const { page } = table
    await pick(table, MINE, 'text')
    await page.mouse.click(...(await at(table, MINE, 300, 300)))
    await page.keyboard.type('Half a thou')
    await ask(page, 'show', MINE, false)
    await expectSoon(async () => (await sceneOf(page, THEIRS)).map(({ originalText }) => originalText)).toEqual([
      'Half a thou',
    ])
    await ask(page, 'show', MINE, true)
    await table.board(MINE).locator('canvas.interactive').waitFor()
    expect(await kinds(page, MINE)).toEqual(['text'])
  })

  it('[W6] a stroke takes at most 1.5 KB in the log, and a drag 200 B', async () => {
    const table = await open('?boards=1')
    const { page } = table
    await pick(table, MINE, 'freedraw')
    await page.mouse.move(...(await at(table, MINE, 300, 300)))
    await page.mouse.down()
    const way = Array.from({ length: 300 }, (_, step) => [300 + step * 1.5, 300 + 80 * Math.sin(step / 12)] as const)
    for (const spot of way) await page.mouse.move(...(await at(table, MINE, ...spot)))
    await page.mouse.up()
    await expectSoon(() => kinds(page, MINE)).toEqual(['freedraw'])
    const [stroke] = await sceneOf(page, MINE)
    expect(stroke!.points!.length).toBeGreaterThan(250)
    const drawn = await ask(page, 'sent', MINE)
    expect(drawn).toMatchObject({ log: expect.toSatisfy((bytes: number) => bytes > 300 && bytes <= 1536) })
    await pick(table, MINE, 'selection')
    await page.mouse.click(...(await at(table, MINE, 300, 300)))
    await drag(table, MINE, [300, 300], [340, 340], [420, 420])
    await expectSoon(async () => (await sceneOf(page, MINE))[0]!.x).not.toBe(stroke!.x)
    const moved = (await ask(page, 'sent', MINE)) as { log: number }
    expect(moved.log - (drawn as { log: number }).log).toBeLessThanOrEqual(200)
  })
})

describe('a board that is arranged', () => {
  const columns = ['Observe', 'Interpret', 'Imply']

  it('[W33] what it begins with is all in sight at once, and a note drawn into a column is listed under it', async () => {
    const table = await open('?boards=1')
    const { page, board } = table
    await ask(page, 'layOut', MINE, columns)
    const titles = board(MINE).locator('[id*="-frame-name-"]')
    await expectSoon(() => titles.allTextContents()).toEqual(columns)
    const around = (await board(MINE).boundingBox())!
    const tools = (await board(MINE).locator('.App-toolbar').boundingBox())!
    for (const title of await titles.all()) {
      const box = (await title.boundingBox())!
      expect(box.x >= around.x && box.x + box.width <= around.x + around.width).toBe(true)
      expect(box.y).toBeGreaterThan(tools.y + tools.height)
    }
    const interpret = (await titles.nth(1).boundingBox())!
    await pick(table, MINE, 'text')
    await page.mouse.click(interpret.x + 60, interpret.y + 120)
    await page.keyboard.type('They guess')
    await page.keyboard.press('Escape')
    await expectSoon(() => ask(page, 'listed', MINE)).toEqual(['Observe', 'Interpret', '  They guess', 'Imply'])
  })

  it('[W35] notes chosen on the drawing become a theme for everyone, in one step of one’s own undo', async () => {
    const table = await open()
    const { page, board } = table
    for (const text of ['Time', 'Rooms', 'Money']) await ask(page, 'note', THEIRS, text)
    await expectSoon(async () => (await sceneOf(page, MINE)).length).toBe(6)
    const before = await sceneOf(page, MINE)
    await page.mouse.click(...(await at(table, MINE, 280, 700)))
    await page.keyboard.press('Control+a')
    await expectSoon(() => ask(page, 'chosen', MINE)).toBe(3)
    await ask(page, 'makeTheme', MINE, 'What is missing')
    const themed = ['What is missing', '  Time', '  Rooms', '  Money']
    await expectSoon(() => ask(page, 'listed', THEIRS)).toEqual(themed)
    await expectSoon(() => differing(page)).toBeGreaterThan(100)
    await board(MINE).getByRole('button', { name: 'Undo' }).click()
    await expectSoon(() => ask(page, 'listed', THEIRS)).toEqual(['Time', 'Rooms', 'Money'])
    // The editor measures words anew where it puts them back; the notes they are on are where they were.
    const places = (scene: readonly BoardElement[]) =>
      scene.filter(({ containerId }) => !containerId).map(({ id, x, y, frameId }) => ({ id, x, y, frameId }))
    expect(places(await sceneOf(page, THEIRS))).toEqual(places(before))
    await board(MINE).getByRole('button', { name: 'Redo' }).click()
    await expectSoon(() => ask(page, 'listed', THEIRS)).toEqual(themed)
  })

  it.each([
    ['with a mouse', {}],
    ['with a finger', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }],
  ])(
    '[W36] dots are placed on the drawing and taken back %s; nothing of them is in the document',
    async (_how, options) => {
      const table = await open('?boards=1', options)
      const { page, board } = table
      for (const text of ['Time', 'Rooms']) await ask(page, 'note', MINE, text)
      await ask(page, 'setDots', MINE, 'placing')
      await expectSoon(() => board(MINE).locator('.App-toolbar-content [type="radio"]').count()).toBe(0)
      const [note] = await sceneOf(page, MINE)
      const before = await ask(page, 'sent', MINE)
      const touch = async (spot: readonly [number, number]) => {
        const [x, y] = await at(table, MINE, ...spot)
        await ('hasTouch' in options ? page.touchscreen.tap(x, y) : page.mouse.click(x, y))
      }
      // An empty board opens with its origin, where the first note is, here.
      const onNote = 'hasTouch' in options ? ([80, 170] as const) : ([320, 170] as const)
      await touch(onNote)
      await expectSoon(() => ask(page, 'dots', MINE)).toEqual({ [note!.id]: 1 })
      await touch(onNote)
      await expectSoon(() => ask(page, 'dots', MINE)).toEqual({ [note!.id]: 2 })
      const dot = board(MINE).getByRole('button', { name: 'Take one back from: Time' })
      const box = (await dot.boundingBox())!
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
      expect(await faults(page)).toEqual([])
      await ('hasTouch' in options ? dot.tap() : dot.click())
      await expectSoon(() => ask(page, 'dots', MINE)).toEqual({ [note!.id]: 1 })
      expect(await ask(page, 'sent', MINE)).toEqual(before)
      await ask(page, 'setDots', MINE, 'counted')
      await board(MINE).getByRole('img', { name: '1 on: Time' }).waitFor()
      expect(await faults(page)).toEqual([])
    },
  )

  it('[W36] moving the board places no dot, and the dots go with their notes', async () => {
    const table = await open('?boards=1')
    const { page, board } = table
    await ask(page, 'note', MINE, 'Time')
    await ask(page, 'setDots', MINE, 'placing')
    await page.mouse.click(...(await at(table, MINE, 320, 170)))
    const dot = board(MINE).getByRole('button', { name: 'Take one back from: Time' })
    const before = (await dot.boundingBox())!
    await drag(table, MINE, [320, 170], [420, 330])
    await expectSoon(async () => (await dot.boundingBox())!.y - before.y).toBeGreaterThan(150)
    expect(Object.values((await ask(page, 'dots', MINE)) as object)).toEqual([1])
  })
})

describe('the board under our policy', () => {
  it('[W69] asks nothing of another origin and does nothing forbidden, with every tool, menu and a picture', async () => {
    // What is forbidden or asked elsewhere is looked at when the page closes, as in every journey here.
    const table = await open('?boards=1')
    const { page, board } = table
    const tools = await board(MINE)
      .locator('[data-testid^="toolbar-"]')
      .evaluateAll((all) => all.map((tool) => (tool as HTMLElement).dataset.testid!.slice('toolbar-'.length)))
    expect(tools).toContain('freedraw')
    const drawing = tools.filter((tool) => !['image', 'lock', 'hand', 'eraser'].includes(tool))
    for (const [index, tool] of drawing.entries()) {
      await pick(table, MINE, tool)
      await drag(table, MINE, [300 + 90 * index, 300], [360 + 90 * index, 360])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    }
    await dropPicture(page, MINE)
    await expectSoon(() => kinds(page, MINE)).toContain('image')
    await board(MINE).getByTestId('main-menu-trigger').click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await expectSoon(async () => (await kinds(page, MINE)).length).toBeGreaterThanOrEqual(5)
    expect(await page.evaluate(() => document.fonts.check('20px Excalifont'))).toBe(true)
  })

  it('[W69] a policy that is broken would be seen', async () => {
    const { page, trouble } = await open('?boards=1')
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.src = 'data:text/javascript,0'
      document.body.append(script)
      new Image().src = 'http://127.0.0.1:9/elsewhere.png'
    })
    await expectSoon(() => trouble.map((one) => one.split(' ').slice(0, 2).join(' ')).toSorted()).toEqual(
      expect.arrayContaining(['forbidden: img-src', 'forbidden: script-src-elem']),
    )
    trouble.length = 0
  })
})

describe('the board for everyone', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

  it.each([
    ['light', '?boards=1', {}],
    ['dark', '?boards=1&theme=dark', { colorScheme: 'dark' }],
    ['Spanish', '?boards=1&language=es', {}],
    ['on a phone', '?boards=1', phone],
  ] as const)(
    '[W67] %s: axe finds nothing, with tools, without and with something chosen',
    async (_case, query, options) => {
      const table = await open(query, options)
      const { page, board } = table
      await ask(page, 'note', MINE, 'Something to choose')
      expect(await faults(page)).toEqual([])
      await pick(table, MINE, 'rectangle')
      await drag(table, MINE, [260, 400], [330, 460])
      await expectSoon(() => kinds(page, MINE)).toContain('rectangle')
      expect(await faults(page)).toEqual([])
      await board(MINE).getByTestId('main-menu-trigger').click()
      expect(await faults(page)).toEqual([])
      await page.keyboard.press('Escape')
      await ask(page, 'setWrite', MINE, false)
      await expectSoon(() => board(MINE).locator('.App-toolbar-content [type="radio"]').count()).toBe(0)
      expect(await faults(page)).toEqual([])
    },
  )

  it('[W68] on a phone everything to touch is at least 44 px large', async () => {
    const table = await open('?boards=1', phone)
    const { page, board } = table
    const small = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.copse-board :is(button, label, [role=button], a[href])')]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0)
          .map((one) => ({ one, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
          .map(({ one, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${one.outerHTML.slice(0, 140)}`),
      )
    expect(await small()).toEqual([])
    await pick(table, MINE, 'rectangle')
    await drag(table, MINE, [260, 400], [330, 460])
    await expectSoon(() => kinds(page, MINE)).toEqual(['rectangle'])
    expect(await small()).toEqual([])
    await board(MINE).getByTestId('main-menu-trigger').click()
    expect(await small()).toEqual([])
  })
})
