import { expect, test, type Page } from '@playwright/test'
import { soundArrives } from './setup/hearing.ts'
import { journalOf } from './setup/journal.ts'
import { callers, maySpeak, speakers } from './setup/livekit.ts'
import {
  admit,
  choose,
  enter,
  guest,
  isInRoom,
  member,
  microphone,
  next,
  owner,
  passLobby,
  stepTitle,
  voices,
} from './setup/people.ts'
import { Product, until } from './setup/product.ts'
import { publishAtTheConsole } from './setup/rogue.ts'
import { invite, plan, record } from './setup/sessions.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

const her = 'Amara Diallo'

test('in the silent step the presenter tries every way to speak, and none works', async ({ browser }) => {
  const facilitator = await owner(browser, product)
  const session = await plan(facilitator, { protocolId: 'consultancy', title: 'A quiet dilemma', presenter: her })
  await enter(facilitator, product, session, 'Microphone only')
  const presenter = await member(browser, product, 'presenter@copse.local')
  await enter(presenter, product, session, 'Microphone only')
  const listener = await guest(browser, product, 'Kiri Walker', 'Lake County', {}, await invite(facilitator, session))
  await passLobby(listener, 'Microphone only')
  await admit(facilitator, 'Kiri Walker')
  await isInRoom(listener)
  const others: Page[] = [facilitator, listener]

  const reaches = async () => (await Promise.all(others.map((page) => soundArrives(page)))).some(Boolean)
  const herself = async () => (await callers(product, session)).find(({ name }) => name === her)
  async function cannotBeHeard(how: string) {
    expect(await reaches(), `${how}: others receive sound`).toBe(false)
    expect((await herself())?.tracks.filter(({ type }) => type === 'AUDIO') ?? [], `${how}: LiveKit has sound`).toEqual(
      [],
    )
  }

  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of [presenter, ...others]) await expect(stepTitle(page)).toHaveText('The dilemma')
  await until(reaches, 20_000, () => 'she is not heard while she presents')

  await test.step('her microphone is revoked within a second of the step’s beginning', async () => {
    let revokedAt = 0
    const watch = until(
      async () => {
        const one = await herself()
        if (one && !maySpeak(one) && one.tracks.length === 0) revokedAt = Date.now()
        return revokedAt > 0
      },
      15_000,
      () => 'her microphone is never revoked',
    )
    await next(facilitator, 'Silent reading', [presenter, listener])
    await watch
    const begun = (await journalOf(product, session)).findLast(({ type }) => type === 'step.entered')!
    const took = revokedAt - begun.at
    console.log(`the presenter's microphone was gone from LiveKit ${took} ms after the step began`)
    expect(took).toBeLessThan(1000)
    for (const page of others)
      await until(
        async () => (await voices(page)) === 0 && !(await soundArrives(page)),
        10_000,
        () => 'somebody is still heard',
      )
  })

  const why = 'This is a silent step: nobody speaks.'
  const told = presenter.getByRole('status').filter({ hasText: `Your microphone is off: ${why}` })
  await test.step('pressing unmute: nothing, and she is told why', async () => {
    await expect(microphone(presenter)).toHaveAccessibleName(`Cannot speak now. ${why}`)
    await microphone(presenter).click({ force: true })
    await expect(told).toBeVisible()
    await cannotBeHeard('unmute')
  })

  await test.step('a reload and the M key: nothing, and she is told why', async () => {
    await presenter.reload()
    await isInRoom(presenter)
    await until(
      async () => (await herself()) !== undefined,
      15_000,
      () => 'she does not come back',
    )
    await presenter.keyboard.press('m')
    await expect(told).toBeVisible()
    await cannotBeHeard('reload and M')
  })

  await test.step('a second device: the call moves there, and she cannot speak there either', async () => {
    const second = await member(browser, product, 'presenter@copse.local')
    await enter(second, product, session, 'Microphone only')
    await expect(presenter.getByText('You are in this room on another device')).toBeVisible()
    await expect(microphone(second)).toHaveAccessibleName(`Cannot speak now. ${why}`)
    await microphone(second).click({ force: true })
    await cannotBeHeard('second device')
    await second.context().close()
  })

  await test.step('the LiveKit SDK at the console: every source is refused, disguised sound puts her out', async () => {
    const tries = await publishAtTheConsole(presenter, session)
    for (const { how, became } of tries) console.log(`  ${how}: ${became}`)
    // LiveKit takes sound for a camera's if it is told so. Nobody's page plays it, and its publisher is put out at once.
    expect(
      tries
        .filter(({ became }) => became === 'published')
        .map(({ how }) => how)
        .filter((how) => how !== 'camera, unchecked'),
    ).toEqual([])
    for (const page of others) expect(await voices(page)).toBe(0)
    await until(
      async () => (await herself())?.tracks.every(({ type }) => type !== 'AUDIO') ?? true,
      10_000,
      () => 'sound disguised as a camera stays',
    )
    await cannotBeHeard('console')
  })

  await test.step('the facilitator’s override lets her speak, when she unmutes', async () => {
    await presenter.reload()
    await isInRoom(presenter)
    await choose(facilitator, her, 'Let speak in this step')
    await until(
      async () => (await speakers(product, session)).join() === her,
      10_000,
      () => 'the grant does not come',
    )
    await expect(microphone(presenter)).not.toHaveAttribute('aria-disabled', 'true')
    await expect(microphone(presenter)).toHaveAttribute('data-on', 'false')
    await cannotBeHeard('override, not yet unmuted')
    await microphone(presenter).click()
    await until(reaches, 15_000, () => 'she is not heard after the override')
  })

  await test.step('the next step silences no one, and unmutes no one', async () => {
    await choose(facilitator, her, 'As the step says')
    await until(async () => (await speakers(product, session)).length === 0, 10_000)
    await next(facilitator, 'Clarifying questions', [presenter, listener])
    await until(
      async () => (await speakers(product, session)).length === 3,
      10_000,
      () => 'grants do not come back',
    )
    await expect(microphone(presenter)).toHaveAttribute('data-on', 'false')
    await cannotBeHeard('the grant that came back')
    await presenter.reload()
    await isInRoom(presenter)
    await until(async () => (await herself()) !== undefined)
    await expect(microphone(presenter)).not.toHaveAttribute('aria-disabled', 'true')
    await cannotBeHeard('a reload after the grant came back')
    await microphone(presenter).click()
    await until(reaches, 15_000, () => 'she is not heard again')
  })

  await test.step('the record says who decided it', async () => {
    await facilitator.getByRole('tab', { name: /Desk/ }).click()
    await facilitator.getByRole('button', { name: 'End the session' }).click()
    await facilitator.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
    await expect(facilitator.getByText('Thank you for thinking together')).toBeVisible()
    const { decisions } = await record(facilitator, session)
    expect(decisions).toContainEqual(
      expect.objectContaining({ type: 'floor.overridden', by: 'Owner', detail: `${her}: speak ✓, write –` }),
    )
  })
})
