import type { BoardRule, FloorRule, Grouping, LocalText, Minutes } from '@copse/contract'

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

/** Minutes that each person has. */
export const each = (stated: Minutes): Minutes => ({ ...stated, each: true })

/** A protocol's description: paragraphs, a blank line between them. */
export const page = ({ en, es }: { en: readonly string[]; es: readonly string[] }): LocalText => ({
  en: en.join('\n\n'),
  es: es.join('\n\n'),
})

export const open: FloorRule = { mode: 'open' }
export const nobody: FloorRule = { mode: 'nobody' }
export const facilitatorOnly: FloorRule = { mode: 'roles', roles: ['facilitator'] }
export const presenterOnly: FloorRule = { mode: 'roles', roles: ['presenter'] }
/** Everyone but the presenter, who listens. */
export const group: FloorRule = { mode: 'roles', roles: ['participant'] }

export const everyoneWrites: BoardRule = { everyone: 'write' }
export const everyoneReads: BoardRule = { everyone: 'read', byRole: { facilitator: 'write' } }
export const presenterWrites: BoardRule = { everyone: 'read', byRole: { presenter: 'write', facilitator: 'write' } }
/** The group writes while the presenter listens and takes her notes elsewhere. */
export const groupWrites: BoardRule = { everyone: 'write', byRole: { presenter: 'read' } }
/** Each on a sheet of her own, laid on the board with the step's end; what one thinks is not steered by what others write. */
export const ownSheets: BoardRule = { everyone: 'write', drafts: { anonymous: false } }
/** The same while the presenter writes nothing. */
export const groupSheets: BoardRule = { ...groupWrites, drafts: { anonymous: false } }

/** Small groups that mix districts and people who have not met. */
export const groupsOf = (size: number): Grouping => ({ kind: 'groups', size, fill: 'mixed' })
