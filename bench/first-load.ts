import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from '@playwright/test'
import { passLobby, isInRoom } from '../e2e/setup/people.ts'
import { Product, until } from '../e2e/setup/product.ts'
import type { Figure, Measure } from './bench.ts'
import { followRequests, openBrowser, profileOf } from './browser.ts'
import { act, meeting } from './room.ts'

const dist = resolve(import.meta.dirname, '../apps/web/dist')
const kinds = { js: 'JavaScript', css: 'styles', woff2: 'fonts' } as const
type Kind = keyof typeof kinds

/** Bytes as sent: the compressed twin where the build made one, else the file itself. */
function sizeOf(path: string, ending: '.gz' | '.br'): number {
  const file = join(dist, path)
  return statSync(existsSync(file + ending) ? file + ending : file).size
}
/** `/assets/live-Bx3k_1.js` → `live`. */
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/-[\w-]{8}\.\w+$/, '')

export const firstLoad: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LIVEKIT: 'off', COPSE_LOG_LEVEL: 'warn' })
  const browser = await openBrowser()
  try {
    const { host, close } = await meeting(product, 1)
    const context = await profileOf(browser, product, null)
    const page = await context.newPage()
    const quiet = followRequests(page)
    const seen = new Set<string>()
    let stage: string[] = []
    page.on('request', (request) => {
      const { pathname, protocol } = new URL(request.url())
      if (!protocol.startsWith('http') || seen.has(pathname) || !existsSync(join(dist, pathname))) return
      seen.add(pathname)
      stage.push(pathname)
    })

    const figures: Figure[] = []
    /** Counts what was asked for since the last time. */
    async function count(title: string, goal?: number) {
      await quiet()
      const files = stage
      stage = []
      for (const kind of Object.keys(kinds) as Kind[]) {
        const paths = files.filter((path) => path.endsWith(`.${kind}`))
        if (paths.length === 0) continue
        const total = (ending: '.gz' | '.br') => paths.reduce((sum, path) => sum + sizeOf(path, ending), 0) / 1000
        const largest = paths
          .toSorted((a, b) => sizeOf(b, '.gz') - sizeOf(a, '.gz'))
          .slice(0, 3)
          .map((path) => `${nameOf(path)} ${(sizeOf(path, '.gz') / 1000).toFixed(1)}`)
        const note = `${paths.length} ${paths.length === 1 ? 'file' : 'files'}; largest: ${largest.join(', ')}`
        if (kind === 'woff2') figures.push({ what: `${title}: ${kinds[kind]}`, value: total('.gz'), unit: 'kB', note })
        else
          figures.push(
            {
              what: `${title}: ${kinds[kind]}, gzip`,
              value: total('.gz'),
              unit: 'kB',
              note,
              ...(kind === 'js' && { goal }),
            },
            { what: `${title}: ${kinds[kind]}, Brotli`, value: total('.br'), unit: 'kB' },
          )
      }
      progress(title)
    }

    await page.goto(await product.link(/\/join\//))
    await page.getByLabel('Your name').fill('Kiri Walker')
    await count('Join page', 150)

    await page.getByLabel('Your district').fill('Lake County')
    await page.getByRole('button', { name: 'Continue to the lobby' }).click()
    await expect(page.getByText('What this session keeps')).toBeVisible({ timeout: 30_000 })
    await count('Then the lobby, while people read')

    await passLobby(page)
    const waiting = () =>
      Object.values(host.store.getState().session.people).find(({ standing }) => standing === 'waiting')
    await until(() => waiting() !== undefined)
    await act(host, { type: 'lobby.admit', personId: waiting()!.id })
    await isInRoom(page)
    await expect(page.locator('canvas.interactive')).toBeVisible({ timeout: 30_000 })
    await count('Then the room')
    close()
    return figures
  } finally {
    await browser.close()
    await product.stop()
  }
}
