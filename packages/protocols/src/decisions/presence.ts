import { refuse, type PersonId, type SessionState } from '@copse/contract'
import { isAdmitted, personOf } from '../roles.ts'
import { yes, type Decision } from './decision.ts'

const isConnected = (state: SessionState, personId: PersonId, connection: string): boolean =>
  personOf(state, personId)?.connections.includes(connection) ?? false

export function connect(state: SessionState, personId: PersonId, connection: string): Decision {
  if (!isAdmitted(state, personId)) return refuse('person.not-admitted')
  return isConnected(state, personId, connection) ? yes() : yes({ type: 'person.connected', personId, connection })
}

export const disconnect = (state: SessionState, personId: PersonId, connection: string): Decision =>
  isConnected(state, personId, connection) ? yes({ type: 'person.disconnected', personId, connection }) : yes()

/** The connections of a process that is no more are gone, though it could not say so. */
export function recover(state: SessionState, node: string): Decision {
  const stale = Object.values(state.people).some(({ connections }) =>
    connections.some((one) => one.startsWith(`${node}:`)),
  )
  return stale ? yes({ type: 'room.recovered', node }) : yes()
}
