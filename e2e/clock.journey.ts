import { expect, test } from '@playwright/test'
import { badLink } from './setup/jitter.ts'
import { journalOf } from './setup/journal.ts'
import { enter, isInRoom, member, next, openPanel, owner, passLobby, stepTitle } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { plan } from './setup/sessions.ts'
import { errors, flips, quantile } from './setup/timer.ts'

const TABS = 3
const FLIPS = 9

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

test('everyone sees the same time left, on a bad link and with a clock that is an hour wrong', async ({ browser }) => {
  const facilitator = await owner(browser, product)
  const session = await plan(facilitator, {
    protocolId: 'consultancy',
    title: 'In time',
    presenter: 'Amara Diallo',
  })
  await enter(facilitator, product, session)

  const link = await badLink(product.port, 200, 20_261_124)
  const presenter = await member(browser, product, 'presenter@copse.local')
  await presenter.context().addInitScript((wrongBy) => {
    const Right = Date
    window.Date = class extends Right {
      constructor(...given: [] | [number | string]) {
        if (given.length === 0) super(Right.now() + wrongBy)
        else super(...(given as [number]))
      }
      static override now = () => Right.now() + wrongBy
    } as DateConstructor
  }, 3_600_000)
  const tabs = await Promise.all(
    Array.from({ length: TABS }, async (_, index) => {
      const page = index === 0 ? presenter : await presenter.context().newPage()
      await page.goto(`${link.url}/sessions/${session}/room`)
      await passLobby(page)
      await isInRoom(page)
      return page
    }),
  )
  expect(await tabs[0]!.evaluate(() => Date.now())).toBeGreaterThan(Date.now() + 3_500_000)

  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of [facilitator, ...tabs]) await expect(stepTitle(page)).toHaveText('The dilemma')

  async function endsAt(): Promise<number> {
    const events = await journalOf(product, session)
    const entered = events.findLast((event) => event.type === 'step.entered')!
    const more = events
      .filter((event) => event.type === 'clock.adjusted' && event.seq > entered.seq)
      .reduce((sum, event) => sum + (event.type === 'clock.adjusted' ? event.deltaMs : 0), 0)
    return entered.at + entered.durationMs + more
  }
  const looks: number[] = []
  const apart: number[] = []
  async function compare(what: string) {
    const seen = await Promise.all([facilitator, ...tabs].map((page) => flips(page, FLIPS)))
    const end = await endsAt()
    const late = seen.map((one) => errors(one, end))
    const furthest = Math.max(...late.flat().map(Math.abs))
    console.log(`${what}: ${late.flat().length} looks, at most ${Math.round(furthest)} ms off`)
    looks.push(...late.flat().map(Math.abs))
    for (const one of late) apart.push(...one.map((value, index) => Math.abs(value - late[0]![index]!)))
  }
  await compare('a running step')

  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: '+1 minute' }).click()
  for (const page of tabs) await expect(page.getByTestId('timer')).toHaveText(/^[78]:/)
  await Promise.all(tabs.map((page) => page.reload()))
  for (const page of tabs) await isInRoom(page)
  await compare('a minute more, and everyone reloaded')

  await facilitator.getByRole('button', { name: 'Pause the clock' }).click()
  for (const page of tabs) await expect(page.getByRole('timer').getByText('Paused')).toBeVisible()
  const stood = await facilitator.getByTestId('timer').textContent()
  for (const page of tabs) await expect(page.getByTestId('timer')).toHaveText(stood!)
  await facilitator.getByRole('button', { name: 'Go on' }).click()
  await next(facilitator, 'Silent reading', tabs)
  await compare('the next step')
  link.close()

  const p99 = quantile(looks, 0.99)
  console.log(
    `off by ${Math.round(quantile(looks, 0.5))} ms (p50), ${Math.round(p99)} ms (p99); ` +
      `screens apart ${Math.round(quantile(apart, 0.99))} ms (p99)`,
  )
  expect(p99).toBeLessThanOrEqual(100)
  expect(quantile(apart, 0.99)).toBeLessThanOrEqual(100)
})
