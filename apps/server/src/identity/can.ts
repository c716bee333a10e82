import type { Actor, CommunityRole, SessionId, SessionPhase, SessionRole, Standing } from '@copse/contract'

/** What somebody may ask to do, in the product's words. */
export type Action =
  | 'installation.create-community'
  | 'community.see'
  | 'community.edit'
  | 'community.invite-member'
  | 'community.remove-member'
  | 'protocol.see'
  | 'protocol.edit'
  | 'session.schedule'
  | 'session.see'
  | 'session.edit'
  | 'session.invite'
  | 'session.revoke-invitation'
  | 'session.join'
  | 'session.command'
  | 'session.media'
  | 'board.open'
  | 'board.restore'
  | 'board.begin'
  | 'file.upload'
  | 'file.see'
  | 'record.see'
  | 'exit-card.give'
  | 'card.see'
  | 'card.add'
  | 'card.edit'
  | 'card.share'

/** The plain facts an answer rests on; whoever asks looks them up. */
export interface Subject {
  /** The actor's role in the community concerned; null: none. */
  readonly communityRole?: CommunityRole | null
  /** A member of another community holds a pass to this session. */
  readonly invited?: boolean
  readonly sessionId?: SessionId
  readonly sessionRole?: SessionRole | null
  readonly standing?: Standing | null
  readonly phase?: SessionPhase
  /** The actor made what is asked about. */
  readonly author?: boolean
  /** Its author shares it with every community of the installation. */
  readonly shared?: boolean
}

type Rule = (actor: Actor, subject: Subject) => boolean

const owns: Rule = (actor) => actor.kind === 'member' && actor.owner
const leads: Rule = (actor, { communityRole }) =>
  owns(actor, {}) || (actor.kind === 'member' && (communityRole === 'owner' || communityRole === 'facilitator'))
const belongs: Rule = (actor, { communityRole }) =>
  owns(actor, {}) || (actor.kind === 'member' && communityRole != null)
const invited: Rule = (actor, subject) =>
  actor.kind === 'guest' ? actor.sessionId === subject.sessionId : subject.invited === true
const facilitates: Rule = (actor, subject) =>
  leads(actor, subject) || (belongs(actor, subject) && subject.sessionRole === 'facilitator')
const attends: Rule = (actor, subject) => belongs(actor, subject) || invited(actor, subject)
const isIn: Rule = (actor, subject) => attends(actor, subject) && subject.standing === 'admitted'
const notOver = ({ phase }: Subject) => phase === 'planned' || phase === 'running'

const rules: Record<Action, Rule> = {
  'installation.create-community': (actor) => actor.kind === 'member',
  'community.see': belongs,
  'community.edit': leads,
  'community.invite-member': leads,
  'community.remove-member': leads,
  'protocol.see': belongs,
  'protocol.edit': leads,
  'session.schedule': leads,
  'session.see': belongs,
  'session.edit': (actor, subject) => facilitates(actor, subject) && subject.phase === 'planned',
  'session.invite': (actor, subject) => facilitates(actor, subject) && notOver(subject),
  // Also after the end: a guest comes back to the record by her invitation.
  'session.revoke-invitation': facilitates,
  'session.join': (actor, subject) => attends(actor, subject) && subject.phase !== 'cancelled',
  // Which of those in the room may send which command is the engine's answer.
  'session.command': attends,
  'session.media': isIn,
  'board.open': isIn,
  'board.restore': (actor, subject) =>
    isIn(actor, subject) && subject.sessionRole === 'facilitator' && subject.phase === 'running',
  // Whoever plans a session lays out its board.
  'board.begin': (actor, subject) => facilitates(actor, subject) && subject.phase === 'planned',
  'file.upload': (actor, subject) => isIn(actor, subject) && notOver(subject),
  'file.see': (actor, subject) => belongs(actor, subject) || isIn(actor, subject),
  'record.see': (actor, subject) => (belongs(actor, subject) || isIn(actor, subject)) && subject.phase === 'ended',
  'exit-card.give': (actor, subject) =>
    isIn(actor, subject) && (subject.phase === 'running' || subject.phase === 'ended'),
  'card.see': (actor, subject) => belongs(actor, subject) || (actor.kind === 'member' && subject.shared === true),
  'card.add': belongs,
  'card.edit': (actor, subject) => leads(actor, subject) || (belongs(actor, subject) && subject.author === true),
  'card.share': (actor, subject) => belongs(actor, subject) && subject.author === true,
}

/** The one answer to who may do what. Asked by every route, event and upgrade; pure, and knows nobody who did not sign in. */
export const can = (actor: Actor | null, action: Action, subject: Subject = {}): actor is Actor =>
  actor !== null && rules[action](actor, subject)
