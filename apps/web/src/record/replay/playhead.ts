import { createStore } from 'zustand/vanilla'

export const speeds = [1, 2, 4, 8, 16] as const
export type Speed = (typeof speeds)[number]

export interface PlayheadState {
  /** The moment shown, epoch ms. */
  readonly at: number
  readonly isPlaying: boolean
  readonly speed: Speed
}

/**
 * Where in the session one is. `now` is a clock in ms, `next` asks to be called again soon and answers how to call that off.
 * Whoever plays at the end begins anew.
 */
export function createPlayhead(options: {
  from: number
  to: number
  at?: number
  now: () => number
  next: (call: () => void) => () => void
}) {
  const { from, to, now, next } = options
  const within = (at: number) => Math.min(to, Math.max(from, at))
  const store = createStore<PlayheadState>(() => ({ at: within(options.at ?? from), isPlaying: false, speed: 1 }))
  /** What was shown when the clock read so. */
  let since = { at: from, now: 0 }
  let cancel: (() => void) | null = null

  const anchor = () => (since = { at: store.getState().at, now: now() })
  function tick(): void {
    const { speed } = store.getState()
    const at = within(since.at + (now() - since.now) * speed)
    cancel = at < to ? next(tick) : null
    store.setState({ at, isPlaying: at < to })
  }
  function pause(): void {
    cancel?.()
    cancel = null
    store.setState({ isPlaying: false })
  }

  function play(): void {
    if (cancel || to <= from) return
    if (store.getState().at >= to) store.setState({ at: from })
    anchor()
    store.setState({ isPlaying: true })
    cancel = next(tick)
  }

  return {
    store,
    play,
    pause,
    toggle: () => (store.getState().isPlaying ? pause() : play()),
    seek(at: number): void {
      store.setState({ at: within(at) })
      anchor()
    },
    setSpeed(speed: Speed): void {
      anchor()
      store.setState({ speed })
    },
  }
}
export type Playhead = ReturnType<typeof createPlayhead>
