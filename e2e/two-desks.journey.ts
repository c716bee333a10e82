import { expect, test, type Page } from '@playwright/test'
import { isAccessible, onLaptop } from './setup/accessible.ts'
import { receivedBy } from './setup/frames.ts'
import { journalOf } from './setup/journal.ts'
import { choose, enter, member, openPanel, owner, stepTitle } from './setup/people.ts'
import { Product } from './setup/product.ts'
import { addMember, plan } from './setup/sessions.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start({ COPSE_LIVEKIT: 'off' })
})
test.afterAll(() => product.stop())

const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const cards = (page: Page) => page.getByRole('region', { name: 'For you alone' })

const minutesOf = (ms: number) => {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

async function whisper(page: Page, label: string, text: string) {
  await page.getByLabel(label).fill(text)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('log').getByText(text)).toBeVisible()
}

test('two share the desk: private words stay private, a nudge reaches one, the desk is handed over', async ({
  browser,
}) => {
  test.setTimeout(480_000) // four browsers, and some twenty looks at whole pages
  const one = await owner(browser, product)
  await addMember(one, 'Noor Haddad', 'noor@copse.local')
  await addMember(one, 'Kiri Walker', 'kiri@copse.local')
  const other = await member(browser, product, 'noor@copse.local')
  const kiri = await member(browser, product, 'kiri@copse.local')
  const presenter = await member(browser, product, 'presenter@copse.local')
  const session = await plan(one, {
    protocolId: 'consultancy',
    title: 'Two desks',
    presenter: 'Amara Diallo',
    facilitators: ['Owner', 'Noor Haddad'],
  })
  const frames = {
    one: await receivedBy(one),
    other: await receivedBy(other),
    kiri: await receivedBy(kiri),
    presenter: await receivedBy(presenter),
  }
  for (const page of [one, other, kiri, presenter]) await enter(page, product, session)
  const reaching = (words: string) => Object.entries(frames).flatMap(([name, seen]) => (seen.has(words) ? [name] : []))

  await test.step('each sees who facilitates with her, and keeps her own part', async () => {
    await one.getByRole('button', { name: 'Start the protocol' }).click()
    await expect(stepTitle(one)).toHaveText('The dilemma')
    await expect(one.getByRole('region', { name: 'Who facilitates with you' })).toContainText('Noor Haddad')
    await one.getByRole('button', { name: 'I keep the time', exact: true }).click()
    await expect(one.getByRole('button', { name: 'Everyone may speak' })).toHaveCount(0)
    await expect(one.getByRole('button', { name: 'Next step' })).toBeVisible()
    await other.getByRole('button', { name: 'I keep the content' }).click()
    await expect(other.getByRole('button', { name: 'Next step' })).toHaveCount(0)
    await expect(other.getByRole('button', { name: 'Everyone may speak' })).toBeVisible()
    await one.reload()
    await expect(one.getByRole('button', { name: 'I keep the time', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await isAccessible(one, 'the desk of who keeps the time', onLaptop)
    await one.getByRole('button', { name: 'I keep both' }).click()
  })

  await test.step('facilitators talk in private, and others’ browsers receive not a word', async () => {
    await one.getByRole('button', { name: 'Write privately to the facilitators' }).click()
    await whisper(one, 'Write privately', 'Shall we give silence more room?')
    await expect(cards(other)).toContainText('Shall we give silence more room?')
    await cards(other).getByRole('button', { name: 'Read and answer' }).click()
    await expect(other.getByLabel('Write privately', { exact: true })).toBeVisible()
    await whisper(other, 'Write privately', 'Two minutes, yes.')
    await expect(tab(one, 'Chat')).toBeVisible()
    await expect(one.getByRole('log').getByText('Two minutes, yes.')).toBeVisible()
  })

  await test.step('a participant asks the facilitators and is answered alone', async () => {
    await tab(kiri, 'Chat').click()
    await kiri.getByRole('button', { name: 'Ask the facilitators' }).click()
    await whisper(kiri, 'Your question', 'May I bring an example?')
    await expect(one.getByRole('log').getByText('May I bring an example?')).toBeVisible()
    await openPanel(kiri, 'People')
    await one.getByRole('button', { name: 'Answer Kiri Walker privately' }).click()
    await whisper(one, 'Write privately', 'Please do, after the questions.')
    await expect(tab(kiri, 'Chat')).toContainText('1 new message')
    await isAccessible(kiri, 'a private message', onLaptop)
    await cards(kiri).getByRole('button', { name: 'Read and answer' }).click()
    await expect(kiri.getByRole('log').getByText('Please do, after the questions.')).toBeVisible()
    await expect(tab(kiri, 'Chat')).not.toContainText('new message')
    await isAccessible(one, 'the private side', onLaptop)

    // What everyone gets came after it: what is missing by then will not come.
    await kiri.getByRole('button', { name: 'Everyone', exact: true }).click()
    await kiri.getByLabel('Write a message').fill('Thank you all')
    await kiri.keyboard.press('Enter')
    await expect.poll(() => reaching('Thank you all')).toEqual(['one', 'other', 'kiri', 'presenter'])
    expect(reaching('Shall we give silence')).toEqual(['one', 'other'])
    expect(reaching('Two minutes, yes.')).toEqual(['one', 'other'])
    expect(reaching('May I bring an example')).toEqual(['one', 'other', 'kiri'])
    expect(reaching('Please do, after')).toEqual(['one', 'kiri'])
  })

  await test.step('a nudge and a cue are seen by one', async () => {
    await choose(other, 'Kiri Walker', 'Ask: would you like to come in?')
    await expect(cards(kiri)).toContainText('Would you like to come in?')
    await choose(other, 'Kiri Walker', 'Cue: this sounds like a probing question')
    await expect(cards(kiri)).toContainText('probing question')
    await expect(cards(kiri)).not.toContainText('come in?') // the newer word of the two
    await cards(kiri).getByRole('button', { name: 'Got it' }).click()
    await choose(other, 'Kiri Walker', 'Ask: would you like to come in?')
    await expect(cards(kiri)).toContainText('Would you like to come in?')
    await isAccessible(kiri, 'a nudge', onLaptop)
    await openPanel(kiri, 'People')
    await cards(kiri).getByRole('button', { name: 'Raise my hand' }).click()
    await expect(cards(kiri)).not.toContainText('come in?')
    expect(reaching('"kind":"invite"')).toEqual(['other', 'kiri'])
    for (const page of [one, other, presenter]) await expect(cards(page)).not.toContainText('come in?')
  })

  await test.step('hands are called on in fair order, each sees her own place only', async () => {
    await expect(kiri.getByText('Your hand is up: you are next.').first()).toBeVisible()
    await other.getByRole('button', { name: 'Give the floor to Kiri Walker' }).click()
    await expect(kiri.getByText('Your hand is up')).toHaveCount(0)
    await other.getByRole('button', { name: 'Take the floor back from Kiri Walker' }).click()
    await kiri.getByRole('button', { name: 'Raise hand' }).click()
    await expect(kiri.getByText('Your hand is up: you are next.').first()).toBeVisible()
    await presenter.getByRole('button', { name: 'Raise hand' }).click()
    await openPanel(presenter, 'People')
    // Kiri was called on before: who was not comes first, though her hand came later.
    await expect(presenter.getByText('Your hand is up: you are next.').first()).toBeVisible()
    await expect(kiri.getByText('Your hand is up: you are second.').first()).toBeVisible()
    await expect(other.locator('[data-hand]')).toContainText(['Amara Diallo', 'Kiri Walker'])
    await expect(kiri.locator('[data-hand]')).toHaveCount(0)
    await isAccessible(other, 'the queue', onLaptop)
  })

  await test.step('notes keep themselves, through a reload and without a connection', async () => {
    await openPanel(presenter, 'Notes')
    await presenter.getByLabel('Your notes').fill('Come back to the bus schedule.')
    await expect(presenter.getByTestId('notes-state')).toHaveText('Saved')
    await presenter.reload()
    await openPanel(presenter, 'Notes')
    await expect(presenter.getByLabel('Your notes')).toHaveValue('Come back to the bus schedule.')
    await presenter.context().setOffline(true)
    await expect(presenter.getByText('The connection is lost.')).toBeVisible({ timeout: 5000 })
    await presenter.getByLabel('Your notes').fill('Come back to the bus schedule. And to Tuesdays.')
    await expect(presenter.getByTestId('notes-state')).toContainText('kept in this browser')
    await presenter.context().setOffline(false)
    await expect(presenter.getByTestId('notes-state')).toHaveText('Saved', { timeout: 30_000 })
    await isAccessible(presenter, 'notes', onLaptop)
    expect(reaching('And to Tuesdays')).toEqual(['presenter'])
  })

  await test.step('a scribe writes where others read; the timekeeper says the time', async () => {
    await one.getByRole('button', { name: 'Desk' }).or(tab(one, 'Desk')).first().click()
    await one.getByRole('button', { name: 'Next step' }).click()
    for (const page of [one, kiri]) await expect(stepTitle(page)).toHaveText('Silent reading')
    await choose(one, 'Kiri Walker', 'Make scribe')
    await expect(cards(kiri)).toContainText('You are the scribe')
    await cards(kiri).getByRole('button', { name: 'Got it' }).click()
    await expect(kiri.locator('[data-person="Kiri Walker"]').filter({ hasText: 'Scribe' })).toBeVisible()
    await choose(one, 'Amara Diallo', 'Make timekeeper')
    await expect(presenter.getByRole('region', { name: 'You keep the time' })).toBeVisible()
    await presenter.getByRole('button', { name: 'Say the time' }).click()
    for (const page of [one, other, kiri]) await expect(cards(page)).toContainText(/minutes? left\./)
    await choose(one, 'Kiri Walker', 'Put in the spotlight')
    await openPanel(kiri, 'People')
    await expect(kiri.getByText('In the spotlight')).toBeVisible()
    await choose(one, 'Kiri Walker', 'End the spotlight')
    await expect(kiri.getByText('In the spotlight')).toHaveCount(0)
  })

  await test.step('the steps to come are shortened as proposed', async () => {
    await openPanel(one, 'Desk')
    for (let times = 0; times < 2; times++) await one.getByRole('button', { name: '+5 minutes' }).click()
    await expect(one.getByText(/This step now has .* at most/)).toBeVisible()
    const offer = one.getByRole('region', { name: 'On time' })
    await expect(offer).toContainText(/You are \d+ minutes over/)
    await isAccessible(one, 'an offer to end on time', onLaptop)
    const proposed = await offer.locator('li b').allInnerTexts()
    await offer.getByRole('button', { name: 'Shorten them' }).click()
    await expect(offer).toHaveCount(0)
    const shortened = (await journalOf(product, session)).flatMap((event) =>
      event.type === 'agenda.refitted' ? [...event.durationsMs] : [],
    )
    expect(proposed.map((text) => text.replace('then', '').trim())).toEqual(shortened.map(minutesOf))
  })

  await test.step('the desk is handed over; the last to keep it is told why she cannot step back', async () => {
    await one.getByRole('button', { name: 'Hand over or step back' }).click()
    await one.getByLabel('Give the desk to').selectOption({ label: 'Kiri Walker' })
    await one.getByRole('button', { name: 'Hand over and step back' }).click()
    await expect(tab(one, 'Desk')).toHaveCount(0)
    await expect(cards(kiri)).toContainText('You facilitate this session.')
    await cards(kiri).getByRole('button', { name: 'Open the desk' }).click()
    await expect(kiri.getByRole('button', { name: 'Next step' })).toBeVisible()
    await other.keyboard.press('d')
    await other.getByRole('button', { name: 'Hand over or step back' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Leave the desk to Kiri Walker' }).click()
    await expect(tab(other, 'Desk')).toHaveCount(0)
    await kiri.getByRole('button', { name: 'Hand over or step back' }).click()
    await expect(kiri.getByRole('dialog')).toContainText('You are the only facilitator.')
    await expect(kiri.getByRole('dialog').getByRole('button', { name: /Leave the desk/ })).toHaveCount(0)
    await isAccessible(kiri, 'handing over', onLaptop)
    await kiri.keyboard.press('Escape')
    await choose(kiri, 'Kiri Walker', 'Make Participant')
    await expect(kiri.getByText('Somebody has to facilitate: give the role to another person first.')).toBeVisible()
  })

  await test.step('every part is reached by its key', async () => {
    await kiri.locator('body').click({ position: { x: 5, y: 300 } })
    await kiri.keyboard.press('d')
    await expect(tab(kiri, 'Desk')).toBeFocused()
    await kiri.keyboard.press('k')
    await expect(kiri.getByLabel('Your notes')).toBeFocused()
    await tab(kiri, 'Notes').focus()
    await kiri.keyboard.press('a')
    await expect(kiri.getByLabel('Write privately')).toBeFocused()
    await tab(kiri, 'Chat').focus()
    await kiri.keyboard.press('l')
    await expect(tab(kiri, 'People')).toBeFocused()
    await kiri.keyboard.press('?')
    const list = kiri.getByRole('dialog', { name: 'Keyboard shortcuts' })
    for (const key of ['A', 'K', 'L', 'I', 'D', 'G', 'T', '+', '-'])
      await expect(list.locator('kbd').getByText(key, { exact: true })).toBeVisible()
  })
})
