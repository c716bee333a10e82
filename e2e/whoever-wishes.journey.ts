import { expect, test, type Page } from '@playwright/test'
import { meet, seats, turn, turnWords } from './setup/circles.ts'
import { speakers } from './setup/livekit.ts'
import { microphone, next } from './setup/people.ts'
import { Product, until } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

test('Connections: nobody is called on, one press takes the only microphone, who is second is told and comes next', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const names = ['Ana Reyes', 'Ben Ortiz', 'Kiri Walker']
  const about = { protocolId: 'connections', title: 'Arriving', how: 'Microphone only' } as const
  const { facilitator, people, session } = await meet(browser, product, about, names)
  const pages = [...people.values()]
  const [ana, ben, kiri] = pages as [Page, Page, Page]
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  await next(facilitator, 'Connections', pages)
  const maySpeak = (expected: readonly string[]) =>
    until(
      async () => (await speakers(product, session)).join() === expected.join(),
      20_000,
      () => `others than ${expected.join()} may speak`,
    )

  for (const page of pages) {
    await expect(turnWords(page)).toHaveText('Whoever wishes speaks. Silence is fine.')
    await expect(seats(page)).toHaveCount(0)
    await expect(microphone(page)).toHaveAttribute('aria-disabled', 'true')
  }
  await expect(turn(facilitator).getByRole('button', { name: 'Speak' })).toHaveCount(0)
  await maySpeak([])

  // Two press at once: one has the floor, the other is told who, unless she had seen it and asked to be next already.
  const at = Date.now() + 1500
  await Promise.all(
    [ana, ben].map((page) =>
      turn(page)
        .getByRole('button', { name: 'Speak', exact: true })
        .evaluate((button: HTMLElement, when) => {
          setTimeout(() => button.click(), when - Date.now())
        }, at),
    ),
  )
  await expect
    .poll(() => Promise.all([ana, ben].map((page) => turnWords(page).innerText())))
    .toContain('It is your turn')
  const anaFirst = (await turnWords(ana).innerText()) === 'It is your turn'
  const [first, second] = anaFirst ? [ana, ben] : [ben, ana]
  const [firstName, secondName] = anaFirst ? ['Ana Reyes', 'Ben Ortiz'] : ['Ben Ortiz', 'Ana Reyes']
  await expect(turnWords(second)).toHaveText(`${firstName} speaks`)
  await maySpeak([firstName])
  const told = turn(second).getByText(`${firstName} was a moment earlier. You can be next.`).first()
  await expect(told.or(turn(second).getByText('then you'))).toBeVisible()
  if (await told.isVisible()) await second.keyboard.press('s')
  await expect(turn(second).getByText('then you')).toBeVisible()
  await expect(turn(kiri).getByText(`then ${secondName}`)).toBeVisible()

  await first.keyboard.press('e')
  await expect(turnWords(second)).toHaveText('A pause after this turn. The silence is meant.')
  await maySpeak([])
  await expect(turnWords(second)).toHaveText('It is your turn')
  await maySpeak([secondName])
  await expect(turn(first).getByRole('button', { name: /^Speak/ })).toHaveCount(0)
  await turn(second).getByRole('button', { name: 'I am done' }).click()
  await expect(turnWords(kiri)).toHaveText('Whoever wishes speaks. Silence is fine.')
  await expect(seats(kiri)).toHaveCount(2)
  await maySpeak([])
})
