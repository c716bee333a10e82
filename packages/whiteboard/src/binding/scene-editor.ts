import type { BoardElement } from '../schema/index.ts'

/** What somebody has in hand at this moment: theirs until they let go. */
export interface Hand {
  readonly ids: ReadonlySet<string>
  /** A pointer is down, or something is being drawn, turned or typed: nothing of one's own is finished. */
  readonly busy: boolean
  /** Words are being typed, which may take minutes. */
  readonly typing: boolean
}

/** What the binding needs of an editor. */
export interface SceneEditor {
  /** All elements, deleted ones too, in the order they are drawn. The editor changes them in place. */
  scene(): readonly BoardElement[]
  hand(): Hand
  /** Replaces the scene, outside one's own undo. */
  show(scene: readonly BoardElement[]): void
}
