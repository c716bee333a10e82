import { expect, test, type Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import {
  admit,
  allSaved,
  boardHas,
  drawRectangle,
  guest,
  isInRoom,
  member,
  microphone,
  next,
  openSampleRoom,
  owner,
  passLobby,
  say,
  stepTitle,
  voices,
} from './setup/people.ts'
import { Product, until } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

test('three people run Consultancy from the lobby to the record', async ({ browser }) => {
  test.setTimeout(240_000)
  const facilitator = await owner(browser, product)
  await openSampleRoom(facilitator)
  await passLobby(facilitator)
  await isInRoom(facilitator)

  const presenter = await member(browser, product, 'presenter@copse.local')
  await openSampleRoom(presenter)
  await passLobby(presenter)
  await isInRoom(presenter)

  const visitor = await guest(browser, product, 'Kiri Walker', 'Lake County')
  await passLobby(visitor)
  await expect(visitor.getByText('You are waiting to be let in')).toBeVisible()
  await admit(facilitator, 'Kiri Walker')
  await isInRoom(visitor)
  const everyone: Page[] = [presenter, visitor]

  await test.step('they see and hear one another', async () => {
    for (const page of [facilitator, ...everyone]) {
      await until(
        async () => (await voices(page)) === 2,
        30_000,
        () => 'two voices are not heard',
      )
      await expect(page.locator('article video')).toHaveCount(3)
    }
    await until(
      () =>
        visitor.evaluate(() =>
          [...document.querySelectorAll('article video')].every((video) => (video as HTMLVideoElement).videoWidth > 0),
        ),
      20_000,
      () => 'no pictures arrive',
    )
  })

  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of [facilitator, ...everyone]) await expect(stepTitle(page)).toHaveText('The dilemma')

  await test.step('in the first step only the presenter and the facilitator have microphones', async () => {
    await until(
      async () => (await voices(presenter)) === 1,
      5000,
      () => 'the visitor is still heard',
    )
    await expect(microphone(visitor)).toHaveAttribute('aria-disabled', 'true')
    await expect(microphone(visitor)).toHaveAccessibleName(/others speak; you listen/)
  })
  await drawRectangle(presenter, { x: 0.3, y: 0.35 })
  await allSaved(presenter)
  await boardHas(visitor, 1)
  await say(visitor, 'I recognise this from our school.')

  await next(facilitator, 'Silent reading', everyone)
  await until(
    async () => (await voices(visitor)) === 0,
    5000,
    () => 'somebody is heard in the silence',
  )
  await expect(microphone(facilitator)).toHaveAttribute('aria-disabled', 'true')

  await next(facilitator, 'Clarifying questions', everyone)
  await expect(microphone(visitor)).not.toHaveAttribute('aria-disabled', 'true')
  await expect(microphone(visitor)).toHaveAttribute('data-on', 'false') // nobody is unmuted from afar
  await microphone(visitor).click()
  await until(
    async () => (await voices(presenter)) >= 1,
    10_000,
    () => 'the visitor is not heard again',
  )

  await next(facilitator, 'Probing questions', everyone)
  await next(facilitator, 'The group discusses', everyone)
  await expect(microphone(presenter)).toHaveAttribute('aria-disabled', 'true')
  await drawRectangle(visitor, { x: 0.6, y: 0.35 })
  await allSaved(visitor)
  await boardHas(presenter, 2)

  await next(facilitator, 'The presenter reflects', everyone)
  await next(facilitator, 'Debrief', everyone)
  await presenter.getByRole('tab', { name: 'Commitments' }).click()
  await presenter.getByLabel('I will try').fill('one shared planning hour before the bus leaves')
  await presenter.getByLabel('by (if you like)').fill('December')
  await presenter.getByRole('button', { name: 'Promise' }).click()
  await expect(presenter.getByRole('listitem').getByText('one shared planning hour')).toBeVisible()

  await facilitator.getByRole('button', { name: 'End the session' }).click()
  await facilitator.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
  for (const page of [facilitator, ...everyone])
    await expect(page.getByText('Thank you for thinking together')).toBeVisible()

  await test.step('the record is complete', async () => {
    await presenter.getByRole('link', { name: 'Open the record' }).click()
    await expect(presenter.getByRole('heading', { name: 'The board at the end of each step' })).toBeVisible({
      timeout: 30_000,
    })
    await expect(presenter.getByRole('row', { name: /The group discusses/ })).toBeVisible()
    await expect(presenter.locator('img[src*=snapshots]')).toHaveCount(7)
    await expect(presenter.getByText('I recognise this from our school.')).toBeVisible()
    await expect(presenter.getByText('one shared planning hour')).toBeVisible()
    await expect(presenter.getByText('Kiri Walker').first()).toBeVisible()
    await presenter.getByRole('button', { name: 'Look closer: Debrief' }).click()
    await expect(presenter.locator('canvas.interactive')).toBeVisible({ timeout: 20_000 })
    await presenter.getByRole('button', { name: 'Back to the record' }).click()
  })

  await test.step('it can be carried away as one zip', async () => {
    const download = presenter.waitForEvent('download')
    await presenter.getByRole('button', { name: 'Take it with you' }).click()
    const files = unzipSync(readFileSync((await (await download).path())!))
    const names = Object.keys(files)
    for (const ending of ['index.html', 'record.md', 'record.json', '.svg', '.png', '.excalidraw'])
      expect(names.some((name) => name.endsWith(ending))).toBe(true)
    expect(strFromU8(files['record.md']!)).toContain('one shared planning hour')

    const offline = await browser.newContext({ offline: true })
    const reader = await offline.newPage()
    const asked: string[] = []
    reader.on('request', (request) => asked.push(request.url()))
    await reader.setContent(strFromU8(files['index.html']!))
    await expect(reader.getByRole('heading', { name: 'A dilemma about shared planning time' })).toBeVisible()
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([])
  })

  await test.step('the guest sees the record, a stranger finds nothing', async () => {
    await visitor.getByRole('link', { name: 'Open the record' }).click()
    await expect(visitor.getByRole('heading', { name: 'Who was there' })).toBeVisible()
    const stranger = await (await browser.newContext()).newPage()
    const recordUrl = presenter.url().replace('/sessions/', '/api/sessions/')
    for (const path of ['', '/export.zip'])
      expect((await stranger.request.get(`${recordUrl}${path}`)).status()).toBe(404)
  })
})
