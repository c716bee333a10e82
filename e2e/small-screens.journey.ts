import { expect, test, type Page } from '@playwright/test'
import { soundArrives } from './setup/hearing.ts'
import {
  admit,
  guest,
  isInRoom,
  member,
  microphone,
  openPanel,
  openSampleRoom,
  passLobby,
  phone,
  stepTitle,
  tablet,
  writeNote,
} from './setup/people.ts'
import { Product, until } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

/** Nothing scrolls sideways, and nothing that can be pressed, read or filled in is cut off at the sides. */
async function fits(page: Page, where: string) {
  const cut = await page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    const faults: string[] = []
    if (document.scrollingElement!.scrollWidth > wide)
      faults.push(`the page is ${document.scrollingElement!.scrollWidth} wide`)
    const scrollsSideways = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrollsSideways(element.parentElement))
    for (const element of document.querySelectorAll('button, a, input, textarea, select, h1, h2, p, label')) {
      if (element.closest('.copse-board') || !element.checkVisibility({ visibilityProperty: true })) continue
      const { left, right, width } = element.getBoundingClientRect()
      if (width <= 1 || scrollsSideways(element.parentElement)) continue
      if (left < -0.5 || right > wide + 0.5)
        faults.push(
          `${element.tagName} “${(element.textContent || element.getAttribute('aria-label') || '').slice(0, 40)}” ${left}–${right}`,
        )
    }
    return faults
  })
  expect(cut, where).toEqual([])
}

for (const [what, viewport] of [
  ['a phone', phone],
  ['a tablet', tablet],
] as const)
  test(`on ${what} one joins, speaks, chats, writes on the board and leaves, by touch`, async ({ browser }) => {
    const facilitator = await member(browser, product, 'owner@copse.local', {
      viewport,
      hasTouch: true,
      isMobile: true,
    })
    await fits(facilitator, 'home')
    await openSampleRoom(facilitator)
    await fits(facilitator, 'the lobby')
    await passLobby(facilitator, 'Without either')
    await isInRoom(facilitator)
    await fits(facilitator, 'the facilitator’s room')

    const visitor = await guest(browser, product, `Kiri on ${what}`, 'Lake County', {
      viewport,
      hasTouch: true,
      isMobile: true,
    })
    await fits(visitor, 'the guest’s lobby')
    await passLobby(visitor, 'Microphone only')
    await fits(visitor, 'waiting')
    const panel = facilitator.getByRole('button', { name: 'People, chat and more' })
    if ((await facilitator.getByRole('tab', { name: /Desk/ }).count()) === 0) await panel.tap()
    await admit(facilitator, `Kiri on ${what}`)
    await isInRoom(visitor)
    await fits(visitor, 'the room')

    await until(
      () => soundArrives(facilitator),
      20_000,
      () => 'she is not heard',
    )
    await microphone(visitor).tap()
    await expect(microphone(visitor)).toHaveAttribute('data-on', 'false')
    await visitor.getByRole('button', { name: 'Raise hand' }).tap()
    await expect(visitor.getByRole('button', { name: 'Lower hand' })).toBeVisible()
    await visitor.getByRole('button', { name: 'Lower hand' }).tap()

    await writeNote(visitor, `By thumb on ${what}`)
    await fits(visitor, 'the outline')
    await visitor.getByRole('button', { name: 'Board', exact: true }).tap()
    const canvas = visitor.locator('canvas.interactive')
    await expect(canvas).toBeVisible({ timeout: 30_000 })
    const box = (await canvas.boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(viewport.width)
    expect(box.height).toBeGreaterThan(200)
    await fits(visitor, 'the board')

    if ((await visitor.getByRole('tab', { name: /Chat/ }).count()) === 0)
      await visitor.getByRole('button', { name: 'People, chat and more' }).tap()
    for (const tab of ['People', 'Commitments', 'Chat'] as const) {
      await openPanel(visitor, tab)
      await fits(visitor, tab)
    }
    await visitor.getByLabel('Write a message').fill(`From ${what}`)
    await visitor.getByRole('button', { name: 'Send' }).tap()
    await expect(visitor.getByRole('log').getByText(`From ${what}`)).toBeVisible()
    await openPanel(facilitator, 'Chat')
    await expect(facilitator.getByRole('log').getByText(`From ${what}`)).toBeVisible()
    await facilitator.getByRole('button', { name: 'Close' }).tap()
    await facilitator.getByRole('button', { name: 'Outline' }).tap()
    await expect(facilitator.getByRole('listitem').filter({ hasText: `By thumb on ${what}` })).toBeVisible()

    await visitor.getByRole('button', { name: 'Leave' }).tap()
    await fits(visitor, 'leaving')
    await visitor.getByRole('dialog').getByRole('button', { name: 'Leave' }).tap()
    await expect(facilitator.getByRole('article', { name: `Kiri on ${what}` })).toHaveCount(0)
    await facilitator.context().close()
    await visitor.context().close()
  })

test('with the keyboard alone one joins, mutes, raises a hand, chats, writes a note and moves the steps', async ({
  browser,
}) => {
  const page = await member(browser, product, 'owner@copse.local')
  const { keyboard } = page
  /** Tabs until what is wanted has the focus, which must be visible to the eye. */
  async function reach(name: string | RegExp, role: 'button' | 'checkbox' | 'link' | 'textbox' | 'tab') {
    const target = page.getByRole(role, { name }).first()
    for (let presses = 0; presses < 80; presses++) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
      await keyboard.press('Tab')
    }
    throw new Error(`${role} ${name} cannot be reached with the Tab key`)
  }
  await reach(/Rural Principals Circle/, 'link')
  await keyboard.press('Enter')
  await expect(page.getByRole('link', { name: /A dilemma about/ })).toBeVisible()
  await reach(/A dilemma about/, 'link')
  await keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Go to the room' })).toBeVisible()
  await reach('Go to the room', 'link')
  await keyboard.press('Enter')
  await expect(page.getByText('What this session keeps')).toBeVisible()
  await reach('I have read this and agree', 'checkbox')
  await keyboard.press('Space')
  await reach('Go in', 'button')
  await keyboard.press('Enter')
  await isInRoom(page)
  await expect(microphone(page)).toHaveAttribute('data-on', 'true', { timeout: 20_000 })
  await keyboard.press('m')
  await expect(microphone(page)).toHaveAttribute('data-on', 'false')
  await keyboard.press('h')
  await expect(page.getByRole('button', { name: 'Lower hand' })).toBeVisible()
  await keyboard.press('o')
  await reach('Words of the note', 'textbox')
  await keyboard.type('Written with keys')
  await reach('Add a note', 'button')
  await keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: 'Written with keys' })).toBeVisible()
  await keyboard.press('c')
  await reach('Write a message', 'textbox')
  await keyboard.type('Hello by keys')
  await keyboard.press('Enter')
  await expect(page.getByRole('log').getByText('Hello by keys')).toBeVisible()

  await reach(/Chat/, 'tab')
  await keyboard.press('ArrowLeft')
  await keyboard.press('ArrowLeft')
  await expect(page.getByRole('tab', { name: 'Desk' })).toBeFocused()
  await page.getByRole('tab', { name: /People/ }).waitFor()
  await keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // A presenter is needed before the protocol starts: her menu, by keys too.
  const presenter = await guest(browser, product, 'Kiri Keys', 'Lake County')
  await passLobby(presenter, 'Without either')
  await reach('Let in: Kiri Keys', 'button')
  await keyboard.press('Enter')
  await isInRoom(presenter)
  await reach('Desk', 'tab')
  await keyboard.press('ArrowRight')
  await reach('More for Kiri Keys', 'button')
  await keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Make Presenter' })).toBeVisible()
  await keyboard.type('Make P')
  await expect(page.getByRole('menuitem', { name: 'Make Presenter' })).toBeFocused()
  await keyboard.press('Enter')
  await reach('People', 'tab')
  await keyboard.press('ArrowLeft')
  await reach('Start the protocol', 'button')
  await keyboard.press('Enter')
  await expect(stepTitle(page)).toHaveText('The dilemma')
  await page.getByRole('tab', { name: 'Desk' }).focus()
  await keyboard.press('n')
  await expect(stepTitle(page)).toHaveText('Silent reading')
  await keyboard.press('p')
  await expect(page.getByRole('timer').getByText('Paused')).toBeVisible()
})
