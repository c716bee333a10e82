import type { PersonId, SessionRole } from '@copse/contract'
import { catalogue, chanceFrom, circleOf, floor, protocolById } from '@copse/protocols'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HELPER, rolesIn, YOU } from './cast.ts'
import { Rehearsal } from './rehearsal.ts'

const rehearse = (id: string, role: SessionRole, seed = 1) =>
  new Rehearsal({ protocol: protocolById(id)!, title: id, role, you: 'You', chance: chanceFrom(seed) })

/** Lets time pass in bits until it is over, or five minutes have gone. Answers how long it took. */
function toTheEnd(rehearsal: Rehearsal, each: () => void = () => undefined): number {
  let ms = 0
  for (; !rehearsal.isOver && ms < 300_000; ms += 200) {
    rehearsal.pass(200)
    each()
  }
  return ms
}

describe('[R1] every protocol is rehearsed to its end', () => {
  test.each(catalogue.flatMap((protocol) => rolesIn(protocol).map((role) => [protocol.id, role] as const)))(
    '[R1] %s, learnt as %s, in a few minutes, step by step',
    (id, role) => {
      const rehearsal = rehearse(id, role)
      const seen: number[] = []
      const ms = toTheEnd(rehearsal, () => {
        const index = rehearsal.state.step?.index
        if (index !== undefined && seen.at(-1) !== index) seen.push(index)
      })
      expect(rehearsal.isOver).toBe(true)
      expect(seen).toEqual(rehearsal.state.agenda!.steps.map((_, index) => index))
      expect(ms).toBeGreaterThan(60_000)
      expect(ms).toBeLessThan(270_000)
    },
  )

  test('[R1] with whatever chance, and whatever the learner presses meanwhile', () => {
    const press = fc.constantFrom<Parameters<Rehearsal['press']>[0]>(
      { type: 'hand.raise' },
      { type: 'hand.lower' },
      { type: 'turn.pass' },
      { type: 'turn.finish' },
      { type: 'clock.adjust', deltaMs: 60_000 },
      { type: 'groups.call' },
      { type: 'groups.regroup' },
      { type: 'choice.make', choice: 1 },
      { type: 'drafts.reveal' },
      { type: 'session.start' },
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...catalogue),
        fc.constantFrom<SessionRole>('facilitator', 'participant'),
        fc.nat(),
        fc.array(press, { maxLength: 10 }),
        ({ id }, role, seed, presses) => {
          const rehearsal = rehearse(id, role, seed)
          const left = [...presses]
          toTheEnd(rehearsal, () => {
            const next = left.length > 0 && rehearsal.now % 7 < 3 ? left.pop() : undefined
            if (next) rehearsal.press(next)
          })
          expect(rehearsal.isOver).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('[R2] what is shown is what the room would do', () => {
  test.each(catalogue.map(({ id }) => [id]))('[R2] in %s only those talk who have the floor, one in a circle', (id) => {
    const rehearsal = rehearse(id, 'facilitator', 7)
    const wrong: string[] = []
    let talked = false
    toTheEnd(rehearsal, () => {
      const { state, speakers } = rehearsal
      for (const [circle, speaker] of Object.entries(speakers)) {
        talked = true
        if (circleOf(state, speaker) !== circle || !floor(state, speaker).speak) wrong.push(`${speaker} in ${circle}`)
      }
    })
    expect(talked).toBe(true)
    expect(wrong).toEqual([])
  })

  test('[R2] in rounds somebody passes, and somebody whose line drops has her turn when she is back', () => {
    const rehearsal = rehearse('microlab', 'facilitator', 3)
    const kinds = new Set<string>()
    const dropped: PersonId[] = []
    toTheEnd(rehearsal, () => {
      for (const { kind } of rehearsal.news) kinds.add(kind)
      for (const turns of Object.values(rehearsal.state.turns))
        if (turns.now?.phase === 'lost') dropped.push(turns.now.personId)
    })
    for (const kind of ['passed', 'finished', 'dropped', 'returned', 'formed', 'closed'])
      expect([...kinds]).toContain(kind)
    expect(dropped.length).toBeGreaterThan(0)
  })

  test('[R3] a facilitator who is not helped is waited for, and what she presses happens', () => {
    const rehearsal = rehearse('consultancy', 'facilitator')
    rehearsal.help(false)
    rehearsal.pass(60_000)
    expect(rehearsal.state.phase).toBe('planned')
    expect(rehearsal.press({ type: 'session.start' }).ok).toBe(true)
    rehearsal.pass(100_000)
    expect([rehearsal.state.step?.index, rehearsal.state.step?.rang]).toEqual([0, true])
    expect(rehearsal.press({ type: 'step.advance', from: 0 }).ok).toBe(true)
    expect(rehearsal.state.step?.index).toBe(1)
  })
  test('[R3] a participant cannot press what is not hers', () => {
    const rehearsal = rehearse('consultancy', 'participant')
    rehearsal.pass(20_000)
    expect(rehearsal.press({ type: 'step.advance', from: 0 })).toMatchObject({ ok: false, code: 'access.denied' })
  })
  test('[R3] a microphone turned on speaks where the floor is hers, and goes off where it is not', () => {
    const rehearsal = rehearse('consultancy', 'facilitator')
    rehearsal.press({ type: 'session.start' })
    rehearsal.speak(true)
    expect(Object.values(rehearsal.speakers)).toContain(YOU)
    rehearsal.press({ type: 'step.advance', from: 0 })
    expect(floor(rehearsal.state, YOU).speak).toBe(false)
    expect(Object.values(rehearsal.speakers)).not.toContain(YOU)
    rehearsal.pass(100)
    expect(rehearsal.microphone).toBe(false)
  })
  test('[R3] nothing moves while no time passes', () => {
    const rehearsal = rehearse('microlab', 'participant')
    rehearsal.pass(30_000)
    const { state, now } = rehearsal
    rehearsal.pass(0)
    expect([rehearsal.state, rehearsal.now]).toEqual([state, now])
    expect(HELPER in state.people).toBe(true)
  })
})
