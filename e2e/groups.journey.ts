import { expect, test, type Page } from '@playwright/test'
import { groupsOf, meet, seats, together, turn, turnWords, type Meeting } from './setup/circles.ts'
import { soundArrives } from './setup/hearing.ts'
import { callers, inCall, maySpeak } from './setup/livekit.ts'
import { isInRoom, microphone, next, pause, resume, stepTitle, voices } from './setup/people.ts'
import { Product, until } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

const names = ['Ana Reyes', 'Ben Ortiz', 'Kiri Walker', 'Lee Ito', 'Mona Said', 'Noor Haddad']

/** Names in the order of turns, as one of the circle sees them. */
const order = async ({ people }: Meeting, of: readonly string[]): Promise<readonly string[]> => {
  const page = people.get(of[0]!)!
  await expect(seats(page)).toHaveCount(of.length)
  const shown = await seats(page).locator('span[class*=seatName]').allInnerTexts()
  return shown.map((first) => (first === 'you' ? of[0]! : of.find((name) => name.startsWith(first))!))
}

/**
 * To the turns, where the clock stands. The steps before are half a minute and a minute and go on by themselves: nothing is waited
 * for in them but that they came.
 */
async function toTheTurns({ facilitator, people }: Meeting) {
  await next(facilitator, 'Write for yourself', [])
  await next(facilitator, 'Each in turn', [])
  await pause(facilitator)
  for (const shown of people.values()) await expect(stepTitle(shown)).toHaveText('Each in turn')
}

test('Microlab in two triads: turns rotate, one voice at a time, a dropped turn comes back, all return together', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const meeting = await meet(
    browser,
    product,
    { protocolId: 'microlab', title: 'Listening', how: 'Microphone only' },
    names,
  )
  const { facilitator, people, session } = meeting
  const pages = [...people.values()]
  const page = (name: string): Page => people.get(name)!
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  await expect(stepTitle(pages[0]!)).toHaveText('How it goes')
  await next(facilitator, 'The question', [])
  await toTheTurns(meeting)

  const groups = await groupsOf(facilitator)
  const [group, other] = groups as [readonly string[], readonly string[]]

  await test.step('six people are two triads, each with a call, a board and an order of its own', async () => {
    expect(groups.map(({ length }) => length)).toEqual([3, 3])
    await Promise.all([inCall(product, session, 'g1-1', group), inCall(product, session, 'g1-2', other)])
    for (const name of names) {
      const triad = (group.includes(name) ? group : other).toSorted()
      await expect.poll(() => together(page(name))).toEqual(triad)
      await expect(page(name).getByText('Your group’s board')).toBeVisible()
      await expect(page(name).getByText(/^What in your work with learners/)).toBeVisible()
    }
  })

  const first = await order(meeting, group)
  const [one, two, three] = first.map(page) as [Page, Page, Page]

  await test.step('only who has the turn may speak, and only her sound arrives at the others', async () => {
    await expect(turnWords(one)).toHaveText('It is your turn')
    await expect(turnWords(two)).toHaveText(`${first[0]} speaks`)
    await until(
      async () =>
        (await callers(product, session, 'g1-1'))
          .filter(maySpeak)
          .map(({ name }) => name)
          .join() === first[0],
      20_000,
      () => 'others than the turn-holder may speak',
    )
    await expect(microphone(two)).toHaveAttribute('aria-disabled', 'true')
    // Whose turn it is keeps what was on with everyone; here both triads' speakers begin muted.
    const theirs = await order(meeting, other)
    for (const speaker of [one, page(theirs[0]!)]) {
      await expect(microphone(speaker)).not.toHaveAttribute('aria-disabled', 'true')
      if ((await microphone(speaker).getAttribute('data-on')) === 'true') await microphone(speaker).click()
      await expect(microphone(speaker)).toHaveAttribute('data-on', 'false')
    }
    await until(
      async () => !(await soundArrives(two, 4)),
      15_000,
      () => 'somebody is heard though the speaker is muted',
    )
    await one.getByRole('button', { name: 'Unmute and speak' }).click()
    for (const listener of [two, three]) {
      await until(
        async () => (await voices(listener)) === 1 && (await soundArrives(listener)),
        30_000,
        () => 'the turn-holder is not heard',
      )
    }
    // The other triad hears nothing of it.
    expect(await soundArrives(page(theirs[2]!), 4)).toBe(false)
  })

  await test.step('done, the next begins; what went before is not heard any more', async () => {
    await resume(facilitator)
    await one.getByRole('button', { name: 'I am done' }).click()
    await expect(turnWords(two)).toHaveText('It is your turn')
    await pause(facilitator)
    await until(
      async () => (await voices(three)) === 0 || !(await soundArrives(three, 4)),
      15_000,
      () => 'the one before is still heard',
    )
    await expect(microphone(one)).toHaveAttribute('aria-disabled', 'true')
  })

  await test.step('one drops in her turn, is waited for, and gets the rest of it after the others', async () => {
    await resume(facilitator)
    await expect(turn(two).getByTestId('turn-timer')).toHaveText(/^1:[0-4]/)
    const room = two.url()
    await Promise.all([
      expect(turnWords(three)).toHaveText(`We wait a moment for ${first[1]}`),
      two.goto('about:blank'),
    ])
    await expect(turnWords(three)).toHaveText('It is your turn', { timeout: 20_000 })
    await pause(facilitator)
    await two.goto(room)
    await isInRoom(two)
    await expect(turnWords(two)).toHaveText(`${first[2]} speaks`)
    await inCall(product, session, 'g1-1', group)
    await resume(facilitator)
    // Passing ends a turn like anything else.
    await three.getByRole('button', { name: 'Pass' }).click()
    await expect(turnWords(two)).toHaveText('It is your turn')
    expect(await turn(two).getByTestId('turn-timer').textContent()).toMatch(/^(1:[0-4]|0:)/)
    await two.getByRole('button', { name: 'I am done' }).click()
    for (const shown of [one, two, three]) await expect(turnWords(shown)).toHaveText('Everyone has had a turn')
  })

  await test.step('all come back together', async () => {
    await next(facilitator, 'The question', [])
    await pause(facilitator)
    await inCall(product, session, 'plenary', names)
    for (const shown of pages) {
      await expect.poll(async () => (await together(shown)).length).toBe(7)
      await expect(shown.getByText('Your group’s board')).toBeHidden()
    }
  })

  await test.step('for the second question the second person begins', async () => {
    await toTheTurns(meeting)
    expect(await groupsOf(facilitator)).toEqual(groups)
    expect(await order(meeting, group)).toEqual([first[1], first[2], first[0]])
    await expect(turnWords(two)).toHaveText('It is your turn')
  })
})
