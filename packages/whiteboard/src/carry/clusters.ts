import type { BoardElement } from '../schema/index.ts'

/** Elements that belong together: a note and its words, what an arrow joins, what was grouped or framed. Each in the scene's order. */
export function clusters(scene: readonly BoardElement[]): BoardElement[][] {
  const parent = new Map(scene.map(({ id }) => [id, id]))
  const root = (id: string): string => {
    const next = parent.get(id)!
    return next === id ? id : root(next)
  }
  const join = (one: string, other: string | null | undefined) => {
    if (other && parent.has(other)) parent.set(root(one), root(other))
  }
  const groups = new Map<string, string>()
  for (const { id, containerId, frameId, startBinding, endBinding, groupIds } of scene) {
    for (const other of [containerId, frameId, startBinding?.elementId, endBinding?.elementId]) join(id, other)
    for (const groupId of groupIds) {
      join(id, groups.get(groupId))
      groups.set(groupId, id)
    }
  }
  const together = new Map<string, BoardElement[]>()
  for (const element of scene) {
    const key = root(element.id)
    together.set(key, [...(together.get(key) ?? []), element])
  }
  return [...together.values()]
}
