import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Product } from '../e2e/setup/product.ts'

/** What a product needs to be looked into. */
export const inspected = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

/** Looks into the server through Node's inspector. */
export async function inspect(product: Product) {
  const url = /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(product.output)![0]
  const socket = new WebSocket(url, { maxPayload: 256 << 20 })
  await once(socket, 'open')
  let id = 0
  async function call<Result>(method: string, params = {}): Promise<Result> {
    const mine = ++id
    socket.send(JSON.stringify({ id: mine, method, params }))
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer]
      const answer = JSON.parse(data.toString())
      if (answer.id === mine) return answer.result as Result
    }
  }
  async function evaluate<Value>(expression: string): Promise<Value> {
    const { result } = await call<{ result: { value: Value } }>('Runtime.evaluate', { expression, returnByValue: true })
    return result.value
  }
  return {
    call,
    evaluate,
    /** After garbage was collected. */
    async memory(): Promise<{ rss: number; heapUsed: number }> {
      for (let time = 0; time < 3; time++) await call('HeapProfiler.collectGarbage')
      return evaluate('process.memoryUsage()')
    },
    close: () => socket.close(),
  }
}
