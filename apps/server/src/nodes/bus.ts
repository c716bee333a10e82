import { Redis } from 'ioredis'
import type { Logger } from '../ops/log.ts'

/** How often what the logs say is compared with what was heard: news may get lost. */
const DOUBT_MS = 1000
const LONGEST_WAIT_MS = 500

/** What one hears of other nodes. */
type Heard = (message: Buffer) => void

/**
 * News between nodes, never truth: a message may arrive late, twice or not at all, and says at most where a log now ends. Who
 * hears it reads the log.
 */
export interface Bus {
  publish(channel: string, message: Uint8Array | string): void
  /** What other nodes publish; the answer ends it. */
  subscribe(channel: string, heard: Heard): () => void
  /** Called when news may have been missed: every second, and when there is a link again (`isNew`). */
  onDoubt(check: (isNew: boolean) => Promise<void>): void
  healthy(): boolean
  stop(): Promise<void>
}

/** One process has nobody to tell. */
export const noBus: Bus = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  onDoubt: () => undefined,
  healthy: () => true,
  stop: async () => undefined,
}

/** News by Redis. `node` begins each message, so that nobody hears herself. */
export function openBus(options: { url: string; node: string; log: Pick<Logger, 'error'> }): Bus {
  const { url, node, log } = options
  const sender = Buffer.from(`${node}:`)
  const channels = new Map<string, Set<Heard>>()
  const checks = new Set<(isNew: boolean) => Promise<void>>()
  let stopped = false
  const connect = () => {
    const link = new Redis(url, {
      // What cannot be told now is old by the time it could be.
      enableOfflineQueue: false,
      autoResubscribe: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2000,
      retryStrategy: (times) => Math.min(LONGEST_WAIT_MS, times * 50),
    })
    let isDown = false
    link.on('error', (error) => {
      if (!isDown && !stopped) log.error({ error: String(error) }, 'Redis is away; it is tried again')
      isDown = true
    })
    link.on('ready', () => (isDown = false))
    return link
  }
  const [speaker, listener] = [connect(), connect()]

  const ignore = () => undefined
  listener.on('ready', () => {
    const names = [...channels.keys()]
    // Only from now on is all heard again.
    const subscribed = names.length > 0 ? listener.subscribe(...names) : Promise.resolve()
    subscribed.then(() => void doubt(true), ignore)
  })
  listener.on('messageBuffer', (channel: Buffer, message: Buffer) => {
    if (message.subarray(0, sender.length).equals(sender)) return
    const body = message.subarray(message.indexOf(':') + 1)
    for (const heard of channels.get(channel.toString()) ?? []) heard(body)
  })

  let doubting: Promise<void> | null = null
  async function doubt(isNew: boolean): Promise<void> {
    // What takes long, as when the database is away, is not asked for again meanwhile.
    if (doubting && !isNew) return
    await doubting
    doubting = (async () => {
      for (const check of checks)
        await check(isNew).catch((error: unknown) => log.error({ error: String(error) }, 'could not catch up'))
    })()
    await doubting
    doubting = null
  }
  const timer = setInterval(() => void doubt(false), DOUBT_MS)
  timer.unref()

  return {
    publish(channel, message) {
      if (speaker.status !== 'ready') return
      speaker.publish(`copse:${channel}`, Buffer.concat([sender, Buffer.from(message)])).catch(ignore)
    },
    subscribe(name, heard) {
      const channel = `copse:${name}`
      const known = channels.get(channel)
      if (known) known.add(heard)
      else {
        channels.set(channel, new Set([heard]))
        if (listener.status === 'ready') listener.subscribe(channel).catch(ignore)
      }
      return () => {
        const heads = channels.get(channel)
        if (!heads?.delete(heard) || heads.size > 0) return
        channels.delete(channel)
        if (listener.status === 'ready') listener.unsubscribe(channel).catch(ignore)
      }
    },
    onDoubt: (check) => void checks.add(check),
    healthy: () => speaker.status === 'ready' && listener.status === 'ready',
    async stop() {
      stopped = true
      clearInterval(timer)
      await doubting
      speaker.disconnect()
      listener.disconnect()
    },
  }
}
