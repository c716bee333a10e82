import { startChild } from '../child.ts'
import type { Address } from './line.ts'

/** What a healthy pair has seen, ms. */
interface Seen {
  /** From drawing to the other's screen. */
  readonly updates: readonly number[]
  /** How long the server's loop took to answer. */
  readonly pongs: readonly number[]
  /** What has been under way for the longest. */
  readonly waiting: number
  /** Connections that were lost so far. */
  readonly closed: number
}
export interface Probe {
  /** Since the last time it was asked. */
  seen(): Promise<Seen>
  stop(): Promise<void>
}

/** Two people on a board who go on drawing and looking, in a process of their own. */
export async function probe(writer: Address, reader: Address): Promise<Probe> {
  const child = startChild<Seen>(new URL('./probe.child.ts', import.meta.url), [
    JSON.stringify(writer),
    JSON.stringify(reader),
  ])
  await child.line()
  return {
    seen() {
      child.say('seen')
      return child.line()
    },
    stop: () => child.stop(),
  }
}
