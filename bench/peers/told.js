// What every peer's process says: its port once it listens. It ends with whoever started it.

/** `save` brings to disk whatever is not there yet. */
export function tellPort(port, save = async () => undefined) {
  process.stdin.on('end', () => process.exit(0)).resume()
  process.on('SIGTERM', () => void save().finally(() => process.exit(0)))
  process.stdout.write(`${JSON.stringify({ port })}\n`)
}
