import { expect, test } from '@playwright/test'
import { allLooks, isAccessible } from './setup/accessible.ts'
import {
  admit,
  drawRectangle,
  guest,
  isInRoom,
  next,
  openPanel,
  owner,
  passLobby,
  say,
  writeNote,
} from './setup/people.ts'
import { Product } from './setup/product.ts'
import { firstCommunity, invite, plan } from './setup/sessions.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

test('axe finds no violation of WCAG 2.2 AA on any page, panel or dialog', async ({ browser }) => {
  test.setTimeout(480_000) // some seventy looks at whole pages
  const page = await owner(browser, product)
  const { id } = await firstCommunity(page)
  const session = await plan(page, { protocolId: 'consultancy', title: 'For everyone', presenter: 'Amara Diallo' })
  const link = await invite(page, session)

  const visitor = await guest(browser, product, 'Kiri Walker', 'Lake County', {}, link)
  await test.step('before one is in', async () => {
    await expect(visitor.locator('video')).toBeVisible()
    await isAccessible(visitor, 'the lobby', allLooks)
    await passLobby(visitor)
    await expect(visitor.getByText('You are waiting to be let in')).toBeVisible()
    await isAccessible(visitor, 'waiting')
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(link)
    await expect(stranger.getByLabel('Your name')).toBeVisible()
    await isAccessible(stranger, 'the invitation')
    await stranger.goto(`${product.url}/sign-in`)
    await expect(stranger.getByLabel('E-mail address')).toBeVisible()
    await isAccessible(stranger, 'signing in')
    await stranger.goto(`${product.url}/nowhere`)
    await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible()
    await isAccessible(stranger, 'a page that is not there')
    await stranger.context().close()
  })

  await test.step('the pages of a community', async () => {
    for (const [path, what] of [
      ['/', 'home'],
      [`/communities/${id}`, 'the community'],
      [`/communities/${id}/schedule`, 'planning'],
      [`/sessions/${session}`, 'the session'],
      [`/sessions/${session}/edit`, 'changing the plan'],
      ['/outbox', 'the outbox'],
    ] as const) {
      await page.goto(`${product.url}${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await isAccessible(page, what)
    }
    await page.getByRole('button', { name: /Owner/ }).click()
    await page.getByRole('menuitem').first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await isAccessible(page, 'the profile')
  })

  await test.step('the room', async () => {
    await page.goto(`${product.url}/sessions/${session}/room`)
    await passLobby(page)
    await isInRoom(page)
    await expect(page.locator('canvas.interactive')).toBeVisible({ timeout: 30_000 })
    await openPanel(page, 'Desk')
    await isAccessible(page, 'the room with somebody waiting')
    await admit(page, 'Kiri Walker')
    await isInRoom(visitor)
    await page.getByRole('tab', { name: /People/ }).click()
    await page.getByRole('button', { name: 'More for Kiri Walker' }).click()
    await isAccessible(page, 'somebody’s menu')
    await page.getByRole('menuitem', { name: 'Make Presenter' }).click()
    await openPanel(page, 'Desk')
    await page.getByRole('button', { name: 'Start the protocol' }).click()
    await expect(page.locator('header h1')).toHaveText('The dilemma')
    await drawRectangle(visitor, { x: 0.5, y: 0.3 })
    await say(visitor, 'Good morning.')
    await visitor.getByRole('button', { name: 'Raise hand' }).click()
    await isAccessible(page, 'the desk in a step', allLooks)
    for (const panel of ['People', 'Chat', 'Commitments'] as const) {
      await openPanel(page, panel)
      await isAccessible(page, panel)
    }
    await writeNote(page, 'A note')
    await isAccessible(page, 'the outline')
    await page.getByRole('button', { name: 'Board', exact: true }).click()
    await next(page, 'Silent reading', [visitor])
    await visitor.getByTestId('microphone').click({ force: true })
    await isAccessible(visitor, 'a silent step')
    for (const [name, what, role] of [
      ['All steps', 'all steps', 'dialog'],
      ['More', 'more', 'menu'],
      ['Leave', 'leaving', 'dialog'],
      ['End the session', 'ending', 'dialog'],
      ['React', 'reactions', 'menu'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click()
      await expect(page.getByRole(role)).toBeVisible()
      await isAccessible(page, what)
      await page.keyboard.press('Escape')
      await expect(page.getByRole(role)).toHaveCount(0)
    }
    for (const [name, what] of [
      ['Camera and microphone', 'the devices'],
      ['Language and appearance', 'language and appearance'],
      ['Keyboard shortcuts', 'the keys'],
    ] as const) {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await isAccessible(page, what)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
  })

  await test.step('after the end', async () => {
    await page.getByRole('button', { name: 'End the session' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
    await expect(page.getByText('Thank you for thinking together')).toBeVisible()
    await isAccessible(page, 'the end')
    await page.getByRole('link', { name: 'Open the record' }).click()
    await expect(page.locator('img[src*=snapshots]').first()).toBeVisible({ timeout: 30_000 })
    await isAccessible(page, 'the record', allLooks)
    await page
      .getByRole('button', { name: /^Look closer/ })
      .first()
      .click()
    await expect(page.locator('canvas.interactive')).toBeVisible({ timeout: 30_000 })
    await isAccessible(page, 'the board of the record')
  })
})
