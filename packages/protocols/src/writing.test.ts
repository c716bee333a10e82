import { draftOf, type PersonId } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { accessTo } from './board-access.ts'
import { boardOf } from './circles.ts'
import { nextDue } from './clock.ts'
import { refitted } from './decisions/agenda.ts'
import { callOrder } from './decisions/hands.ts'
import { floor } from './floor.ts'
import { eventFor, stateFor } from './audience.ts'
import { effectiveRole } from './roles.ts'
import { fold, id, Meeting, planOf, protocolOf, step } from './testing.ts'

const MINUTE = 60_000
function meeting(...steps: Parameters<typeof protocolOf>[0]): Meeting {
  const room = new Meeting(planOf(protocolOf(steps), { minutes: steps.length * 5 }))
  room.seat({ fay: 'facilitator', gil: 'facilitator', ana: 'participant', ben: 'participant', oli: 'observer' })
  room.ask('fay', { type: 'session.start' })
  return room
}
const everyone = ['fay', 'gil', 'ana', 'ben', 'oli']
const next = (room: Meeting) => room.ask('fay', { type: 'step.advance', from: room.state.step!.index })

describe('drafts', () => {
  const drafts = step({ id: 'write', board: { everyone: 'write', drafts: { anonymous: true } } })

  it('[P71] each has a sheet that nobody else may open, facilitators and afterwards included', () => {
    const room = meeting(drafts, step({ id: 'read' }))
    const sheet = draftOf(0, id('ana'))
    const others = () => everyone.filter((name) => accessTo(room.state, id(name), sheet).access !== 'hidden')
    expect(boardOf(room.state, id('ana'))).toBe(sheet)
    expect(boardOf(room.state, id('oli'))).toBe('main')
    expect(accessTo(room.state, id('ana'), sheet)).toEqual({ access: 'write', reason: 'draft' })
    expect(others()).toEqual(['ana'])
    expect(next(room)).toEqual(['drafts.revealed', 'step.entered'])
    expect(others()).toEqual(['ana'])
    expect(accessTo(room.state, id('ana'), sheet).access).toBe('read')
    expect(boardOf(room.state, id('ana'))).toBe('main')
  })

  it('[P71] who writes nothing meanwhile stays at the board everyone sees', () => {
    const listens = { everyone: 'write', byRole: { presenter: 'read' }, drafts: { anonymous: false } } as const
    const room = meeting(step({ id: 'write', board: listens }))
    room.seat({ pat: 'presenter', zoe: 'participant' })
    expect(boardOf(room.state, id('ana'))).toBe(draftOf(0, id('ana')))
    for (const name of ['pat', 'zoe']) {
      expect(boardOf(room.state, id(name))).toBe('main')
      expect(accessTo(room.state, id(name), 'main').access).toBe('read')
    }
  })

  it('[P71] revealed once, before the end too', () => {
    const room = meeting(drafts, step({ id: 'read' }))
    expect(room.ask('ana', { type: 'drafts.reveal' })).toBe('access.denied')
    expect(room.ask('fay', { type: 'drafts.reveal' })).toEqual(['drafts.revealed'])
    expect(room.ask('fay', { type: 'drafts.reveal' })).toBe('drafts.none')
    expect(boardOf(room.state, id('ana'))).toBe('main')
    expect(next(room)).toEqual(['step.entered'])
  })
})

describe('dots', () => {
  it('[P72] limited for each person, counted at the end', () => {
    const room = meeting(step({ id: 'vote', votes: { dots: 3 } }), step({ id: 'talk' }))
    const vote = (name: string, noteId: string, dots: number) => room.ask(name, { type: 'vote.cast', noteId, dots })
    expect(vote('ana', 'n1', 2)).toEqual(['vote.cast'])
    expect(vote('ana', 'n2', 2)).toBe('vote.too-many')
    expect(vote('ana', 'n1', 1)).toEqual(['vote.cast'])
    expect(vote('ana', 'n2', 2)).toEqual(['vote.cast'])
    expect(vote('ben', 'n2', 3)).toEqual(['vote.cast'])
    expect(vote('ben', 'n2', 0)).toEqual(['vote.cast'])
    expect(vote('ben', 'n3', 1)).toEqual(['vote.cast'])
    expect(vote('oli', 'n3', 1)).toBe('access.denied')
    expect(next(room)).toEqual(['votes.counted', 'step.entered'])
    expect(room.state.tallies).toEqual([{ index: 0, dots: { n1: 1, n2: 2, n3: 1 } }])
    expect(vote('ana', 'n1', 1)).toBe('vote.not-open')
  })
})

describe('duties', () => {
  it('[P73] a scribe writes where others read, not where nobody sees', () => {
    const room = meeting(step({ id: 'read', board: { everyone: 'read' } }), step({ board: { everyone: 'hidden' } }))
    room.ask('fay', { type: 'duty.assign', duty: 'scribe', personId: id('ana') })
    expect(floor(room.state, id('ana'))).toMatchObject({ board: 'write', boardReason: 'scribe' })
    expect(floor(room.state, id('ben')).board).toBe('read')
    next(room)
    expect(floor(room.state, id('ana')).board).toBe('hidden')
  })
})

describe('private words', () => {
  it('[P74] what someone may see, folded, is the state she may see', () => {
    const room = meeting(step({ votes: { dots: 2 } }), step({ id: 'two' }))
    room.ask('fay', { type: 'whisper.say', to: id('ana'), kind: 'invite' })
    room.ask('fay', { type: 'whisper.say', to: null, kind: 'message', text: 'Five more minutes?' })
    room.ask('ana', { type: 'notes.keep', text: 'what I heard' })
    room.ask('ben', { type: 'vote.cast', noteId: 'n1', dots: 2 })
    room.ask('ana', { type: 'commitment.make', commitmentId: 'c1', text: 'wait longer', onlyMe: true })
    room.ask('ana', { type: 'commitment.make', commitmentId: 'c2', text: 'sleep more', onlyMe: true })
    expect(room.ask('fay', { type: 'commitment.withdraw', commitmentId: 'c2' })).toBe('commitment.unknown')
    room.ask('ana', { type: 'commitment.withdraw', commitmentId: 'c2' })
    room.ask('ana', { type: 'chat.say', text: 'Hello' })
    for (const name of everyone) {
      const seen = room.journal.map((event) => eventFor(event, id(name)))
      expect(fold(seen)).toEqual(stateFor(room.state, id(name)))
      expect(seen.map(({ seq }) => seq)).toEqual(room.journal.map(({ seq }) => seq))
    }
    const reaching = (words: string) =>
      everyone.filter((name) => JSON.stringify([stateFor(room.state, id(name)), ...room.journal.map((event) => eventFor(event, id(name)))]).includes(words)) // prettier-ignore
    expect(reaching('what I heard')).toEqual(['ana'])
    expect(reaching('wait longer')).toEqual(['ana'])
    expect(reaching('"c2"')).toEqual(['ana'])
    expect(reaching('Five more minutes?')).toEqual(['fay', 'gil'])
    expect(reaching('"n1"')).toEqual(['ben'])
    expect(reaching('"invite"')).toEqual(['fay', 'ana'])
    expect(reaching('Hello')).toEqual(everyone)
  })

  it('[P75] people turn to facilitators; only these to people', () => {
    const room = meeting(step())
    const say = (by: string, to: string | null, kind: 'message' | 'invite' = 'message', text?: string) =>
      room.ask(by, { type: 'whisper.say', to, kind, text })
    expect(say('ana', null, 'message', 'I am lost')).toEqual(['whisper.said'])
    expect(say('ana', 'ben', 'message', 'psst')).toBe('access.denied')
    expect(say('ana', null, 'invite')).toBe('access.denied')
    expect(say('fay', 'ana', 'invite')).toEqual(['whisper.said'])
    expect(say('fay', 'ana', 'message')).toBe('input.invalid')
    expect(room.state.whispers.map(({ to }) => to)).toEqual([['fay', 'gil'], ['ana']])
  })
})

describe('on time', () => {
  it('[P76] what is left is shortened to the planned end, within its least minutes', () => {
    const room = meeting(step({ id: 'a' }), step({ id: 'b' }), step({ id: 'c' }))
    expect(room.ask('fay', { type: 'agenda.refit' })).toBe('agenda.on-time')
    room.wait(9 * MINUTE) // four over
    expect(refitted(room.state, room.now)?.overMs).toBe(4 * MINUTE)
    expect(room.ask('fay', { type: 'agenda.refit' })).toEqual(['agenda.refitted'])
    expect(room.state.agenda!.steps.map(({ durationMs }) => durationMs / MINUTE)).toEqual([5, 3, 3])
    room.wait(6 * MINUTE)
    room.ask('fay', { type: 'agenda.refit' })
    expect(room.state.agenda!.steps.map(({ durationMs }) => durationMs / MINUTE)).toEqual([5, 2, 2])
    expect(room.ask('fay', { type: 'agenda.refit' })).toBe('agenda.no-room')
  })

  it('[P77] who comes while a step runs observes until the next', () => {
    const room = meeting(step({ id: 'a' }), step({ id: 'b' }))
    room.wait(MINUTE).seat({ late: 'participant', pat: 'presenter' })
    expect(floor(room.state, id('late'))).toMatchObject({ speak: false, speakReason: 'late', board: 'read' })
    expect(floor(room.state, id('pat')).speak).toBe(true)
    room.ask('fay', { type: 'floor.give', personId: id('late') })
    expect(floor(room.state, id('late')).speak).toBe(true)
    next(room)
    expect(floor(room.state, id('late'))).toMatchObject({ speak: true, board: 'write' })
  })

  it('[P78] those called on least come first', () => {
    const room = meeting(step())
    const raise = (...names: string[]) => names.forEach((name) => room.ask(name, { type: 'hand.raise' }))
    raise('ana', 'ben')
    expect(callOrder(room.state)).toEqual(['ana', 'ben'] satisfies string[])
    room.ask('fay', { type: 'floor.give', personId: 'ana' as PersonId })
    raise('ana')
    expect(callOrder(room.state)).toEqual(['ben', 'ana'])
  })

  it('[P79] the timekeeper and facilitators say the time left, nobody else', () => {
    const room = meeting(step())
    expect(room.ask('ana', { type: 'time.say' })).toBe('access.denied')
    room.ask('fay', { type: 'duty.assign', duty: 'timekeeper', personId: id('ana') })
    room.wait(MINUTE)
    expect(room.ask('ana', { type: 'time.say' })).toEqual(['time.said'])
    expect(room.ask('fay', { type: 'time.say' })).toEqual(['time.said'])
    expect(room.ask('ben', { type: 'time.say' })).toBe('access.denied')
    expect(room.journal.at(-2)).toMatchObject({ personId: 'ana', circle: 'plenary', leftMs: 4 * MINUTE })
  })
})

describe('topics', () => {
  const topic = step({
    id: 'topic',
    minutes: { default: 8, min: 4, max: 11 },
    onEnd: 'advance',
    goOn: { minutes: 3, times: 1 },
  })
  const coffee = protocolOf([
    step({ id: 'vote', votes: { dots: 3 }, minutes: { default: 2, min: 2, max: 2 } }),
    { repeat: 'topics', most: 3, steps: [topic] },
    step({ id: 'close', minutes: { default: 4, min: 2, max: 4 } }),
  ])
  function meeting(dots: readonly (readonly [name: string, noteId: string, count: number])[], minutes = 30): Meeting {
    const room = new Meeting(planOf(coffee, { minutes }))
    room.seat({ fay: 'facilitator', ana: 'participant', ben: 'participant', cy: 'participant' })
    room.ask('fay', { type: 'session.start' })
    for (const [name, noteId, count] of dots) room.ask(name, { type: 'vote.cast', noteId, dots: count })
    return room
  }
  const next = (room: Meeting) => room.ask('fay', { type: 'step.advance', from: room.state.step!.index })
  const rounds = (room: Meeting) => room.state.agenda!.steps.flatMap(({ round }) => (round ? [round] : []))
  const ring = (room: Meeting) => {
    const due = nextDue(room.state)!
    room.now = due.at
    return room.propose(due.command)
  }
  /** The first topic, ten seconds before its end. */
  function nearEnd(room: Meeting): Meeting {
    next(room)
    room.now = nextDue(room.state)!.at - 10_000
    return room
  }
  const show = (room: Meeting, ...thumbs: readonly (readonly [name: string, up: boolean])[]) =>
    thumbs.map(([name, up]) => room.ask(name, { type: 'thumb.show', up }))

  it('[P86] the notes with most dots first, of equals the one counted first, no more than the most', () => {
    const room = meeting([
      ['ana', 'n1', 1],
      ['ana', 'n2', 2],
      ['ben', 'n3', 1],
      ['ben', 'n4', 1],
      ['cy', 'n4', 2],
    ])
    expect(rounds(room).map(({ index, of }) => [index, of])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ])
    next(room)
    expect(rounds(room).map((round) => round.topic)).toEqual(['n4', 'n2', 'n1'])
    expect(room.state.step?.durationMs).toBe(8 * 60_000)
  })

  it('[P86] fewer notes are fewer rounds; counted again they are as many as they are then', () => {
    const room = meeting([['ana', 'n1', 3]])
    next(room)
    expect(rounds(room).map(({ of, topic }) => [of, topic])).toEqual([[1, 'n1']])
    room.ask('fay', { type: 'step.back', from: 1 })
    room.ask('ana', { type: 'vote.cast', noteId: 'n1', dots: 1 })
    room.ask('ben', { type: 'vote.cast', noteId: 'n2', dots: 2 })
    next(room)
    expect(rounds(room).map(({ of, topic }) => [of, topic])).toEqual([
      [2, 'n2'],
      [2, 'n1'],
    ])
  })

  it('[P86] without dots there is one round and no topic', () => {
    const room = meeting([])
    next(room)
    expect(rounds(room)).toEqual([{ index: 0, of: 1, most: 3, topic: null }])
    expect(room.propose({ type: 'topics.name', words: { n1: 'Bells' } })).toEqual([])
  })

  it('[P86] what is on the notes is what the rounds are about, told once', () => {
    const room = meeting([['ana', 'n1', 3]])
    next(room)
    const words = { n1: 'Bells', other: 'Not chosen' }
    expect(room.propose({ type: 'topics.name', words })).toEqual(['topics.named'])
    expect(rounds(room)[0]!.item).toEqual({ en: 'Bells' })
    expect(room.propose({ type: 'topics.name', words })).toEqual([])
    expect(effectiveRole(room.state, id('ana'))).toBe('participant')
  })

  it('[P87] asked in the last seconds and not before; a majority adds the minutes once, then the next begins', () => {
    const room = nearEnd(
      meeting([
        ['ana', 'n1', 2],
        ['ben', 'n2', 1],
      ]),
    )
    room.now -= 11_000
    expect(show(room, ['ana', true])).toEqual(['vote.not-open'])
    room.now += 11_000
    expect(show(room, ['ana', true], ['ben', true], ['cy', false], ['cy', false])).toEqual([
      ['thumb.shown'],
      ['thumb.shown'],
      ['thumb.shown'],
      [],
    ])
    const due = nextDue(room.state)!
    expect(ring(room)).toContain('clock.adjusted')
    expect([room.state.step!.index, room.state.thumbs]).toEqual([1, { up: {}, extended: 1 }])
    expect(nextDue(room.state)!.at).toBe(due.at + 3 * 60_000)
    room.now = nextDue(room.state)!.at - 10_000
    expect(show(room, ['ana', true])).toEqual(['vote.not-open'])
    expect(ring(room)).toContain('step.entered')
    expect(room.state.step!.index).toBe(2)
  })

  it.each([
    ['nobody shows one', []],
    [
      'as many are down as up',
      [
        ['ana', true],
        ['ben', false],
      ],
    ],
    [
      'somebody thought again',
      [
        ['ana', true],
        ['ana', false],
      ],
    ],
  ] as const)('[P87] the next begins where %s', (_, thumbs) => {
    const room = nearEnd(
      meeting([
        ['ana', 'n1', 2],
        ['ben', 'n2', 1],
      ]),
    )
    show(room, ...thumbs)
    expect(ring(room)).toEqual(['thumbs.counted', 'step.entered'])
    expect(room.state.step!.index).toBe(2)
  })

  it('[P76] [P87] no more is added than the session has, and the steps to come are shortened to fit', () => {
    const room = nearEnd(
      meeting([
        ['ana', 'n1', 1],
        ['ben', 'n2', 1],
        ['cy', 'n3', 1],
      ]),
    )
    show(room, ['ana', true], ['ben', true])
    expect(ring(room)).toEqual(['thumbs.counted', 'clock.adjusted', 'agenda.refitted'])
    const left = room.state.agenda!.steps.slice(2).reduce((sum, { durationMs }) => sum + durationMs, 0)
    const ends = nextDue(room.state)!.at + left
    expect(ends).toBe(room.state.startedAt! + 30 * 60_000)
    const tight = nearEnd(
      meeting([
        ['ana', 'n1', 1],
        ['ben', 'n2', 1],
        ['cy', 'n3', 1],
      ]),
    )
    tight.ask('fay', { type: 'clock.adjust', deltaMs: 13 * 60_000 })
    tight.now = nextDue(tight.state)!.at - 10_000
    expect(show(tight, ['ana', true])).toEqual(['vote.not-open'])
  })

  it('[P87] a facilitator goes on or adds time whatever the thumbs say', () => {
    const room = nearEnd(
      meeting([
        ['ana', 'n1', 2],
        ['ben', 'n2', 1],
      ]),
    )
    show(room, ['ana', true], ['ben', true])
    expect(next(room)).toContain('step.entered')
    expect(room.state.thumbs).toEqual({ up: {}, extended: 0 })
  })

  it('[P74] [P87] nobody sees another’s thumb', () => {
    const room = nearEnd(meeting([['ana', 'n1', 2]]))
    show(room, ['ana', true], ['ben', false])
    expect(stateFor(room.state, id('ana')).thumbs.up).toEqual({ ana: true })
    const seen = room.journal.map((event) => eventFor(event, id('ana')).type)
    expect(seen.slice(-2)).toEqual(['thumb.shown', 'event.withheld'])
  })
})
