import { PLENARY } from '@copse/contract'
import type { Page } from '@playwright/test'
import { callers, maySpeak } from '../e2e/setup/livekit.ts'
import { microphone } from '../e2e/setup/people.ts'
import { Product, until } from '../e2e/setup/product.ts'
import type { Measure } from './bench.ts'
import { openBrowser } from './browser.ts'
import { percentile } from './percentiles.ts'
import { advance, planned, step } from './planned.ts'
import { act } from './room.ts'

const PEOPLE = 4
const ROUNDS = 36
const CHANGES = ROUNDS * (PEOPLE - 1)

export const turns: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LOG_LEVEL: 'warn' })
  const browser = await openBrowser()
  try {
    const { sessionId, host, comeIn } = await planned(
      product,
      Array.from({ length: ROUNDS / 12 }, (_, block) => ({
        repeat: 'questions' as const,
        items: Array.from({ length: 12 }, (_, item) => ({ en: `Question ${item + 1}` })),
        steps: [step(`in-turn-${block}`, { floor: { mode: 'rounds', turnSeconds: 1800 } })],
      })),
    )
    const pages = new Map<string, Page>()
    for (let count = 1; count <= PEOPLE; count++) {
      const page = await comeIn(browser, `Member ${count}`)
      const { session } = host.store.getState()
      pages.set(Object.values(session.people).find(({ name }) => name === `Member ${count}`)!.id, page)
    }
    await act(host, { type: 'session.start' })

    const holder = () => host.store.getState().session.turns[PLENARY]?.now?.personId
    const isHeard = async (person: string) =>
      (await callers(product, sessionId)).some(
        (one) =>
          one.identity === person && maySpeak(one) && one.tracks.some(({ type, muted }) => type === 'AUDIO' && !muted),
      )
    /** The turn's holder unmutes, as people do; then LiveKit has her sound. */
    async function speaks(person: string) {
      const button = microphone(pages.get(person)!)
      await until(async () => (await button.getAttribute('aria-disabled')) !== 'true', 30_000)
      if ((await button.getAttribute('data-on')) !== 'true') await button.click()
      await until(
        () => isHeard(person),
        30_000,
        () => `${person} has the turn and is not heard`,
      )
    }

    const revoked: number[] = []
    const granted: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      if (round > 0) await advance(host)
      for (let turn = 1; turn < PEOPLE; turn++) {
        const before = holder()!
        await speaks(before)
        const began = new Promise<{ at: number; personId: string }>((resolve) => {
          const stop = host.onEvents((events) => {
            const event = events.find((one) => one.type === 'turn.began')
            if (event?.type !== 'turn.began') return
            stop()
            resolve(event)
          })
        })
        void act(host, { type: 'turn.finish', circle: PLENARY })
        const { at, personId } = await began
        let took: number | null = null
        let given: number | null = null
        while (took === null || given === null) {
          const there = await callers(product, sessionId)
          const seen = Date.now() - at
          if (seen > 30_000) throw new Error('the microphone does not change hands')
          const old = there.find(({ identity }) => identity === before)
          const next = there.find(({ identity }) => identity === personId)
          if (old && !maySpeak(old) && old.tracks.every(({ type }) => type !== 'AUDIO')) took ??= seen
          if (next && maySpeak(next)) given ??= seen
        }
        revoked.push(took)
        granted.push(given)
      }
      if (round % 6 === 5) progress(`${revoked.length} of ${CHANGES}`)
    }
    host.close()
    return [
      {
        what: 'Old holder’s microphone revoked, p50',
        value: percentile(revoked, 0.5),
        unit: 'ms',
        note: `${CHANGES} changes`,
      },
      { what: 'Old holder’s microphone revoked, p99', value: percentile(revoked, 0.99), unit: 'ms', goal: 1000 },
      { what: 'New holder’s microphone granted, p50', value: percentile(granted, 0.5), unit: 'ms' },
      { what: 'New holder’s microphone granted, p99', value: percentile(granted, 0.99), unit: 'ms', goal: 1000 },
    ]
  } finally {
    await browser.close()
    await product.stop()
  }
}
