import { expect, test } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import {
  admit,
  allSaved,
  boardHas,
  drawRectangle,
  guest,
  isInRoom,
  next,
  openSampleRoom,
  owner,
  passLobby,
  say,
  stepTitle,
  writeNote,
} from './setup/people.ts'
import { Product } from './setup/product.ts'

const why = 'This server has no video service at the moment: nobody is seen or heard. Board, protocol and chat work.'

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

test('without video the lobby and the room say so, and everything else works', async ({ browser }) => {
  const facilitator = await owner(browser, product)
  await openSampleRoom(facilitator)
  await expect(facilitator.getByText(why)).toBeVisible()
  await expect(facilitator.getByRole('radiogroup')).toHaveCount(0)
  await passLobby(facilitator)
  await isInRoom(facilitator)
  const visitor = await guest(browser, product, 'Kiri Walker', 'Lake County')
  await passLobby(visitor)
  await admit(facilitator, 'Kiri Walker')
  await isInRoom(visitor)
  for (const page of [facilitator, visitor]) {
    await expect(page.getByRole('status').filter({ hasText: why })).toBeVisible()
    await expect(page.locator('article')).toHaveCount(2)
  }

  await facilitator.getByRole('tab', { name: /People/ }).click()
  await facilitator.getByRole('button', { name: 'More for Kiri Walker' }).click()
  await facilitator.getByRole('menuitem', { name: 'Make Presenter' }).click()
  await facilitator.getByRole('tab', { name: /Desk/ }).click()
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  await expect(stepTitle(visitor)).toHaveText('The dilemma')
  await drawRectangle(visitor, { x: 0.3, y: 0.35 })
  await allSaved(visitor)
  await boardHas(facilitator, 1)
  await say(visitor, 'We can still talk here.')
  await visitor.getByRole('button', { name: 'Raise hand' }).click()
  await expect(facilitator.getByRole('article', { name: 'Kiri Walker' }).getByText('1')).toBeVisible()
  await next(facilitator, 'Silent reading', [visitor])
  await writeNote(facilitator, 'A note in the outline')

  await facilitator.getByRole('button', { name: 'End the session' }).click()
  await facilitator.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
  await expect(visitor.getByText('Thank you for thinking together')).toBeVisible()
  await facilitator.getByRole('link', { name: 'Open the record' }).click()
  await expect(facilitator.locator('img[src*=snapshots]')).toHaveCount(2)
  await expect(facilitator.getByText('We can still talk here.')).toBeVisible()
  const download = facilitator.waitForEvent('download')
  await facilitator.getByRole('button', { name: 'Take it with you' }).click()
  const files = unzipSync(readFileSync((await (await download).path())!))
  expect(strFromU8(files['record.md']!)).toContain('A note in the outline')
})
