import * as z from 'zod/mini'
import type { SessionPlan, SnapshotNote } from './events.ts'
import { CommandId, CommitmentId, PersonId } from './ids.ts'
import { SessionRole } from './protocol.ts'
import { line, paragraph } from './text.ts'

const command = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) =>
  z.strictObject({ id: CommandId, type: z.literal(type), ...shape })

/** Beyond the longest agenda: a round of some steps for each of the 300 people a session holds. */
const stepIndex = z.number().check(z.int(), z.minimum(0), z.maximum(10_000))

/**
 * What a person may ask of a session. `id` is chosen by the sender, once per intention: sent again after a lost
 * acknowledgement it acts once. Commands that move the agenda name the step they were looking at, so that two
 * facilitators pressing *next* together move it by one.
 */
export const Command = z.discriminatedUnion('type', [
  command('lobby.knock', { acceptedNorms: z.literal(true) }),
  command('lobby.admit', { personId: PersonId }),
  command('lobby.refuse', { personId: PersonId }),
  command('person.remove', { personId: PersonId }),
  command('role.assign', { personId: PersonId, role: SessionRole }),
  command('session.start', {}),
  command('session.end', {}),
  command('step.advance', { from: stepIndex }),
  command('step.back', { from: stepIndex }),
  command('clock.pause', {}),
  command('clock.resume', {}),
  command('clock.adjust', { deltaMs: z.number().check(z.int(), z.minimum(-3_600_000), z.maximum(3_600_000)) }),
  command('hand.raise', {}),
  command('hand.lower', { personId: z.optional(PersonId) }),
  command('floor.give', { personId: PersonId }),
  command('floor.withdraw', { personId: PersonId }),
  /** `personId` null: everyone. `speak`/`write`: true grants, false takes, null leaves the step's own rule. */
  command('floor.override', {
    personId: z.nullable(PersonId),
    speak: z.nullable(z.boolean()),
    write: z.nullable(z.boolean()),
  }),
  command('chat.say', { text: paragraph(2000) }),
  command('commitment.make', { commitmentId: CommitmentId, text: line(300), due: z.optional(line(60)) }),
  command('commitment.withdraw', { commitmentId: CommitmentId }),
  command('board.snapshot', {}),
])
export type Command = z.infer<typeof Command>
export type CommandType = Command['type']

/** What only the server itself proposes; never accepted from a client. */
export type ServerCommand =
  | { type: 'session.plan'; plan: SessionPlan }
  | { type: 'person.connect'; personId: PersonId; connection: string }
  | { type: 'person.disconnect'; personId: PersonId; connection: string }
  | { type: 'person.expel'; personId: PersonId } // may be here no longer
  | { type: 'room.recover'; node: string }
  | { type: 'step.due'; from: number }
  | { type: 'board.snapshotted'; snapshot: SnapshotNote }

export const reactionKinds = ['applause', 'heart', 'idea', 'agree', 'laugh', 'wonder'] as const
export const Reaction = z.strictObject({ kind: z.enum(reactionKinds) })
export type ReactionKind = (typeof reactionKinds)[number]
