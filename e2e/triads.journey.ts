import { expect, test, type Page } from '@playwright/test'
import { groupsOf, meet, together } from './setup/circles.ts'
import { callers, inCall, maySpeak } from './setup/livekit.ts'
import { next, stepTitle } from './setup/people.ts'
import { Product, until } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

const names = ['Ana Reyes', 'Ben Ortiz', 'Kiri Walker', 'Lee Ito', 'Mona Said', 'Noor Haddad']

test('Success Analysis in triads: each group has its own teller, and after a no-show one click regroups', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const about = { protocolId: 'success-analysis-triads', title: 'What worked', how: 'Microphone only' as const }
  const { facilitator, people, session } = await meet(browser, product, about, names)
  const page = (name: string): Page => people.get(name)!
  const pages = [...people.values()]
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const shown of pages) await expect(stepTitle(shown)).toHaveText('Write your success')
  await next(facilitator, 'The story', pages)
  const [group, other] = (await groupsOf(facilitator)) as [readonly string[], readonly string[]]
  expect([group.length, other.length]).toEqual([3, 3])

  const speakersOf = async (circle: string) =>
    (await callers(product, session, circle))
      .filter(maySpeak)
      .map(({ name }) => name)
      .toSorted()
      .join()

  await test.step('in each triad its own teller speaks, and is named', async () => {
    for (const [circle, members] of [
      ['g1-1', group],
      ['g1-2', other],
    ] as const) {
      await until(
        async () => (await speakersOf(circle)) === members[0],
        60_000,
        () => `in ${circle} not just the teller may speak`,
      )
      for (const name of members)
        await expect(page(name).locator('header p').first()).toContainText(`${members[0]} · round 1 of 3`)
    }
  })

  await test.step('while the others analyse, she has turned away', async () => {
    await next(facilitator, 'Clarifying questions', pages)
    await next(facilitator, 'The others analyse', pages)
    await until(
      async () => (await speakersOf('g1-1')) === [group[1]!, group[2]!].toSorted().join(),
      30_000,
      () => 'not just the two others may speak',
    )
  })

  await test.step('two leave a triad; one click brings the third to the others', async () => {
    await page(other[1]!).close()
    await page(other[2]!).close()
    const regroup = facilitator.getByRole('button', { name: 'Regroup' })
    await expect(regroup).toBeVisible()
    await regroup.click()
    const left = page(other[0]!)
    await expect.poll(() => together(left)).toEqual([...group, other[0]!].toSorted())
    await inCall(product, session, 'g1-1', [other[0]!])
    await expect(regroup).toBeHidden()
  })
})
