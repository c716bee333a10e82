import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { enter, member, openPanel, owner, phone, writeNote } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { addMember, ask, firstCommunity, plan } from './setup/sessions.ts'

/** Three people over two sessions: one at the mouse, one at the keyboard, one with a phone. */
let product: Product
let ona: Page
let mia: Page
let ben: Page
test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
  ona = await owner(browser, product)
  await addMember(ona, 'Mia Moreno', 'mia@copse.test')
  await addMember(ona, 'Ben Okafor', 'ben@copse.test')
  mia = await member(browser, product, 'mia@copse.test')
  ben = await member(browser, product, 'ben@copse.test', { viewport: phone, hasTouch: true, isMobile: true })
})
test.afterAll(() => product.stop())

async function isAccessible(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)), where).toEqual([]) // prettier-ignore
}
/** Goes from control to control by the keyboard until the one of this name has the focus. */
async function tabTo(page: Page, name: RegExp) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const label = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null
      return at?.getAttribute('aria-label') ?? at?.closest('label')?.textContent ?? at?.textContent ?? ''
    })
    if (name.test(label)) return
  }
  throw new Error(`the keyboard does not come to ${name}`)
}
async function start(page: Page) {
  await openPanel(page, 'Desk')
  await page.getByRole('button', { name: 'Start the protocol' }).click()
}
async function end(page: Page) {
  await openPanel(page, 'Desk')
  await page.getByRole('button', { name: 'End the session' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
  await expect(page.getByRole('heading', { name: 'Thank you for thinking together' })).toBeVisible()
}
async function promise(page: Page, text: string) {
  if (!(await page.getByRole('tab', { name: 'Commitments' }).isVisible()))
    await page.getByRole('button', { name: 'People, chat and more' }).click()
  await openPanel(page, 'Commitments')
  await page.getByLabel('I will try', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Promise', exact: true }).click()
}

test('what is promised in one session is asked about in the next, and what was tried is told as a story', async () => {
  test.setTimeout(240_000)
  const first = await plan(ona, { protocolId: 'chalk-talk', title: 'First meeting' })
  for (const page of [ona, mia, ben]) await enter(page, product, first)
  await start(ona)
  await promise(mia, 'Wait five seconds after each question')
  await expect(mia.getByText('Wait five seconds')).toBeVisible()
  await mia.getByLabel('I will try', { exact: true }).fill('Leave at five on Fridays')
  await mia.getByLabel('Only for me').check()
  await mia.getByRole('button', { name: 'Promise', exact: true }).click()
  await expect(mia.getByRole('listitem').filter({ hasText: 'Leave at five on Fridays' })).toBeVisible()
  await promise(ben, 'Greet everyone at the door')
  await openPanel(ona, 'Commitments')
  await expect(ona.getByText('Greet everyone at the door')).toBeVisible()
  await expect(ona.getByText('Leave at five')).toBeHidden()
  await end(ona)
  await ben.getByRole('group', { name: 'Was it worth your time?' }).getByText('Partly').tap()
  await ben.getByLabel('One line, if you like').fill('I would have liked more silence')
  await isAccessible(ben, 'the exit card')
  await ben.getByRole('button', { name: 'Send' }).tap()
  await expect(ben.getByText('Thank you.', { exact: true })).toBeVisible()
  await ben.getByRole('link', { name: 'Open the record' }).tap()
  await expect(ben.getByText('The sum is shown once there are enough')).toBeVisible()
  await expect(ben.getByText('more silence')).toBeHidden()

  // The second session opens with each one's own.
  const second = await plan(ona, { protocolId: 'chalk-talk', title: 'Second meeting' })
  for (const page of [ona, mia, ben]) await enter(page, product, second)
  await expect(ona.getByText('Last time you wanted to try')).toBeHidden()
  await expect(ben.getByText('Last time you wanted to try: Greet everyone at the door')).toBeVisible()
  await ben.getByRole('button', { name: 'Tell how it went', exact: true }).tap()
  await ben.getByRole('button', { name: 'Tell how it went: Greet everyone at the door' }).tap()
  await ben.getByText('I tried it in another way').tap()
  await ben.getByLabel(/What changed, and for whom/).fill('Two pupils now wait for me')
  await isAccessible(ben, 'telling in the room')
  await ben.getByRole('button', { name: 'Save' }).tap()
  await expect(ben.getByRole('heading', { name: 'From last time' })).toBeHidden()

  // By the keyboard, in the community.
  const { id } = await firstCommunity(mia)
  await mia.goto(`${product.url}/communities/${id}`)
  await expect(mia.getByRole('heading', { name: 'What you wanted to try' })).toBeVisible()
  await tabTo(mia, /Tell how it went: Wait five seconds/)
  await mia.keyboard.press('Enter')
  await tabTo(mia, /I tried it/)
  await mia.keyboard.press('Space')
  await tabTo(mia, /^$/)
  await mia.keyboard.type('Ana spoke for the first time')
  await mia.keyboard.press('Enter')
  const stories = mia.getByRole('region', { name: 'Carried into practice' })
  await expect(stories.getByRole('listitem')).toHaveText([/Mia Moreno tried: Wait five seconds/, /Ben Okafor tried in another way: Greet/]) // prettier-ignore
  await expect(stories).toContainText('Ana spoke for the first time')
  await expect(stories).not.toContainText('Leave at five')
  await mia.getByRole('button', { name: 'Remind me by mail: Leave at five on Fridays' }).click()
  await mia.getByLabel('On which day?').fill(await mia.evaluate(() => new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10))) // prettier-ignore
  await mia.getByRole('button', { name: 'Remind me by mail', exact: true }).click()
  await expect(mia.getByText(/A mail comes on/)).toBeVisible()
  await isAccessible(mia, 'the community')
  await start(ona)
  await ben.getByRole('button', { name: 'Leave' }).tap()
  await ben.getByRole('group', { name: 'Were you heard?' }).getByText('Yes').tap()
  await isAccessible(ben, 'leaving')
  await ben.getByRole('dialog').getByRole('button', { name: 'Leave' }).tap()
  await expect(ben.getByRole('heading', { name: 'Second meeting' })).toBeVisible()
  await end(ona)
})

test('a note becomes a card in two clicks, from the outline and from the board, and others tell how it went', async () => {
  test.setTimeout(240_000)
  const third = await plan(ona, { protocolId: 'chalk-talk', title: 'Third meeting' })
  for (const page of [ona, mia, ben]) await enter(page, product, third)
  await writeNote(ona, 'Start with a question on the door')
  await ona.getByRole('button', { name: 'Make a card: Start with a question on the door' }).click()
  await ona.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(ona.getByRole('heading', { name: 'The card is in the library' })).toBeVisible()
  await ona.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  // From the board itself, by the keyboard, with her name and for everybody here.
  await writeNote(ona, 'Let pupils write the norms')
  await mia.getByRole('button', { name: 'Make a card' }).focus()
  await mia.keyboard.press('Enter')
  const dialog = mia.getByRole('dialog', { name: 'Make a card' })
  await dialog.getByLabel('Which note?').selectOption('Let pupils write the norms')
  await expect(dialog.getByLabel('What to try')).toHaveValue('Let pupils write the norms')
  await dialog.getByLabel('Tags').fill('norms, voice')
  await dialog.getByLabel('Show my name on it').check()
  await dialog.getByLabel('Share it with all communities here').check()
  await isAccessible(mia, 'making a card')
  await dialog.getByLabel('Tags').press('Enter')
  await expect(mia.getByRole('heading', { name: 'The card is in the library' })).toBeVisible()
  await mia.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await start(ona)
  await end(ona)

  // From the record.
  await ona.goto(`${product.url}/sessions/${third}/record`)
  await ona
    .getByRole('button', { name: /^Make a card: / })
    .first()
    .click()
  await ona.getByLabel('What to try').fill('Two minutes of silence first')
  await ona.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(ona.getByRole('heading', { name: 'The card is in the library' })).toBeVisible()

  const { id } = await firstCommunity(ben)
  await ben.goto(`${product.url}/communities/${id}`)
  await ben.getByRole('link', { name: 'Practice cards' }).tap()
  await expect(ben.getByRole('heading', { level: 3 })).toHaveText([
    'Two minutes of silence first',
    'Let pupils write the norms',
    'Start with a question on the door',
  ])
  await ben.getByRole('button', { name: 'voice' }).tap()
  await expect(ben.getByRole('heading', { level: 3 })).toHaveText(['Let pupils write the norms'])
  await ben.getByRole('button', { name: 'I tried this: Let pupils write the norms' }).tap()
  await ben.getByLabel('How was it, in one line?').fill('They were stricter than I am')
  await ben.getByRole('button', { name: 'Save' }).tap()
  await expect(ben.getByText('Ben Okafor: They were stricter than I am')).toBeVisible()
  await isAccessible(ben, 'the cards')

  // Somebody of another community reads what is shared with all, without where it is from.
  const far = await ask<{ id: string }>(mia, '/communities', 'POST', { name: 'Far away' })
  await mia.goto(`${product.url}/communities/${far.id}/cards`)
  await expect(mia.getByRole('heading', { name: 'Practice cards' })).toBeVisible()
  await expect(mia.getByRole('heading', { level: 3 })).toHaveText(['Let pupils write the norms'])
})

test('words are found where they were said, by the keyboard, until they are taken back', async () => {
  const { id } = await firstCommunity(ben)
  const found = (page: Page) => page.getByRole('main').getByRole('listitem')
  await ben.goto(`${product.url}/communities/${id}`)
  await ben.getByRole('link', { name: 'Search' }).tap()
  await ben.getByLabel('Words').fill('door question')
  await ben.getByRole('button', { name: 'Search' }).tap()
  await expect(found(ben).filter({ hasText: 'Third meeting' }).filter({ hasText: 'Board' })).toBeVisible()
  await expect(found(ben).filter({ hasText: 'Practice card' })).toBeVisible()
  await isAccessible(ben, 'what was found')

  await mia.goto(`${product.url}/search`)
  await mia.getByLabel('Words').focus()
  await mia.keyboard.type('fridays')
  await mia.keyboard.press('Enter')
  await expect(found(mia)).toHaveText([/First meeting.*Promise.*Leave at five on Fridays/])
  await mia.keyboard.press('ArrowDown')
  await mia.keyboard.press('Enter')
  await expect(mia.getByRole('heading', { name: 'First meeting' })).toBeVisible()

  await ona.goto(`${product.url}/search?q=greet+door`)
  await expect(found(ona)).toHaveText([/Promise/])
  const { mine } = await ask<{ mine: { id: string }[] }>(ben, `/communities/${id}/promises`)
  await ask(ben, `/communities/${id}/promises/${mine[0]!.id}`, 'DELETE')
  await ona.reload()
  await expect(ona.getByText('Nothing with “greet door”')).toBeVisible()
  await ona.goto(`${product.url}/search?q=fridays`)
  await expect(ona.getByText('Nothing with “fridays”')).toBeVisible()
  await isAccessible(ona, 'nothing found')
})
