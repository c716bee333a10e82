import * as z from 'zod/mini'
import type { Actor } from './people.ts'
import { PersonId, SessionId, SnapshotId, type CommunityId } from './ids.ts'
import { ProtocolFile, type FloorRule, type Protocol, type SessionRole } from './protocol.ts'
import type { CommunityRole } from './people.ts'
import type { SnapshotReason } from './events.ts'
import { languages, line, paragraph } from './text.ts'
import { timeZone } from './time-zone.ts'

/*
 * REST, JSON under /api. Requests that change something need `Content-Type: application/json` (or the file's own) and the
 * same origin. A refusal is `{ ok: false, code, detail? }` under the status that `refusals` gives the code.
 *
 *   GET    /me                                   → Me                      (200 with actor null when signed out)
 *   PATCH  /me                     ProfileUpdate → Me
 *   POST   /sign-in                SignIn        → { sent: true }          always the same answer, known address or not
 *   GET    /sign-in/verify?token=…               → 302 to the app          sets the session cookie
 *   POST   /sign-out                             → 204
 *   GET    /outbox                               → OutboxMail[]            loopback visitor of a development install only
 *   GET    /protocols                            → Protocol[]
 *   GET    /communities                          → CommunitySummary[]
 *   POST   /communities            NewCommunity  → Community
 *   GET    /communities/:id                      → Community
 *   PATCH  /communities/:id        CommunityUpdate → Community
 *   POST   /communities/:id/members  NewMember   → Community               sends the person a sign-in link
 *   DELETE /communities/:id/members/:personId    → Community
 *   GET    /communities/:id/protocols            → CommunityProtocols      its own, each in its newest version
 *   POST   /communities/:id/protocols NewProtocol → OwnProtocol
 *   GET    /communities/:id/protocols/:protocolId → OwnProtocol
 *   POST   /communities/:id/protocols/:protocolId SaveProtocol → OwnProtocol   a new version
 *   DELETE /communities/:id/protocols/:protocolId → 204                    sessions keep theirs
 *   GET    /communities/:id/protocols/:protocolId/versions → ProtocolVersion[]   newest first
 *   GET    /communities/:id/protocols/:protocolId/versions/:version → OwnProtocol
 *   GET    /communities/:id/sessions             → SessionSummary[]        upcoming and past; the client splits them
 *   POST   /communities/:id/sessions NewSession  → SessionDetail
 *   GET    /sessions/:id                         → SessionDetail
 *   PATCH  /sessions/:id           SessionUpdate → SessionDetail           before it starts
 *   DELETE /sessions/:id                         → 204                     cancels; only before it starts
 *   GET    /sessions/:id/calendar.ics            → text/calendar
 *   GET    /sessions/:id/invitations             → Invitation[]
 *   POST   /sessions/:id/invitations NewInvitation → Invitation with `link` (shown once)
 *   DELETE /sessions/:id/invitations/:invitationId → 204                   revokes
 *   GET    /invitations/:token                   → InvitationPreview
 *   POST   /invitations/:token     AcceptInvitation → { sessionId }        sets the guest cookie
 *   GET    /sessions/:id/lobby                   → Lobby
 *   POST   /sessions/:id/media                   → MediaTicket | refusal media.unavailable
 *   POST   /sessions/:id/files     image bytes   → { fileId, url }         png, jpeg, webp, gif ≤ 5 MiB, only who may write
 *   GET    /sessions/:id/files/:fileId           → the image
 *   POST   /sessions/:id/snapshots/:snapshotId/restore → 204               the board becomes again what it was; who facilitates, while it runs
 *   POST   /sessions/:id/board     BoardBeginning → 204                    what it begins with, from another session's record; while planned
 *   GET    /sessions/:id/record                  → SessionRecord           once it has ended
 *   GET    /sessions/:id/record/snapshots/:snapshotId.(svg|png|json|excalidraw)
 *   GET    /sessions/:id/record/export.zip
 *   GET    /sessions/:id/record/replay           → SessionReplay
 *   GET    /sessions/:id/record/replay/:board/:piece → a stretch of a board's log, packed (packages/whiteboard/src/history)
 *   POST   /livekit/webhook
 * Outside /api: GET /healthz, /readyz, /metrics.
 */

export interface Me {
  actor: Actor | null
  email: string | null
  /** A development install seen from loopback: the sign-in page then links to the outbox. */
  outbox: boolean
}
export const SignIn = z.strictObject({
  email: z.email().check(z.maxLength(254)),
  next: z.optional(z.string().check(z.regex(/^\/(?!\/)[^\s\\]{0,300}$/))),
})
export const ProfileUpdate = z.strictObject({
  name: z.optional(line(80)),
  district: z.optional(z.nullable(line(120))),
  language: z.optional(z.enum(languages)),
})
export interface OutboxMail {
  to: string
  subject: string
  text: string
  link: string | null
  sentAt: number
}

export const NewCommunity = z.strictObject({
  name: line(120),
  purpose: z.optional(paragraph(2000)),
  norms: z.optional(z.array(line(300)).check(z.maxLength(20))),
  districts: z.optional(z.array(line(120)).check(z.maxLength(200))),
})
export type NewCommunity = z.infer<typeof NewCommunity>
export const CommunityUpdate = z.strictObject({
  name: z.optional(line(120)),
  purpose: z.optional(z.string().check(z.maxLength(2000))),
  norms: z.optional(z.array(line(300)).check(z.maxLength(20))),
  districts: z.optional(z.array(line(120)).check(z.maxLength(200))),
  /** How its new sessions keep the floor unless they say otherwise. */
  enforcement: z.optional(z.enum(['enforced', 'guide'])),
})
export type CommunityUpdate = z.infer<typeof CommunityUpdate>
export const NewMember = z.strictObject({
  email: z.email().check(z.maxLength(254)),
  name: line(80),
  district: z.nullable(line(120)),
  role: z.enum(['facilitator', 'member']),
})
export type NewMember = z.infer<typeof NewMember>

export interface Member {
  personId: PersonId
  name: string
  district: string | null
  role: CommunityRole
  email?: string
}
export interface CommunitySummary {
  id: CommunityId
  name: string
  purpose: string
  memberCount: number
  nextSessionAt: number | null
  yourRole: CommunityRole
}
export interface Community {
  id: CommunityId
  name: string
  purpose: string
  norms: string[]
  districts: string[]
  enforcement: 'enforced' | 'guide'
  members: Member[]
  yourRole: CommunityRole
  may: { edit: boolean; schedule: boolean; invite: boolean }
}

export const NewProtocol = z.strictObject({ protocol: ProtocolFile })
/** `basedOn`: the version the change began with; refused (`protocol.changed`) where there is a newer one. */
export const SaveProtocol = z.strictObject({
  protocol: ProtocolFile,
  basedOn: z.number().check(z.int(), z.positive(), z.maximum(1_000_000)),
})
/** One version of a protocol of a community's own. */
export interface ProtocolVersion {
  version: number
  savedAt: number
  savedBy: string
}
export interface OwnProtocol extends Omit<ProtocolVersion, 'version'> {
  protocol: Protocol
}
export interface CommunityProtocols {
  protocols: OwnProtocol[]
  may: { edit: boolean }
}

export const NewSession = z.strictObject({
  title: line(160),
  focusQuestion: z.string().check(z.trim(), z.maxLength(600)),
  /** Of the catalogue, or of the community's own. */
  protocolId: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  /** Of a community's own protocol; without it the newest, or in a change the one the session has. */
  protocolVersion: z.optional(z.number().check(z.int(), z.positive(), z.maximum(1_000_000))),
  presenterId: z.nullable(PersonId),
  facilitatorIds: z.array(PersonId).check(z.minLength(1), z.maxLength(8)),
  /** Epoch ms. */
  startsAt: z.number().check(z.int(), z.minimum(0), z.maximum(8_640_000_000_000)),
  /** The IANA zone it was planned in. */
  timeZone,
  minutes: z.number().check(z.int(), z.minimum(5), z.maximum(480)),
  lobby: z.enum(['guests', 'everyone']),
  enforcement: z.enum(['enforced', 'guide']),
})
export type NewSession = z.infer<typeof NewSession>
export const SessionUpdate = z.partial(NewSession)
export type SessionUpdate = z.infer<typeof SessionUpdate>

export type SessionPhase = 'planned' | 'running' | 'ended' | 'cancelled'
export interface SessionSummary {
  id: SessionId
  communityId: CommunityId
  title: string
  protocolTitle: Protocol['title']
  startsAt: number
  timeZone: string
  minutes: number
  phase: SessionPhase
}
export interface SessionDetail extends SessionSummary {
  communityName: string
  focusQuestion: string
  protocol: Protocol
  presenterId: PersonId | null
  facilitatorIds: PersonId[]
  lobby: 'guests' | 'everyone'
  enforcement: 'enforced' | 'guide'
  /** Names of those above, for showing. */
  names: Record<string, string>
  may: { edit: boolean; invite: boolean; join: boolean; seeRecord: boolean }
}

/** `hours`: how long the link works; it also ends when it is revoked. */
export const NewInvitation = z.strictObject({ hours: z.number().check(z.int(), z.minimum(1), z.maximum(24 * 60)) })
export interface Invitation {
  id: string
  createdAt: number
  expiresAt: number
  revokedAt: number | null
  uses: number
  link?: string
}
export interface InvitationPreview {
  sessionTitle: string
  communityName: string
  startsAt: number
  timeZone: string
  minutes: number
  districts: string[]
}
export const AcceptInvitation = z.strictObject({ name: line(80), district: line(120) })

/** All that someone who has not been let in may know. */
export interface Lobby {
  sessionId: SessionId
  title: string
  focusQuestion: string
  communityName: string
  protocolTitle: Protocol['title']
  startsAt: number
  timeZone: string
  minutes: number
  phase: SessionPhase
  norms: string[]
  /** What the session keeps, as keys of the catalogue under `keeps.<key>`. */
  keeps: ('board' | 'chat' | 'timeline' | 'attendance' | 'commitments')[]
  you: { personId: PersonId; name: string; role: SessionRole }
  video: boolean
}

/** `url` is where livekit-client connects, as a path of our own origin: the server passes LiveKit's signalling through. */
export interface MediaTicket {
  url: string
  token: string
  /** The circle it is for: another than asked about when people moved meanwhile. */
  circle: string
}

/** The snapshot of an earlier session that a new one's board begins with. */
export const BoardBeginning = z.strictObject({ sessionId: SessionId, snapshotId: SnapshotId })
export type BoardBeginning = z.infer<typeof BoardBeginning>

export interface RecordedStep {
  index: number
  title: Protocol['title']
  prompt: Protocol['title']
  round: { index: number; of: number; personName: string | null } | null
  plannedMs: number
  actualMs: number
  enteredAt: number | null
  snapshotIds: SnapshotId[]
}
export interface RecordedSnapshot {
  id: SnapshotId
  at: number
  stepIndex: number | null
  reason: SnapshotReason
  elements: number
  outline: string
}
export interface RecordedPerson {
  personId: PersonId
  name: string
  district: string | null
  role: SessionRole
  guest: boolean
  intervals: { from: number; to: number }[]
}
/** A session as members revisit it: a projection of its journal and its board log. */
export interface SessionRecord {
  session: SessionDetail
  startedAt: number
  endedAt: number
  steps: RecordedStep[]
  snapshots: RecordedSnapshot[]
  chat: { at: number; name: string; text: string; stepIndex: number | null }[]
  people: RecordedPerson[]
  commitments: { name: string; text: string; due: string | null; at: number }[]
  /** What facilitators decided beyond the protocol: overrides, the floor given, time added; in order. */
  decisions: { at: number; by: string | null; type: string; detail: string }[]
}

/** Something that lasted, in epoch ms. */
export interface ReplaySpan {
  from: number
  to: number
}
/** One of a session's boards, to be watched. */
export interface ReplayBoard extends ReplaySpan {
  name: string
  /** Who worked at it; null: everyone. */
  members: PersonId[] | null
  /** How many stretches its log comes in, numbered from 0. */
  pieces: number
}
/**
 * A session to be watched again: what happened besides drawing. All times lie between its beginning and its end; what was there
 * before stands at the beginning.
 */
export interface SessionReplay extends ReplaySpan {
  title: string
  communityId: CommunityId
  communityName: string
  /** Of all who were let in. */
  names: Record<string, string>
  /** Each time a step was entered. */
  steps: (ReplaySpan & Pick<RecordedStep, 'index' | 'title' | 'round'> & { floor: FloorRule })[]
  /** Who had the floor for themselves: a turn, or given from the raised hands. */
  floors: (ReplaySpan & { personId: PersonId; circle: string; kind: 'turn' | 'given' })[]
  hands: (ReplaySpan & { personId: PersonId })[]
  chat: { at: number; personId: PersonId; text: string; circle: string | null }[]
  boards: ReplayBoard[]
}
