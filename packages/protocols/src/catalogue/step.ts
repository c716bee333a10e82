import type { BoardRule, FloorRule, Minutes } from '@copse/contract'

/** The few shapes that steps of most protocols share, so that a protocol's file reads like its description. */
export const minutes = (value: number, min = Math.max(1, Math.floor(value / 2)), max = value * 2): Minutes => ({
  default: value,
  min,
  max,
})
export const suggested = (value: number, min?: number, max?: number): Minutes => ({
  ...minutes(value, min, max),
  suggested: true,
})

export const open: FloorRule = { mode: 'open' }
export const nobody: FloorRule = { mode: 'nobody' }
export const presenterOnly: FloorRule = { mode: 'roles', roles: ['presenter'] }
/** Everyone but the presenter, who listens. */
export const group: FloorRule = { mode: 'roles', roles: ['participant'] }

export const everyoneWrites: BoardRule = { everyone: 'write' }
export const everyoneReads: BoardRule = { everyone: 'read', byRole: { facilitator: 'write' } }
export const presenterWrites: BoardRule = { everyone: 'read', byRole: { presenter: 'write', facilitator: 'write' } }
/** The group writes while the presenter listens and takes her notes elsewhere. */
export const groupWrites: BoardRule = { everyone: 'write', byRole: { presenter: 'read' } }
