import type { Grouping, Step } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { parting } from './parting.ts'
import { Meeting, planOf, protocolOf, step } from './testing.ts'

const pairs: Grouping = { kind: 'groups', size: 2, fill: 'random' }
const fishbowl: Grouping = { kind: 'fishbowl', inner: 2 }

describe('what becomes of the groups when the step ends is known before', () => {
  it.each<[string, ReturnType<typeof parting>, Step['grouping']]>([
    ['nothing grouped follows', 'together', undefined],
    ['a fishbowl follows', 'together', fishbowl],
    ['the same groups follow', 'stay', pairs],
    ['the same, made afresh', 'anew', { ...pairs, fresh: true }],
    ['larger ones follow', 'anew', { ...pairs, size: 3 }],
    ['two become one', 'anew', { kind: 'merge' }],
  ])('[P63] %s: %s', (_, expected, grouping) => {
    const steps = [step({ grouping: pairs }), step({ id: 'next', ...(grouping && { grouping }) })]
    const room = new Meeting(planOf(protocolOf(steps), { minutes: 30 }))
    room.seat({ fay: 'facilitator', a: 'participant', b: 'participant', c: 'participant', d: 'participant' })
    expect(parting(room.state)).toBeNull()
    room.ask('fay', { type: 'session.start' })
    expect(parting(room.state)).toBe(expected)
    const before = room.state.groups.map(({ id: name }) => name)
    room.ask('fay', { type: 'step.advance', from: 0 })
    const stays = room.state.groups.map(({ id: name }) => name).join() === before.join()
    expect(stays && room.state.apart && grouping !== undefined).toBe(expected === 'stay')
  })
})
