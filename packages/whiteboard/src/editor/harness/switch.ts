/** A value the page's tests turn and its boards follow. */
export function createSwitch<Value>(value: Value) {
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(now: Value) {
      value = now
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
