import type { Page } from '@playwright/test'
import type { SessionEvent } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { Product, until } from '../e2e/setup/product.ts'
import type { Figure, Measure } from './bench.ts'
import { openBrowser } from './browser.ts'
import { median } from './percentiles.ts'
import { advance, isOn, planned, step } from './planned.ts'
import { act } from './room.ts'

const SIZES = [6, 12]
const TIMES = 7
const GROUP = 3

/** A voice that reached a page, epoch ms; `groups.page.js` notes it. */
interface Heard {
  /** When the connection that brought it was made. */
  readonly madeAt: number
  readonly at: number
}
declare global {
  interface Window {
    copseHeard: readonly Heard[]
  }
}

/** Goes on, and answers when the event that says so was committed. */
async function goOn(host: RoomClient, type: 'groups.formed' | 'groups.closed'): Promise<number> {
  const committed = new Promise<SessionEvent>((resolve) => {
    const stop = host.onEvents((events) => {
      const event = events.find((one) => one.type === type)
      if (!event) return
      stop()
      resolve(event)
    })
  })
  await advance(host)
  return (await committed).at
}

/** For each page, ms until the first voice came over a connection that was made after this moment. */
async function firstVoices(pages: readonly Page[], since: number): Promise<number[]> {
  let firsts: (number | undefined)[] = []
  await until(
    async () => {
      const heard = await Promise.all(pages.map((page) => page.evaluate(() => window.copseHeard)))
      firsts = heard.map((voices) => voices.find(({ madeAt }) => madeAt >= since)?.at)
      return firsts.every((at) => at !== undefined)
    },
    60_000,
    () => `${firsts.filter((at) => at === undefined).length} of ${pages.length} hear nobody`,
  )
  return firsts.map((at) => at! - since)
}

async function measured(product: Product, size: number, progress: (line: string) => void): Promise<Figure[]> {
  const browser = await openBrowser()
  try {
    const { host, comeIn } = await planned(
      product,
      Array.from({ length: TIMES + 1 }, (_, time) => [
        step(`together-${time}`, {}),
        step(`groups-${time}`, { grouping: { kind: 'groups', size: GROUP, fill: 'random' } }),
      ]).flat(),
    )
    const pages: Page[] = []
    for (let count = 1; count <= size; count++)
      pages.push(await comeIn(browser, `Member ${count}`, new URL('./groups.page.js', import.meta.url)))
    await act(host, { type: 'session.start' })

    const lasts: number[] = []
    const all: number[] = []
    for (let time = 0; time <= TIMES; time++) {
      await Promise.all(pages.map(isOn))
      const took = await firstVoices(pages, await goOn(host, 'groups.formed'))
      progress(`${size} people, ${time} of ${TIMES}: the last hears after ${Math.round(Math.max(...took))} ms`)
      // The first warms everything up.
      if (time > 0) lasts.push(Math.max(...took))
      if (time > 0) all.push(...took)
      if (time === TIMES) break
      await Promise.all(pages.map(isOn))
      await firstVoices(pages, await goOn(host, 'groups.closed'))
    }
    host.close()
    return [
      {
        what: `${size} people: the last member hears, median`,
        value: median(lasts),
        unit: 'ms',
        goal: 2000,
        note: `of ${TIMES} openings`,
      },
      { what: `${size} people: the last member hears, slowest`, value: Math.max(...lasts), unit: 'ms' },
      { what: `${size} people: a member hears, median`, value: median(all), unit: 'ms', note: `${all.length} members` },
    ]
  } finally {
    await browser.close()
  }
}

export const groups: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LOG_LEVEL: 'warn' })
  try {
    const figures: Figure[] = []
    for (const size of SIZES) figures.push(...(await measured(product, size, progress)))
    return figures
  } finally {
    await product.stop()
  }
}
