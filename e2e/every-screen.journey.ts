import { expect, test, type Page } from '@playwright/test'
import { allLooks, isAccessible } from './setup/accessible.ts'
import { groupsOf, join, meet, seats, turnWords, whoseBoard } from './setup/circles.ts'
import { allSaved, choose, enter, next, openPanel, owner, stepTitle, writeNote } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { addSampler } from './setup/sampler.ts'
import { plan } from './setup/sessions.ts'

let product: Product
test.beforeEach(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterEach(() => product.stop())

const names = ['Ana Reyes', 'Ben Ortiz', 'Kiri Walker', 'Lee Ito', 'Omar Bell']

test('groups, turns, sheets, choices, dots and who comes late: accessible, and done with the keyboard', async ({
  browser,
}) => {
  test.setTimeout(600_000) // seven browsers, and some fifty looks at whole pages
  const meeting = await meet(browser, product, { protocolId: addSampler, title: 'All of it', how: null }, names)
  const { facilitator, people } = meeting
  const page = (name: string): Page => people.get(name)!
  const pages = [...people.values()]
  await choose(facilitator, 'Omar Bell', 'Make Observer')
  await choose(facilitator, 'Lee Ito', 'Make timekeeper')
  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const shown of pages) await expect(stepTitle(shown)).toHaveText('Welcome')
  const { keyboard } = facilitator

  await test.step('groups are arranged and shuffled with the keyboard', async () => {
    await facilitator.getByRole('button', { name: 'Groups', exact: true }).click()
    const picks = facilitator.getByRole('main').getByRole('combobox')
    await expect(picks).toHaveCount(4)
    const place = (name: string) => facilitator.getByRole('combobox', { name })
    await facilitator.getByRole('button', { name: 'Shuffle' }).focus()
    await keyboard.press('Enter')
    for (const pick of await picks.all()) await expect(pick).not.toHaveValue('-1')
    await place('Ana Reyes').focus()
    await keyboard.press('Home')
    await expect(place('Ana Reyes')).toHaveValue('-1')
    for (const [name, group] of [
      ['Ana Reyes', '0'],
      ['Ben Ortiz', '1'],
      ['Kiri Walker', '0'],
      ['Lee Ito', '1'],
    ] as const) {
      await place(name).focus()
      await keyboard.type(`Group ${Number(group) + 1}`)
      await expect(place(name)).toHaveValue(group)
    }
    await facilitator.getByRole('button', { name: 'Keep these groups' }).focus()
    await keyboard.press('Enter')
    await expect(facilitator.getByText('Kept for the next step.')).toBeVisible()
    await isAccessible(facilitator, 'arranging groups', allLooks)
    await isAccessible(page('Lee Ito'), 'the timekeeper', allLooks)
  })

  await test.step('turns in groups: who speaks, who waits, who watches, who facilitates', async () => {
    await next(facilitator, 'Each in turn', pages)
    expect((await groupsOf(facilitator)).map((group) => group.toSorted())).toEqual([
      ['Ana Reyes', 'Kiri Walker'],
      ['Ben Ortiz', 'Lee Ito'],
    ])
    await facilitator.getByRole('button', { name: /^Pause/ }).click()
    const speaks =
      (await turnWords(page('Ana Reyes')).textContent()) === 'It is your turn' ? 'Ana Reyes' : 'Kiri Walker'
    const waits = speaks === 'Ana Reyes' ? 'Kiri Walker' : 'Ana Reyes'
    await expect(turnWords(page(waits))).toHaveText(`${speaks} speaks`)
    await isAccessible(page(speaks), 'one’s own turn', allLooks)
    await isAccessible(page(waits), 'another’s turn', allLooks)
    await isAccessible(page('Omar Bell'), 'an observer while others are in groups')
    await isAccessible(page('Lee Ito'), 'the timekeeper in a turn')
    await isAccessible(facilitator, 'all groups', allLooks)
    await facilitator.getByRole('button', { name: 'Move Ana Reyes' }).click()
    await isAccessible(facilitator, 'moving somebody')
    await keyboard.press('Escape')

    await page(waits).getByRole('button', { name: 'Call for help' }).click()
    await expect(facilitator.getByText('asks for help')).toBeVisible()
    await isAccessible(facilitator, 'a group that asks for help')
    await isAccessible(page(waits), 'help was called')
    await facilitator.getByLabel('A message to all groups').fill('Two more minutes')
    await keyboard.press('Enter')
    await expect(facilitator.getByText('Sent to everyone.')).toBeVisible()
    await facilitator
      .getByRole('button', { name: /^Visit / })
      .first()
      .click()
    await expect(facilitator.getByText(/^You visit /)).toBeVisible()
    await isAccessible(facilitator, 'visiting a group')
    await facilitator.getByRole('button', { name: 'Back to all groups' }).click()
    await expect(seats(page(speaks))).toHaveCount(2)
  })

  await test.step('who comes late is told where the others are; a group left by one is dissolved', async () => {
    const late = await join(browser, product, meeting, 'Zoe Park', null)
    await expect(late.getByRole('heading', { name: 'Welcome. Here is where we are.' })).toBeVisible()
    await isAccessible(late, 'who comes late', allLooks)
    await late.context().close()
    await page('Lee Ito').close()
    await expect(facilitator.getByRole('button', { name: 'Regroup' })).toBeVisible()
    await isAccessible(facilitator, 'a group too small')
    await facilitator.getByRole('button', { name: 'Regroup' }).click()
    await expect(facilitator.getByRole('button', { name: 'Regroup' })).toBeHidden()
  })

  const here = [page('Ana Reyes'), page('Ben Ortiz'), page('Kiri Walker'), page('Omar Bell')]
  const [ana, ben] = here as [Page, Page]
  await test.step('sheets of one’s own, and their revealing', async () => {
    await next(facilitator, 'In new pairs', here)
    await next(facilitator, 'Write alone', here)
    await expect(whoseBoard(ana)).toContainText('Your own sheet')
    await writeNote(ana, 'Buses come at three')
    await writeNote(ben, 'Substitutes')
    await Promise.all([allSaved(ana), allSaved(ben)])
    await isAccessible(ana, 'a sheet of one’s own', allLooks)
    await facilitator.getByRole('button', { name: 'Board', exact: true }).click()
    await isAccessible(facilitator, 'before revealing')
    await facilitator.getByRole('button', { name: 'Reveal all sheets' }).click()
    await isAccessible(facilitator, 'asked whether to reveal')
    await facilitator.getByRole('dialog').getByRole('button', { name: 'Reveal all sheets' }).click()
    await ana.getByRole('button', { name: 'Outline' }).click()
    await expect(ana.getByRole('listitem').filter({ hasText: 'Substitutes' }).last()).toBeVisible()
    await isAccessible(ana, 'revealed')
  })

  await test.step('one chooses, and changes one’s mind, with the keyboard', async () => {
    await next(facilitator, 'Choose', here)
    const north = ana.getByRole('button', { name: /^North/ })
    const south = ana.getByRole('button', { name: /^South/ })
    await north.focus()
    await ana.keyboard.press('Enter')
    await expect(north).toHaveAttribute('aria-pressed', 'true')
    await expect(ben.getByRole('button', { name: /^North: acting.*1 person/ })).toBeVisible()
    await ana.keyboard.press('Tab')
    await expect(south).toBeFocused()
    await ana.keyboard.press('Space')
    await expect(south).toHaveAttribute('aria-pressed', 'true')
    await expect(north).toHaveAttribute('aria-pressed', 'false')
    await expect(page('Omar Bell').getByRole('button', { name: /^North/ })).toBeDisabled()
    await isAccessible(ana, 'choices', allLooks)
    await isAccessible(page('Omar Bell'), 'an observer’s choices')
  })

  await test.step('dots, placed and counted', async () => {
    await next(facilitator, 'Place your dots', here)
    await ana.getByRole('button', { name: 'One dot more on: Substitutes' }).click()
    await expect(ana.getByText('2 dots left')).toBeVisible()
    await isAccessible(ana, 'placing dots', allLooks)
    await next(facilitator, 'What we take with us', here)
    await ana.getByRole('button', { name: 'Dots', exact: true }).click()
    await expect(ana.getByRole('heading', { name: 'What the group wants to talk about' })).toBeVisible()
    await isAccessible(ana, 'dots counted')
  })
})

test('a session that only guides says so, and who comes back to it finds her desk open', async ({ browser }) => {
  const facilitator = await owner(browser, product)
  const session = await plan(facilitator, { protocolId: 'chalk-talk', title: 'Guided', enforcement: 'guide' })
  await enter(facilitator, product, session)
  await expect(facilitator.getByText('Guide only: nobody is muted.')).toBeVisible()
  await facilitator.reload()
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  await expect(stepTitle(facilitator)).toHaveText('The question')
  await isAccessible(facilitator, 'guide only', allLooks)
})
