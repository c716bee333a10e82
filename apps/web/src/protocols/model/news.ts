import type { SessionEvent, SessionState } from '@copse/contract'

/** Something that happened and that a learner should notice; the words are the catalogue's, under `protocols.news.<kind>`. */
export interface News {
  readonly seq: number
  readonly kind: NewsKind
  readonly name: string
}
type NewsKind =
  | 'passed'
  | 'finished'
  | 'dropped'
  | 'returned'
  | 'raised'
  | 'given'
  | 'formed'
  | 'closed'
  | 'revealed'
  | 'counted'
  | 'called'
  | 'rang'

export function newsOf(event: SessionEvent, state: SessionState): News[] {
  const one = (kind: News['kind'], personId?: string): News[] => [
    { seq: event.seq, kind, name: (personId && state.people[personId]?.name) || '' },
  ]
  switch (event.type) {
    case 'turn.ended':
      return event.how === 'passed'
        ? one('passed', event.personId)
        : event.how === 'finished'
          ? one('finished', event.personId)
          : []
    case 'person.disconnected':
      return one('dropped', event.personId)
    case 'person.connected':
      return state.phase === 'running' ? one('returned', event.personId) : []
    case 'hand.raised':
      return one('raised', event.personId)
    case 'floor.given':
      return one('given', event.personId)
    case 'groups.formed':
      return one('formed')
    case 'groups.closed':
      return one('closed')
    case 'drafts.revealed':
      return one('revealed')
    case 'votes.counted':
      return one('counted')
    case 'groups.called':
      return one('called')
    case 'step.rang':
      return one('rang')
    default:
      return []
  }
}
