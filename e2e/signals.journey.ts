import { expect, test, type Page } from '@playwright/test'
import { meet } from './setup/circles.ts'
import { next, openPanel, stepTitle } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { addSampler } from './setup/sampler.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

/** In the page: keeps the pitch of every tone that begins. */
function keepTones(): void {
  const tones: number[] = []
  const make = AudioContext.prototype.createOscillator
  AudioContext.prototype.createOscillator = function () {
    const tone = make.call(this)
    const start = tone.start.bind(tone)
    tone.start = (when) => {
      tones.push(tone.frequency.value)
      start(when)
    }
    return tone
  }
  Object.assign(window, { tones })
}
const tones = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (window as unknown as { tones: number[] }).tones.map(Math.round))
const said = (page: Page, words: string) => page.locator('[aria-live="polite"]').filter({ hasText: words })

test('a step’s start, last minute, last seconds and end are seen, read out and heard; the sound can be turned off', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const meeting = await meet(browser, product, { protocolId: addSampler, title: 'Signals', how: null }, [
    'Ana Reyes',
    'Ben Ortiz',
    'Kiri Walker',
    'Lee Ito',
  ])
  const { facilitator, people } = meeting
  const [ana, ben] = [...people.values()] as [Page, Page]
  for (const page of [ana, ben]) await page.evaluate(keepTones)
  await ben.getByRole('button', { name: 'More', exact: true }).click()
  await ben.getByRole('menuitem', { name: 'Gentle sounds: on' }).click()
  await openPanel(facilitator, 'Desk')
  const minuteLess = () => facilitator.getByRole('button', { name: '−1 minute', exact: true }).click()

  await test.step('a step begins', async () => {
    await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
    for (const page of [ana, ben]) {
      await expect(stepTitle(page)).toHaveText('Welcome')
      await expect(said(page, 'Welcome. 2 minutes. What in your work')).toHaveCount(1)
    }
    await expect.poll(() => tones(ana)).toEqual([392, 523])
  })

  await test.step('a minute before small groups meet', async () => {
    await minuteLess()
    for (const page of [ana, ben]) {
      await expect(page.getByRole('timer').getByText('Last minute, then groups')).toBeVisible()
      await expect(said(page, 'One minute left. Then you go into small groups.')).toHaveCount(1)
    }
    await expect.poll(() => tones(ana)).toEqual([392, 523, 440])
  })

  await test.step('a minute before new groups meet', async () => {
    await next(facilitator, 'Each in turn', [ana, ben])
    await minuteLess()
    for (const page of [ana, ben]) {
      await expect(page.getByTestId('back-in')).toHaveText(/^New groups in 0:[0-5]\d$/)
      await expect(said(page, 'One minute left. Then new groups meet.')).toHaveCount(1)
    }
  })

  await test.step('a minute and ten seconds before all come back, and the end', async () => {
    await next(facilitator, 'In new pairs', [ana, ben])
    await minuteLess()
    for (const page of [ana, ben]) {
      await expect(page.getByTestId('back-in')).toHaveText(/^Back together in 0:[0-5]\d$/)
      await expect(said(page, 'One minute left. Then everyone comes back together.')).toHaveCount(1)
    }
    const before = (await tones(ana)).length
    for (const page of [ana, ben]) {
      await expect(said(page, 'Ten seconds left. Then everyone comes back together.')).toHaveCount(1, {
        timeout: 70_000,
      })
      await expect(page.getByTestId('back-in')).toHaveText(/^Back together in 0:(10|0\d)$/)
      await expect(page.getByRole('timer').getByText('Last seconds')).toBeVisible()
    }
    for (const page of [ana, ben]) {
      await expect(said(page, 'Time.')).toHaveCount(1, { timeout: 20_000 })
      await expect(page.getByRole('timer').getByText('over time')).toBeVisible()
    }
    await expect.poll(async () => (await tones(ana)).slice(before)).toEqual([440, 440, 523, 392])
  })

  await test.step('who turned the sound off heard nothing; turned on again it sounds at once', async () => {
    expect(await tones(ben)).toEqual([])
    await ben.getByRole('button', { name: 'More', exact: true }).click()
    await ben.getByRole('menuitem', { name: 'Gentle sounds: off' }).click()
    await expect.poll(async () => (await tones(ben)).length).toBeGreaterThan(0)
  })
})
