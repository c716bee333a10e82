/** Waits for a condition and answers what it came to; fails with it before a test’s own half minute is over, or after `withinMs`. */
export async function until<Value>(
  condition: () => Value | Promise<Value>,
  withinMs = 25_000,
): Promise<NonNullable<Value>> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const value = await condition()
    if (value) return value
    if (performance.now() > deadline) throw new Error(`never came true: ${condition.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
