import type { ServerCommand, SessionState } from '@copse/contract'
import { nextDue } from '@copse/protocols'

/** After a proposal that failed, and a little after a timer that rang early, it is tried again. */
const RETRY_MS = 1000
/** The longest a timer of Node's can wait. */
const MAX_WAIT_MS = 2 ** 31 - 1

/**
 * One timeout for a session: rings when its step, or a turn in it, is due. The deadline is the state's; a timer only wakes somebody up.
 */
export interface StepTimer {
  follow(state: SessionState): void
  readonly running: boolean
  stop(): void
}

/** `propose` asks for what is due and says whether it was taken. */
export function createStepTimer(options: {
  now: () => number
  state: () => SessionState
  propose: (command: ServerCommand) => Promise<boolean>
}): StepTimer {
  const { now, state, propose } = options
  let timer: NodeJS.Timeout | null = null
  let dueIs: number | null = null

  function stop() {
    if (timer) clearTimeout(timer)
    timer = null
    dueIs = null
  }

  function wait(at: number, atLeast: number) {
    stop()
    dueIs = at
    timer = setTimeout(() => void ring(), Math.min(MAX_WAIT_MS, Math.max(atLeast, at - now())))
  }

  async function ring() {
    const [at, due] = [dueIs, nextDue(state())]
    timer = null
    dueIs = null
    if (at === null || due === null) return
    if (now() < due.at) return wait(due.at, 1)
    const taken = await propose(due.command)
    if (dueIs !== null) return
    const next = nextDue(state())
    if (next) wait(next.at, taken ? 0 : RETRY_MS)
  }

  return {
    follow(next) {
      const at = nextDue(next)?.at ?? null
      if (at === dueIs) return
      if (at === null) stop()
      else wait(at, 0)
    },
    get running() {
      return timer !== null
    },
    stop,
  }
}
