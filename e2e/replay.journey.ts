import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { groupsOf, meet, type Meeting } from './setup/circles.ts'
import { allSaved, drawRectangle, enter, laptop, next, openPanel, phone, say, writeNote } from './setup/people.ts'
import { Product } from './setup/product.ts'

let product: Product
let meeting: Meeting
let watching: Page
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

const names = ['Ana Reyes', 'Ben Ortiz', 'Kiri Walker', 'Lee Ito']
const slider = () => watching.getByRole('slider', { name: 'Moment of the session' })
const happened = (text: string) => watching.getByRole('button', { name: new RegExp(text) })
const board = () => watching.getByTestId('replay-board')
/** Opens the board as text and leaves it open. */
const asText = async () => {
  await watching.getByRole('tab', { name: 'As text' }).click()
  return watching.getByRole('tabpanel')
}
const pictured = () => board().locator('svg text').allTextContents()

async function hasNoViolation(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: watching })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))).toEqual([])
}

test('a session is held: alone, in pairs, together', async ({ browser }) => {
  test.setTimeout(240_000)
  meeting = await meet(browser, product, { protocolId: '1-2-4-all', title: 'Ideas from everyone', how: null }, names)
  const { facilitator, people, session } = meeting
  const pages = [...people.values()]
  await drawRectangle(facilitator, { x: 0.4, y: 0.3 })
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  await say(facilitator, 'What about the buses?')
  await next(facilitator, 'In pairs', pages)
  const pairs = await groupsOf(facilitator)
  for (const [at, pair] of pairs.entries()) {
    await writeNote(people.get(pair[0]!)!, `idea of pair ${at + 1}`)
    await allSaved(people.get(pair[0]!)!)
  }
  await next(facilitator, 'In fours', pages)
  await next(facilitator, 'All together', pages)
  await test.step('a facilitator makes the board again what it was, and takes that back', async () => {
    const restoreFirst = async (name: RegExp) => {
      await openPanel(facilitator, 'Desk')
      await facilitator.getByRole('button', { name: 'Boards that were kept' }).click()
      await facilitator.getByRole('button', { name }).first().click()
      await expect(facilitator.getByText('What is on it now is kept first')).toBeVisible()
      await facilitator.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click()
      await expect(facilitator.getByText('The board is again what it was.')).toBeVisible()
    }
    await facilitator.getByRole('button', { name: 'Outline' }).click()
    await expect(facilitator.getByText('idea of pair 1')).toBeVisible()
    await restoreFirst(/^Restore: .*Alone$/)
    await expect(facilitator.getByText('idea of pair 1')).toBeHidden()
    await restoreFirst(/^Restore: .*All together$/)
    await expect(facilitator.getByText('idea of pair 1')).toBeVisible()
  })
  await writeNote(people.get('Lee Ito')!, 'the last word')
  await allSaved(people.get('Lee Ito')!)
  await facilitator.getByRole('tab', { name: /^Desk/ }).click()
  await facilitator.getByRole('button', { name: 'End the session' }).click()
  await facilitator.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
  watching = facilitator
  await watching.goto(`${product.url}/sessions/${session}/record`)
  await watching.getByRole('link', { name: 'Watch the session again' }).click()
  await expect(watching.getByRole('heading', { level: 1 })).toHaveText('Ideas from everyone')
})

test('it begins as the session began, and any moment shows what was there then', async () => {
  await expect(board()).toHaveAttribute('data-whole', 'true')
  await expect(board().locator('svg path').first()).toBeAttached()
  expect(await pictured()).toEqual([])
  await slider().press('End')
  await expect.poll(pictured).toContain('the last word')
  expect(await pictured()).toEqual(expect.arrayContaining(['idea of pair 1', 'idea of pair 2']))
  const panel = await asText()
  await expect(panel.getByText('the last word')).toBeVisible()
  await slider().press('Home')
  await expect(panel.getByText('the last word')).toBeHidden()
  await expect.poll(pictured).toEqual([])
})

test('steps and contributions are jumped to; the chat follows; one hears where one is', async () => {
  await watching.getByRole('tab', { name: 'Chat' }).click()
  await slider().press('Home')
  await expect(watching.getByText('Nobody had written anything by now.')).toBeVisible()
  await watching.getByRole('tab', { name: 'What happened' }).click()
  await happened('Lee Ito writes: the last word').click()
  await expect(slider()).toHaveAttribute('aria-valuetext', /All together/)
  await expect(watching.getByRole('definition').filter({ hasText: 'Lee Ito' })).toBeVisible()
  await expect(watching.locator('[aria-live=polite]').filter({ hasText: /Drawing: .*Lee Ito/ })).toHaveCount(1)
  await expect.poll(pictured).toContain('the last word')
  await watching.getByRole('tab', { name: 'Chat' }).click()
  await expect(watching.getByRole('tabpanel').getByText('What about the buses?')).toBeVisible()
  await watching.getByRole('button', { name: 'To the step before' }).click()
  await expect(slider()).toHaveAttribute('aria-valuetext', /All together|In fours/)
  await watching.getByRole('tab', { name: 'What happened' }).click()
  await watching.getByLabel('Show', { exact: true }).selectOption('Steps')
  await happened('In pairs').click()
  await expect(slider()).toHaveAttribute('aria-valuetext', /In pairs/)
})

test('keyboard and pointer move it, and it plays', async () => {
  await slider().press('Home')
  await slider().press('ArrowRight')
  await expect(slider()).toHaveAttribute('aria-valuenow', '5')
  await slider().press('PageUp')
  await expect(slider()).not.toHaveAttribute('aria-valuenow', '5')
  const box = (await slider().boundingBox())!
  await watching.mouse.click(box.x + box.width - 14, box.y + box.height / 2)
  await expect.poll(pictured).toContain('the last word')
  await slider().press('Home')
  await watching.getByLabel('Speed').selectOption('16×')
  await watching.getByRole('button', { name: 'Play' }).click()
  await expect.poll(pictured, { timeout: 60_000 }).toContain('the last word')
  await slider().press(' ')
  await slider().press(' ')
})

test('a small group’s board is watched by itself', async () => {
  await watching.getByLabel('Board', { exact: true }).selectOption({ index: 1 })
  await slider().press('End')
  await expect.poll(async () => (await pictured()).some((text) => /^idea of pair [12]$/.test(text))).toBe(true)
  expect(await pictured()).not.toContain('the last word')
})

test('axe finds nothing, on a laptop and on a phone, light and dark; what is pressed there is large enough', async () => {
  for (const [viewport, colorScheme] of [
    [laptop, 'light'],
    [phone, 'dark'],
  ] as const) {
    await watching.setViewportSize(viewport)
    await watching.emulateMedia({ colorScheme })
    await expect(watching.locator('html')).toHaveAttribute('data-theme', colorScheme)
    for (const tab of ['What happened', 'Chat', 'As text']) {
      await watching.getByRole('tab', { name: tab }).click()
      await hasNoViolation()
    }
    const tooWide = await watching.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(tooWide).toBeLessThanOrEqual(0)
  }
  expect((await slider().boundingBox())!.height).toBeGreaterThanOrEqual(44)
})

test('a guest who was let in watches it too; what does not come is said', async () => {
  const guest = meeting.people.get('Ben Ortiz')!
  const refuse = (route: { abort: () => Promise<void> }) => route.abort()
  await guest.route('**/replay/main/0', refuse)
  await guest.goto(`${product.url}/sessions/${meeting.session}/record/replay`)
  await expect(guest.getByText('The rest of the board could not be loaded.')).toBeVisible()
  await guest.unroute('**/replay/main/0', refuse)
  await guest.getByRole('button', { name: 'Try again' }).click()
  await expect(guest.getByTestId('replay-board')).toHaveAttribute('data-whole', 'true')
  await expect(guest.getByText('The rest of the board could not be loaded.')).toBeHidden()
})

test('two boards are compared: in pictures beside and over each other, and as a list', async () => {
  await watching.setViewportSize(laptop)
  await watching.emulateMedia({ colorScheme: 'light' })
  await watching.goto(`${product.url}/sessions/${meeting.session}/record`)
  await watching.getByRole('link', { name: 'Compare two boards' }).click()
  await expect(watching.getByRole('listitem').filter({ hasText: 'Note added: the last word' })).toBeVisible()
  await expect(watching.getByRole('status').filter({ hasText: '0 removed' })).toBeVisible()
  await expect(watching.locator('figure')).toHaveCount(2)
  await hasNoViolation()
  await watching.getByRole('button', { name: 'One over the other' }).click()
  await expect(watching.locator('figure')).toHaveCount(1)
  await expect(watching.locator('figure [data-how=added] rect').first()).toBeVisible()
  await watching.setViewportSize(phone)
  await hasNoViolation()
  await watching.setViewportSize(laptop)
  await watching.getByRole('button', { name: 'As a list' }).click()
  await expect(watching.locator('figure')).toHaveCount(0)
  const last = await watching.getByLabel('After').inputValue()
  await watching.getByLabel('Before').selectOption(last)
  await expect(watching.getByText('Nothing is different.')).toBeVisible()
})

test('a new session begins with the board of this one', async () => {
  await watching.goto(`${product.url}/sessions/${meeting.session}/record`)
  await watching
    .getByRole('link', { name: /^Begin a new session with it/ })
    .last()
    .click()
  await expect(watching.getByText('The new session’s board begins with what was on this one.')).toBeVisible()
  await watching.getByLabel('Title').fill('Going on')
  await watching.getByRole('button', { name: 'Plan it' }).click()
  await expect(watching.getByRole('heading', { level: 1 })).toHaveText('Going on')
  await enter(watching, product, watching.url().split('/').at(-1)!)
  await watching.getByRole('button', { name: 'Outline' }).click()
  await expect(watching.getByText('the last word')).toBeVisible()
})
