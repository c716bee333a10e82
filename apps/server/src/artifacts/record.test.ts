import type { SessionRecord } from '@copse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { communityWith, openHouse, schedule, until, type House } from '../testing.ts'

const MINUTE = 60_000
const BEGAN = Date.UTC(2027, 2, 4, 16, 30)
let clock = BEGAN
let house: House
let record: SessionRecord
beforeAll(async () => {
  house = await openHouse({ now: () => clock })
  const pass = (minutes: number) => (clock += minutes * MINUTE)
  const owner = await house.owner()
  const community = await communityWith(owner, [{ email: 'mia@copse.test', name: 'Mia' }])
  const mia = await house.member('mia@copse.test')
  const { id } = await schedule(owner, community.id, { startsAt: BEGAN })
  const path = `/api/sessions/${id}/record`

  // 0: both are in, two minutes before it starts. Mia comes with a second device as well.
  const host = await owner.enter(id)
  const hers = await mia.enter(id)
  const tablet = await mia.enter(id)
  pass(2)
  await host.send({ type: 'session.start' })
  pass(2) // 4
  await host.send({ type: 'step.advance', from: 0 })
  pass(3) // 7
  await host.send({ type: 'clock.pause' })
  pass(4) // 11
  await host.send({ type: 'clock.resume' })
  pass(1) // 12
  await host.send({ type: 'step.back', from: 1 })
  pass(1) // 13
  await host.send({ type: 'step.advance', from: 0 })
  // Her laptop goes: she is still there by her tablet. Then that goes, too.
  hers.leave()
  pass(1) // 14
  await host.send({ type: 'chat.say', text: 'writing' })
  tablet.leave()
  const gone = async () => {
    const reply = await host.join()
    return reply.ok && 'state' in reply && reply.state.people[hers.personId]!.connections.length === 0
  }
  await until(gone)
  pass(3) // 17
  const back = await mia.enter(id)
  pass(2) // 19: the server is stopped and comes back four minutes later; they come back by themselves.
  await host.send({ type: 'chat.say', text: 'before the restart' })
  await house.restart(() => pass(4)) // 23
  for (const seat of [host, back])
    await until(async () => {
      const reply = await seat.join().catch(() => null)
      return reply?.ok && reply.standing === 'admitted'
    })
  pass(1) // 24
  await host.send({ type: 'chat.say', text: 'after the restart' })
  await host.send({ type: 'step.advance', from: 1 })
  pass(5) // 29
  await host.send({ type: 'session.end' })
  pass(10)
  back.leave()
  await until(async () => {
    const reply = await host.join()
    return reply.ok && 'state' in reply && reply.state.people[hers.personId]!.connections.length === 0
  })
  // Somebody opens the room a day later, to look.
  pass(24 * 60)
  await mia.enter(id)
  pass(1)
  record = (await owner.get(path)).json as SessionRecord
})
afterAll(() => house.stop())

const minutes = (ms: number) => ms / MINUTE
const at = (time: number) => minutes(time - BEGAN)

test('[A20] each step has the minutes it was planned with and those it took, back and forth, pauses and a restart included', () => {
  expect(record.steps.map(({ actualMs }) => minutes(actualMs))).toEqual([3, 19, 5, 0])
  expect(record.steps.map(({ enteredAt }) => enteredAt && at(enteredAt))).toEqual([2, 4, 24, null])
  expect(minutes(record.steps.reduce((sum, { plannedMs }) => sum + plannedMs, 0))).toBeCloseTo(40, 5)
  expect([at(record.startedAt), at(record.endedAt)]).toEqual([2, 29])
})

test('[A21] who was there is told in intervals: by any device, not while the server was gone, not after the end', () => {
  const intervals = Object.fromEntries(
    record.people.map(({ name, intervals: list }) => [name, list.map(({ from, to }) => [at(from), at(to)])]),
  )
  expect(intervals).toEqual({
    Owner: [
      [0, 19],
      [23, 29],
    ],
    Mia: [
      [0, 14],
      [17, 19],
      [23, 29],
    ],
  })
})

test('[A22] what was said stands with the step it was said in; what facilitators decided, in order', () => {
  expect(record.chat.map(({ text, stepIndex }) => [text, stepIndex])).toEqual([
    ['writing', 1],
    ['before the restart', 1],
    ['after the restart', 1],
  ])
  expect(record.decisions.map(({ type, by }) => [type, by])).toEqual([
    ['clock.paused', 'Owner'],
    ['clock.resumed', 'Owner'],
    ['step.entered', 'Owner'],
  ])
})
