import { generateKeyBetween } from 'fractional-indexing'
import type { BoardElement } from '../schema/index.ts'
import { element } from '../testing.ts'
import type { SceneEditor } from './scene-editor.ts'

type Change = Readonly<Record<string, unknown>>
type Mutable = Record<string, unknown> & { id: string; version: number; index: string | null; isDeleted: boolean }
interface Step {
  readonly id: string
  readonly before: Change
}

/**
 * A scene without a screen, for tests: it changes elements in place, marks each change, repairs indices that do not grow, and undoes what
 * was done here alone, as Excalidraw does.
 */
export function createPaperEditor(chance: () => number = Math.random) {
  let scene: Mutable[] = []
  let held = new Set<string>()
  let typing = false
  const history: Step[] = []
  const shown: (readonly BoardElement[])[] = []
  const find = (id: string) => scene.find((one) => one.id === id)

  const mark = (one: Mutable, change: Change) =>
    Object.assign(one, change, { version: one.version + 1, versionNonce: Math.floor(chance() * 2 ** 31) })
  /** The editor's own order: each index greater than the one before. */
  function repair(): void {
    let low: string | null = null
    scene.forEach((one, at) => {
      if (one.index === null || (low !== null && one.index <= low)) {
        const next = scene.slice(at + 1).find(({ index }) => index !== null && (low === null || index > low))
        mark(one, { index: generateKeyBetween(low, next?.index ?? null) })
      }
      low = one.index
    })
  }
  const editor: SceneEditor = {
    scene: () => scene as unknown as BoardElement[],
    hand: () => ({ ids: held, busy: held.size > 0, typing }),
    show(elements) {
      shown.push(elements)
      scene = [...elements] as unknown as Mutable[]
      repair()
    },
  }
  return {
    editor,
    /** What was put into the scene from outside, each time. */
    shown,
    find: (id: string) => find(id) as unknown as BoardElement | undefined,
    visible: () => scene.filter(({ isDeleted }) => !isDeleted) as unknown as BoardElement[],
    draw(type: BoardElement['type'], change: Change = {}): string {
      const made = { ...element(type), index: generateKeyBetween(scene.at(-1)?.index ?? null, null), ...change }
      scene = [...scene, made as unknown as Mutable]
      history.push({ id: made.id, before: { isDeleted: true } })
      return made.id
    },
    change(id: string, change: Change): void {
      const one = find(id)!
      history.push({ id, before: Object.fromEntries(Object.keys(change).map((name) => [name, one[name]])) })
      mark(one, change)
    },
    toFront(id: string): void {
      const one = find(id)!
      scene = [...scene.filter((other) => other !== one), one]
      this.change(id, { index: generateKeyBetween(scene.at(-2)?.index ?? null, null) })
    },
    undo(): void {
      const step = history.pop()
      const one = step && find(step.id)
      if (one) mark(one, step.before)
    },
    /** Takes elements in hand; with none, lets go. */
    hold(...ids: string[]): void {
      held = new Set(ids)
      typing = false
    },
    type(id: string): void {
      held = new Set([id])
      typing = true
    },
  }
}
