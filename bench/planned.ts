import { fileURLToPath } from 'node:url'
import type { Invitation, OwnProtocol, ProtocolFile, SessionDetail, SessionId } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { expect, type Browser, type Page } from '@playwright/test'
import { isInRoom, microphone, passLobby } from '../e2e/setup/people.ts'
import { until, type Product } from '../e2e/setup/product.ts'
import { profileOf } from './browser.ts'
import { ask, guest, owner, sample } from './people.ts'
import { act, clientOf, isIn } from './room.ts'

type Entry = ProtocolFile['steps'][number]
type Step = Exclude<Entry, { repeat: string }>

/** A step in which nothing happens by itself. */
export const step = (id: string, change: Partial<Step>): Step => ({
  id,
  title: { en: id },
  prompt: { en: 'Talk' },
  minutes: { default: 10, min: 1, max: 600 },
  floor: { mode: 'open' },
  board: { everyone: 'read' },
  onEnd: 'chime',
  ...change,
})

/** A session of a protocol with these steps, its facilitator's room client in it and nobody else yet. She is not in the call. */
export async function planned(product: Product, steps: readonly Entry[]) {
  const facilitator = await owner(product)
  const { communityId, sessionId: other } = await sample(product, facilitator)
  const { facilitatorIds } = await ask<SessionDetail>(product, facilitator, `/sessions/${other}`)
  const protocol: ProtocolFile = {
    title: { en: 'Measured' },
    summary: { en: 'Measured' },
    useWhen: { en: 'Measured' },
    attribution: { origin: 'Bench', source: 'Bench', licence: 'Apache-2.0' },
    people: { min: 1, max: 40 },
    needsPresenter: false,
    steps: [...steps],
  }
  const own = await ask<OwnProtocol>(product, facilitator, `/communities/${communityId}/protocols`, { protocol })
  const { id: sessionId } = await ask<{ id: SessionId }>(product, facilitator, `/communities/${communityId}/sessions`, {
    title: 'Measured',
    focusQuestion: '',
    protocolId: own.protocol.id,
    presenterId: null,
    facilitatorIds,
    startsAt: Date.now(),
    timeZone: 'America/Denver',
    minutes: 480,
    lobby: 'guests',
    enforcement: 'enforced',
  })
  const host = clientOf(product.url, sessionId, facilitator)
  await act(host, { type: 'lobby.knock', acceptedNorms: true })
  await isIn(host)

  const { link } = await ask<Invitation>(product, facilitator, `/sessions/${sessionId}/invitations`, { hours: 1 })

  /** A guest in a Chromium profile of her own, let in, with her microphone on; `watch` runs in her pages before all else. */
  async function comeIn(browser: Browser, name: string, watch?: URL): Promise<Page> {
    const page = await (await profileOf(browser, product, await guest(product, name, link!))).newPage()
    await page.setViewportSize({ width: 640, height: 560 }) // many at once on one machine: small ones are drawn faster
    if (watch) await page.addInitScript({ path: fileURLToPath(watch) })
    await page.goto(`${product.url}/sessions/${sessionId}/room`)
    await passLobby(page, 'Microphone only')
    const waiting = () =>
      Object.values(host.store.getState().session.people).find((one) => one.name === name && one.standing === 'waiting')
    await until(
      () => waiting() !== undefined,
      60_000,
      () => `${name} does not knock`,
    )
    await act(host, { type: 'lobby.admit', personId: waiting()!.id })
    await isInRoom(page)
    await isOn(page)
    return page
  }
  return { sessionId, host, comeIn }
}

/** Waits until somebody's microphone is on. */
export const isOn = (page: Page): Promise<void> =>
  expect(microphone(page)).toHaveAttribute('data-on', 'true', { timeout: 60_000 })

/** Past the step that is under way. */
export const advance = (host: RoomClient): Promise<void> =>
  act(host, { type: 'step.advance', from: host.store.getState().session.step!.index })
