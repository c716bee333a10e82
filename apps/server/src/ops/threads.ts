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

/** Starts `name` beside `base` (an import.meta.url) and starts it again when it dies. */
export function startThread<Api>(
  name: string,
  base: string,
  workerData: unknown,
  onDeath: (error: Error) => void,
): Thread<Api> {
  const { url, execArgv } = fileOf(name, base)
  let worker: Worker
  let stopped = false
  let nextId = 1
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()

  function start() {
    worker = new Worker(url, { workerData, execArgv })
    worker.on('message', (answer: Answer) => {
      const call = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('error' in answer) call?.reject(new Error(answer.error))
      else call?.resolve(answer.result as never)
    })
    worker.on('error', onDeath)
    worker.on('exit', () => {
      for (const call of waiting.values()) call.reject(new Error(`${name} ended`))
      waiting.clear()
      if (!stopped) start()
    })
  }
  start()

  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, name: method, args } satisfies Call)
      }),
    async stop() {
      stopped = true
      await worker.terminate()
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
