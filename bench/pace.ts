import { setTimeout as pause } from 'node:timers/promises'

/** Keeps `everyMs` between the beginnings of steps, whatever each of them takes. */
export function pace(everyMs: number): () => Promise<void> {
  let next = performance.now()
  return async () => {
    const wait = next - performance.now()
    next = Math.max(next, performance.now()) + everyMs
    if (wait > 0) await pause(wait)
  }
}
