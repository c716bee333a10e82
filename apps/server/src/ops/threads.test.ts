import { afterEach, expect, test } from 'vitest'
import { startThread, type Thread } from './threads.ts'
import type { api } from './threads.child.ts'

let thread: Thread<typeof api>
const start = (name = 'threads.child', onDeath = (_error: Error) => undefined as void) =>
  (thread = startThread<typeof api>(name, import.meta.url, null, onDeath))
afterEach(() => thread.stop())

test('a call is answered, and a fault there is a rejection here', async () => {
  start()
  expect(await thread.call('double', 21)).toBe(42)
  await expect(thread.call('fail')).rejects.toThrow('no')
})

test('what was asked of a thread that dies rejects; what is asked from then on is answered by the next', async () => {
  start()
  for (let life = 0; life < 3; life++) {
    await expect(thread.call('die')).rejects.toThrow('threads.child ended')
    expect(await thread.call('double', life)).toBe(2 * life)
  }
})

test('one that cannot live is not started over and over', async () => {
  let deaths = 0
  start('no-such-thread', () => void deaths++)
  const began = performance.now()
  for (let life = 0; life < 3; life++) await expect(thread.call('double', 1)).rejects.toThrow('ended')
  expect(deaths).toBe(3)
  expect(performance.now() - began).toBeGreaterThan(100) // 50 and 100 ms between the three
})

test('a stopped thread rejects', async () => {
  start()
  await thread.call('double', 1)
  await thread.stop()
  await expect(thread.call('double', 1)).rejects.toThrow('stopped')
})
