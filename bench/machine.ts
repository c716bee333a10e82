import { cpus, loadavg, totalmem } from 'node:os'
import { median, percentile } from './percentiles.ts'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly node: string
  readonly platform: string
}
export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() || process.arch,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
})

/** How a fixed piece of work fared: the machine's own part in every figure. */
export interface Noise {
  /** ms */
  readonly loop: number
  /** From the fastest to the slowest tenth, as a share of the median. */
  readonly spread: number
  /** Processes that wanted a core, over the last minute. */
  readonly load: number
}

export function noise(): Noise {
  const times: number[] = []
  for (let run = 0; run < 60; run++) {
    const before = performance.now()
    let hash = 1
    for (let step = 0; step < 5_000_000; step++) hash = (Math.imul(hash, 31) + step) | 0
    if (hash === 0) throw new Error('the loop was optimised away')
    times.push(performance.now() - before)
  }
  return {
    loop: median(times),
    spread: (percentile(times, 0.9) - percentile(times, 0.1)) / median(times),
    load: loadavg()[0]!,
  }
}
