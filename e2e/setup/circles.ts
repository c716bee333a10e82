import { expect, type Browser, type Page } from '@playwright/test'
import { enter, guest, isInRoom, openPanel, owner, passLobby, type JoinWith } from './people.ts'
import type { Product } from './product.ts'
import { invite, plan } from './sessions.ts'

const districts = ['Lake County', 'Prairie View', 'Three Rivers']
/** Many rooms at once on one machine: small ones are drawn faster. */
const small = { viewport: { width: 640, height: 560 } }

export interface Meeting {
  readonly session: string
  readonly facilitator: Page
  /** Everyone but the facilitator, by first name. */
  readonly people: ReadonlyMap<string, Page>
}

/** A facilitator and guests, all in the room of a new session. */
export async function meet(
  browser: Browser,
  product: Product,
  about: { protocolId: string | ((facilitator: Page) => Promise<string>); title: string; how: JoinWith | null },
  names: readonly string[],
): Promise<Meeting> {
  const facilitator = await owner(browser, product)
  const { protocolId, title } = about
  const session = await plan(facilitator, {
    protocolId: typeof protocolId === 'string' ? protocolId : await protocolId(facilitator),
    title,
  })
  await enter(facilitator, product, session, about.how && 'Without either')
  const link = await invite(facilitator, session)
  const pages = await Promise.all(
    names.map(async (name, at) => {
      const page = await guest(browser, product, name, districts[at % districts.length]!, small, link)
      await passLobby(page, about.how)
      return page
    }),
  )
  for (const [at, page] of pages.entries()) {
    await openPanel(facilitator, 'Desk')
    await facilitator.getByRole('button', { name: `Let in: ${names[at]}` }).click()
    await isInRoom(page)
  }
  const people = new Map(pages.map((page, at) => [names[at]!, page]))
  return { session, facilitator, people }
}

/** One more guest, let in. */
export async function join(
  browser: Browser,
  product: Product,
  { session, facilitator }: Pick<Meeting, 'session' | 'facilitator'>,
  name: string,
  how: JoinWith | null,
): Promise<Page> {
  const page = await guest(browser, product, name, 'Three Rivers', small, await invite(facilitator, session))
  await passLobby(page, how)
  await openPanel(facilitator, 'Desk')
  await facilitator.getByRole('button', { name: `Let in: ${name}` }).click()
  await isInRoom(page)
  return page
}

/** Whose group is whose, as the facilitator's console lists them. */
export async function groupsOf(facilitator: Page): Promise<readonly (readonly string[])[]> {
  const cards = facilitator.locator('[data-group^="g"]')
  await expect(cards.first()).toBeVisible()
  return Promise.all(
    (await cards.all()).map(async (card) =>
      (await card.locator('ul > li > span:first-child').allInnerTexts()).map((text) => text.split('\n')[0]!.trim()),
    ),
  )
}

/** The people one is with, as the strip of pictures shows them, oneself among them. */
export const together = async (page: Page): Promise<readonly string[]> =>
  (
    await page.locator('article[data-person]').evaluateAll((tiles) => tiles.map((tile) => tile.dataset.person ?? ''))
  ).toSorted()

export const turn = (page: Page) => page.getByTestId('turn')
export const turnWords = (page: Page) => turn(page).locator('p b').first()
/** Names in the order of turns. */
export const seats = (page: Page) => turn(page).locator('ol > li')
export const whoseBoard = (page: Page) => page.getByTestId('whose-board')
