import * as z from 'zod/mini'
import { CommunityId, SessionId, type CommitmentId } from './ids.ts'
import { line, paragraph, type LocalText } from './text.ts'
import { timeZone } from './time-zone.ts'

/*
 * What a community carries into practice, JSON under /api.
 *
 *   GET    /communities/:id/promises             → Promises                one's own of past sessions, and what all may read
 *   PATCH  /communities/:id/promises/:commitmentId FollowUp → Promises     one's own
 *   DELETE /communities/:id/promises/:commitmentId → Promises              takes it back, and what was told of it
 *   POST   /reminders/stop         StopReminders → 204                     from a mail's link, signed in or not
 *   GET    /sessions/:id/exit-card               → ExitCards
 *   POST   /sessions/:id/exit-card ExitCard      → ExitCards               once; 403 when there is one already
 *   DELETE /sessions/:id/exit-card               → ExitCards               takes one's own back
 *   GET    /communities/:id/cards                → CardLibrary
 *   POST   /communities/:id/cards  NewCard       → PracticeCard
 *   PATCH  /cards/:cardId          CardUpdate    → PracticeCard
 *   DELETE /cards/:cardId                        → 204
 *   POST   /cards/:cardId/tries    NewTry        → PracticeCard            one for each person: said again, it is replaced
 *   DELETE /cards/:cardId/tries/:tryId           → PracticeCard
 *   GET    /search?q=…&community=…               → SearchHit[]             the best first; a guest searches her one session
 */

/** How it went with what somebody promised. */
export const outcomes = ['tried', 'adapted', 'not-yet'] as const
export type Outcome = (typeof outcomes)[number]

export const FollowUp = z.strictObject({
  outcome: z.optional(z.enum(outcomes)),
  /** What changed, and for whom. */
  changed: z.optional(z.nullable(line(300))),
  /** Whether the community reads it. What was promised for oneself alone stays so. */
  shared: z.optional(z.boolean()),
  /** When a mail shall remind of it, epoch ms, and the IANA zone that was chosen in; null: no mail. */
  reminder: z.optional(
    z.nullable(z.strictObject({ at: z.number().check(z.int(), z.minimum(0), z.maximum(8_640_000_000_000)), timeZone })),
  ),
})
export type FollowUp = z.infer<typeof FollowUp>

export interface OwnPromise {
  id: CommitmentId
  sessionId: SessionId
  sessionTitle: string
  madeAt: number
  text: string
  due: string | null
  onlyMe: boolean
  outcome: Outcome | null
  changed: string | null
  shared: boolean
  reminderAt: number | null
}
/** What somebody tried and lets the community read. */
export interface Story {
  id: CommitmentId
  sessionId: SessionId
  sessionTitle: string
  name: string
  text: string
  outcome: Exclude<Outcome, 'not-yet'>
  changed: string | null
  at: number
}
export interface Promises {
  /** Newest first. */
  mine: OwnPromise[]
  /** Told last first. */
  stories: Story[]
}

export const StopReminders = z.strictObject({ token: z.string().check(z.maxLength(200)) })

/** What an exit card asks to choose from. */
export const verdicts = ['yes', 'partly', 'no'] as const
export type Verdict = (typeof verdicts)[number]
/** What somebody says on leaving; whatever she leaves out she was not asked about. */
export const ExitCard = z
  .strictObject({
    /** Was it worth my time? */
    worth: z.optional(z.enum(verdicts)),
    /** Was I heard? */
    heard: z.optional(z.enum(verdicts)),
    line: z.optional(line(300)),
    /** Whether her name stands with her line. */
    named: z.optional(z.boolean()),
  })
  .check(z.refine(({ worth, heard, line }) => worth !== undefined || heard !== undefined || line !== undefined))
export type ExitCard = z.infer<typeof ExitCard>

/** How many said what; null where fewer than `FEWEST_CARDS` said anything. */
export type Tally = { [Answer in Verdict]: number } | null
export const FEWEST_CARDS = 4
export interface ExitCards {
  mine: { worth: Verdict | null; heard: Verdict | null; line: string | null; named: boolean } | null
  may: { answer: boolean }
  /** What all said, once the session is over and there are enough for nobody to be told apart. */
  together: { worth: Tally; heard: Tally; lines: { text: string; name: string | null }[] } | null
}

const cardWords = {
  title: line(120),
  /** Empty, or a paragraph. */
  description: z.union([z.literal(''), paragraph(2000)]),
  tags: z.array(line(30)).check(z.maxLength(8)),
  /** Whether the name of who made it stands on it. */
  named: z.boolean(),
  /** Whether members of every community of this installation may read it; for who made it to say. */
  shared: z.boolean(),
}
export const NewCard = z.strictObject({
  ...cardWords,
  /** Where the note was; null: from no session. */
  source: z.nullable(
    z.strictObject({
      sessionId: SessionId,
      stepIndex: z.nullable(z.number().check(z.int(), z.minimum(0), z.maximum(10_000))),
    }),
  ),
})
export type NewCard = z.infer<typeof NewCard>
export const CardUpdate = z.partial(z.strictObject(cardWords))
export type CardUpdate = z.infer<typeof CardUpdate>
export const NewTry = z.strictObject({ line: line(300) })

/** Something from a session that is worth trying elsewhere. */
export interface PracticeCard {
  id: string
  title: string
  description: string
  tags: string[]
  /** Within its own community. */
  source: { sessionId: SessionId; sessionTitle: string; stepTitle: LocalText | null } | null
  author: string | null
  savedAt: number
  shared: boolean
  may: { edit: boolean; share: boolean }
  /** Last told first. */
  tries: { id: string; name: string; line: string; at: number; mayRemove: boolean }[]
}
export interface CardLibrary {
  cards: PracticeCard[]
  /** Of other communities, from people who share them with all. */
  fromOthers: PracticeCard[]
}

export const SearchQuery = z.strictObject({
  q: z.string().check(z.trim(), z.minLength(2), z.maxLength(200)),
  community: z.optional(CommunityId),
})
/** Something with the words asked for, where it is and when it was said. */
export interface SearchHit {
  kind: 'session' | 'chat' | 'board' | 'notes' | 'promise' | 'story' | 'card'
  /** Of the session or the card. */
  title: string
  /** Null: of a community that is not the searcher's. */
  communityName: string | null
  /** Where it opens. */
  communityId: CommunityId | null
  sessionId: SessionId | null
  cardId: string | null
  stepTitle: LocalText | null
  at: number
  /** The words around it, in turns: beside what was found, it, beside it … */
  parts: string[]
}
