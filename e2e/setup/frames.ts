import type { Page } from '@playwright/test'

/** Everything a page's sockets receive from now on, as bytes, told by the browser itself. */
export async function receivedBy(page: Page): Promise<{ has(words: string): boolean; count(): number }> {
  const devtools = await page.context().newCDPSession(page)
  const frames: Buffer[] = []
  devtools.on('Network.webSocketFrameReceived', ({ response }) =>
    frames.push(Buffer.from(response.payloadData, response.opcode === 2 ? 'base64' : 'utf8')),
  )
  await devtools.send('Network.enable')
  return {
    has: (words) => frames.some((frame) => frame.includes(words)),
    count: () => frames.length,
  }
}
