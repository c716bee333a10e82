import type { PersonId, PlannedStep, Protocol, SessionEvent, SessionRole, SessionState } from '@copse/contract'
import { describe, expect, it } from 'vitest'
import { circleOf, groupOf, isApart } from '../circles.ts'
import { nextDue, remainingFor } from '../clock.ts'
import { floor } from '../floor.ts'
import { plan, totalMs } from '../plan.ts'
import { currentStep, effectiveRole } from '../roles.ts'
import { mayTake } from '../turns.ts'
import { id, Meeting, planOf } from '../testing.ts'
import { catalogue, protocolById } from './catalogue.ts'

/** Everyone in the room, the facilitator among them. */
const counts = [3, 4, 5, 8, 12]
const everyRun = catalogue.flatMap((protocol) => counts.map((count) => [protocol.id, count] as const))

/** The room at one moment: the state after something happened, and when. */
interface Moment {
  readonly step: PlannedStep
  readonly state: SessionState
  readonly now: number
}
interface Run {
  readonly protocol: Protocol
  readonly everyone: readonly PersonId[]
  /** All but the facilitator. */
  readonly members: readonly PersonId[]
  readonly minutes: number
  readonly moments: readonly Moment[]
  readonly journal: readonly SessionEvent[]
  readonly end: Meeting
  readonly startedAt: number
}

/** `count` people, the first the presenter where one is needed. */
function cast(protocol: Protocol, count: number): Record<string, SessionRole> {
  const member = (index: number): SessionRole => (index === 0 && protocol.needsPresenter ? 'presenter' : 'participant')
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, member(index)]))
}

/**
 * A protocol from its first step to its last, by its own clock: whatever is due happens when it is due, and where a step waits for the
 * facilitator she goes on once its time is up and nobody has a turn to come.
 */
function run(protocol: Protocol, count: number, more = 0): Run {
  const names = cast(protocol, count - 1)
  const members = Object.keys(names).map(id)
  const minutes = totalMs(plan(protocol, { people: members })) / 60_000 + more
  const room = new Meeting(planOf(protocol, { minutes })).seat({ fay: 'facilitator', ...names })
  room.ask('fay', { type: 'session.start' })
  const startedAt = room.now
  const moments: Moment[] = []
  for (let event = 0; event < 2000; event++) {
    const step = currentStep(room.state)!
    for (const [at, name] of members.entries())
      if (step.choices && room.state.choices[name] === undefined)
        room.ask(name, { type: 'choice.make', choice: at % step.choices.length })
    // Between them they place dots on as many notes as there may be topics.
    for (const [at, name] of members.entries())
      for (let dot = 0; step.votes && dot < step.votes.dots; dot++)
        room.ask(name, { type: 'vote.cast', noteId: `n${(at * step.votes.dots + dot) % 6}`, dots: 1 })
    moments.push({ step, state: room.state, now: room.now })
    if (speaksFreely(room, members)) continue
    const due = nextDue(room.state)
    if (due) {
      room.now = due.at
      room.propose(due.command)
    } else if (room.state.step!.index < room.state.agenda!.steps.length - 1)
      room.ask('fay', { type: 'step.advance', from: room.state.step!.index })
    else break
  }
  const { journal } = room
  return { protocol, everyone: [id('fay'), ...members], members, minutes, moments, journal, end: room, startedAt }
}

/** Where whoever wishes speaks, everyone does in the end, a third of a minute each. */
function speaksFreely(room: Meeting, members: readonly PersonId[]): boolean {
  const free = Object.values(room.state.turns).find(({ claims }) => claims !== null)
  if (free?.now?.phase === 'speaking') {
    room.now += 20_000
    return room.ask(free.now.personId, { type: 'turn.finish' }).length > 0
  }
  const wishes = free?.now === null ? members.find((name) => mayTake(room.state, free, name)) : undefined
  return wishes !== undefined && room.ask(wishes, { type: 'turn.take' }).length > 0
}

const runs = new Map<string, Run>()
function ranOf(name: string, count: number): Run {
  const key = `${name} ${count}`
  const ran = runs.get(key) ?? run(protocolById(name)!, count)
  runs.set(key, ran)
  return ran
}

const speakers = ({ state }: Moment, people: readonly PersonId[]) =>
  people.filter((personId) => floor(state, personId).speak)

/** A round of a block repeated over people that this person's smaller group has nobody for. */
function isFree({ state, step }: Moment, personId: PersonId): boolean {
  const members = groupOf(state, personId)?.members
  return (
    step.round !== undefined &&
    !step.round.item &&
    !step.round.station &&
    isApart(state) &&
    !!members &&
    !members[step.round.index]
  )
}

/** Who is to have the floor at this moment, told from the step's rule and the people alone. */
function entitled(moment: Moment, { everyone, members }: Run): PersonId[] {
  const { state, step } = moment
  const rule = step.floor
  return everyone.filter((personId) => {
    const facilitates = !members.includes(personId)
    if (isFree(moment, personId)) return true
    switch (rule.mode) {
      case 'open':
        return true
      case 'nobody':
        return false
      case 'roles':
        return facilitates || rule.roles.includes(effectiveRole(state, personId)!)
      case 'inner':
        return facilitates || state.groups[0]!.members.includes(personId)
      case 'queue':
        return facilitates
      case 'rounds': {
        const turns = state.turns[circleOf(state, personId)]
        const holds = turns?.now?.personId === personId && turns.now.phase === 'speaking'
        const toCome = turns?.order.some((other) => !turns.done.includes(other)) || turns?.now
        return holds || (!toCome && rule.after === 'open')
      }
    }
  })
}

interface Turn {
  readonly index: number
  readonly circle: string
  readonly personId: PersonId
  readonly ms: number
  readonly endedAt: number
}

/** All turns that were had, with the step they were had in. */
function turnsOf({ journal }: Run): Turn[] {
  let index = -1
  const began = new Map<string, number>()
  return journal.flatMap((event): Turn[] => {
    if (event.type === 'step.entered') index = event.index
    if (event.type === 'turn.began') began.set(event.circle, event.at)
    if (event.type !== 'turn.ended') return []
    const { circle, personId, at } = event
    const from = began.get(circle)
    // The end of the pause after a turn is told in the same words.
    began.delete(circle)
    return from === undefined ? [] : [{ index, circle, personId, ms: at - from, endedAt: at }]
  })
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups.values()]
}

describe.each(everyRun)('%s with %i people', (name, count) => {
  it('[P49] goes from its first step to its last, each once, in just the time planned', () => {
    const ran = ranOf(name, count)
    const agenda = ran.end.state.agenda!
    const entered = ran.journal.flatMap((event) => (event.type === 'step.entered' ? [event.index] : []))
    expect(entered).toEqual([...agenda.steps.keys()])
    expect(totalMs(agenda)).toBe(ran.minutes * 60_000)
    expect(ran.end.now - ran.startedAt).toBe(totalMs(agenda))
    expect(ran.end.ask('fay', { type: 'session.end' })).toContain('session.ended')
  })

  it('[P49] comes to any number of minutes its steps allow', () => {
    const protocol = protocolById(name)!
    const people = Object.keys(cast(protocol, count - 1)).map(id)
    const bound = (minutes: number) => totalMs(plan(protocol, { minutes, people }))
    const { end, minutes } = run(protocol, count, 7)
    expect(totalMs(end.state.agenda!)).toBe(Math.min(bound(10_000), Math.max(bound(0), Math.round(minutes * 60_000))))
    expect(end.state.step!.index).toBe(end.state.agenda!.steps.length - 1)
  })

  it('[P50] gives the floor at every moment to those it is meant for and to nobody else', () => {
    const ran = ranOf(name, count)
    const heard = ran.moments.map((moment) => [moment.step.id, speakers(moment, ran.everyone)])
    expect(heard).toEqual(ran.moments.map((moment) => [moment.step.id, entitled(moment, ran)]))
  })

  it('[P50] lets everyone speak at some time', () => {
    const ran = ranOf(name, count)
    const heard = new Set(ran.moments.flatMap((moment) => speakers(moment, ran.members)))
    expect([...heard].toSorted()).toEqual([...ran.members].toSorted())
  })

  it('[P51] in its rounds has one voice in each circle, and none of a facilitator', () => {
    const ran = ranOf(name, count)
    const inRounds = ran.moments.filter(({ step }) => step.floor.mode === 'rounds')
    const turning = inRounds.filter(({ state }) =>
      Object.values(state.turns).every(({ now }) => now?.phase === 'speaking'),
    )
    const voices = turning.flatMap((moment) =>
      Object.keys(moment.state.turns).map((circle) =>
        speakers(moment, ran.everyone).filter((personId) => circleOf(moment.state, personId) === circle),
      ),
    )
    expect(voices.filter((people) => people.length !== 1 || people.includes(id('fay')))).toEqual([])
  })

  it('[P52] [P59] gives everyone who is to have one just one turn, all of the same length', () => {
    const ran = ranOf(name, count)
    const turns = turnsOf(ran)
    for (const [index, step] of ran.end.state.agenda!.steps.entries()) {
      const had = turns.filter((turn) => turn.index === index)
      const first = ran.moments.find(({ state }) => state.step!.index === index)!
      const meant = ran.members.filter((personId) => takesTurn(first, personId))
      expect([step.id, had.map(({ personId }) => personId).toSorted()]).toEqual([step.id, meant.toSorted()])
      expect(new Set(had.map(({ ms }) => ms)).size).toBe(Math.min(1, had.length))
    }
  })

  it('[P52] ends circles with equally many turns together', () => {
    const ran = ranOf(name, count)
    const circles = grouped(turnsOf(ran), ({ index, circle }) => `${index} ${circle}`)
    const alike = grouped(circles, (had) => `${had[0]!.index} ${had.length}`)
    for (const several of alike) expect(new Set(several.map((had) => had.at(-1)!.endedAt)).size).toBe(1)
  })

  it('[P60] [P62] forms groups of about the size it states, of everyone, once', () => {
    const ran = ranOf(name, count)
    for (const { step, state } of ran.moments.filter(({ state }) => isApart(state))) {
      const sizes = state.groups.map(({ members }) => members.length)
      expect(state.groups.flatMap(({ members }) => members).toSorted()).toEqual([...ran.members].toSorted())
      expect([step.id, sizes.filter((size) => !fits(step, size, ran.members.length))]).toEqual([step.id, []])
    }
  })

  it('[P63] [P69] groups end together: everyone has the same time left, and comes back at once', () => {
    const ran = ranOf(name, count)
    for (const { state, now } of ran.moments)
      expect(new Set(ran.everyone.map((personId) => remainingFor(state, personId, now))).size).toBe(1)
    for (const { state } of ran.moments.filter(({ state }) => !isApart(state)))
      expect(new Set(ran.everyone.map((personId) => circleOf(state, personId)))).toEqual(new Set(['plenary']))
  })
})

/** Whether someone takes a turn in the step that begins at this moment. */
function takesTurn(moment: Moment, personId: PersonId): boolean {
  const { floor: rule } = moment.step
  if (rule.mode !== 'rounds' || isFree(moment, personId)) return false
  const roles: readonly SessionRole[] = rule.roles ?? ['presenter', 'participant']
  return roles.includes(effectiveRole(moment.state, personId)!)
}

/** One more or less than stated, unless there are not even that many people; who chose or merged has no stated size. */
function fits({ grouping }: PlannedStep, size: number, people: number): boolean {
  return (
    grouping?.kind !== 'groups' ||
    (people > (grouping.above ?? 0) && Math.abs(size - Math.min(grouping.size, people)) <= 1)
  )
}

/** Where a presenter or client listens while the others talk about what she brought, by the sources. */
const listening: Readonly<Record<string, readonly string[]>> = {
  consultancy: ['discussion'],
  tuning: ['feedback'],
  'success-analysis': ['analysis'],
  'success-analysis-triads': ['analysis'],
  charrette: ['discussion'],
  'save-the-last-word': ['responses'],
  'final-word': ['responses'],
  'collaborative-assessment': ['see', 'questions', 'working-on'],
  'peeling-the-onion': ['layer'],
  'troika-consulting': ['advice'],
  'wise-crowds': ['advice'],
}

it.each(Object.entries(listening))('[P50] in %s the presenter is closed in %j, and the others are not', (name, ids) => {
  const ran = ranOf(name, 8)
  const heard = ran.moments.filter(({ step }) => ids.includes(step.id))
  const presenting = ({ state }: Moment) => ran.members.filter((one) => effectiveRole(state, one) === 'presenter')
  expect(new Set(heard.map(({ step }) => step.id))).toEqual(new Set(ids))
  for (const moment of heard) {
    expect(presenting(moment)).not.toEqual([])
    for (const personId of presenting(moment)) {
      const { speak, share } = floor(moment.state, personId)
      expect([moment.step.id, personId, speak, share]).toEqual([moment.step.id, personId, false, false])
    }
  }
  // Every one of the others is heard there, in a round of her own or of somebody else's.
  const spoke = new Set(heard.flatMap((moment) => speakers(moment, ran.members)))
  const always = ran.members.filter((one) => heard.every((moment) => presenting(moment).includes(one)))
  expect(spoke.size).toBe(ran.members.length - always.length)
  // Whoever has a round of her own listens in it.
  const repeats = heard.some(({ step }) => step.round && !step.round.item)
  const listened = new Set(heard.flatMap(presenting))
  expect(listened.size).toBe(repeats ? ran.members.length : 1)
})

/** Where only who presents speaks and the group is silent, by the sources. */
const groupListens: Readonly<Record<string, readonly string[]>> = {
  consultancy: ['dilemma', 'reflection'],
  tuning: ['presentation', 'response'],
  charrette: ['presentation', 'gains'],
  'success-analysis': ['story', 'reflect'],
  'success-analysis-triads': ['story', 'reflect'],
  'save-the-last-word': ['passage', 'last-word'],
  'final-word': ['passage', 'final-word'],
  'collaborative-assessment': ['presenter'],
  'descriptive-review': ['description'],
  'peeling-the-onion': ['problem', 'reflection'],
  'troika-consulting': ['ask', 'feedback'],
  'wise-crowds': ['challenge', 'feedback'],
}

it.each(Object.entries(groupListens))('[P50] in %s only the presenter is open in %j', (name, ids) => {
  const ran = ranOf(name, 8)
  const heard = ran.moments.filter(({ step }) => ids.includes(step.id))
  expect(new Set(heard.map(({ step }) => step.id))).toEqual(new Set(ids))
  for (const moment of heard) {
    const others = ran.members.filter((one) => effectiveRole(moment.state, one) !== 'presenter')
    expect(speakers(moment, others).filter((one) => !isFree(moment, one))).toEqual([])
  }
})

it.each(['troika-consulting', 'wise-crowds', 'success-analysis-triads'])(
  '[P35] in %s who has turned away shows no picture, and the others do',
  (name) => {
    const ran = ranOf(name, 12)
    for (const { state } of ran.moments.filter(({ step }) => ['advice', 'analysis'].includes(step.id)))
      for (const personId of ran.members)
        expect(floor(state, personId).camera).toBe(effectiveRole(state, personId) !== 'presenter')
  },
)

it('[P52] a Microlab begins with another of the three for each question', () => {
  const turns = turnsOf(ranOf('microlab', 4))
  const orders = grouped(turns, ({ index }) => `${index}`).map((had) => had.map(({ personId }) => personId))
  const [one, two, three] = orders[0]!
  expect(orders).toEqual([
    [one, two, three],
    [two, three, one],
    [three, one, two],
  ])
})

it('[P70] in 1-2-4-All fours are of whole pairs', () => {
  const { moments } = ranOf('1-2-4-all', 12)
  const groupsIn = (step: string) => moments.find((moment) => moment.step.id === step)!.state.groups
  for (const pair of groupsIn('pairs'))
    expect(groupsIn('fours').filter(({ members }) => pair.members.every((one) => members.includes(one))).length).toBe(1)
  expect(groupsIn('fours').length).toBeLessThan(groupsIn('pairs').length)
})

it('[P70] in Compass Points those are together who chose alike', () => {
  const { moments } = ranOf('compass-points', 12)
  const { state } = moments.find(({ step }) => step.id === 'answers')!
  expect(state.groups.length).toBe(4)
  for (const { members, choice } of state.groups)
    expect(new Set(members.map((one) => state.choices[one]))).toEqual(new Set([choice]))
})

it('[P70] in a fishbowl the same four are inside from beginning to end', () => {
  const { moments } = ranOf('user-experience-fishbowl', 12)
  const bowls = moments.filter(({ step }) => step.grouping).map(({ state }) => state.groups)
  expect(bowls[0]![0]!.members.length).toBe(4)
  expect(new Set(bowls.map(([inner]) => inner!.members.join())).size).toBe(1)
})
