import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { allLooks, isAccessible } from './setup/accessible.ts'
import { owner, phone } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { ask, firstCommunity } from './setup/sessions.ts'

let product: Product
test.beforeEach(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterEach(() => product.stop())

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })
/** The steps' titles as they stand in the list. */
const steps = async (page: Page): Promise<string[]> =>
  (await page.getByRole('row').locator('b').allTextContents()).map((text) => text.replace(/^\d+\. /, ''))
const total = (page: Page) => page.getByTestId('total').locator('strong')

test('a facilitator changes a protocol, plans a session with it, and mends a broken file', async ({ browser }) => {
  test.setTimeout(500_000)
  const page = await owner(browser, product)
  const { id } = await firstCommunity(page)

  await test.step('finds a protocol and makes a copy', async () => {
    await page.getByRole('link', { name: /Rural Principals Circle/ }).click()
    await page.getByRole('link', { name: 'Protocols' }).click()
    await page.getByLabel('Find by a word').fill('dilemma')
    await expect(page.getByRole('heading', { level: 3 }).filter({ hasText: 'Microlab' })).toHaveCount(0)
    await isAccessible(page, 'the library', allLooks)
    await page.getByRole('link', { name: 'Consultancy', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'When to use it' })).toBeVisible()
    await isAccessible(page, 'a protocol’s page', allLooks)
    await page.getByRole('link', { name: 'Make a copy' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Our Consultancy')
    await expect(total(page)).toHaveText('50 min')
    await isAccessible(page, 'the editor, about the protocol', allLooks)
  })

  await test.step('changes the minutes of a step', async () => {
    await row(page, 'Probing questions').click()
    await isAccessible(page, 'the editor, a step', allLooks)
    await page.getByLabel('Minutes', { exact: true }).fill('12.5')
    await expect(total(page)).toHaveText('52.5 min')
    await page.getByLabel('Minutes', { exact: true }).fill('700')
    await expect(page.getByText('Please give a number from 0.25 to 600.')).toBeVisible()
    await expect(total(page)).toHaveText('52.5 min')
  })

  const original = await steps(page)
  const [dilemma, reading, ...others] = original
  await test.step('moves a step by keyboard, takes it back and does it again', async () => {
    await row(page, 'Probing questions').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('button', { name: `Move ${dilemma}` })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: `Insert between ${dilemma} and ${reading}` })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('button', { name: `Insert between ${reading} and ${others[0]}` })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect.poll(() => steps(page)).toEqual([reading, dilemma, ...others])
    await page.keyboard.press('Control+z')
    await expect.poll(() => steps(page)).toEqual(original)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => steps(page)).toEqual([reading, dilemma, ...others])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => steps(page)).toEqual(original)
  })

  await test.step('moves a step by pointer', async () => {
    await row(page, dilemma!).scrollIntoViewIfNeeded()
    const [from, to] = [(await row(page, others[0]!).boundingBox())!, (await row(page, dilemma!).boundingBox())!]
    await page.mouse.move(from.x + 16, from.y + 20)
    await page.mouse.down()
    await page.mouse.move(from.x + 16, from.y + 4, { steps: 4 })
    await page.mouse.move(to.x + 80, to.y + 3, { steps: 12 })
    await page.mouse.up()
    await expect.poll(() => steps(page)).toEqual([others[0], dilemma, reading, ...others.slice(1)])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => steps(page)).toEqual(original)
  })

  await test.step('sees what a presenter will see', async () => {
    await row(page, 'The group discusses').click()
    await page.getByLabel('As', { exact: true }).selectOption('Presenter')
    await expect(page.getByText('Microphone: closed')).toBeVisible()
    await page.getByLabel('As', { exact: true }).selectOption('Participant')
    await expect(page.getByText('Microphone: free')).toBeVisible()
  })

  await test.step('fits it to 40 minutes, and finds it again after a crash of the tab', async () => {
    await page.getByLabel('Fit into (minutes)').fill('40')
    await page.getByRole('button', { name: 'Fit', exact: true }).click()
    await expect(total(page)).toHaveText('40 min')
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await expect(page.getByText('What you had changed is back')).toBeVisible()
    await expect(total(page)).toHaveText('40 min')
  })

  await test.step('is asked before leaving, and stays', async () => {
    await page.getByRole('link', { name: 'Copse' }).click()
    await page.getByRole('button', { name: 'Stay here' }).click()
    await expect(total(page)).toHaveText('40 min')
  })

  await test.step('cannot save what is not done, and is led to it', async () => {
    await page.getByRole('button', { name: 'Add a step' }).click()
    await page.getByRole('button', { name: 'About the protocol' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: /In “New step”: “prompt.en” is empty/ }).click()
    await page.getByLabel('What people are asked to do (English)').fill('Say one word each.')
    await page.getByLabel('Who speaks').selectOption('One after another')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved as version 1')).toBeVisible()
  })

  await test.step('saves a second version and plans a session with it', async () => {
    await page.getByRole('button', { name: 'About the protocol' }).click()
    await page.getByLabel('Title (English)').fill('Our short Consultancy')
    await page.getByRole('button', { name: 'Save as version 2' }).click()
    await expect(page.getByText('Saved as version 2')).toBeVisible()
    await isAccessible(page, 'the editor, saved', allLooks)
    await page.getByRole('link', { name: 'Plan a session with it' }).click()
    await expect(page.getByRole('combobox', { name: 'Protocol' })).toHaveValue(/.{36}/)
    await page.getByLabel('Title').fill('On Monday')
    await isAccessible(page, 'planning a session', allLooks)
    await page.getByRole('button', { name: 'Plan it' }).click()
    await expect(page.getByRole('heading', { name: 'On Monday' })).toBeVisible()
    await expect(page.locator('ol').getByText('One after another')).toBeVisible()
    const sessions = await ask<{ title: string; protocolTitle: { en: string } }[]>(page, `/communities/${id}/sessions`)
    expect(sessions.find(({ title }) => title === 'On Monday')?.protocolTitle.en).toBe('Our short Consultancy')
  })

  await test.step('imports a broken file, reads which line is wrong, mends it there', async () => {
    const { protocols } = await ask<{ protocols: { protocol: object }[] }>(page, `/communities/${id}/protocols`)
    const good = JSON.stringify(protocols[0]!.protocol, null, 2)
    const lines = good.split('\n')
    const at = lines.findIndex((line) => line.includes('"mode": "nobody"'))
    const path = join(product.dataDir, 'broken.json')
    writeFileSync(path, lines.with(at, lines[at]!.replace('nobody', 'silent')).join('\n'))
    await page.goto(`${product.url}/communities/${id}/protocols/new/edit?import`)
    await page.getByLabel('Choose a file').setInputFiles(path)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText(`Line ${at + 1}, column`)
    await expect(alert).toContainText('“mode” must be one of')
    await isAccessible(page, 'a file that is not right', allLooks)
    await page.getByRole('button', { name: `Line ${at + 1}, column` }).click()
    await page.keyboard.type('"nobody"')
    await page.getByRole('button', { name: 'Read it' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Our short Consultancy')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('our-short-consultancy.protocol.json')
  })
})

test('on a phone a step is moved without dragging, by a finger', async ({ browser }) => {
  const page = await owner(browser, product, { viewport: phone, hasTouch: true, isMobile: true })
  const { id } = await firstCommunity(page)
  await page.goto(`${product.url}/communities/${id}/protocols/consultancy`)
  await page.getByRole('link', { name: 'Make a copy' }).tap()
  await expect(row(page, 'Debrief')).toBeVisible()
  const original = await steps(page)
  const [dilemma, reading, third, ...others] = original
  await row(page, third!).tap()
  await expect(page.getByText(`Step 3 of ${original.length}`)).toBeVisible()
  await page.getByRole('button', { name: 'Move up' }).tap()
  await expect(page.getByText(`Step 2 of ${original.length}`)).toBeVisible()
  expect(await steps(page)).toEqual([dilemma, third, reading, ...others])
  await isAccessible(page, 'the editor on a phone', allLooks)
  await page.getByRole('button', { name: 'Move up' }).tap()
  await expect(page.getByRole('button', { name: 'Move up' })).toBeDisabled()
  await page.getByRole('button', { name: 'Move down' }).tap()
  await expect.poll(() => steps(page)).toEqual([dilemma, third, reading, ...others])
})

test('a member rehearses a protocol to its end, alone', async ({ browser }) => {
  test.setTimeout(500_000)
  const page = await owner(browser, product)
  const { id } = await firstCommunity(page)
  const requests: string[] = []
  await page.goto(`${product.url}/communities/${id}/protocols/1-2-4-all/rehearse`)
  await expect(page.getByText('Nobody else is here')).toBeVisible()
  page.on('request', (request) => requests.push(request.url()))
  await page.getByLabel('Speed').selectOption('Twice as fast')
  await page.getByRole('button', { name: 'Start the protocol' }).click()
  await expect(page.getByTestId('timer')).toBeVisible()
  await page.getByRole('button', { name: 'Hold the time' }).click()
  await isAccessible(page, 'a rehearsal', allLooks)
  const held = await page.getByTestId('timer').textContent()
  await page.getByRole('button', { name: 'Next step' }).click()
  await expect(page.getByRole('region', { name: 'Group 1' })).toBeVisible()
  expect(await page.getByTestId('timer').textContent()).not.toBe(held)
  await isAccessible(page, 'a rehearsal in groups', allLooks)
  await page
    .getByRole('button', { name: /^Visit/ })
    .first()
    .click()
  await expect(page.getByRole('region', { name: 'Group 1' }).getByText(/^You/)).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'That is how it goes' })).toBeVisible({ timeout: 180_000 })
  await isAccessible(page, 'a rehearsal at its end', allLooks)
  expect(requests.filter((url) => url.includes('/api/sessions') || url.includes('/socket'))).toEqual([])
})
