import type { Page } from '@playwright/test'

/** One try to be heard and what became of it. */
interface Try {
  readonly how: string
  readonly became: string
}

/**
 * What somebody would do at the browser's console: connect with the page's own ticket through the LiveKit SDK that the product
 * serves, and publish sound as every source there is, with and without the SDK's own check of permissions.
 */
export function publishAtTheConsole(page: Page, sessionId: string): Promise<readonly Try[]> {
  return page.evaluate(async (sessionId) => {
    const chunk = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find((name) => /\/assets\/media-[^/]*\.js$/.test(name))!
    const { connectMedia } = (await import(chunk)) as {
      connectMedia: (options: object) => {
        room: {
          state: string
          localParticipant: {
            setMicrophoneEnabled(on: boolean): Promise<unknown>
            publishTrack(track: MediaStreamTrack, options: { source: string }): Promise<unknown>
            hasPermissionsToPublish: () => boolean
          }
        }
      }
    }
    const { room } = connectMedia({
      ticket: () =>
        fetch(`/api/sessions/${sessionId}/media`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        }).then((response) => response.json() as Promise<unknown>),
      want: { microphone: false, camera: false },
    })
    while (room.state !== 'connected') await new Promise((look) => setTimeout(look, 50))
    Object.assign(window, { rogue: room })

    const tries: Try[] = []
    async function attempt(how: string, act: () => Promise<unknown>) {
      const late = new Promise<string>((resolve) => setTimeout(resolve, 4000, 'no answer'))
      const became = await Promise.race([
        act().then(
          () => 'published',
          (error: Error) => `failed: ${error.message}`,
        ),
        late,
      ])
      tries.push({ how, became })
    }
    const me = room.localParticipant
    const sound = () =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => stream.getAudioTracks()[0]!)
    await attempt('setMicrophoneEnabled', () => me.setMicrophoneEnabled(true))
    await attempt('microphone', async () => me.publishTrack(await sound(), { source: 'microphone' }))
    me.hasPermissionsToPublish = () => true
    for (const source of ['microphone', 'unknown', 'screen_share_audio', 'camera'])
      await attempt(`${source}, unchecked`, async () => me.publishTrack(await sound(), { source }))
    return tries
  }, sessionId)
}
