import { expect, test, type Page } from '@playwright/test'
import { soundArrives } from './setup/hearing.ts'
import { journalOf } from './setup/journal.ts'
import { callers, livekitPid } from './setup/livekit.ts'
import {
  admit,
  allSaved,
  boardHas,
  chatLines,
  drawRectangle,
  enter,
  guest,
  isInRoom,
  member,
  microphone,
  next,
  openPanel,
  owner,
  passLobby,
  say,
  stepTitle,
  voices,
} from './setup/people.ts'
import { Product, until } from './setup/product.ts'
import { invite, plan } from './setup/sessions.ts'
import { errors, flips } from './setup/timer.ts'

let product: Product
let session: string
let facilitator: Page
let presenter: Page
let visitor: Page
test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  product = await Product.start()
  facilitator = await owner(browser, product)
  session = await plan(facilitator, { protocolId: 'consultancy', title: 'Storm', presenter: 'Amara Diallo' })
  presenter = await member(browser, product, 'presenter@copse.local')
  await enter(facilitator, product, session, 'Without either')
  await enter(presenter, product, session, 'Camera and microphone')
  visitor = await guest(browser, product, 'Kiri Walker', 'Lake County', {}, await invite(facilitator, session))
  await passLobby(visitor, 'Without either')
  await admit(facilitator, 'Kiri Walker')
  await isInRoom(visitor)
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of [facilitator, presenter, visitor]) {
    await expect(stepTitle(page)).toHaveText('The dilemma')
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }))
  }
  await drawRectangle(presenter, { x: 0.4, y: 0.3 })
  await allSaved(presenter)
  await say(presenter, 'Said before.')
})
test.afterAll(() => product.stop())

const everyone = () => [facilitator, presenter, visitor]
async function heardAndSeen() {
  for (const page of [facilitator, visitor]) {
    await until(
      async () => (await voices(page)) === 1 && (await soundArrives(page)),
      40_000,
      () => 'the presenter is not heard',
    )
    await until(
      () =>
        page
          .locator('article[data-person="Amara Diallo"] video')
          .evaluateAll((videos) => videos.some((video) => (video as HTMLVideoElement).videoWidth > 0)),
      30_000,
      () => 'the presenter is not seen',
    )
  }
}
async function nobodyReloaded() {
  for (const page of everyone()) expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)
}
/** The moment the current step ends, as the journal has it. */
async function endsAt(): Promise<number> {
  const entered = (await journalOf(product, session)).findLast((event) => event.type === 'step.entered')!
  return entered.at + entered.durationMs
}

test('the server is killed in the middle of a step: all are back, and nothing is missing', async () => {
  test.setTimeout(180_000)
  await heardAndSeen()
  const end = await endsAt()
  const chat = await presenter.getByRole('log').locator('p:last-child').allTextContents()
  await product.kill('SIGKILL')
  for (const page of everyone())
    await expect(page.getByText('The connection is lost.')).toBeVisible({ timeout: 30_000 })

  // What is done meanwhile waits.
  await drawRectangle(presenter, { x: 0.65, y: 0.3 })
  await expect(presenter.getByTestId('board-status')).toHaveText('No connection: your work waits here')
  await presenter.getByLabel('Write a message').fill('Said in the storm.')
  await presenter.keyboard.press('Enter')

  await product.run()
  for (const page of everyone()) {
    await expect(page.getByText('The connection is lost.')).toBeHidden({ timeout: 30_000 })
    await expect(stepTitle(page)).toHaveText('The dilemma')
    await expect(page.locator('article')).toHaveCount(3)
  }
  await nobodyReloaded()
  expect(await endsAt()).toBe(end)
  const late = (await Promise.all(everyone().map((page) => flips(page, 3)))).flatMap((seen) => errors(seen, end))
  for (const one of late) expect(Math.abs(one)).toBeLessThanOrEqual(200)

  await expect(presenter.getByRole('log').getByText('Said in the storm.')).toBeVisible()
  for (const page of everyone()) expect(await chatLines(page)).toEqual([...chat, 'Said in the storm.'])
  for (const page of everyone()) await boardHas(page, 2)
  // Each in the same role: one facilitates, one presents and may speak, one listens.
  await openPanel(facilitator, 'Desk')
  await expect(microphone(presenter)).not.toHaveAttribute('aria-disabled', 'true')
  await expect(microphone(visitor)).toHaveAttribute('aria-disabled', 'true')
  await heardAndSeen()
})

test('LiveKit is killed: sound and picture come back by themselves', async () => {
  test.setTimeout(120_000)
  const pid = livekitPid(product)
  process.kill(pid, 'SIGKILL')
  await until(
    () => {
      try {
        return livekitPid(product) !== pid
      } catch {
        return false // between two lives
      }
    },
    20_000,
    () => 'LiveKit is not started again',
  )
  await until(
    async () => (await callers(product, session).catch(() => [])).length === 3,
    60_000,
    () => 'not everyone is back in the call',
  )
  await heardAndSeen()
  await nobodyReloaded()
})

test('the network is lost and comes back: what was drawn and said meanwhile arrives', async () => {
  await presenter.context().setOffline(true)
  // The browser knows it at once; a silent socket would take some twenty seconds.
  await expect(presenter.getByText('The connection is lost.')).toBeVisible({ timeout: 5000 })
  await expect(presenter.getByTestId('board-status')).toHaveText('No connection: your work waits here', {
    timeout: 5000,
  })
  await drawRectangle(presenter, { x: 0.65, y: 0.5 })
  await openPanel(presenter, 'Chat')
  await presenter.getByLabel('Write a message').fill('Said in the tunnel.')
  await presenter.keyboard.press('Enter')
  await say(visitor, 'Are you there?')
  await presenter.context().setOffline(false)
  await expect(presenter.getByText('The connection is lost.')).toBeHidden({ timeout: 5000 })
  await expect(presenter.getByTestId('board-status')).toHaveText('Saved', { timeout: 5000 })
  await expect(presenter.getByRole('log').getByText('Are you there?')).toBeVisible()
  await expect(visitor.getByRole('log').getByText('Said in the tunnel.')).toBeVisible()
  for (const page of everyone()) await boardHas(page, 3)
  await heardAndSeen()
  await nobodyReloaded()
})

test('a page that slept wakes in the right step', async () => {
  const cdp = await visitor.context().newCDPSession(visitor)
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
  await next(facilitator, 'Silent reading', [presenter])
  await say(presenter, 'Said while you slept.')
  await cdp.send('Page.setWebLifecycleState', { state: 'active' })
  await expect(stepTitle(visitor)).toHaveText('Silent reading')
  await openPanel(visitor, 'Chat')
  await expect(visitor.getByRole('log').getByText('Said while you slept.')).toBeVisible()
  const late = errors(await flips(visitor, 3), await endsAt())
  for (const one of late) expect(Math.abs(one)).toBeLessThanOrEqual(200)
  await nobodyReloaded()
})

test('a reload brings straight back', async () => {
  for (const page of everyone()) await page.reload()
  for (const page of everyone()) {
    await isInRoom(page)
    await expect(stepTitle(page)).toHaveText('Silent reading')
    await boardHas(page, 3)
    expect(await chatLines(page)).toContain('Said while you slept.')
  }
  await expect(facilitator.getByRole('tab', { name: /Desk/ })).toBeVisible()
})
