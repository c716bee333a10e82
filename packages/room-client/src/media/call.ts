import {
  ConnectionQuality,
  Room,
  RoomEvent,
  Track,
  VideoPresets,
  type LocalTrack,
  type Participant,
  type RemoteTrack,
} from 'livekit-client'
import type { PersonId } from '@copse/contract'

/** Somebody in the call, as a tile shows her. */
export interface MediaPerson {
  readonly id: PersonId
  readonly you: boolean
  readonly speaking: boolean
  readonly muted: boolean
  readonly quality: 'good' | 'poor' | 'lost' | 'unknown'
  readonly camera: LocalTrack | RemoteTrack | null
  readonly screen: LocalTrack | RemoteTrack | null
  readonly audio: RemoteTrack | null
}

/** A LiveKit room, not connected yet, as weak machines and links need it: what is not looked at is not sent. */
export const createCall = (devices: { microphoneId?: string; cameraId?: string }): Room =>
  new Room({
    adaptiveStream: true,
    dynacast: true,
    disconnectOnPageLeave: true,
    audioCaptureDefaults: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      deviceId: devices.microphoneId,
    },
    videoCaptureDefaults: { resolution: VideoPresets.h540.resolution, deviceId: devices.cameraId },
    publishDefaults: {
      simulcast: true,
      videoCodec: 'vp8',
      videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
      stopMicTrackOnMute: false,
    },
  })

const qualities: Partial<Record<ConnectionQuality, MediaPerson['quality']>> = {
  [ConnectionQuality.Excellent]: 'good',
  [ConnectionQuality.Good]: 'good',
  [ConnectionQuality.Poor]: 'poor',
  [ConnectionQuality.Lost]: 'lost',
}

export function personIn(participant: Participant): MediaPerson {
  const trackOf = (source: Track.Source) => {
    const publication = participant.getTrackPublication(source)
    return publication && !publication.isMuted
      ? ((publication.track as LocalTrack | RemoteTrack | undefined) ?? null)
      : null
  }
  const voice = participant.getTrackPublication(Track.Source.Microphone)?.track as RemoteTrack | undefined
  return {
    id: participant.identity as PersonId,
    you: participant.isLocal,
    speaking: participant.isSpeaking,
    muted: !participant.isMicrophoneEnabled,
    quality: qualities[participant.connectionQuality] ?? 'unknown',
    camera: trackOf(Track.Source.Camera),
    screen: trackOf(Track.Source.ScreenShare),
    audio: participant.isLocal ? null : (voice ?? null),
  }
}

/** Whether LiveKit would take a microphone of ours now. */
export function maySpeak(room: Pick<Room, 'localParticipant'>): boolean {
  const permissions = room.localParticipant.permissions
  if (!permissions?.canPublish) return false
  const sources = permissions.canPublishSources ?? []
  return sources.length === 0 || sources.includes(Track.sourceToProto(Track.Source.Microphone))
}

/** Waits until LiveKit would take a microphone of ours, but no longer than `ms`. */
export async function untilMaySpeak(room: Pick<Room, 'localParticipant' | 'on' | 'off'>, ms: number): Promise<void> {
  if (maySpeak(room)) return
  await new Promise<void>((resolve) => {
    const look = () => maySpeak(room) && done()
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      room.off(RoomEvent.ParticipantPermissionsChanged, look)
      resolve()
    }
    room.on(RoomEvent.ParticipantPermissionsChanged, look)
  })
}
