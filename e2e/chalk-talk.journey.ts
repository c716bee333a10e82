import { expect, test } from '@playwright/test'
import { soundArrives } from './setup/hearing.ts'
import { speakers } from './setup/livekit.ts'
import {
  admit,
  allSaved,
  boardHas,
  drawRectangle,
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
  writeNote,
} from './setup/people.ts'
import { Product, until } from './setup/product.ts'
import { invite, plan } from './setup/sessions.ts'

let product: Product
test.beforeAll(async () => {
  product = await Product.start()
})
test.afterAll(() => product.stop())

test('in Chalk Talk nobody speaks, all write at once, and everyone sees all of it', async ({ browser }) => {
  const facilitator = await owner(browser, product)
  const session = await plan(facilitator, { protocolId: 'chalk-talk', title: 'What is planning time for?' })
  const teacher = await member(browser, product, 'presenter@copse.local')
  await enter(facilitator, product, session, 'Microphone only')
  await enter(teacher, product, session, 'Microphone only')
  const visitor = await guest(browser, product, 'Kiri Walker', 'Lake County', {}, await invite(facilitator, session))
  await passLobby(visitor, 'Microphone only')
  await admit(facilitator, 'Kiri Walker')
  await isInRoom(visitor)
  const everyone = [facilitator, teacher, visitor]
  await until(
    async () => (await speakers(product, session)).length === 3,
    20_000,
    () => 'not everyone may speak before the start',
  )

  await facilitator.getByRole('button', { name: 'Start the protocol' }).click()
  for (const page of everyone) await expect(stepTitle(page)).toHaveText('The question')
  await next(facilitator, 'Silent writing', everyone)

  await test.step('every microphone is revoked, the facilitator’s too', async () => {
    await until(
      async () => (await speakers(product, session)).length === 0,
      10_000,
      () => 'somebody may still speak',
    )
    for (const page of everyone) {
      await expect(microphone(page)).toHaveAccessibleName('Cannot speak now. This is a silent step: nobody speaks.')
      await until(
        async () => (await voices(page)) === 0 && !(await soundArrives(page)),
        10_000,
        () => 'somebody is still heard',
      )
    }
  })

  await test.step('all write at the same moment and all see everything', async () => {
    await Promise.all(everyone.map((page, index) => drawRectangle(page, { x: 0.36 + 0.18 * index, y: 0.25 })))
    await Promise.all(everyone.map(allSaved))
    // The question in the middle is there from the beginning.
    await Promise.all(everyone.map((page) => boardHas(page, 4)))
    const notes = ['Who sets the bus schedule?', 'Ask the drivers', 'Two schools, one hour']
    await Promise.all(everyone.map((page, index) => writeNote(page, notes[index]!)))
    for (const page of everyone)
      for (const note of notes) await expect(page.getByRole('listitem').filter({ hasText: note })).toBeVisible()
  })

  await next(facilitator, 'Read and find themes', everyone)
  await until(
    async () => (await speakers(product, session)).length === 3,
    10_000,
    () => 'the microphones do not come back',
  )
  for (const page of everyone) {
    await expect(microphone(page)).toHaveAttribute('data-on', 'false')
    expect(await soundArrives(page, 5)).toBe(false)
  }
})
