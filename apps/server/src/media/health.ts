const UNTIL_UP_MS = 100
const ONCE_UP_MS = 1000
const ANSWER_WITHIN_MS = 2000
/** Silent for this long it has hung. Its own start takes a second or two. */
const HUNG_MS = 15_000

/** Asks a LiveKit server whether it answers: often until it does, then once a second. */
export function watchHealth(options: {
  url: string
  changed: (healthy: boolean) => void
  /** It has not answered for fifteen seconds. */
  hung?: () => void
}): { stop(): void } {
  const { url, changed, hung } = options
  let healthy = false
  let answeredAt = performance.now()
  let timer: NodeJS.Timeout
  let stopped = false

  async function ask() {
    const ok = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
      (response) => response.ok,
      () => false,
    )
    if (stopped) return
    if (ok) answeredAt = performance.now()
    if (ok !== healthy) {
      healthy = ok
      changed(healthy)
    }
    if (performance.now() - answeredAt > HUNG_MS) {
      answeredAt = performance.now()
      hung?.()
    }
    again()
  }
  function again() {
    timer = setTimeout(() => void ask(), healthy ? ONCE_UP_MS : UNTIL_UP_MS)
    timer.unref()
  }
  again()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
