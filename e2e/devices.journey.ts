import { chromium, expect, test } from '@playwright/test'
import { guest, isInRoom, newPage, openSampleRoom, owner, passLobby, admit } from './setup/people.ts'
import { Product } from './setup/product.ts'
import settings from '../playwright.config.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

/** The browser of the other journeys without some of its switches. */
const browserWithout = (...switches: string[]) =>
  chromium.launch({
    ...settings.use!.launchOptions,
    args: settings.use!.launchOptions!.args!.filter((one) => !switches.includes(one)),
  })

test('without permission, and without any device, the help is exact and one can join', async ({ browser }) => {
  const facilitator = await owner(browser, product)
  await openSampleRoom(facilitator)
  await passLobby(facilitator, 'Without either')
  await isInRoom(facilitator)

  const cases = [
    {
      name: 'Denied Dan',
      without: ['--use-fake-ui-for-media-stream'],
      help: 'The browser was not allowed to use it. Click the camera sign in the address bar, choose “Allow”, and reload.',
    },
    {
      name: 'Bare Bea',
      without: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      help: 'None was found. Plug one in, or join without it.',
    },
  ]
  for (const { name, without, help } of cases)
    await test.step(name, async () => {
      const other = await browserWithout(...without)
      try {
        const page = await guest(other, product, name, 'Lake County')
        for (const device of ['Camera', 'Microphone'])
          await expect(page.getByRole('status').filter({ hasText: `${device}: ${help}` })).toBeVisible()
        await expect(page.getByText('Your camera is off')).toBeVisible()
        // Asked for nothing, nothing is missing.
        await page.getByLabel('Without either').check()
        await expect(page.getByText(help)).toHaveCount(0)
        await passLobby(page)
        await admit(facilitator, name)
        await isInRoom(page)
        await expect(page.getByText(help)).toHaveCount(0)
        await expect(page.getByTestId('microphone')).not.toHaveAttribute('aria-disabled', 'true')
        // In the room the same help comes when it is wanted after all.
        await page.getByTestId('microphone').click()
        await expect(page.getByText(`Microphone: ${help}`)).toBeVisible()
        await page.getByTestId('camera').click()
        await expect(page.getByText(`Camera: ${help}`)).toBeVisible()
        await expect(facilitator.getByRole('article', { name })).toBeVisible()
        await page.getByRole('button', { name: 'Leave' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
      } finally {
        await other.close()
      }
    })

  await test.step('no way to ask at all: the address is not secure', async () => {
    const page = await newPage(browser)
    await page.addInitScript(() => {
      Object.defineProperty(window, 'isSecureContext', { value: false })
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
    })
    await page.goto(await product.link(/\/join\//))
    await page.getByLabel('Your name').fill('Plain Pat')
    await page.getByLabel('Your district').fill('Lake County')
    await page.getByRole('button', { name: 'Continue to the lobby' }).click()
    await expect(
      page.getByText('Camera: Browsers give camera and microphone only to secure addresses (https).'),
    ).toBeVisible()
    await passLobby(page)
    await admit(facilitator, 'Plain Pat')
    await isInRoom(page)
  })
})
