import type * as Y from 'yjs'
import {
  differsInTiesAlone,
  elementsOf,
  isOwn,
  readElement,
  readScene,
  writeElement,
  type BoardElement,
} from '../schema/index.ts'
import { agreement, isChanged, isNothing, type Agreed } from './agreed.ts'
import { mergeScene } from './merge.ts'
import type { SceneEditor } from './scene-editor.ts'

export interface Binding {
  /** To be called with every change of the scene. */
  sceneChanged(): void
  /** Writes what is finished and shows what others did, now. */
  settle(): void
  /** Writes everything, also what is still in hand: before the editor goes away. */
  flush(): void
  destroy(): void
}

const SLOWEST_MS = 3000
const TYPING_MS = 2000

/**
 * Binds an editor's scene to the document. Own work is written when it is let go of, and only the facets that changed; words being
 * typed every two seconds, so that a step that ends does not take them. Others' work is shown outside one's own undo; a slow machine
 * shows it less often: at least eight times as long as the last time took passes in between.
 */
export function bind(options: {
  doc: Y.Doc
  editor: SceneEditor
  canWrite: () => boolean
  /** Whether only what is one's own may be changed: then an arrow to another's work changes nothing of that. */
  ownOnly?: () => boolean
  /** Told of the elements that were written. */
  onWritten?: (elements: readonly BoardElement[]) => void
}): Binding {
  const { doc, editor, canWrite, ownOnly = () => false, onWritten } = options
  const agreed: Agreed = new Map()
  const origin = Symbol('this binding')
  let showTimer: ReturnType<typeof setTimeout> | null = null
  let typingTimer: ReturnType<typeof setTimeout> | null = null
  let deferred = false
  let lastCost = 0
  let lastAt = 0

  /** Writes one element against what its author last saw of it; answers whether it is one of a board's. */
  function write(mine: BoardElement): boolean {
    const { id } = mine
    const was = agreed.get(id)
    if (mine.isDeleted) {
      elementsOf(doc).delete(id)
      agreed.delete(id)
      return true
    }
    const before = readElement(doc, id)
    const element = was && was.index === mine.index ? { ...mine, index: was.seen.index } : mine
    if (!writeElement(doc, element, was?.seen)) return false
    // Where others changed it unseen, what was seen stays as it was: then the next showing brings their part in.
    const unseen = was !== undefined && before !== null && before !== was.seen
    agreed.set(id, agreement(unseen ? was.seen : readElement(doc, id)!, mine))
    return true
  }

  /** Another's, which the editor has only tied something of one's own to. */
  function isOnlyTied(mine: BoardElement): boolean {
    const seen = agreed.get(mine.id)?.seen
    return seen !== undefined && !mine.isDeleted && !isOwn(doc, mine.id) && differsInTiesAlone(seen, mine)
  }

  function commit(scene: readonly BoardElement[]): boolean {
    const changed = scene.filter(
      (mine) =>
        isChanged(agreed.get(mine.id), mine) &&
        (mine.isDeleted || !isNothing(mine)) &&
        !(ownOnly() && isOnlyTied(mine)),
    )
    if (changed.length === 0) return false
    const written = doc.transact(() => changed.filter(write), origin)
    if (written.length > 0) onWritten?.(written)
    return written.length > 0
  }

  function show(): void {
    const hand = editor.hand()
    const local = editor.scene()
    const merged = mergeScene(readScene(doc), local, agreed, hand)
    const heldAt = new Map(local.filter(({ id }) => hand.ids.has(id)).map(({ id, index }) => [id, index]))
    deferred = merged.deferred
    if (merged.scene.length !== local.length || merged.scene.some((element, at) => element !== local[at]))
      editor.show(merged.scene)
    for (const [seen, mine] of merged.shown) agreed.set(seen.id, agreement(seen, mine))
    for (const { id, index, isDeleted } of editor.scene()) {
      const was = agreed.get(id)
      if (!was) continue
      if (isDeleted && !elementsOf(doc).has(id)) agreed.delete(id)
      // The editor repaired the place of what is in hand: not its owner's change, and not to be written.
      else if (heldAt.get(id) === was.index && index !== was.index) agreed.set(id, { ...was, index })
    }
  }

  function settle(): void {
    if (showTimer !== null) clearTimeout(showTimer)
    showTimer = null
    const started = performance.now()
    if (canWrite() && !editor.hand().busy) commit(editor.scene())
    show()
    lastAt = performance.now()
    lastCost = lastAt - started
  }

  function schedule(): void {
    if (showTimer !== null) return
    const wait = Math.min(SLOWEST_MS, Math.max(0, lastAt + lastCost * 8 - performance.now()))
    showTimer = setTimeout(settle, wait)
  }

  function writeWords(): void {
    typingTimer = null
    const { ids, typing } = editor.hand()
    if (typing && canWrite() && commit(editor.scene().filter(({ id }) => ids.has(id)))) schedule()
  }

  const observer = (_events: unknown, transaction: Y.Transaction) => {
    if (transaction.origin !== origin) schedule()
  }
  elementsOf(doc).observeDeep(observer)
  settle()

  return {
    sceneChanged() {
      const { busy, typing } = editor.hand()
      if (typing) typingTimer ??= setTimeout(writeWords, TYPING_MS)
      if (!busy && ((canWrite() && commit(editor.scene())) || deferred)) schedule()
    },
    settle,
    flush() {
      if (canWrite()) commit(editor.scene())
    },
    destroy() {
      if (showTimer !== null) clearTimeout(showTimer)
      if (typingTimer !== null) clearTimeout(typingTimer)
      elementsOf(doc).unobserveDeep(observer)
    },
  }
}
