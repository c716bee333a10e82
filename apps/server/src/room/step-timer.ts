import type { SessionState } from '@copse/contract'
import { dueAt } from '@copse/protocols'

/** After a proposal that failed, and a little after a timer that rang early, it is tried again. */
const RETRY_MS = 1000
/** The longest a timer of Node's can wait. */
const MAX_WAIT_MS = 2 ** 31 - 1

/** One timeout for a session: rings when its step is due. The deadline is the state's; a timer only wakes somebody up. */
export interface StepTimer {
  follow(state: SessionState): void
  readonly running: boolean
  stop(): void
}

/** `due` proposes the end of the step with this index and says whether it was taken. */
export function createStepTimer(options: {
  now: () => number
  state: () => SessionState
  due: (from: number) => Promise<boolean>
}): StepTimer {
  const { now, state, due } = options
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
    const [at, from] = [dueIs, state().step?.index]
    timer = null
    dueIs = null
    if (at === null || from === undefined) return
    if (now() < at) return wait(at, 1)
    if (!(await due(from)) && dueIs === null && dueAt(state()) === at) wait(at, RETRY_MS)
  }

  return {
    follow(next) {
      const at = dueAt(next)
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
