import type {
  CommandId,
  CommitmentId,
  CommunityId,
  CommunityRole,
  Outcome,
  PersonId,
  SearchHit,
  SessionId,
  SnapshotId,
  SnapshotReason,
  Verdict,
} from '@copse/contract'
import type { Generated } from 'kysely'

/*
 * Column types are those SQLite and PostgreSQL share: text, integers (times in epoch ms), blobs. JSON is text that the code
 * parses. `user`, `session`, `account` and `verification` belong to the accounts library and are made by its own migrator.
 */

/** 0 or 1: SQLite has no booleans. */
type Flag = number

interface UserTable {
  id: PersonId
  email: string
  name: string
  emailVerified: Flag
  district: string | null
  language: string
  owner: Flag
  createdAt: string
  updatedAt: string
}
interface CommunityTable {
  id: CommunityId
  name: string
  purpose: string
  /** JSON: string[] */
  norms: string
  /** JSON: string[] */
  districts: string
  /** What its new sessions begin with. */
  enforcement: Generated<'enforced' | 'guide'>
  createdAt: number
}
interface MemberTable {
  communityId: CommunityId
  personId: PersonId
  role: CommunityRole
  joinedAt: number
}
interface MeetingTable {
  id: SessionId
  communityId: CommunityId
  title: string
  focusQuestion: string
  protocolId: string
  /** JSON: Protocol, as it was when planned. */
  protocol: string
  presenterId: PersonId | null
  /** JSON: PersonId[] */
  facilitatorIds: string
  startsAt: number
  timeZone: string
  minutes: number
  lobby: 'guests' | 'everyone'
  enforcement: 'enforced' | 'guide'
  phase: 'planned' | 'running' | 'ended' | 'cancelled'
  /** Counts changes, for calendars. */
  revision: Generated<number>
  createdAt: number
}
interface InvitationTable {
  id: string
  sessionId: SessionId
  tokenHash: string
  createdBy: PersonId
  createdAt: number
  expiresAt: number
  revokedAt: number | null
  uses: Generated<number>
}
interface GuestTable {
  id: PersonId
  invitationId: string
  sessionId: SessionId
  name: string
  district: string
  createdAt: number
}
/** Somebody with an account who came to a session by an invitation, not being of its community. */
interface PassTable {
  sessionId: SessionId
  personId: PersonId
  invitationId: string
  createdAt: number
}
/** A community's own protocols: a row for each version. What a session runs it holds itself. */
interface ProtocolTable {
  id: string
  version: number
  communityId: CommunityId
  /** JSON: Protocol */
  body: string
  savedBy: PersonId
  savedAt: number
}
/** How it went with what somebody promised. */
interface FollowUpTable {
  commitmentId: CommitmentId
  sessionId: SessionId
  personId: PersonId
  outcome: Outcome | null
  changed: string | null
  /** Whether the community reads it. */
  shared: Flag
  toldAt: number
}
/** A mail somebody asked for, about one promise; `sentAt`: when a process took it to send. */
interface ReminderTable {
  commitmentId: CommitmentId
  sessionId: SessionId
  personId: PersonId
  at: number
  timeZone: string
  sentAt: number | null
}
/** What somebody said on leaving; for her eyes only, but in the sum of at least four. */
interface ExitCardTable {
  sessionId: SessionId
  personId: PersonId
  worth: Verdict | null
  heard: Verdict | null
  line: string | null
  named: Flag
  at: number
}
/** A practice worth trying elsewhere. */
interface CardTable {
  id: string
  communityId: CommunityId
  sessionId: SessionId | null
  stepIndex: number | null
  title: string
  description: string
  /** JSON: string[] */
  tags: string
  authorId: PersonId
  named: Flag
  /** With all communities of the installation. */
  shared: Flag
  savedAt: number
}
interface CardTryTable {
  id: string
  cardId: string
  personId: PersonId
  line: string
  at: number
}
/** Words that may be found: see search.ts. */
interface PassageTable {
  id: Generated<number>
  kind: SearchHit['kind']
  communityId: CommunityId
  sessionId: SessionId | null
  cardId: string | null
  onlyFor: PersonId | null
  everywhere: Flag
  at: number
  stepIndex: number | null
  text: string
  /** Its words without case and accents: what is searched. */
  folded: string
}
/** How far a session's journal has been made searchable. */
interface SearchableTable {
  sessionId: SessionId
  seq: number
}
interface JournalTable {
  sessionId: SessionId
  seq: number
  at: number
  by: PersonId | null
  commandId: CommandId | null
  type: string
  /** JSON: the event without what the other columns say. */
  body: string
}
interface SnapshotTable {
  id: SnapshotId
  sessionId: SessionId
  /** The journal's number of the event that asked for it: one snapshot for each. */
  causeSeq: number
  stepIndex: number | null
  reason: SnapshotReason
  at: number
  boardSeq: number
  elements: number
  /** Deflated Yjs update of the whole board. */
  state: Uint8Array
  svg: string
  outline: string
}
interface FileTable {
  id: string
  sessionId: SessionId
  personId: PersonId
  mime: string
  bytes: number
  createdAt: number
}

/** Processes that serve the installation, where it has many; a number that grows shows that one lives. */
interface NodeTable {
  id: string
  beats: number
}
/** The images' bytes, where nodes share them; one process has them in its folder. */
interface FileBytesTable {
  id: string
  sessionId: SessionId
  bytes: Uint8Array
}

export interface Schema {
  user: UserTable
  communities: CommunityTable
  members: MemberTable
  sessions: MeetingTable
  invitations: InvitationTable
  guests: GuestTable
  passes: PassTable
  protocols: ProtocolTable
  followUps: FollowUpTable
  reminders: ReminderTable
  exitCards: ExitCardTable
  cards: CardTable
  cardTries: CardTryTable
  passages: PassageTable
  searchable: SearchableTable
  journal: JournalTable
  snapshots: SnapshotTable
  files: FileTable
  nodes: NodeTable
  fileBytes: FileBytesTable
}
