import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'

/** A worker thread whose functions are called by name; a call rejects when it throws there or the thread ends. */
export interface Thread<Api> {
  call<Name extends keyof Api & string>(
    name: Name,
    ...args: Api[Name] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<Api[Name] extends (...args: never[]) => infer Result ? Awaited<Result> : never>
  /** Not between two lives. A busy one lives. */
  isAlive(): boolean
  stop(): Promise<void>
}

interface Call {
  id: number
  name: string
  args: unknown[]
}
type Answer = { id: number; result: unknown } | { id: number; error: string }

const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 5000
/** One that ran this long and then died starts anew at once. */
const STEADY_MS = 10_000

/** A file beside the caller: JavaScript when built; from source TypeScript, which a thread reads only once it is told how. */
function workerAt(name: string, base: string, workerData: unknown): Worker {
  if (!base.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, base), { workerData })
  const tsx = new URL(
    './dist/esm/api/index.mjs',
    pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json')),
  )
  const source = new URL(`./${name}.ts`, base).href
  const code = `import('${tsx.href}').then(({ register }) => { register(); return import('${source}') })`
  return new Worker(code, { workerData, eval: true })
}

/** Starts `name` beside `base` (an import.meta.url) and starts it again when it dies, each time a little later. */
export function startThread<Api>(
  name: string,
  base: string,
  workerData: unknown,
  onDeath: (error: Error) => void,
): Thread<Api> {
  let worker: Worker | null = null
  let restart: NodeJS.Timeout | null = null
  let stopped = false
  let deaths = 0
  let nextId = 1
  const waiting = new Map<number, { call: Call; resolve: (value: never) => void; reject: (error: Error) => void }>()

  function start() {
    const bornAt = performance.now()
    const running = workerAt(name, base, workerData)
    worker = running
    running.on('message', (answer: Answer) => {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('error' in answer) asked?.reject(new Error(answer.error))
      else asked?.resolve(answer.result as never)
    })
    running.on('error', onDeath)
    running.on('exit', () => {
      worker = null
      for (const { reject } of waiting.values()) reject(new Error(`${name} ended`))
      waiting.clear()
      if (stopped) return
      deaths = performance.now() - bornAt > STEADY_MS ? 0 : deaths + 1
      restart = setTimeout(start, deaths === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (deaths - 1)))
    })
    // Whoever asked between two lives.
    for (const { call } of waiting.values()) running.postMessage(call)
  }
  start()

  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(new Error(`${name} was stopped`))
        const call: Call = { id: nextId++, name: method, args }
        waiting.set(call.id, { call, resolve, reject })
        worker?.postMessage(call)
      }),
    isAlive: () => worker !== null,
    async stop() {
      stopped = true
      if (restart) clearTimeout(restart)
      await worker?.terminate()
      for (const { reject } of waiting.values()) reject(new Error(`${name} was stopped`))
      waiting.clear()
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
