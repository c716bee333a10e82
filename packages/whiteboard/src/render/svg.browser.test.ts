import { chromium, type Browser } from '@playwright/test'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit } from '../schema/admit.ts'
import { anyElement, anyJunk } from '../testing.ts'
import { renderSvg } from './index.ts'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})
afterAll(() => browser?.close())

describe('the picture of any board', () => {
  it('[W41] is read by a browser, and holds nothing that runs, loads or leads away', async () => {
    const boards = fc.sample(
      fc.tuple(fc.array(fc.oneof(anyElement, anyJunk), { maxLength: 8 }), fc.string({ unit: 'binary' })),
      200,
    )
    const pictures = boards.map(([scene, title]) =>
      renderSvg(
        scene.flatMap((one) => admit(one) ?? []),
        { title },
      ),
    )
    const page = await browser.newPage()
    const faults = await page.evaluate((all) => {
      const known = new Set(['svg', 'title', 'defs', 'rect', 'g', 'path', 'text', 'clipPath', 'mask', 'image'])
      return all.flatMap((svg) => {
        const picture = new DOMParser().parseFromString(svg, 'image/svg+xml')
        const wrong = picture.querySelector('parsererror')?.textContent ?? null
        const foreign = [...picture.querySelectorAll('*')].filter(
          (element) =>
            !known.has(element.localName) ||
            [...element.attributes].some(
              ({ name, value }) => name.startsWith('on') || (/href/.test(name) && !value.startsWith('data:')),
            ),
        )
        return wrong || foreign.length > 0 ? [wrong ?? foreign.map(({ outerHTML }) => outerHTML).join()] : []
      })
    }, pictures)
    expect(faults).toEqual([])
  })
})
