import type { BoardElement } from '../schema/index.ts'

export type Random = () => number
export const nonce = (random: Random): number => Math.floor(random() * 2 ** 31)

/** An element changed, as an editor would: it is another state by its version. */
export const changed = (element: BoardElement, random: Random, change: Partial<BoardElement>): BoardElement => ({
  ...element,
  ...change,
  version: element.version + 1,
  versionNonce: nonce(random),
})
