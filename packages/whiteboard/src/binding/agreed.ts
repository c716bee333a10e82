import type { BoardElement } from '../schema/index.ts'

/** What the scene and the document agreed on, by element: whatever differs from it is somebody's change since. */
export interface Agreement {
  /** The element as the document had it: the same object as long as the document has it so. */
  readonly seen: BoardElement
  /** What the scene's element was marked with then. */
  readonly version: number
  readonly versionNonce: number
  readonly index: string | null
}
export type Agreed = Map<string, Agreement>

export const agreement = (seen: BoardElement, { version, versionNonce, index }: BoardElement): Agreement => ({
  seen,
  version,
  versionNonce,
  index,
})

/** Whether the scene's element was changed here since it was agreed on. */
export const isChanged = (was: Agreement | undefined, mine: BoardElement): boolean =>
  was ? was.version !== mine.version || was.versionNonce !== mine.versionNonce : !mine.isDeleted

/** A click without a drag leaves an element of no size; it is nobody's. */
export const isNothing = ({ type, text, points, width, height }: BoardElement): boolean =>
  type === 'text' ? text === '' : type === 'freedraw' ? false : points ? points.length < 2 : width === 0 && height === 0
