import { parentPort, Worker } from 'node:worker_threads'

/** A worker thread whose functions are called by name; a call rejects when it throws there or the thread ends. */
export interface Thread<Api> {
  call<Name extends keyof Api & string>(
    name: Name,
    ...args: Api[Name] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<Api[Name] extends (...args: never[]) => infer Result ? Awaited<Result> : never>
  stop(): Promise<void>
}

interface Call {
  id: number
  name: string
  args: unknown[]
}
type Answer = { id: number; result: unknown } | { id: number; error: string }

/** A file beside the caller: TypeScript when run from source, JavaScript when built. */
function fileOf(name: string, base: string): { url: URL; execArgv: string[] } {
  const source = base.endsWith('.ts')
  return { url: new URL(source ? `./${name}.ts` : `./${name}.js`, base), execArgv: source ? ['--import', 'tsx'] : [] }
}

const RESTART_MS = 100
const RESTART_MS_MAX = 5000

/**
 * Starts `name` beside `base` (an import.meta.url) and starts it again when it dies: soon, and less and less soon while it
 * dies without having answered.
 */
export function startThread<Api>(
  name: string,
  base: string,
  workerData: unknown,
  onDeath: (error: Error) => void,
): Thread<Api> {
  const { url, execArgv } = fileOf(name, base)
  let worker: Worker | null = null
  let stopped = false
  let restartMs = RESTART_MS
  let timer: NodeJS.Timeout | null = null
  let nextId = 1
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()

  function start() {
    const started = new Worker(url, { workerData, execArgv })
    worker = started
    started.on('message', (answer: Answer) => {
      restartMs = RESTART_MS
      const call = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('error' in answer) call?.reject(new Error(answer.error))
      else call?.resolve(answer.result as never)
    })
    started.on('error', onDeath)
    started.on('exit', () => {
      worker = null
      for (const call of waiting.values()) call.reject(new Error(`${name} ended`))
      waiting.clear()
      if (stopped) return
      timer = setTimeout(start, restartMs)
      restartMs = Math.min(RESTART_MS_MAX, restartMs * 2)
    })
  }
  start()

  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        if (!worker) return reject(new Error(`${name} is not running`))
        const id = nextId++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, name: method, args } satisfies Call)
      }),
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await worker?.terminate()
    },
  }
}

/** In the worker: answers calls with these functions. */
export function serveThread<Api extends { [Name in keyof Api]: (...args: never[]) => unknown }>(api: Api): void {
  parentPort!.on('message', async ({ id, name, args }: Call) => {
    try {
      const result = await (api[name as keyof Api] as unknown as (...args: unknown[]) => unknown)(...args)
      parentPort!.postMessage({ id, result } satisfies Answer)
    } catch (error) {
      parentPort!.postMessage({ id, error: (error as Error).message } satisfies Answer)
    }
  })
}
