import { expect, test } from '@playwright/test'
import { join, meet, turnWords, whoseBoard } from './setup/circles.ts'
import { receivedBy } from './setup/frames.ts'
import { soundArrives } from './setup/hearing.ts'
import { speakers } from './setup/livekit.ts'
import { allSaved, microphone, next, pause, stepTitle, writeNote } from './setup/people.ts'
import { Product, until } from './setup/product.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

test('what is written in private, in silence, reaches no other browser before it is revealed; then dots are placed and counted', async ({
  browser,
}) => {
  const meeting = await meet(
    browser,
    product,
    { protocolId: 'lean-coffee', title: 'What matters', how: 'Microphone only' },
    ['Ana Reyes', 'Ben Ortiz'],
  )
  const { facilitator, people } = meeting
  const [ana, ben] = [...people.values()] as [typeof facilitator, typeof facilitator]
  /** Who may speak, by LiveKit's own word, and whether anybody hears anything. */
  const may = (who: readonly string[]) =>
    until(
      async () => (await speakers(product, meeting.session)).join() === who.join(),
      15_000,
      () => `others may speak than ${who.join(', ') || 'nobody'}`,
    )
  const isHeardBy = (page: typeof ana, what: string) =>
    until(
      () => soundArrives(page),
      30_000,
      () => `${what} is not heard`,
    )
  async function silent() {
    await may([])
    for (const page of [facilitator, ana, ben])
      await until(
        async () => !(await soundArrives(page)),
        15_000,
        () => 'the silence is not silent',
      )
  }
  await isHeardBy(facilitator, 'talk before the start')
  const others = [await receivedBy(facilitator), await receivedBy(ben)]
  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of [facilitator, ana, ben]) {
    await expect(stepTitle(page)).toHaveText('Write topics')
    await expect(whoseBoard(page)).toContainText('Your own sheet: nobody sees it until it is revealed')
  }
  await test.step('one writes in silence: nobody may speak, and no sound arrives', silent)
  await writeNote(ana, 'quillfeather buses')
  await writeNote(ben, 'inkwell substitutes')
  await Promise.all([allSaved(ana), allSaved(ben)])

  await test.step('nobody receives a byte of it, whoever opens what board, or comes and goes', async () => {
    await facilitator.getByRole('button', { name: 'See everyone’s board' }).click()
    await expect(whoseBoard(facilitator)).toContainText('Everyone’s board')
    await facilitator.getByRole('button', { name: 'Outline' }).click()
    await expect(facilitator.locator('li[class*=outlineItem]')).toHaveText([/To discuss/, /Discussing/, /Discussed/])
    await ben.reload()
    await expect(whoseBoard(ben)).toContainText('Your own sheet')
    const late = await join(browser, product, meeting, 'Zoe Park', 'Microphone only')
    await expect(late.getByRole('heading', { name: 'Welcome. Here is where we are.' })).toBeVisible()
    await expect(late.getByText('Listen in for now: you take part from the next step.')).toBeVisible()
    await late.getByRole('button', { name: 'I am with you' }).click()
    await expect(late.getByRole('heading', { name: 'Welcome. Here is where we are.' })).toBeHidden()
    expect(others.map((heard) => heard.has('quillfeather'))).toEqual([false, false])
    expect(others[0]!.has('inkwell')).toBe(false)
    expect(others.every((heard) => heard.count() > 0)).toBe(true)
    // Neither coming back nor coming late breaks the silence.
    await silent()
    await late.close()
  })

  await test.step('revealed, it is there for everyone', async () => {
    await facilitator.getByRole('button', { name: 'Reveal all sheets' }).click()
    await facilitator.getByRole('dialog').getByRole('button', { name: 'Reveal all sheets' }).click()
    for (const page of [facilitator, ana, ben]) {
      await page.getByRole('button', { name: 'Outline' }).click()
      for (const words of ['quillfeather buses', 'inkwell substitutes'])
        await expect(page.getByRole('listitem').filter({ hasText: words }).last()).toBeVisible()
    }
    await until(
      () => others.every((heard) => heard.has('quillfeather')),
      15_000,
      () => 'the frames that bring it were not seen: nothing would have been',
    )
  })

  await test.step('one is heard in her turn; dots are placed by keyboard in silence, shown to nobody else, and counted when the step ends', async () => {
    await next(facilitator, 'Half a minute each', [])
    await pause(facilitator)
    // Whoever came first begins: both came at the same time.
    await expect(turnWords(ana)).toHaveText(/^(It is your turn|Ben Ortiz speaks)$/)
    const anaBegins = (await turnWords(ana).textContent()) === 'It is your turn'
    const [speaker, listener] = anaBegins ? [ana, ben] : [ben, ana]
    await may([anaBegins ? 'Ana Reyes' : 'Ben Ortiz'])
    await microphone(speaker).click()
    for (const page of [facilitator, listener]) await isHeardBy(page, 'who has the turn')
    await next(facilitator, 'Place your dots', [ana, ben])
    await silent()
    const more = ana.getByRole('button', { name: 'One dot more on: quillfeather buses' })
    await more.focus()
    await ana.keyboard.press('Enter')
    await expect(ana.getByText('2 dots left')).toBeVisible()
    await ana.keyboard.press('Enter')
    await expect(ana.getByText('1 dot left')).toBeVisible()
    await ben.getByRole('button', { name: 'One dot more on: inkwell substitutes' }).click()
    await expect(ben.getByText('2 dots left')).toBeVisible()
    await next(facilitator, 'One topic', [ana, ben])
    for (const page of [facilitator, ana, ben]) {
      await page.getByRole('button', { name: 'Dots', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'What the group wants to talk about' })).toBeVisible()
      await expect(page.locator('ol[class*=dotsList] > li').first()).toContainText('quillfeather buses')
      await expect(page.locator('ol[class*=dotsList] > li').first()).toContainText('2 dots')
    }
  })
})
