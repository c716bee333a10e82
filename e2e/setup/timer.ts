import type { Page } from '@playwright/test'

/** A change of the large timer: what it shows from now on, and when (epoch ms of this machine, whatever the page believes). */
export interface Flip {
  readonly text: string
  readonly at: number
}

/** Watches the timer until it has changed so many times. */
export const flips = (page: Page, count: number): Promise<readonly Flip[]> =>
  page.evaluate(
    (count) =>
      new Promise<Flip[]>((resolve) => {
        const timer = document.querySelector('[data-testid="timer"]')!
        const seen: Flip[] = []
        new MutationObserver((_changes, observer) => {
          seen.push({ text: timer.textContent, at: performance.timeOrigin + performance.now() })
          if (seen.length < count) return
          observer.disconnect()
          resolve(seen)
        }).observe(timer, { subtree: true, childList: true, characterData: true })
      }),
    count,
  )

/** How far a screen is from the truth at each change, ms: a second is shown from the moment that many are left. */
export const errors = (seen: readonly Flip[], endsAt: number): readonly number[] =>
  seen.map(({ text, at }) => {
    const [minutes, seconds] = text.split(':').map(Number)
    return at - (endsAt - (minutes! * 60 + seconds!) * 1000)
  })

/** The value that the given share of all does not exceed. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1]!
