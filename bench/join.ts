import { fileURLToPath } from 'node:url'
import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { isInRoom, passLobby } from '../e2e/setup/people.ts'
import { Product, until } from '../e2e/setup/product.ts'
import type { Measure } from './bench.ts'
import { followRequests, openBrowser, profileOf } from './browser.ts'
import { ask, member, owner, sample, type Person } from './people.ts'
import { median } from './percentiles.ts'

const TIMES = 7

/** When each thing was first seen, by the page's clock; `join.page.js` notes it. */
interface Marks {
  click?: number
  controls?: number
  board?: number
  picture?: number
}
declare global {
  interface Window {
    copseMarks: Marks
  }
}

async function enter(browser: Browser, product: Product, room: string, person: Person): Promise<Required<Marks>> {
  const context = await profileOf(browser, product, person)
  const page = await context.newPage()
  const quiet = followRequests(page)
  await page.addInitScript({ path: fileURLToPath(new URL('./join.page.js', import.meta.url)) })
  await page.goto(room)
  await expect(page.getByText('What this session keeps')).toBeVisible({ timeout: 30_000 })
  await quiet() // people read the norms meanwhile
  await passLobby(page)
  let marks: Marks = {}
  await until(
    async () => {
      marks = await page.evaluate(() => window.copseMarks)
      return Boolean(marks.controls && marks.board && marks.picture)
    },
    60_000,
    () => `${person.name} does not get in: ${JSON.stringify(marks)}`,
  )
  await page.getByRole('button', { name: 'Leave' }).click()
  await context.close()
  return marks as Required<Marks>
}

export const join: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LOG_LEVEL: 'warn' })
  const browser = await openBrowser()
  try {
    const facilitator = await owner(product)
    const { communityId, sessionId } = await sample(product, facilitator)
    const room = `${product.url}/sessions/${sessionId}/room`
    const host = await (await profileOf(browser, product, facilitator)).newPage()
    await host.goto(room)
    await passLobby(host)
    await isInRoom(host)
    await expect(host.locator('article[data-you=true] video')).toBeVisible({ timeout: 60_000 })

    const marks: Required<Marks>[] = []
    for (let time = 0; time <= TIMES; time++) {
      const email = `member-${time}@copse.local`
      const newcomer = { email, name: `Member ${time}`, district: 'Lake County', role: 'member' }
      await ask(product, facilitator, `/communities/${communityId}/members`, newcomer)
      const seen = await enter(browser, product, room, await member(product, email))
      // The first warms the server up.
      if (time > 0) marks.push(seen)
      progress(
        `${time} of ${TIMES}: controls ${Math.round(seen.controls - seen.click)} ms, picture ${Math.round(seen.picture - seen.click)} ms`,
      )
    }
    const all = (what: (mark: Required<Marks>) => number) => marks.map((mark) => what(mark) - mark.click)
    const interactive = all(({ controls, board }) => Math.max(controls, board))
    const picture = all((mark) => mark.picture)
    return [
      {
        what: 'Controls to press, median',
        value: median(all(({ controls }) => controls)),
        unit: 'ms',
        note: `of ${TIMES}`,
      },
      { what: 'Room interactive, board included, median', value: median(interactive), unit: 'ms', goal: 1000 },
      { what: 'Room interactive, board included, slowest', value: Math.max(...interactive), unit: 'ms' },
      { what: 'First frame of somebody else’s video, median', value: median(picture), unit: 'ms', goal: 2000 },
      { what: 'First frame of somebody else’s video, slowest', value: Math.max(...picture), unit: 'ms' },
    ]
  } finally {
    await browser.close()
    await product.stop()
  }
}
