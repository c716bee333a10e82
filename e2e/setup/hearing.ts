import type { Page } from '@playwright/test'

/** In the page: keeps its peer connections, so that a journey can ask them what has really arrived. */
export function keepPeers(): void {
  const peers: RTCPeerConnection[] = []
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      peers.push(this)
    }
  }
  Object.assign(window, { peers })
}

/** How many packets of sound have reached this page over all its connections, played or not. */
const soundPackets = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { peers } = window as unknown as { peers: RTCPeerConnection[] }
    const reports = await Promise.all(
      peers.filter((peer) => peer.connectionState !== 'closed').map((peer) => peer.getStats()),
    )
    return reports
      .flatMap((report) => [...report.values()] as { type: string; kind?: string; packetsReceived?: number }[])
      .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
      .reduce((sum, { packetsReceived }) => sum + (packetsReceived ?? 0), 0)
  })

/** Looks a number of times in a row; answers whether any sound arrived between the first look and the last. */
export async function soundArrives(page: Page, looks = 10): Promise<boolean> {
  const before = await soundPackets(page)
  for (let look = 0; look < looks; look++) {
    if ((await soundPackets(page)) > before) return true
    await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 100)))
  }
  return (await soundPackets(page)) > before
}
