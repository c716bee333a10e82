import * as z from 'zod/mini'
import { PersonId } from './ids.ts'
import { LocalText } from './text.ts'

/** What someone does in one session. */
export const sessionRoles = ['facilitator', 'presenter', 'participant', 'observer'] as const
export const SessionRole = z.enum(sessionRoles)
export type SessionRole = z.infer<typeof SessionRole>

/**
 * Who may speak.
 * - `open`: everyone but observers. - `roles`: those listed (facilitators always may).
 * - `queue`: facilitators and whoever was given the floor from the raised hands. - `nobody`: silence, facilitators included.
 */
export const FloorRule = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('open') }),
  z.object({ mode: z.literal('roles'), roles: z.array(SessionRole).check(z.minLength(1)) }),
  z.object({ mode: z.literal('queue') }),
  z.object({ mode: z.literal('nobody') }),
])
export type FloorRule = z.infer<typeof FloorRule>

export const BoardAccess = z.enum(['hidden', 'read', 'write'])
export type BoardAccess = z.infer<typeof BoardAccess>

/** Who may see and draw on the board: one answer for all, with exceptions by role. */
export const BoardRule = z.object({
  everyone: BoardAccess,
  byRole: z.optional(z.partialRecord(SessionRole, BoardAccess)),
})
export type BoardRule = z.infer<typeof BoardRule>

/** What happens when a step's time is up: a chime only; the facilitator is asked; the next step begins. */
export const OnEnd = z.enum(['chime', 'ask', 'advance'])
export type OnEnd = z.infer<typeof OnEnd>

const minute = z.number().check(z.positive(), z.maximum(600))

/** Minutes are data that people edit; `suggested` marks minutes no source states. */
export const Minutes = z
  .object({
    default: minute,
    min: minute,
    max: minute,
    suggested: z.optional(z.boolean()),
  })
  .check(z.refine(({ default: usual, min, max }) => min <= usual && usual <= max))
export type Minutes = z.infer<typeof Minutes>

export const Step = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  title: LocalText,
  /** What people are asked to do now, addressed to them. */
  prompt: LocalText,
  /** What the facilitator keeps in mind, shown on her desk only. */
  guidance: z.optional(LocalText),
  minutes: Minutes,
  floor: FloorRule,
  board: BoardRule,
  onEnd: OnEnd,
  /** Whether the silence is meant: nobody speaks and the room says so. */
  silence: z.optional(z.boolean()),
})
export type Step = z.infer<typeof Step>

/** Steps gone through once for each person who shares; that person is the presenter meanwhile. */
export const Repeat = z.object({ repeat: z.literal('people'), steps: z.array(Step).check(z.minLength(1)) })
export type Repeat = z.infer<typeof Repeat>

/** Who developed a protocol, where it was read, under which licence our words stand. */
export const Attribution = z.object({ origin: z.string(), source: z.string(), licence: z.string() })

export const Protocol = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  version: z.number().check(z.int(), z.positive()),
  title: LocalText,
  summary: LocalText,
  /** When to choose it. */
  useWhen: LocalText,
  attribution: Attribution,
  people: z.object({ min: z.number(), max: z.number() }),
  /** Whether someone must hold the presenter's role before it starts. */
  needsPresenter: z.boolean(),
  steps: z.array(z.union([Step, Repeat])).check(z.minLength(1)),
})
export type Protocol = z.infer<typeof Protocol>

/** A step of one session's agenda: unrolled, with the time it was given. */
export const PlannedStep = z.object({
  ...Step.shape,
  durationMs: z.number().check(z.positive()),
  /** In a repeated block: whose round it is and which of how many. The person is unknown until the session starts. */
  round: z.optional(z.object({ index: z.number(), of: z.number(), personId: z.optional(PersonId) })),
})
export type PlannedStep = z.infer<typeof PlannedStep>

export const Agenda = z.object({ protocolId: z.string(), steps: z.array(PlannedStep).check(z.minLength(1)) })
export type Agenda = z.infer<typeof Agenda>
