import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Product } from '../e2e/setup/product.ts'
import type { Figure, Measure } from './bench.ts'
import { startChild } from './child.ts'
import { gatherings } from './crowd.ts'
import { inspect, inspected } from './inspector.ts'
import { percentile } from './percentiles.ts'

/** 80 sessions of 12 and 13: a thousand people. */
const SIZES = Array.from({ length: 80 }, (_, at) => 12 + (at % 2))
const SECONDS = 60

interface Told {
  readonly in?: number
  readonly measuring?: true
  readonly times?: number[]
  readonly refused: number
  readonly strokes: number
  readonly heard: number
  readonly offline: number
  readonly lost: number
  readonly ownP99: number
}

export const gateway: Measure = async (progress) => {
  const product = await Product.start({ COPSE_LIVEKIT: 'off', COPSE_LOG_LEVEL: 'warn', ...inspected })
  const folder = mkdtempSync(join(tmpdir(), 'copse-crowd-'))
  let crowd: ReturnType<typeof startChild<Told>> | null = null
  try {
    const made = await gatherings(product, SIZES)
    const people = SIZES.reduce((sum, size) => sum + size, 0)
    progress(`${people} people have their invitations`)
    const file = join(folder, 'gatherings.json')
    writeFileSync(file, JSON.stringify(made))
    const server = await inspect(product)
    crowd = startChild<Told>(new URL('./gateway.child.ts', import.meta.url), [file, product.url, String(SECONDS)])
    for (let told = await crowd.line(); !told.measuring; told = await crowd.line())
      if (told.in !== undefined && told.in % 100 < 13) progress(`${told.in} are in`)
    progress('measuring')
    await server.evaluate(
      `globalThis.delay = process.getBuiltinModule('perf_hooks').monitorEventLoopDelay({ resolution: 1 });
       delay.enable(); globalThis.cpuBefore = process.cpuUsage()`,
    )
    const { times, refused, strokes, heard, offline, lost, ownP99 } = await crowd.line()
    const found = await server.evaluate<{ p50: number; p99: number; max: number; cpu: number }>(
      `(() => { const { user, system } = process.cpuUsage(cpuBefore);
        return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, cpu: (user + system) / 1e6 } })()`,
    )
    const { rss } = await server.evaluate<{ rss: number }>('process.memoryUsage()')
    server.close()
    const loop = (what: string, value: number, goal?: number, note?: string): Figure => ({
      what: `The server’s event loop late by, ${what}`,
      value,
      unit: 'ms',
      goal,
      note,
    })
    return [
      {
        what: 'People without a connection at the end',
        value: offline,
        unit: '',
        goal: 0,
        note: `${lost} connections lost on the way`,
      },
      {
        what: 'Command to its acknowledgement, p50',
        value: percentile(times!, 0.5),
        unit: 'ms',
        note: `${times!.length} commands, ${refused} refused; ${heard} events heard`,
      },
      { what: 'Command to its acknowledgement, p99', value: percentile(times!, 0.99), unit: 'ms', goal: 50 },
      loop('p50', found.p50),
      loop('p99', found.p99, 20, `the crowd’s own: ${ownP99.toFixed(1)} ms`),
      loop('most', found.max),
      { what: 'Processor, cores', value: found.cpu / SECONDS, unit: '', note: `${strokes} strokes drawn` },
      { what: 'Resident', value: rss / 1e6, unit: 'MB' },
    ]
  } finally {
    await crowd?.stop()
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
