import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

const visitors = new Set<{ close(): Promise<void> }>()
/** Closed when the product stops. */
export const visits = (visitor: { close(): Promise<void> }): void => void visitors.add(visitor)

/** The product as `npm start` runs it, in a data folder of its own, with the links it printed. */
export class Product {
  readonly url: string
  output = ''
  private child: ChildProcess | null = null

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    private readonly environment: Record<string, string>,
  ) {
    this.url = `http://localhost:${port}`
  }

  static async start(environment: Record<string, string> = {}): Promise<Product> {
    const product = new Product(await freePort(), mkdtempSync(join(tmpdir(), 'copse-e2e-')), environment)
    await product.run()
    return product
  }

  /** Starts the process, again after a kill, and waits until it says it is ready. */
  async run(): Promise<void> {
    this.output = ''
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(this.port),
        COPSE_DATA_DIR: this.dataDir,
        NO_COLOR: '1',
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    const keep = (chunk: Buffer) => (this.output += chunk.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`the product stopped:\n${this.output}`)
        return (await fetch(`${this.url}/readyz`).catch(() => null))?.ok ?? false
      },
      60_000,
      () => `the product did not become ready:\n${this.output}`,
    )
    if (this.environment.COPSE_LIVEKIT !== 'off')
      await until(
        async () => (await fetch(`${this.url}/readyz`).then((response) => response.json())).livekit?.available === true,
        300_000, // a first run builds the LiveKit server
        () => `LiveKit did not become ready:\n${this.output}`,
      )
  }

  /** A printed link whose path matches, such as the guest's or the owner's. */
  async link(path: RegExp): Promise<string> {
    let found = ''
    await until(
      async () => {
        found = this.output.match(/https?:\/\/\S+/g)?.findLast((link) => path.test(link)) ?? ''
        return found !== ''
      },
      10_000,
      () => `no link ${path} in:\n${this.output}`,
    )
    return found
  }

  get pid(): number {
    return this.child!.pid!
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  async stop(): Promise<void> {
    // Whose browsers stay open go on drawing and calling beside the next journey.
    await Promise.all([...visitors].map((visitor) => visitor.close()))
    visitors.clear()
    await this.kill('SIGTERM')
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

/** Waits for a condition, looking often; never for a time. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  withinMs = 15_000,
  complaint: () => string = () => 'the condition did not come true',
): Promise<void> {
  const end = Date.now() + withinMs
  while (Date.now() < end) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(complaint())
}
