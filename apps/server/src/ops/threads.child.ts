// A thread for the tests of threads: it answers, fails, and dies when asked to.
import { serveThread } from './threads.ts'

export const api = {
  double: (value: number): number => value * 2,
  fail(): void {
    throw new Error('no')
  },
  die(): void {
    process.exit(1)
  },
}

serveThread(api)
