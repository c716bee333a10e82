import { Product } from '../e2e/setup/product.ts'
import type { Measure } from './bench.ts'
import { startChild } from './child.ts'
import { openJitteryLink } from './jittery-link.ts'
import { percentile } from './percentiles.ts'
import { act, meeting } from './room.ts'

const JITTER_MS = 200
const TABS = 12
const SECONDS = 30

export const skew: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LIVEKIT: 'off', COPSE_LOG_LEVEL: 'warn' })
  const link = await openJitteryLink(product.port, JITTER_MS)
  try {
    const { sessionId, people, host, close } = await meeting(product, 1 + TABS)
    await act(host, { type: 'session.start' })
    const cookies = JSON.stringify(people.slice(1).map(({ cookie }) => cookie))
    progress(`${2 * TABS} clients for ${SECONDS} s`)
    const machines = [-1, 1].map((hours) =>
      startChild<{ first: number[]; later: number[] }>(new URL('./skew.child.ts', import.meta.url), [
        link.url,
        sessionId,
        cookies,
        String(hours),
        String(SECONDS),
      ]),
    )
    const seen = await Promise.all(machines.map((machine) => machine.line()))
    await Promise.all(machines.map((machine) => machine.stop()))
    close()
    const first = seen.flatMap((machine) => machine.first)
    const later = seen.flatMap((machine) => machine.later)
    return [
      { what: 'Off by, p50', value: percentile(later, 0.5), unit: 'ms', note: `${later.length} looks` },
      { what: 'Off by, p99', value: percentile(later, 0.99), unit: 'ms', goal: 100 },
      { what: 'At the first look, worst of all clients', value: Math.max(...first), unit: 'ms', goal: 200 },
    ]
  } finally {
    link.close()
    await product.stop()
  }
}
