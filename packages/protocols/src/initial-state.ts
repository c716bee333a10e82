import type { SessionState } from '@copse/contract'

export const initialState: SessionState = {
  seq: 0,
  phase: 'planned',
  plan: null,
  agenda: null,
  people: {},
  step: null,
  hands: [],
  given: [],
  overrides: { everyone: null, byPerson: {} },
  chat: [],
  commitments: [],
  snapshots: [],
  startedAt: null,
  endedAt: null,
}
