import type { Draft } from './draft.ts'

/** A draft as the browser keeps it until it is saved. `basedOn`: the version it began with; null: none yet. */
interface Kept {
  readonly format: 1
  readonly basedOn: number | null
  readonly draft: Draft
}
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const at = (communityId: string, name: string) => `copse.draft.${communityId}.${name}`

/** Keeps unsaved changes in this browser, so that a closed tab or a flat battery takes nothing. */
export function draftShelf(communityId: string, name: string, shelf: Shelf) {
  const key = at(communityId, name)
  return {
    /** What was left here; null: nothing, or nothing that can be read any more. */
    take(): Omit<Kept, 'format'> | null {
      try {
        const kept = JSON.parse(shelf.getItem(key) ?? 'null') as Kept | null
        return kept?.format === 1 && Array.isArray(kept.draft.entries) ? kept : null
      } catch {
        return null
      }
    },
    keep(draft: Draft, basedOn: number | null): void {
      try {
        shelf.setItem(key, JSON.stringify({ format: 1, basedOn, draft } satisfies Kept))
      } catch {
        // A full or forbidden store: what is on the screen is still there, and leaving asks.
      }
    },
    clear: () => shelf.removeItem(key),
  }
}
