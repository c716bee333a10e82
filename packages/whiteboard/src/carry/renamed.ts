import type { BoardElement } from '../schema/index.ts'

/** Elements under other ids, with everything that points from one to another; what points elsewhere points nowhere. */
export function renamed(scene: readonly BoardElement[], name: (id: string) => string): BoardElement[] {
  const names = new Map(scene.map(({ id }) => [id, name(id)]))
  const to = (id: string | null | undefined) => (id ? (names.get(id) ?? null) : null)
  const end = (binding: BoardElement['startBinding']) => {
    const elementId = to(binding?.elementId)
    return binding && elementId ? { ...binding, elementId } : null
  }
  return scene.map((element) => {
    const { startBinding, endBinding, containerId, boundElements } = element
    return {
      ...element,
      id: names.get(element.id)!,
      frameId: to(element.frameId),
      groupIds: element.groupIds.map((groupId) => name(groupId)),
      boundElements:
        boundElements?.flatMap((bound) => {
          const id = to(bound.id)
          return id ? [{ ...bound, id }] : []
        }) ?? null,
      ...(startBinding !== undefined && { startBinding: end(startBinding) }),
      ...(endBinding !== undefined && { endBinding: end(endBinding) }),
      ...(containerId !== undefined && { containerId: to(containerId) }),
    }
  })
}
