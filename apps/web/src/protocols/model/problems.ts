import { isBlock, fileOf, type Draft } from './draft.ts'
import { readFile, type Fault } from './read-file.ts'

/** What keeps a draft from being kept, and where: a step's id, a block's key, or null for the protocol itself. */
export interface Problem {
  readonly place: string | null
  readonly reason: Fault['reason']
  readonly about: Fault['about']
}

export function problemsOf(draft: Draft): Problem[] {
  const reading = readFile(JSON.stringify(fileOf(draft)))
  if (reading.ok) return []
  return reading.faults.map(({ path: [first, index, , at], reason, about }) => {
    const entry = first === 'steps' && typeof index === 'number' ? draft.entries[index] : undefined
    if (!entry) return { place: null, reason, about }
    if (!isBlock(entry)) return { place: entry.id, reason, about }
    return { place: typeof at === 'number' ? (entry.steps[at]?.id ?? entry.key) : entry.key, reason, about }
  })
}
