import { expect, test, type Page } from '@playwright/test'
import { meet, turnWords } from './setup/circles.ts'
import { choose, microphone, openPanel, stepTitle } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { addSampler } from './setup/sampler.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

type Checks = Readonly<Record<string, () => Promise<void>>>

/** The keys that the help lists for somebody, in its order. */
async function listed(page: Page): Promise<readonly string[]> {
  await rest(page)
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toBeVisible()
  const keys = await help.locator('kbd').allTextContents()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  return keys
}

/** Keys rest in a field. */
const rest = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())

/** Presses what is listed, each key of it, and looks at what it did. */
async function pressAll(page: Page, keys: readonly string[], checks: Checks) {
  expect(keys.toSorted()).toEqual(Object.keys(checks).toSorted())
  for (const [key, check] of Object.entries(checks))
    await test.step(key, async () => {
      await rest(page)
      await page.keyboard.press(key.length === 1 && /[A-Z]/.test(key) ? key.toLowerCase() : key)
      await check()
    })
}

/** What the keys do that everybody has. */
const everyones = (page: Page): Checks => ({
  M: () => expect(microphone(page)).toHaveAttribute('data-on', 'true', { timeout: 30_000 }),
  V: () => expect(page.getByTestId('camera')).toHaveAttribute('data-on', 'true', { timeout: 30_000 }),
  C: () => expect(page.getByLabel('Write a message')).toBeFocused(),
  K: () => expect(page.getByLabel('Your notes')).toBeFocused(),
  L: () => expect(page.getByRole('tab', { name: /^People/ })).toBeFocused(),
  I: () => expect(page.getByRole('region', { name: 'For you alone' }).getByRole('button').first()).toBeFocused(),
  O: () => expect(page.getByRole('button', { name: 'Outline' })).toHaveAttribute('aria-pressed', 'true'),
  '?': async () => {
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  },
})

test('every shortcut that the help lists does what it says', async ({ browser }) => {
  test.setTimeout(240_000)
  const { facilitator, people } = await meet(
    browser,
    product,
    { protocolId: addSampler, title: 'By keys', how: 'Without either' },
    ['Ana Reyes', 'Ben Ortiz'],
  )
  const [ana, ben] = [...people.values()] as [Page, Page]
  await choose(facilitator, 'Owner', 'Make timekeeper')
  await choose(facilitator, 'Ana Reyes', 'Make scribe')
  await choose(facilitator, 'Ben Ortiz', 'Make scribe')
  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of [facilitator, ana, ben]) await expect(stepTitle(page)).toHaveText('Welcome')
  await ben.getByRole('button', { name: 'Raise hand' }).click()
  await expect(facilitator.getByRole('button', { name: 'Give the floor to Ben Ortiz' })).toBeVisible()
  const timer = () => facilitator.getByTestId('timer')

  await test.step('a facilitator’s', async () => {
    await pressAll(facilitator, await listed(facilitator), {
      ...everyones(facilitator),
      A: () => expect(facilitator.getByLabel('Write privately')).toBeFocused(),
      D: () => expect(facilitator.getByRole('tab', { name: /^Desk/ })).toBeFocused(),
      G: () => expect(ben.getByRole('button', { name: 'Raise hand' })).toBeVisible(),
      H: async () => {
        await expect(facilitator.getByRole('button', { name: 'Lower hand' })).toBeVisible()
        await facilitator.keyboard.press('h')
        await expect(facilitator.getByRole('button', { name: 'Raise hand' })).toBeVisible()
      },
      '+': () => expect(timer()).toHaveText(/^2:/),
      '-': () => expect(timer()).toHaveText(/^[01]:/),
      T: () => expect(ana.getByRole('region', { name: 'For you alone' })).toContainText(/left\./),
      P: async () => {
        await expect(facilitator.getByRole('timer').getByText('Paused')).toBeVisible()
        await facilitator.keyboard.press('p')
        await expect(facilitator.getByRole('timer').getByText('Paused')).toBeHidden()
      },
      N: () => expect(stepTitle(facilitator)).toHaveText('Each in turn'),
    })
  })

  await test.step('of people in a round', async () => {
    await expect(turnWords(ana)).toBeVisible()
    const [first, second] = (await turnWords(ana).textContent()) === 'It is your turn' ? [ana, ben] : [ben, ana]
    // Ben is the scribe already.
    if (first === ana) await choose(facilitator, 'Ana Reyes', 'Make scribe')
    const keys = await listed(first)
    expect(await listed(second)).toEqual(keys)
    const { E: finish, ...others } = {
      ...everyones(first),
      A: () => expect(first.getByLabel('Your question')).toBeFocused(),
      H: () => expect(first.getByRole('button', { name: 'Lower hand' })).toBeVisible(),
      E: () => expect(turnWords(first)).toHaveText(/^A pause after this turn/),
    }
    await pressAll(
      first,
      keys.filter((key) => key !== 'X'),
      { ...others, E: finish },
    )
    await rest(second)
    await second.keyboard.press('x')
    await expect(turnWords(first)).toHaveText('Everyone has had a turn', { timeout: 60_000 })
  })
})
