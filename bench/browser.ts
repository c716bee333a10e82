import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import playwright from '../playwright.config.ts'
import { until, type Product } from '../e2e/setup/product.ts'
import type { Person } from './people.ts'

/** The browser of the journeys: a system Chromium with a fake camera and microphone. */
export const openBrowser = (): Promise<Browser> => chromium.launch(playwright.use!.launchOptions)

/** A browser profile of its own, signed in as this person. */
export async function profileOf(browser: Browser, product: Product, person: Person | null): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-US' })
  const cookies = person?.cookie.split('; ') ?? []
  await context.addCookies(
    cookies.map((cookie) => {
      const at = cookie.indexOf('=')
      return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: product.url }
    }),
  )
  return context
}

const QUIET_MS = 500

/** Waits until the page has asked for nothing for half a second, whatever it navigated to meanwhile. Call before it asks. */
export function followRequests(page: Page): () => Promise<void> {
  let open = 0
  let last = performance.now()
  const count = (step: number) => () => {
    open += step
    last = performance.now()
  }
  page.on('request', count(1))
  page.on('requestfinished', count(-1))
  page.on('requestfailed', count(-1))
  return () =>
    until(
      () => open === 0 && performance.now() - last > QUIET_MS,
      60_000,
      () => `the page still waits for ${open} answers`,
    )
}
