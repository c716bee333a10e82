import { expect, test, type Page } from '@playwright/test'
import { groupsOf, meet, together, whoseBoard } from './setup/circles.ts'
import { soundArrives } from './setup/hearing.ts'
import { callers, speakers } from './setup/livekit.ts'
import { allSaved, microphone, next, stepTitle, voices, writeNote } from './setup/people.ts'
import { Product, until } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

const names = ['Ana', 'Ben', 'Kiri', 'Lee', 'Mona', 'Noor', 'Omar', 'Pia'].map((name) => `${name} Reyes`)

test('1-2-4-All: from alone to pairs, fours and everyone; each hears just these, and each board comes back', async ({
  browser,
}) => {
  test.setTimeout(400_000)
  const about = { protocolId: '1-2-4-all', title: 'Ideas from everyone', how: 'Microphone only' as const }
  const { facilitator, people, session } = await meet(browser, product, about, names)
  const page = (name: string): Page => people.get(name)!
  const pages = [...people.values()]

  /** Whom these pages hear: sound arrives at every one of the first, and at none of the others. */
  async function heardBy(listeners: readonly Page[], deaf: readonly Page[], what: string) {
    for (const listener of listeners)
      await until(
        async () => (await voices(listener)) > 0 && (await soundArrives(listener)),
        30_000,
        () => `${what}: not everyone hears it`,
      )
    for (const one of deaf)
      await until(
        async () => !(await soundArrives(one, 6)),
        30_000,
        () => `${what}: somebody hears it who should not`,
      )
  }
  const inCall = (circle: string, who: readonly string[]) =>
    until(
      async () =>
        (await callers(product, session, circle))
          .map(({ name }) => name)
          .toSorted()
          .join() === who.toSorted().join(),
      60_000,
      () => `in the call of ${circle} there are not just ${who.join(', ')}`,
    )

  await heardBy(pages, [], 'before the start')
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const shown of pages) await expect(stepTitle(shown)).toHaveText('Alone')
  await expect(page(names[0]!).getByText('Silence, and it is meant')).toBeVisible()
  await test.step('alone, nobody may speak and no sound arrives anywhere', async () => {
    await until(
      async () => (await speakers(product, session)).length === 0,
      15_000,
      () => 'somebody may speak in the silence',
    )
    await heardBy([], [facilitator, ...pages], 'the silence')
  })

  await next(facilitator, 'In pairs', pages)
  const pairs = await groupsOf(facilitator)
  expect(pairs.map(({ length }) => length)).toEqual([2, 2, 2, 2])
  for (const pair of pairs)
    for (const name of pair) await expect.poll(() => together(page(name))).toEqual(pair.toSorted())
  const [one, other] = pairs[0]!.map(page) as [Page, Page]
  await test.step('a pair hears only each other', async () => {
    for (const [at, pair] of pairs.entries()) await inCall(`g1-${at + 1}`, pair)
    // Out of the silence nobody is unmuted by the move.
    for (const shown of pages) await expect(microphone(shown)).toHaveAttribute('data-on', 'false')
    await microphone(one).click()
    await expect(microphone(one)).toHaveAttribute('data-on', 'true')
    await heardBy([other], [one, facilitator, ...pairs.slice(1).flat().map(page)], 'the first pair')
    const next = pairs[1]!.map(page) as [Page, Page]
    await microphone(next[0]).click()
    await heardBy([next[1], other], [one, next[0], ...pairs.slice(2).flat().map(page)], 'two pairs at once')
    await microphone(next[0]).click()
  })
  for (const [at, pair] of pairs.entries()) {
    await writeNote(page(pair[0]!), `idea of pair ${at + 1}`)
    await expect(whoseBoard(page(pair[0]!))).toContainText('Your group’s board')
    await allSaved(page(pair[0]!))
  }

  await test.step('pairs become fours, and what pairs wrote is on everyone’s board', async () => {
    // Over a slow link the new call takes seconds to come, long after the old one took the microphone.
    await one.route('**/api/sessions/*/media', async (route) => {
      await new Promise((late) => setTimeout(late, 5000))
      await route.continue()
    })
    await next(facilitator, 'In fours', pages)
    const fours = await groupsOf(facilitator)
    expect(fours).toEqual([
      [...pairs[0]!, ...pairs[1]!],
      [...pairs[2]!, ...pairs[3]!],
    ])
    await inCall('g2-1', fours[0]!)
    await inCall('g2-2', fours[1]!)
    // Who was on in the pair is on in the four.
    await heardBy(fours[0]!.slice(1).map(page), [one, ...fours[1]!.map(page)], 'a four')
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
    await inCall('plenary', ['Owner', ...names])
    await heardBy([facilitator, ...pages.filter((shown) => shown !== one)], [], 'all together')
    const last = page(names[7]!)
    await last.getByRole('button', { name: 'Outline' }).click()
    await expect(last.getByText('what stands out for our four')).toBeVisible()
    await expect(last.getByText('idea of pair 4')).toBeVisible()
  })
})
