import { refuse, type Command, type CommandReply, type RefusalCode } from '@copse/contract'

const RETRY_MS = 500

export interface Outbox {
  /** Resolves with the server's word on it. */
  add(command: Command): Promise<CommandReply>
  /** Sends what waits; on every new link. */
  flush(): void
  /** Answers all that waits: the server will not. */
  giveUp(code: RefusalCode): void
}

/**
 * Commands that wait for the server's word. One is sent again, as the same, until it is answered: the server lets it act
 * once. `transmit` rejects when no answer came; a server about to stop leaves the answer to the one that comes after it.
 */
export function createOutbox(options: {
  ready: () => boolean
  transmit: (command: Command) => Promise<CommandReply>
}): Outbox {
  const { ready, transmit } = options
  interface Waiting {
    readonly command: Command
    readonly resolve: (reply: CommandReply) => void
    underWay: boolean
  }
  const waiting = new Set<Waiting>()

  async function attempt(one: Waiting): Promise<void> {
    if (!ready() || one.underWay || !waiting.has(one)) return
    one.underWay = true
    const reply = await transmit(one.command).catch(() => refuse('server.draining'))
    one.underWay = false
    if (!reply.ok && reply.code === 'server.draining') {
      setTimeout(() => void attempt(one), RETRY_MS)
      return
    }
    waiting.delete(one)
    one.resolve(reply)
  }

  return {
    add: (command) =>
      new Promise((resolve) => {
        const one: Waiting = { command, resolve, underWay: false }
        waiting.add(one)
        void attempt(one)
      }),
    flush() {
      for (const one of waiting) void attempt(one)
    },
    giveUp(code) {
      for (const { resolve } of waiting) resolve(refuse(code))
      waiting.clear()
    },
  }
}
