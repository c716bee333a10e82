import * as z from 'zod/mini'
import { PersonId } from './ids.ts'
import { line, paragraph } from './text.ts'

/** A short text of a protocol in several languages, and a longer one; English is always there. */
const words = (max: number) => z.strictObject({ en: line(max), es: z.optional(line(max)) })
const pages = (max: number) => z.strictObject({ en: paragraph(max), es: z.optional(paragraph(max)) })

/** What someone does in one session. */
export const sessionRoles = ['facilitator', 'presenter', 'participant', 'observer'] as const
export const SessionRole = z.enum(sessionRoles)
export type SessionRole = z.infer<typeof SessionRole>

/**
 * Who may speak.
 * - `open`: everyone but observers. - `roles`: those listed (facilitators always may).
 * - `queue`: facilitators and whoever was given the floor from the raised hands. - `nobody`: silence, facilitators included.
 * - `rounds`: one voice at a time, each in turn for at most `turnSeconds`, with `pauseSeconds` of silence after a turn; `roles` are those
 *   who take turns (default: presenter and participants); `rotate` begins each round of a repeat one person later; `after` is what
 *   follows the last turn (default: silence). With the order `free` nobody's turn begins of itself: whoever wishes takes hers, once.
 * - `inner`: the inner circle of a fishbowl, and facilitators.
 */
export const FloorRule = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('open') }),
  z.strictObject({ mode: z.literal('roles'), roles: z.array(SessionRole).check(z.minLength(1), z.maxLength(4)) }),
  z.strictObject({ mode: z.literal('queue') }),
  z.strictObject({ mode: z.literal('nobody') }),
  z.strictObject({
    mode: z.literal('rounds'),
    roles: z.optional(z.array(SessionRole).check(z.minLength(1), z.maxLength(4))),
    turnSeconds: z.number().check(z.int(), z.minimum(5), z.maximum(1800)),
    pauseSeconds: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(120))),
    order: z.optional(z.enum(['seats', 'free'])),
    rotate: z.optional(z.boolean()),
    after: z.optional(z.enum(['open', 'silence'])),
  }),
  z.strictObject({ mode: z.literal('inner') }),
])
export type FloorRule = z.infer<typeof FloorRule>

/** `own`: write, but change only what is one's own. */
export const BoardAccess = z.enum(['hidden', 'read', 'own', 'write'])
export type BoardAccess = z.infer<typeof BoardAccess>

const boardTitles = (least: number, most: number) => z.array(words(60)).check(z.minLength(least), z.maxLength(most))

/**
 * What a board begins with.
 * - `columns`: side by side. - `quadrants`: two above, two below, in reading order. - `ladder`: rungs, the lowest first.
 * - `question`: in the middle; what the round is about, or the session's focus question, or `text` where there is neither.
 */
export const BoardLayout = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('columns'), titles: boardTitles(2, 6) }),
  z.strictObject({ kind: z.literal('quadrants'), titles: boardTitles(4, 4) }),
  z.strictObject({ kind: z.literal('ladder'), titles: boardTitles(2, 8) }),
  z.strictObject({ kind: z.literal('question'), text: words(300) }),
])
export type BoardLayout = z.infer<typeof BoardLayout>

/**
 * Who may see and draw on the board: one answer for all, with exceptions by role. With `drafts` everyone who may write does so on a
 * sheet of their own, which nobody else receives a byte of until it is revealed, at the step's end or before; laid on the board
 * then, without a name and in no order that tells one where they are `anonymous`. `layout` is laid on the board when the step begins,
 * on each group's where people are in groups, beside what is there.
 */
export const BoardRule = z.strictObject({
  everyone: BoardAccess,
  byRole: z.optional(z.partialRecord(SessionRole, BoardAccess)),
  drafts: z.optional(z.strictObject({ anonymous: z.boolean() })),
  layout: z.optional(BoardLayout),
})
export type BoardRule = z.infer<typeof BoardRule>

/** Cameras: everyone's, only those of who has the floor, or off for some roles ("turned away"). */
export const CameraRule = z.union([
  z.enum(['all', 'speakers']),
  z.strictObject({ offFor: z.array(SessionRole).check(z.maxLength(4)) }),
])
export type CameraRule = z.infer<typeof CameraRule>

/**
 * How people are grouped; without it they are together.
 * - `groups`: of about `size`, filled at random, by hand (as a facilitator arranged them) or mixed across districts, preferring people
 *   who have not met; where no more than `above` take part, everyone stays together. Groups of the same size as in the step before
 *   stay, unless `fresh`.
 * - `merge`: two groups each become one. - `choice`: by what people chose in a step that offered choices.
 * - `fishbowl`: an inner circle of `inner` people, the others around it in the same room; with `satellites` those others sit in small
 *   groups of about so many, and the inner circle stays as it is, in a room of its own.
 */
export const Grouping = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('groups'),
    size: z.number().check(z.int(), z.minimum(2), z.maximum(20)),
    above: z.optional(z.number().check(z.int(), z.minimum(2), z.maximum(300))),
    fill: z.enum(['random', 'hand', 'mixed']),
    fresh: z.optional(z.boolean()),
  }),
  z.strictObject({ kind: z.literal('merge'), fresh: z.optional(z.boolean()) }),
  z.strictObject({ kind: z.literal('choice'), fresh: z.optional(z.boolean()) }),
  z.strictObject({
    kind: z.literal('fishbowl'),
    inner: z.number().check(z.int(), z.minimum(2), z.maximum(12)),
    satellites: z.optional(z.number().check(z.int(), z.minimum(2), z.maximum(12))),
    fresh: z.optional(z.boolean()),
  }),
])
export type Grouping = z.infer<typeof Grouping>

/** What happens when a step's time is up: a chime only; the facilitator is asked; the next step begins. */
export const OnEnd = z.enum(['chime', 'ask', 'advance'])
export type OnEnd = z.infer<typeof OnEnd>

const minute = z.number().check(z.minimum(0.25), z.maximum(600))

/**
 * Minutes are data that people edit; `suggested` marks minutes no source states. With `each` they are what each person has who takes
 * a turn, or sits in the largest circle; an agenda holds what that comes to, with the pauses between turns.
 */
export const Minutes = z
  .object({
    default: minute,
    min: minute,
    max: minute,
    each: z.optional(z.boolean()),
    suggested: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ default: usual, min, max }) => min <= usual && usual <= max, { params: { reason: 'minutes-order' } }),
  )
export type Minutes = z.infer<typeof Minutes>

/** Of a protocol and of a step: small letters, digits and hyphens. */
const slug = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))

export const Step = z.strictObject({
  id: slug,
  title: words(80),
  /** What people are asked to do now, addressed to them. */
  prompt: pages(600),
  /** What the facilitator keeps in mind, shown on her desk only. */
  guidance: z.optional(pages(600)),
  minutes: Minutes,
  floor: FloorRule,
  board: BoardRule,
  onEnd: OnEnd,
  /** Whether the silence is meant: nobody speaks and the room says so. */
  silence: z.optional(z.boolean()),
  /** A rest for everyone. */
  rest: z.optional(z.boolean()),
  cameras: z.optional(CameraRule),
  grouping: z.optional(Grouping),
  /** What people choose between in this step, for a later step grouped by choice. */
  choices: z.optional(z.array(words(120)).check(z.minLength(2), z.maxLength(12))),
  /** Dots each person may place on notes; counted, and only then shown, when the step ends. */
  votes: z.optional(z.strictObject({ dots: z.number().check(z.int(), z.minimum(1), z.maximum(10)) })),
  /** In its last seconds everyone says in private whether to go on; a majority adds these minutes, so many times at most. */
  goOn: z.optional(
    z.strictObject({
      minutes: z.number().check(z.minimum(0.5), z.maximum(60)),
      times: z.number().check(z.int(), z.minimum(1), z.maximum(10)),
    }),
  ),
  /** What is kept of the board when the step ends. Default: a snapshot. */
  capture: z.optional(z.enum(['board', 'nothing'])),
})
export type Step = z.infer<typeof Step>

/** A session's agenda has at most 10,000 steps: this many in a round for each of 300 people stay below it. */
const MOST_STEPS = 30
const blockSteps = z.array(Step).check(z.minLength(1), z.maxLength(MOST_STEPS))

/**
 * Steps gone through several times. `people`: once for each person who shares, in groups once for each member; that person is the
 * presenter meanwhile. `topics`: once for each note with dots of an earlier step, most dots first, up to `most`; once where there are
 * none. `stations`: once for each other group, whose board one's own group works at meanwhile. `questions` and
 * `roles`: once for each item, which every screen shows.
 */
export const Repeat = z.discriminatedUnion('repeat', [
  z.strictObject({ repeat: z.enum(['people', 'stations']), steps: blockSteps }),
  z.strictObject({
    repeat: z.literal('topics'),
    most: z.number().check(z.int(), z.minimum(1), z.maximum(12)),
    steps: blockSteps,
  }),
  z.strictObject({
    repeat: z.enum(['questions', 'roles']),
    items: z.array(words(200)).check(z.minLength(1), z.maxLength(12)),
    steps: blockSteps,
  }),
])
export type Repeat = z.infer<typeof Repeat>

/** Who developed a protocol, where it was read, under which licence our words stand. */
const Attribution = z.strictObject({ origin: line(300), source: line(600), licence: line(200) })

const headCount = z.number().check(z.int(), z.minimum(1), z.maximum(300))

const body = {
  title: words(80),
  summary: words(300),
  /** When to choose it. */
  useWhen: words(400),
  /** What it is and how it goes, for somebody who has never seen it; paragraphs are separated by blank lines. */
  description: z.optional(pages(6000)),
  attribution: Attribution,
  people: z
    .strictObject({ min: headCount, max: headCount })
    .check(z.refine(({ min, max }) => min <= max, { params: { reason: 'people-order' } })),
  /** Whether someone must hold the presenter's role before it starts. */
  needsPresenter: z.boolean(),
  /** No two steps have one id. */
  steps: z.array(z.union([Step, Repeat])).check(z.minLength(1), z.maxLength(MOST_STEPS), z.check(countedSteps)),
}

export const Protocol = z.strictObject({ id: slug, version: z.number().check(z.int(), z.positive()), ...body })
export type Protocol = z.infer<typeof Protocol>

/** A protocol as a file holds it and as it is sent to be kept: which id and version it gets is the receiver's to say. */
export const ProtocolFile = z.strictObject({
  $schema: z.optional(z.string().check(z.maxLength(300))),
  id: z.optional(slug),
  version: z.optional(z.number().check(z.int(), z.positive())),
  ...body,
})
export type ProtocolFile = z.infer<typeof ProtocolFile>

/** Over all blocks: not too many steps, and each id once; a second step of one id is named. */
function countedSteps({ value, issues }: z.core.ParsePayload<readonly (Step | Repeat)[]>): void {
  const places = value.flatMap((entry, index): { id: string; path: (string | number)[] }[] =>
    'repeat' in entry
      ? entry.steps.map(({ id }, at) => ({ id, path: [index, 'steps', at, 'id'] }))
      : [{ id: entry.id, path: [index, 'id'] }],
  )
  const wrong = (reason: string, path: (string | number)[]) =>
    issues.push({ code: 'custom', path, params: { reason }, input: value, message: reason })
  if (places.length > MOST_STEPS) wrong('too-many-steps', [])
  const seen = new Set<string>()
  for (const { id, path } of places) {
    if (seen.has(id)) wrong('same-id', path)
    seen.add(id)
  }
}

/** A step of one session's agenda: unrolled, with the time it was given. */
export const PlannedStep = z.object({
  ...Step.shape,
  durationMs: z.number().check(z.positive()),
  /**
   * In a repeated block: which round of how many. `personId`: whose it is, unknown until the session starts; in groups it is the
   * member's with this index. `item`: what this round is about. `station`: each group is at the board of the one so many places on.
   * `most`: of as many topics as get dots, up to so many; `topic` is the note, once they are counted, or null where none got any.
   */
  round: z.optional(
    z.object({
      index: z.number(),
      of: z.number(),
      personId: z.optional(PersonId),
      item: z.optional(words(200)),
      station: z.optional(z.literal(true)),
      most: z.optional(z.number()),
      topic: z.optional(z.nullable(z.string())),
    }),
  ),
})
export type PlannedStep = z.infer<typeof PlannedStep>

export const Agenda = z.object({ protocolId: z.string(), steps: z.array(PlannedStep).check(z.minLength(1)) })
export type Agenda = z.infer<typeof Agenda>
