import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { laptop, phone } from './people.ts'

interface Look {
  readonly viewport: { readonly width: number; readonly height: number }
  readonly colorScheme: 'light' | 'dark'
}
const look = (viewport: Look['viewport'], colorScheme: Look['colorScheme']): Look => ({ viewport, colorScheme })

/** Light on a laptop and dark on a phone. */
const twoLooks = [look(laptop, 'light'), look(phone, 'dark')] as const
/** Both ways round, for where most is to be seen. */
export const allLooks = [...twoLooks, look(laptop, 'dark'), look(phone, 'light')] as const
export const onLaptop = [look(laptop, 'light'), look(laptop, 'dark')] as const

/** Looks at a page as it stands: axe finds no violation of WCAG 2.2 AA, and nothing makes it wider than the screen. */
export async function isAccessible(page: Page, where: string, looks: readonly Look[] = twoLooks): Promise<void> {
  const before = page.viewportSize()!
  for (const { viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))))
    const { violations } = await new AxeBuilder({ page })
      // React Aria's announcer still names a button that is gone, for the seconds it keeps what it said; nobody sees it.
      .exclude('[data-live-announcer]')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary?.slice(0, 240)}`),
    )
    expect.soft(told, `${where}, ${viewport.width} wide, ${colorScheme}`).toEqual([])
    const tooWide = await page.evaluate(() =>
      document.documentElement.scrollWidth <= innerWidth
        ? []
        : [...document.querySelectorAll('body *')]
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
            .map((element) => element.outerHTML.slice(0, 160)),
    )
    expect.soft(tooWide, `${where} is no wider than ${viewport.width}`).toEqual([])
  }
  await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light' })
}
