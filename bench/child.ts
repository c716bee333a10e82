import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A file in a process of its own that reports by lines of JSON. */
export function startChild<Line>(file: URL, args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(file), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async line(): Promise<Line> {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${file.pathname} ended early`)
      return JSON.parse(value) as Line
    },
    say: (line: string) => void child.stdin.write(`${line}\n`),
    async stop(signal: NodeJS.Signals = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}
