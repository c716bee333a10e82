import { expect, test } from '@playwright/test'
import {
  admit,
  allSaved,
  boardHas,
  chatLines,
  choose,
  drawRectangle,
  enter,
  guest,
  isInRoom,
  member,
  next,
  openPanel,
  owner,
  passLobby,
  say,
  stepTitle,
} from './setup/people.ts'
import { Product } from './setup/product.ts'
import { invite, plan } from './setup/sessions.ts'
import { flips } from './setup/timer.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

test('a late guest waits, is let in, and has missed nothing; one is refused, one removed', async ({ browser }) => {
  const facilitator = await owner(browser, product)
  const session = await plan(facilitator, { protocolId: 'consultancy', title: 'Late', presenter: 'Amara Diallo' })
  const presenter = await member(browser, product, 'presenter@copse.local')
  await enter(facilitator, product, session)
  await enter(presenter, product, session)
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  await expect(stepTitle(presenter)).toHaveText('The dilemma')
  await drawRectangle(presenter, { x: 0.3, y: 0.3 })
  await allSaved(presenter)
  await say(presenter, 'The bus leaves at three.')
  await say(facilitator, 'Thank you, Amara.')
  await next(facilitator, 'Silent reading', [presenter])
  const link = await invite(facilitator, session)
  const late = await guest(browser, product, 'Lee Ito', 'Prairie View', {}, link)

  await test.step('she waits, and is told nothing yet', async () => {
    await passLobby(late)
    await expect(late.getByText('You are waiting to be let in')).toBeVisible()
    await expect(late.getByText('The bus leaves at three.')).toBeHidden()
    await expect(stepTitle(late)).toHaveCount(0)
    await late.reload()
    await expect(late.getByText('You are waiting to be let in')).toBeVisible()
  })

  await test.step('let in, she sees the step, the time, the board and the chat so far', async () => {
    await admit(facilitator, 'Lee Ito')
    await isInRoom(late)
    await expect(stepTitle(late)).toHaveText('Silent reading')
    const everyone = [facilitator, presenter, late]
    const seen = await Promise.all(everyone.map((page) => flips(page, 4)))
    for (const { text, at } of seen[2]!.slice(1)) {
      for (const screen of seen.slice(0, 2)) {
        const same = screen.find((flip) => flip.text === text)
        if (same) expect(Math.abs(same.at - at), `${text} on two screens`).toBeLessThanOrEqual(100)
      }
    }
    expect(seen[0]!.some(({ text }) => text === seen[2]![2]!.text)).toBe(true)
    await boardHas(late, 1)
    expect(await chatLines(late)).toEqual(['The bus leaves at three.', 'Thank you, Amara.'])
    await expect(late.getByRole('tab', { name: /Desk/ })).toHaveCount(0)
  })

  await test.step('a guest who is not let in is told politely, and stays out', async () => {
    const refused = await guest(browser, product, 'Ana Bell', 'Nowhere', {}, link)
    await passLobby(refused)
    await openPanel(facilitator, 'Desk')
    await facilitator.getByRole('button', { name: 'Not this time: Ana Bell' }).click()
    const politely = refused.getByText('The facilitators could not let you in this time.')
    await expect(politely).toBeVisible()
    await refused.reload()
    await expect(politely).toBeVisible()
    await expect(refused.getByText('The bus leaves at three.')).toBeHidden()
    await refused.context().close()
  })

  await test.step('whoever was removed cannot come back', async () => {
    await choose(facilitator, 'Lee Ito', 'Remove from the room')
    await facilitator.getByRole('dialog').getByRole('button', { name: 'Remove from the room' }).click()
    const removed = late.getByText('A facilitator removed you from the room.')
    await expect(removed).toBeVisible()
    await late.reload()
    await expect(removed).toBeVisible()
    // By the invitation again, in the same browser.
    await late.goto(link)
    await late.getByLabel('Your name').fill('Lee Ito')
    await late.getByLabel('Your district').fill('Prairie View')
    await late.getByRole('button', { name: 'Continue to the lobby' }).click()
    await expect(removed).toBeVisible()
    // By asking the board's door and the room's own socket.
    const outcome = await late.evaluate(
      (id) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/board/${id}?copse=1`)
          socket.addEventListener('open', () => resolve('open'))
          socket.addEventListener('error', () => resolve('refused'))
        }),
      `${session}.main`,
    )
    expect(outcome).toBe('refused')
    await say(presenter, 'Shall we go on?')
    await expect(late.getByText('Shall we go on?')).toBeHidden()
    await expect(facilitator.getByRole('article', { name: 'Lee Ito' })).toHaveCount(0)
  })
})
