import { EventEmitter } from 'node:events'
import { RoomEvent, type Room } from 'livekit-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { untilMaySpeak } from './call.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A call in which nobody may publish yet. */
function call() {
  const events = new EventEmitter()
  const localParticipant = { permissions: { canPublish: false, canPublishSources: [] } }
  const room = Object.assign(events, { localParticipant }) as unknown as Room
  return {
    room,
    events,
    permit(canPublish: boolean) {
      localParticipant.permissions.canPublish = canPublish
      events.emit(RoomEvent.ParticipantPermissionsChanged)
    },
  }
}

describe('waiting for LiveKit’s grant', () => {
  it('is over at once where it is there', async () => {
    const { room, permit } = call()
    permit(true)
    await untilMaySpeak(room, 5000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is over when it comes, and not with another change', async () => {
    const { room, permit, events } = call()
    const over = vi.fn<() => void>()
    const waits = untilMaySpeak(room, 5000).then(over)
    permit(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(over).not.toHaveBeenCalled()
    permit(true)
    await waits
    expect(vi.getTimerCount()).toBe(0)
    expect(events.listenerCount(RoomEvent.ParticipantPermissionsChanged)).toBe(0)
  })

  it('is over after the time given', async () => {
    const { room, events } = call()
    const over = vi.fn<() => void>()
    void untilMaySpeak(room, 5000).then(over)
    await vi.advanceTimersByTimeAsync(4999)
    expect(over).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(over).toHaveBeenCalledOnce()
    expect(events.listenerCount(RoomEvent.ParticipantPermissionsChanged)).toBe(0)
  })
})
