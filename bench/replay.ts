import { request } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { SessionReplay } from '@copse/contract'
import { createTimeline } from '@copse/whiteboard/history'
import type { Page } from '@playwright/test'
import { Product } from '../e2e/setup/product.ts'
import type { Figure, Measure } from './bench.ts'
import { openBrowser, profileOf } from './browser.ts'
import { drawnSession } from './drawn-session.ts'
import { LENGTH_MS, longSession, UPDATES } from './long-session.ts'
import { ask, owner, type Person } from './people.ts'
import { median, percentile } from './percentiles.ts'

const SEEKS = 200
const VIEWS = 5
/** What a recording of as long a meeting takes, at half a megabit a second. */
const VIDEO_BYTES = ((LENGTH_MS / 1000) * 500_000) / 8

/** The bytes of an answer as they travel. */
const bytesOf = (url: string, { cookie }: Person, encoding: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { cookie, 'accept-encoding': encoding } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve(bytes))
    })
      .on('error', reject)
      .end()
  })

/** In the page: when the right board was first there, and for each press on the timeline, when its moment was painted. */
function watchBoard(): void {
  const seen = { first: 0, all: 0, pressedAt: 0, right: [] as number[], painted: [] as number[] }
  Object.assign(window, { seen })
  let shown: string | null = null
  addEventListener('pointerdown', () => (seen.pressedAt = performance.now()), true)
  new MutationObserver(() => {
    const board = document.querySelector('[data-testid=replay-board]')
    if (!board || board.getAttribute('data-whole') !== 'true') return
    if (seen.first === 0 && board.querySelector('svg path'))
      requestAnimationFrame(() => (seen.first = performance.now()))
    const at = board.getAttribute('data-at')
    if (at === shown) return
    shown = at
    if (seen.pressedAt === 0) return
    const from = seen.pressedAt
    seen.pressedAt = 0
    seen.right.push(performance.now() - from)
    // After the frame that shows it.
    requestAnimationFrame(() => setTimeout(() => seen.painted.push(performance.now() - from), 0))
  }).observe(document, { subtree: true, childList: true, attributes: true })
}
interface Seen {
  readonly first: number
  readonly right: readonly number[]
  readonly painted: readonly number[]
}
const seenBy = (page: Page): Promise<Seen> => page.evaluate(() => (window as never as { seen: Seen }).seen)

export const replay: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LIVEKIT: 'off', COPSE_LOG_LEVEL: 'warn' })
  const browser = await openBrowser()
  try {
    progress(`writing ${UPDATES} updates`)
    const { sessionId, logBytes } = await longSession(product)
    const person = await owner(product)
    const base = `/sessions/${sessionId}/record/replay`
    const { boards } = await ask<SessionReplay>(product, person, base)
    const pieces = Array.from({ length: boards[0]!.pieces }, (_, at) => `${product.url}/api${base}/main/${at}`)
    const packed = { br: 0, gzip: 0 }
    for (const encoding of ['br', 'gzip'] as const)
      for (const piece of pieces) packed[encoding] += await bytesOf(piece, person, encoding)

    progress('finding moments')
    const { rows } = drawnSession({ people: 40, updates: UPDATES, from: 0, lengthMs: LENGTH_MS })
    const timeline = createTimeline()
    const began = performance.now()
    timeline.append(rows)
    const derived = performance.now() - began
    const found = Array.from({ length: SEEKS }, (_, at) => {
      const from = performance.now()
      timeline.sceneAt((((at * 37) % SEEKS) / SEEKS) * LENGTH_MS)
      return performance.now() - from
    })
    const things = timeline.sceneAt(LENGTH_MS).length

    progress('opening the page')
    const firsts: number[] = []
    let page: Page | null = null
    for (let view = 0; view < VIEWS; view++) {
      await page?.context().close()
      page = await (await profileOf(browser, product, person)).newPage()
      await page.addInitScript(watchBoard)
      await page.goto(`${product.url}${base}`)
      await page.waitForFunction(() => (window as never as { seen: Seen }).seen.first > 0, null, { timeout: 60_000 })
      firsts.push((await seenBy(page)).first)
    }
    const shown = page!
    const slider = shown.getByRole('slider')
    const allFrom = performance.now()
    await slider.press('End')
    await shown.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-testid=replay-board]')?.dataset.whole === 'true',
      null,
      { timeout: 120_000 },
    )
    const all = performance.now() - allFrom
    progress('moving about')
    const { x, y, width, height } = (await slider.boundingBox())!
    for (let seek = 0; seek < SEEKS; seek++) {
      const done = (await seenBy(shown)).painted.length
      await shown.mouse.click(x + 80 + ((seek * 37) % SEEKS) * ((width - 100) / SEEKS), y + height / 2)
      await shown.waitForFunction((count) => (window as never as { seen: Seen }).seen.painted.length > count, done)
    }
    const { right, painted } = await seenBy(shown)
    const MB = (bytes: number) => bytes / 1e6
    const figures: Figure[] = [
      { what: 'A moment found, p50', value: percentile(found, 0.5), unit: 'ms', note: `${things} things at the end` },
      { what: 'A moment found, p99', value: percentile(found, 0.99), unit: 'ms', goal: 4 },
      { what: 'The timeline derived, once, in a worker', value: derived, unit: 'ms' },
      { what: 'Press on the timeline to the right board, p50', value: percentile(right, 0.5), unit: 'ms' },
      { what: 'Press on the timeline to the right board, p99', value: percentile(right, 0.99), unit: 'ms', goal: 100 },
      { what: 'Press to painted, p50', value: percentile(painted, 0.5), unit: 'ms' },
      { what: 'Press to painted, p99', value: percentile(painted, 0.99), unit: 'ms', goal: 150 },
      { what: 'Page opened to its first board', value: median(firsts), unit: 'ms', note: `median of ${VIEWS}, cold` },
      { what: 'From then to the last moment’s board', value: all, unit: 'ms' },
      { what: 'The log as it is kept', value: MB(logBytes), unit: 'MB', note: `${UPDATES} updates in 3 hours` },
      {
        what: 'The log as it travels, Brotli',
        value: MB(packed.br),
        unit: 'MB',
        peer: { name: 'a 500 kbit/s video', value: MB(VIDEO_BYTES) },
        note: `${(logBytes / packed.br).toFixed(1)} times smaller than kept`,
      },
      { what: 'The log as it travels, gzip', value: MB(packed.gzip), unit: 'MB' },
    ]
    return figures
  } finally {
    await browser.close()
    await product.stop()
  }
}
