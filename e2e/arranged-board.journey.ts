import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { meet } from './setup/circles.ts'
import { allSaved, next, stepTitle, writeNote } from './setup/people.ts'
import { Product } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

const show = (page: Page, view: 'Board' | 'Outline') => page.getByRole('button', { name: view, exact: true }).click()
/** A line of the outline, with what is listed under it. */
const line = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })
/** Where the first note of a column is on the drawing: a little below the column's title, whatever the zoom. */
async function firstNote(page: Page, column: string): Promise<[x: number, y: number]> {
  const title = page.locator('[id*="-frame-name-"]', { hasText: column })
  const { x, y, height } = (await title.boundingBox())!
  return [x + 30, y + height + 35]
}

test('a board begins with columns; notes go into them by keyboard, get dots on the drawing and become a theme', async ({
  browser,
}) => {
  const { facilitator, people } = await meet(
    browser,
    product,
    { protocolId: 'lean-coffee', title: 'Coffee', how: null },
    ['Ana Reyes', 'Ben Ortiz'],
  )
  const [ana, ben] = [...people.values()] as [Page, Page]
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  await expect(stepTitle(ana)).toHaveText('Write topics')
  await writeNote(ana, 'Late buses')
  await allSaved(ana)
  await next(facilitator, 'Half a minute each', [ana, ben])

  await test.step('the columns are listed, and a note is added to one without a mouse', async () => {
    await show(ana, 'Outline')
    for (const title of ['To discuss', 'Discussing', 'Discussed', 'Ana Reyes'])
      await expect(line(ana, title)).toBeVisible()
    await ana.getByRole('button', { name: 'Add a note here: To discuss' }).focus()
    await ana.keyboard.press('Enter')
    await ana.keyboard.type('Quiet rooms')
    await ana.getByRole('button', { name: 'Add a note', exact: true }).press('Enter')
    await expect(line(ana, 'To discuss').getByRole('listitem').filter({ hasText: 'Quiet rooms' })).toBeVisible()
    await show(facilitator, 'Outline')
    await expect(line(facilitator, 'To discuss').getByRole('listitem')).toContainText('Quiet rooms')
  })

  await test.step('chosen notes become a theme for everyone, which can be taken back', async () => {
    await facilitator.getByRole('button', { name: 'Choose notes for a theme' }).click()
    for (const words of ['Late buses', 'Quiet rooms'])
      await facilitator.getByRole('checkbox', { name: `For the theme: ${words}` }).press('Space')
    await facilitator.getByRole('textbox', { name: 'Name of the theme' }).fill('Getting there')
    const { violations } = await new AxeBuilder({ page: facilitator }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await facilitator.getByRole('button', { name: 'Make a theme' }).click()
    await expect(line(ana, 'Getting there').getByRole('listitem')).toHaveCount(2)
    await facilitator.getByRole('button', { name: 'Undo' }).click()
    await expect(line(ana, 'Getting there')).toHaveCount(0)
    await expect(line(ana, 'To discuss').getByRole('listitem')).toContainText('Quiet rooms')
  })

  await test.step('dots are placed on the drawing and taken back there; others see them once they are counted', async () => {
    await next(facilitator, 'Place your dots', [ana, ben])
    for (const page of [ana, ben]) {
      await page.setViewportSize({ width: 1024, height: 768 })
      await show(page, 'Board')
      await expect(page.getByTestId('dots-bar')).toContainText('3 dots left')
      await page.locator('[id*="-frame-name-"]', { hasText: 'To discuss' }).waitFor()
    }
    await ana.mouse.click(...(await firstNote(ana, 'To discuss')))
    await expect(ana.getByTestId('dots-bar')).toContainText('2 dots left')
    await ana.mouse.click(...(await firstNote(ana, 'To discuss')))
    await expect(ana.getByTestId('dots-bar')).toContainText('1 dot left')
    const dot = ana.getByRole('button', { name: 'One dot less on: Quiet rooms' })
    await dot.click()
    await expect(ana.getByTestId('dots-bar')).toContainText('2 dots left')
    await ben.mouse.click(...(await firstNote(ben, 'To discuss')))
    await expect(ben.getByTestId('dots-bar')).toContainText('2 dots left')
    await expect(ben.getByText('●', { exact: true })).toHaveCount(1)
    await next(facilitator, 'One topic', [ana, ben])
    for (const page of [ana, ben]) {
      await show(page, 'Board')
      await expect(page.getByRole('img', { name: '2 dots' })).toBeVisible()
    }
  })
})
