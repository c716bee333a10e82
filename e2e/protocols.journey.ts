import { expect, test, type Page } from '@playwright/test'
import { speakers } from './setup/livekit.ts'
import {
  admit,
  enter,
  guest,
  isInRoom,
  member,
  microphone,
  openPanel,
  owner,
  passLobby,
  stepTitle,
} from './setup/people.ts'
import { Product, until } from './setup/product.ts'
import { invite, plan, record } from './setup/sessions.ts'

const [facilitator, amara, kiri] = ['Owner', 'Amara Diallo', 'Kiri Walker']
const all = [amara, kiri, facilitator]
const nobody: string[] = []
const but = (name: string) => all.filter((one) => one !== name)
/** In a step that gives the floor to some, whoever facilitates keeps her microphone. */
const only = (name: string) => [...new Set([name, facilitator])]

let product: Product
let pages: Record<string, Page>
test.beforeAll(async ({ browser }) => {
  product = await Product.start()
  pages = {
    [facilitator]: await owner(browser, product),
    [amara]: await member(browser, product, 'presenter@copse.local'),
  }
})
test.afterAll(() => product.stop())

async function gather(session: string, visitor: Page) {
  pages[kiri] = visitor
  for (const name of [facilitator, amara]) await enter(pages[name]!, product, session, 'Without either')
  await passLobby(visitor, 'Without either')
  await admit(pages[facilitator]!, kiri)
  await isInRoom(visitor)
  await until(
    async () => (await speakers(product, session)).length === 3,
    30_000,
    () => 'not everyone is in the call',
  )
}

/** Goes through the steps by the desk; in each, LiveKit and every screen agree on who may speak. */
async function run(session: string, steps: readonly (readonly [title: string, may: readonly string[]])[]) {
  const desk = pages[facilitator]!
  await openPanel(desk, 'Desk')
  await desk.getByRole('button', { name: 'Start the protocol' }).click()
  for (const [index, [title, may]] of steps.entries()) {
    if (index > 0) await desk.getByRole('button', { name: 'Next step' }).click()
    const expected = may.toSorted().join()
    let now = ''
    for (const name of all) {
      await expect(pages[name]!.getByText(`Step ${index + 1} of ${steps.length}`)).toBeVisible()
      await expect(stepTitle(pages[name]!)).toHaveText(title)
    }
    await until(
      async () => (now = (await speakers(product, session)).join()) === expected,
      10_000,
      () => `step ${index + 1}, ${title}: ${now} may speak, not ${expected}`,
    )
    for (const name of all)
      expect(await microphone(pages[name]!).getAttribute('aria-disabled'), `${title}: ${name}`).toBe(
        may.includes(name) ? null : 'true',
      )
  }
  await expect(desk.getByRole('button', { name: 'End the session' })).toBeVisible()
  await expect(desk.getByRole('button', { name: 'Next step' })).toHaveCount(0)
  await desk.getByRole('button', { name: 'End the session' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
  for (const name of all) await expect(pages[name]!.getByText('Thank you for thinking together')).toBeVisible()
  const { steps: kept, snapshots, people } = await record(desk, session)
  expect(kept.map(({ title }) => title.en)).toEqual(steps.map(([title]) => title))
  expect(kept.every(({ enteredAt }) => enteredAt !== null)).toBe(true)
  expect(people.map(({ name }) => name).toSorted()).toEqual(all)
  await expect.poll(async () => (await record(desk, session)).snapshots.length).toBe(steps.length)
  expect(snapshots.length).toBeLessThanOrEqual(steps.length)
}

test('Tuning from the first step to the last', async ({ browser }) => {
  const desk = pages[facilitator]!
  const session = await plan(desk, { protocolId: 'tuning', title: 'A unit on rivers', presenter: amara })
  const visitor = await guest(browser, product, kiri, 'Lake County', {}, await invite(desk, session))
  await gather(session, visitor)
  await run(session, [
    ['Introduction', all],
    ['Presentation', only(amara)],
    ['Clarifying questions', all],
    ['Pause to reflect', nobody],
    ['Warm and cool feedback', but(amara)],
    ['The presenter responds', only(amara)],
    ['Debrief', all],
  ])
  await visitor.context().close()
})

test('Success Analysis from the first step to the last, a round for each who shares', async ({ browser }) => {
  test.setTimeout(180_000)
  const desk = pages[facilitator]!
  const session = await plan(desk, { protocolId: 'success-analysis', title: 'What worked' })
  const visitor = await guest(browser, product, kiri, 'Lake County', {}, await invite(desk, session))
  await gather(session, visitor)
  const round = (teller: string) =>
    [
      ['The story', only(teller)],
      ['Clarifying questions', all],
      ['The group analyses', but(teller)],
      ['The teller reflects', only(teller)],
      ['Celebrate', all],
    ] as const
  await run(session, [
    ['Write your success', nobody],
    ...round(amara),
    ...round(kiri),
    ['What our successes share', all],
    ['Debrief', all],
  ])
  await visitor.context().close()
})
