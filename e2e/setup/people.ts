import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { keepPeers } from './hearing.ts'
import type { Product } from './product.ts'
import { until, visits } from './product.ts'

export const laptop = { width: 1366, height: 768 }
export const tablet = { width: 1024, height: 1366 }
export const phone = { width: 390, height: 844 }

/** A browser of somebody's own: nothing is shared with the others but the address. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: laptop, locale: 'en-US', ...options })
  visits(context)
  await context.addInitScript(keepPeers)
  return context.newPage()
}

/** The owner, signed in by the link printed at the start. */
export async function owner(browser: Browser, product: Product, options?: BrowserContextOptions): Promise<Page> {
  const page = await newPage(browser, options)
  await page.goto(await product.link(/verify/))
  await expect(page.getByRole('heading', { name: 'Your communities' })).toBeVisible()
  return page
}

/** A member, signed in by asking for a link and opening it from the outbox. */
export async function member(
  browser: Browser,
  product: Product,
  email: string,
  options?: BrowserContextOptions,
): Promise<Page> {
  const page = await newPage(browser, options)
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('Look into your mail')).toBeVisible()
  await page.goto(`${product.url}/outbox`)
  await page.getByRole('link', { name: 'Open the link' }).first().click()
  await expect(page.getByRole('heading', { name: 'Your communities' })).toBeVisible()
  return page
}

/** Somebody with a guest link (the printed one unless another is given), standing in the lobby. */
export async function guest(
  browser: Browser,
  product: Product,
  name: string,
  district: string,
  options?: BrowserContextOptions,
  link?: string,
): Promise<Page> {
  const page = await newPage(browser, options)
  await page.goto(link ?? (await product.link(/\/join\//)))
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Your district').fill(district)
  await page.getByRole('button', { name: 'Continue to the lobby' }).click()
  await expect(page.getByText('What this session keeps')).toBeVisible()
  return page
}

/** Opens the sample session's room from the home page. */
export async function openSampleRoom(page: Page): Promise<void> {
  await page.getByRole('link', { name: /Rural Principals Circle/ }).click()
  await page.getByRole('link', { name: /A dilemma about/ }).click()
  await page.getByRole('link', { name: 'Go to the room' }).click()
}

export type JoinWith = 'Camera and microphone' | 'Microphone only' | 'Without either'

/** Chooses how to join, accepts the norms and presses the lobby's one button. */
export async function passLobby(page: Page, how: JoinWith | null = null): Promise<void> {
  if (how) await page.getByLabel(how, { exact: true }).check()
  await page.getByLabel('I have read this and agree').check()
  await page.getByRole('button', { name: /^(Go in|Ask to come in)$/ }).click()
}

/** Straight to a session's room, and in. For whoever need not wait to be let in. */
export async function enter(page: Page, product: Product, sessionId: string, how: JoinWith | null = null) {
  await page.goto(`${product.url}/sessions/${sessionId}/room`)
  await passLobby(page, how)
  await isInRoom(page)
}

export async function isInRoom(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible({ timeout: 30_000 })
}

export async function openPanel(page: Page, name: 'Desk' | 'People' | 'Chat' | 'Notes' | 'Commitments'): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
}

export async function admit(facilitator: Page, name: string): Promise<void> {
  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: `Let in: ${name}` }).click()
}

export const stepTitle = (page: Page) => page.locator('header h1')
export const microphone = (page: Page) => page.getByTestId('microphone')
/** How many others' microphones this page plays. */
export const voices = (page: Page): Promise<number> => page.locator('audio').count()

/** Presses the desk's next and waits until everyone sees the step. */
export async function next(facilitator: Page, title: string, everyone: readonly Page[]): Promise<void> {
  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: 'Next step' }).click()
  for (const page of [facilitator, ...everyone]) await expect(stepTitle(page)).toHaveText(title)
}

/** Stops the step’s clock, and with it everybody’s turn, so that looks may take as long as they take. */
export async function pause(facilitator: Page): Promise<void> {
  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: 'Pause the clock' }).click()
  await expect(facilitator.getByRole('button', { name: 'Go on', exact: true })).toBeVisible()
}

export async function resume(facilitator: Page): Promise<void> {
  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: 'Go on', exact: true }).click()
  await expect(facilitator.getByRole('button', { name: 'Pause the clock' })).toBeVisible()
}

/** Draws a rectangle on the board by dragging; fractions of the board's size. */
export async function drawRectangle(
  page: Page,
  at: { x: number; y: number },
  size = { x: 0.12, y: 0.12 },
): Promise<void> {
  const canvas = page.locator('canvas.interactive')
  await expect(canvas).toBeVisible({ timeout: 30_000 })
  const box = (await canvas.boundingBox())!
  await canvas.click({ position: { x: box.width * 0.5, y: box.height * 0.7 } })
  await page.keyboard.press('r')
  const x = box.x + box.width * at.x
  const y = box.y + box.height * at.y
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + (box.width * size.x) / 2, y + (box.height * size.y) / 2, { steps: 4 })
  await page.mouse.move(x + box.width * size.x, y + box.height * size.y, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.press('Escape')
}

/** Opens the outline and counts what the board holds, as this page sees it. */
async function outlineCount(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Outline' }).click()
  const count = await page.locator('ol > li[class*=outlineItem]').count()
  await page.getByRole('button', { name: 'Board', exact: true }).click()
  return count
}

export async function boardHas(page: Page, elements: number): Promise<void> {
  await until(
    async () => (await outlineCount(page)) === elements,
    15_000,
    () => `the board does not show ${elements} elements`,
  )
}

export async function allSaved(page: Page): Promise<void> {
  await expect(page.getByTestId('board-status')).toHaveAttribute('data-pending', '0')
}

/** Chooses an entry of somebody's menu in the list of people. */
export async function choose(facilitator: Page, name: string, entry: string): Promise<void> {
  await openPanel(facilitator, 'People')
  // A raised hand has the same menu, further up.
  await facilitator
    .getByRole('button', { name: `More for ${name}` })
    .last()
    .click()
  await facilitator.getByRole('menuitem', { name: entry }).click()
}

export async function say(page: Page, text: string): Promise<void> {
  await openPanel(page, 'Chat')
  await page.getByLabel('Write a message').fill(text)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('log').getByText(text)).toBeVisible()
}

/** Adds a note in the outline and stays there. */
export async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Outline' }).click()
  await page.getByLabel('Words of the note').fill(text)
  await page.getByRole('button', { name: 'Add a note', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: text }).last()).toBeVisible()
}

/** What the chat holds, oldest first, as this page shows it. */
export async function chatLines(page: Page): Promise<readonly string[]> {
  await openPanel(page, 'Chat')
  return page.getByRole('log').locator('p:last-child').allTextContents()
}
