import { expect, test, type Page } from '@playwright/test'
import { groupsOf, meet, together, whoseBoard } from './setup/circles.ts'
import { allSaved, next, stepTitle, writeNote } from './setup/people.ts'
import { Product } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

const names = ['Ana', 'Ben', 'Kiri', 'Lee', 'Mona', 'Noor', 'Omar', 'Pia'].map((name) => `${name} Reyes`)

test('1-2-4-All: from alone to pairs, fours and everyone, and each board comes back', async ({ browser }) => {
  test.setTimeout(240_000)
  const about = { protocolId: '1-2-4-all', title: 'Ideas from everyone', how: null }
  const { facilitator, people } = await meet(browser, product, about, names)
  const page = (name: string): Page => people.get(name)!
  const pages = [...people.values()]
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const shown of pages) await expect(stepTitle(shown)).toHaveText('Alone')
  await expect(page(names[0]!).getByText('Silence, and it is meant')).toBeVisible()

  await next(facilitator, 'In pairs', pages)
  const pairs = await groupsOf(facilitator)
  expect(pairs.map(({ length }) => length)).toEqual([2, 2, 2, 2])
  for (const pair of pairs)
    for (const name of pair) await expect.poll(() => together(page(name))).toEqual(pair.toSorted())
  for (const [at, pair] of pairs.entries()) {
    await writeNote(page(pair[0]!), `idea of pair ${at + 1}`)
    await expect(whoseBoard(page(pair[0]!))).toContainText('Your group’s board')
    await allSaved(page(pair[0]!))
  }

  await test.step('pairs become fours, and what pairs wrote is on everyone’s board', async () => {
    await next(facilitator, 'In fours', pages)
    const fours = await groupsOf(facilitator)
    expect(fours).toEqual([
      [...pairs[0]!, ...pairs[1]!],
      [...pairs[2]!, ...pairs[3]!],
    ])
    const one = page(fours[0]![0]!)
    await expect.poll(() => together(one)).toEqual(fours[0]!.toSorted())
    await one.getByRole('button', { name: 'See everyone’s board' }).click()
    await one.getByRole('button', { name: 'Outline' }).click()
    for (const at of [1, 2, 3, 4]) await expect(one.getByText(`idea of pair ${at}`)).toBeVisible()
    await one.getByRole('button', { name: 'Back to your own board' }).click()
    await writeNote(one, 'what stands out for our four')
    await allSaved(one)
  })

  await test.step('a message reaches every group, and a call for help the facilitator', async () => {
    const asking = page(pairs[3]![1]!)
    await asking.getByRole('button', { name: 'Call for help' }).click()
    await expect(asking.getByText('Help was called')).toBeVisible()
    await expect(facilitator.getByText('asks for help')).toBeVisible()
    await facilitator
      .getByRole('button', { name: /^Visit / })
      .last()
      .click()
    await expect(facilitator.getByText(/^You visit /)).toBeVisible()
    await expect(asking.getByRole('button', { name: 'Call for help' })).toBeVisible()
    await expect.poll(async () => (await together(asking)).length).toBe(5)
    await facilitator.getByRole('button', { name: 'Back to all groups' }).click()
    await facilitator.getByLabel('A message to all groups').fill('Two more minutes')
    await facilitator.getByRole('button', { name: 'Send to everyone' }).click()
    await expect(facilitator.getByText('Sent to everyone.')).toBeVisible()
  })

  await test.step('all together, the boards of the fours are there too', async () => {
    await next(facilitator, 'All together', pages)
    for (const shown of [facilitator, ...pages]) {
      await expect.poll(async () => (await together(shown)).length).toBe(9)
      await expect(shown.getByTestId('whose-board')).toBeHidden()
    }
    const last = page(names[7]!)
    await last.getByRole('button', { name: 'Outline' }).click()
    await expect(last.getByText('what stands out for our four')).toBeVisible()
    await expect(last.getByText('idea of pair 4')).toBeVisible()
  })
})
