import * as z from 'zod/mini'
import type { SessionPlan, SnapshotNote } from './events.ts'
import { CircleId, CommandId, CommitmentId, PersonId } from './ids.ts'
import { SessionRole } from './protocol.ts'
import { duties, whisperKinds } from './state.ts'
import { line, paragraph } from './text.ts'

const command = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) =>
  z.strictObject({ id: CommandId, type: z.literal(type), ...shape })

/** Beyond the longest agenda: a round of some steps for each of the 300 people a session holds. */
const stepIndex = z.number().check(z.int(), z.minimum(0), z.maximum(10_000))

const deltaMs = z.number().check(z.int(), z.minimum(-3_600_000), z.maximum(3_600_000))

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
  command('clock.adjust', { deltaMs }),
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
  /** In a group to its members, unless `everyone`. */
  command('chat.say', { text: paragraph(2000), everyone: z.optional(z.boolean()) }),
  command('commitment.make', {
    commitmentId: CommitmentId,
    text: line(300),
    due: z.optional(line(60)),
    /** Nobody else ever sees it. */
    onlyMe: z.optional(z.literal(true)),
  }),
  command('commitment.withdraw', { commitmentId: CommitmentId }),
  command('board.snapshot', {}),
  /** One's own turn, or as a facilitator the turn of a circle. */
  command('turn.finish', { circle: z.optional(CircleId) }),
  /** In one's turn or before it; in a free order it takes back the wish to be next. */
  command('turn.pass', {}),
  /** In a free order: to speak now, or with `waits`, where somebody else has the floor, after her. */
  command('turn.take', { waits: z.optional(z.boolean()) }),
  /** Everyone named once; those left out are placed when the groups meet. */
  command('groups.arrange', { groups: z.array(z.array(PersonId).check(z.maxLength(300))).check(z.maxLength(150)) }),
  command('groups.regroup', {}),
  command('groups.move', { personId: PersonId, groupId: CircleId }),
  command('groups.visit', { groupId: z.nullable(CircleId) }),
  command('groups.call', {}),
  command('groups.answer', { groupId: CircleId }),
  command('groups.extend', { groupId: CircleId, deltaMs }),
  command('choice.make', { choice: z.number().check(z.int(), z.minimum(0), z.maximum(11)) }),
  command('drafts.reveal', {}),
  command('vote.cast', {
    noteId: z.string().check(z.regex(/^[\w:-]{1,64}$/)),
    dots: z.number().check(z.int(), z.minimum(0), z.maximum(10)),
  }),
  /** In the last seconds of a step that asks: to go on with it, or not. */
  command('thumb.show', { up: z.boolean() }),
  command('agenda.refit', {}),
  /** `to` null: to all who run the session. */
  command('whisper.say', { to: z.nullable(PersonId), kind: z.enum(whisperKinds), text: z.optional(paragraph(1000)) }),
  command('notes.keep', { text: z.string().check(z.maxLength(20_000)) }),
  command('duty.assign', { duty: z.enum(duties), personId: z.nullable(PersonId) }),
  command('spotlight.set', { personId: z.nullable(PersonId) }),
  /** How much time is left, to everyone the sender is together with. */
  command('time.say', {}),
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
  | { type: 'turn.due'; circle: string; personId: PersonId }
  | { type: 'board.snapshotted'; snapshot: SnapshotNote }
  | { type: 'topics.name'; words: { readonly [noteId: string]: string } }

export const reactionKinds = ['applause', 'heart', 'idea', 'agree', 'laugh', 'wonder'] as const
export const Reaction = z.strictObject({ kind: z.enum(reactionKinds) })
export type ReactionKind = (typeof reactionKinds)[number]
