import type { Command, PersonId, Protocol, Step } from '@copse/contract'
import { plan } from '@copse/protocols'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshId, planned, session, until } from '../room/testing.ts'
import { placeOf, roomOf } from './place.ts'
import { openStudio, type Studio } from './testing.ts'

const step = (id: string, change: Partial<Step>): Step => ({
  id,
  title: { en: id },
  prompt: { en: id },
  minutes: { default: 5, min: 1, max: 10 },
  floor: { mode: 'open' },
  board: { everyone: 'write' },
  onEnd: 'chime',
  ...change,
})
const grouping = { kind: 'groups', size: 2, fill: 'hand' } as const
const protocol: Protocol = {
  ...planned().protocol,
  needsPresenter: false,
  steps: [step('together', {}), step('apart', { grouping }), step('back', {})],
}

let studio: Studio
beforeAll(async () => {
  const stated = planned()
  studio = await openStudio({
    graceMs: 2000,
    sweepMs: 200,
    plan: { ...stated, protocol, agenda: plan(protocol), presenterId: null },
  })
})
afterAll(() => studio.stop())

type Distribute<Type> = Type extends { id: unknown } ? Omit<Type, 'id'> : never
const fay = (command: Distribute<Command>) =>
  studio.rooms.execute(
    { kind: 'member', personId: 'fay' as PersonId, name: 'fay', district: null, owner: false },
    session,
    { id: freshId(), ...command } as Command,
  )
const circleIn = async (name: string): Promise<string> => {
  const { body } = await studio.ticket(name)
  return 'circle' in body ? body.circle : body.code
}
const isIn = async (name: string, circle: string) =>
  (await studio.participant(name, roomOf(session, circle)).catch(() => undefined)) !== undefined

test('[M15] rooms are named for session and circle, and nothing else is taken for one', () => {
  expect(placeOf(roomOf(session, 'g3-2'))).toEqual({ sessionId: session, circle: 'g3-2' })
  expect(placeOf(roomOf(session, 'plenary'))).toEqual({ sessionId: session, circle: 'plenary' })
  for (const name of ['', 'a.b', 'a.g1-1.c', '../a', 'a.plenary.x']) expect(placeOf(name)).toBeNull()
})

test('[M15, M16] people are heard in their group and nowhere else, and come back together', async () => {
  const together = await studio.token('ana')
  await studio.call(together)
  await studio.call(await studio.token('fay'))
  await fay({ type: 'session.start' })
  await fay({ type: 'groups.arrange', groups: [['ana', 'ben'] as PersonId[], ['pat' as PersonId]] })
  await fay({ type: 'step.advance', from: 0 })
  expect([await circleIn('ana'), await circleIn('ben'), await circleIn('pat'), await circleIn('fay')]).toEqual([
    'g1-1',
    'g1-1',
    'g1-2',
    'plenary',
  ])
  await until(async () => (await studio.participant('ana'))?.permission?.canPublish === false)
  await studio.call(await studio.token('ana'))
  await until(() => isIn('ana', 'g1-1'))
  await until(async () => !(await isIn('ana', 'plenary')))
  expect(await isIn('fay', 'plenary')).toBe(true)

  // The ticket from before the move opens the door, but not for long, and not to speak.
  await studio.call(together)
  await until(async () => !(await isIn('ana', 'plenary')))

  await fay({ type: 'groups.visit', groupId: 'g1-2' })
  expect(await circleIn('fay')).toBe('g1-2')
  await until(async () => !(await isIn('fay', 'plenary')))

  await fay({ type: 'step.advance', from: 1 })
  expect(await circleIn('ana')).toBe('plenary')
  await studio.call(await studio.token('ana'))
  await until(async () => (await isIn('ana', 'plenary')) && !(await isIn('ana', 'g1-1')))
  expect((await studio.participant('ana'))?.permission?.canPublish).toBe(true)
})
