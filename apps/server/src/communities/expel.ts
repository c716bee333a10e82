import type { PersonId, SessionId } from '@copse/contract'

/** Takes somebody who may be there no longer out of a session: its room, its call and its board. */
export type Expel = (sessionId: SessionId, personId: PersonId) => Promise<unknown>
