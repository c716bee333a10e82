import { expect, test } from '@playwright/test'
import { journalOf } from './setup/journal.ts'
import { choose, enter, member, openPanel, owner, stepTitle } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { addMember, plan } from './setup/sessions.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

test('two facilitators at once: one step for two presses, one clock, and a warning for the last to leave', async ({
  browser,
}) => {
  const one = await owner(browser, product)
  await addMember(one, 'Noor Haddad', 'noor@copse.local')
  const other = await member(browser, product, 'noor@copse.local')
  const session = await plan(one, {
    protocolId: 'consultancy',
    title: 'Together',
    presenter: 'Amara Diallo',
    facilitators: ['Owner', 'Noor Haddad'],
  })
  const presenter = await member(browser, product, 'presenter@copse.local')
  for (const page of [one, other, presenter]) await enter(page, product, session)
  const everyone = [one, other, presenter]
  await one.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of everyone) await expect(stepTitle(page)).toHaveText('The dilemma')

  await test.step('both press next at the same moment', async () => {
    const titles = ['Silent reading', 'Clarifying questions', 'Probing questions']
    for (const [index, title] of titles.entries()) {
      const moment = Date.now() + 500
      await Promise.all(
        [one, other].map((page) =>
          page.getByRole('button', { name: 'Next step' }).evaluate(
            (button, moment) =>
              new Promise<void>((pressed) =>
                setTimeout(() => {
                  ;(button as HTMLElement).click()
                  pressed()
                }, moment - Date.now()),
              ),
            moment,
          ),
        ),
      )
      for (const page of everyone) await expect(stepTitle(page)).toHaveText(title)
      const entered = (await journalOf(product, session)).flatMap((event) =>
        event.type === 'step.entered' ? [event.index] : [],
      )
      expect(entered).toEqual(Array.from({ length: index + 2 }, (_, step) => step))
    }
  })

  await test.step('a pause of one is the other’s to end', async () => {
    await one.getByRole('button', { name: 'Pause the clock' }).click()
    for (const page of everyone) await expect(page.getByRole('timer').getByText('Paused')).toBeVisible()
    const left = await presenter.getByTestId('timer').textContent()
    for (const page of everyone) await expect(page.getByTestId('timer')).toHaveText(left!)
    await other.getByRole('button', { name: 'Go on' }).click()
    for (const page of everyone) await expect(page.getByRole('timer').getByText('Time left')).toBeVisible()
    await expect(one.getByRole('button', { name: 'Pause the clock' })).toBeVisible()
    // Both give a minute: both count.
    await Promise.all([one, other].map((page) => page.getByRole('button', { name: '+1 minute' }).click()))
    await expect
      .poll(async () => (await journalOf(product, session)).filter(({ type }) => type === 'clock.adjusted').length)
      .toBe(2)
  })

  const warning = 'You are the only facilitator here. Without you nobody can move the steps.'
  const leaving = (page: typeof one) => page.getByRole('dialog', { name: 'Leave the session?' })
  await test.step('the first may go, the last is warned, and can hand over', async () => {
    await one.getByRole('button', { name: 'Leave' }).click()
    await expect(leaving(one).getByText('You can come back')).toBeVisible()
    await expect(leaving(one).getByText(warning)).toBeHidden()
    await leaving(one).getByRole('button', { name: 'Leave' }).click()
    await expect(one.getByRole('link', { name: 'Go to the room' })).toBeVisible()

    await expect(other.getByRole('article', { name: 'Owner' })).toHaveCount(0)
    await other.getByRole('button', { name: 'Leave' }).click()
    await expect(leaving(other).getByText(warning)).toBeVisible()
    await leaving(other).getByRole('button', { name: 'Stay' }).click()

    await choose(other, 'Amara Diallo', 'Make Facilitator')
    await openPanel(presenter, 'Desk')
    await other.getByRole('button', { name: 'Leave' }).click()
    await expect(leaving(other).getByText('You can come back')).toBeVisible()
    await expect(leaving(other).getByText(warning)).toBeHidden()
    await leaving(other).getByRole('button', { name: 'Leave' }).click()
    await expect(presenter.getByRole('article', { name: 'Noor Haddad' })).toHaveCount(0)
    await presenter.getByRole('button', { name: 'Next step' }).click()
    await expect(stepTitle(presenter)).toHaveText('The group discusses')
  })
})
