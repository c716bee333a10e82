import { expect, test, type Page } from '@playwright/test'
import { en as first } from '../apps/web/src/i18n/en.ts'
import { enMore } from '../apps/web/src/i18n/en-more.ts'
import { es } from '../apps/web/src/i18n/es.ts'
import { newPage, owner } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { ask, firstCommunity, invite, plan } from './setup/sessions.ts'

const en = { ...first, ...enMore }

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

type Words = { readonly [key: string]: string | Words }
const leaves = (words: Words, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  )
const spanish = new Map(leaves(es as Words))
/** English words that Spanish says otherwise, as patterns in which anything may stand for what is filled in. */
const english = leaves(en as Words)
  .filter(([key, text]) => text !== '' && spanish.get(key) !== text && ![...spanish.values()].includes(text))
  .map(
    ([, text]) =>
      new RegExp(`^${text.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&').replace(/\\\{\\\{.*?\\\}\\\}/g, '.*')}$`, 'u'),
  )
const keyOf = new RegExp(`^(${Object.keys(en).join('|')})(\\.[a-zA-Z-]+)+$`)
const englishWord = /\b(the|and|with|your|you|of|is|are|to)\b/i

/** Every word a page shows or says: texts, names and descriptions of things, placeholders, its title. */
const said = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const words: string[] = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text) {
        if (!node.parentElement!.closest('script, style, template')) words.push(node.data)
      } else
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
          words.push((node as Element).getAttribute(name) ?? '')
    }
    return words.map((text) => text.trim().replace(/\s+/g, ' ')).filter(Boolean)
  })

async function speaksSpanish(page: Page, where: string) {
  await expect(page.locator('html')).toHaveAttribute('lang', /^es\b/)
  const words = [...new Set(await said(page))]
  expect
    .soft(
      words.filter((text) => keyOf.test(text) || englishWord.test(text) || english.some((one) => one.test(text))),
      `${where}: not Spanish`,
    )
    .toEqual([])
}

test('the whole room in Spanish, and not a word of English', async ({ browser }) => {
  const options = { locale: 'es-MX' }
  const anyone = await owner(browser, product)
  await ask(anyone, '/me', 'PATCH', { name: 'Lucía Vega' })
  const { id } = await firstCommunity(anyone)
  await ask(anyone, `/communities/${id}`, 'PATCH', {
    name: 'Círculo de directoras',
    purpose: 'Pensar en común.',
    norms: ['Lo dicho aquí se queda aquí.'],
    districts: ['Valle del Cedro'],
  })
  const session = await plan(anyone, {
    protocolId: 'consultancy',
    title: 'Tiempo en común',
    presenter: 'Amara Diallo',
    facilitators: ['Lucía Vega'],
  })
  const link = await invite(anyone, session)

  const guest = await newPage(browser, options)
  await guest.goto(link)
  await guest.getByLabel('Su nombre').fill('Inés Ríos')
  await speaksSpanish(guest, 'the invitation')
  await guest.getByLabel('Su distrito').fill('Valle del Cedro')
  await guest.getByRole('button', { name: es.community.guest.enter }).click()
  await expect(guest.getByText(es.room.lobby.keeps)).toBeVisible()
  await speaksSpanish(guest, 'the lobby')
  await guest.getByLabel(es.room.lobby.accept).check()
  await guest.getByRole('button', { name: es.room.lobby.ask }).click()
  await expect(guest.getByText(es.room.lobby.waiting)).toBeVisible()
  await speaksSpanish(guest, 'waiting')

  // The owner changes her language; everything after that is Spanish.
  await anyone.evaluate(() => localStorage.setItem('copse.language', 'es'))
  const page = anyone
  await page.goto(`${product.url}/sessions/${session}`)
  await expect(page.getByRole('link', { name: es.community.session.enter })).toBeVisible()
  await speaksSpanish(page, 'the session')
  await page.getByRole('link', { name: es.community.session.enter }).click()
  await page.getByLabel(es.room.lobby.accept).check()
  await page.getByRole('button', { name: es.room.lobby.enter }).click()
  await expect(page.getByRole('button', { name: es.room.controls.leave })).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('canvas.interactive')).toBeVisible({ timeout: 30_000 })
  await speaksSpanish(page, 'the room before the start')
  await page.getByRole('button', { name: `${es.room.desk.admit}: Inés Ríos` }).click()
  await expect(guest.getByRole('button', { name: es.room.controls.leave })).toBeVisible({ timeout: 30_000 })

  await page.getByRole('tab', { name: es.room.panel.people }).click()
  await page.getByRole('button', { name: es.room.people.more.replace('{{name}}', 'Inés Ríos') }).click()
  await speaksSpanish(page, 'somebody’s menu')
  await page
    .getByRole('menuitem', { name: `${es.room.desk.makeRole.replace('{{role}}', es.room.role.presenter)}` })
    .click()
  await page.getByRole('tab', { name: es.room.panel.desk }).click()
  await page.getByRole('button', { name: es.room.desk.start }).click()
  await expect(page.locator('header h1')).toHaveText('El dilema')

  for (const title of ['Lectura en silencio', 'Preguntas aclaratorias']) {
    for (const tab of ['desk', 'people', 'chat', 'commitments'] as const) {
      await page.getByRole('tab', { name: es.room.panel[tab] }).click()
      await speaksSpanish(page, `the room, ${tab}`)
    }
    await speaksSpanish(guest, 'the guest’s room')
    await page.getByRole('tab', { name: es.room.panel.desk }).click()
    await page.getByRole('button', { name: es.room.desk.next }).click()
    await expect(page.locator('header h1')).toHaveText(title)
  }
  const dialogs: [string, () => Promise<unknown>][] = [
    ['all steps', () => page.getByRole('button', { name: es.room.bar.steps }).click()],
    [
      'keys',
      async () => {
        await page.getByRole('button', { name: es.room.controls.more, exact: true }).click()
        await page.getByRole('menuitem', { name: es.room.controls.shortcuts }).click()
      },
    ],
    ['leaving', () => page.getByRole('button', { name: es.room.controls.leave }).click()],
    ['ending', () => page.getByRole('button', { name: es.room.desk.end }).click()],
    ['reactions', () => page.getByRole('button', { name: es.room.controls.react }).click()],
  ]
  for (const [what, open] of dialogs) {
    await open()
    await expect(page.getByRole(what === 'reactions' ? 'menu' : 'dialog')).toBeVisible()
    await speaksSpanish(page, what)
    await page.keyboard.press('Escape')
    await expect(page.getByRole(what === 'reactions' ? 'menu' : 'dialog')).toHaveCount(0)
  }
  await page.getByRole('button', { name: es.room.view.outline }).click()
  await speaksSpanish(page, 'the outline')
  await page.getByRole('button', { name: es.room.desk.end }).click()
  await page.getByRole('dialog').getByRole('button', { name: es.room.desk.end }).click()
  await expect(page.getByText(es.room.ended.title)).toBeVisible()
  await speaksSpanish(page, 'the end')
  await page.getByRole('link', { name: es.room.ended.record }).click()
  await expect(page.getByRole('heading', { name: es.record.boards })).toBeVisible({ timeout: 30_000 })
  await speaksSpanish(page, 'the record')
})
