/**
 * The closed list of refusals: each code, the HTTP status it travels under and what it means. The words people read are
 * the message catalogue's, under `refusal.<code>`; a test holds that every code has words in every language.
 */
export const refusals = {
  'input.invalid': 400, // not of the expected shape; `detail` names the field
  'input.too-large': 413,
  'input.unsupported-type': 415,
  'auth.required': 401,
  'auth.link-invalid': 400, // forged, used or expired sign-in link
  'access.denied': 403,
  'not.found': 404, // also: not yours to know about
  'rate.limited': 429,
  'invitation.expired': 410,
  'invitation.revoked': 410,
  'invitation.unknown': 404,
  'session.not-started': 409,
  'session.already-started': 409,
  'session.ended': 409,
  'session.no-presenter': 409, // the protocol needs a presenter and nobody holds the role
  'session.nobody-here': 409,
  'step.none-next': 409,
  'step.none-before': 409,
  'step.moved-on': 409, // the step is no longer the one the sender saw
  'clock.not-running': 409,
  'clock.not-paused': 409,
  'clock.out-of-range': 409,
  'person.unknown': 404,
  'person.not-waiting': 409,
  'person.not-admitted': 403,
  'role.last-facilitator': 409,
  'hand.already-raised': 409,
  'hand.not-raised': 409,
  'floor.not-yours': 403, // this step gives the floor to others
  'turn.not-yours': 409,
  'turn.taken': 409, // somebody else took the floor first
  'group.unknown': 404,
  'group.not-now': 409, // this step has no groups
  'choice.not-offered': 409,
  'drafts.none': 409, // nothing is waiting to be revealed
  'vote.not-open': 409,
  'vote.too-many': 409,
  'protocol.changed': 409, // somebody else saved a version meanwhile
  'protocol.too-many': 409,
  'agenda.on-time': 409, // nothing has to be made shorter
  'agenda.no-room': 409, // every step to come is at its shortest
  'commitment.unknown': 404,
  'consent.required': 409, // the norms were not accepted
  'media.unavailable': 503,
  'board.full': 413,
  'board.read-only': 403,
  'board.not-yours': 403, // in this step one changes only what is one's own
  'room.full': 409,
  'server.draining': 503,
  'server.failed': 500,
} as const

export type RefusalCode = keyof typeof refusals
export const refusalCodes = Object.keys(refusals) as RefusalCode[]
export const statusOf = (code: RefusalCode): number => refusals[code]

export interface Refusal {
  readonly ok: false
  readonly code: RefusalCode
  /** For people who build on this: which field, which limit. Never shown as the only word. */
  readonly detail?: string
}
export const refuse = (code: RefusalCode, detail?: string): Refusal =>
  detail === undefined ? { ok: false, code } : { ok: false, code, detail }
