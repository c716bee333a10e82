import type { MediaTicket, PersonId, RefusalCode } from '@copse/contract'
import {
  ConnectionQuality,
  ConnectionState,
  DisconnectReason,
  Room,
  RoomEvent,
  Track,
  VideoPresets,
  type Participant,
  type RemoteTrack,
  type LocalTrack,
} from 'livekit-client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { deviceFault, type DeviceFault } from './device-fault.ts'

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

export interface MediaState {
  readonly link: 'connecting' | 'online' | 'reconnecting' | 'offline' | 'unavailable' | 'elsewhere'
  readonly refusal: RefusalCode | null
  readonly people: readonly MediaPerson[]
  readonly microphone: boolean
  readonly camera: boolean
  readonly screen: boolean
  readonly fault: { readonly device: 'microphone' | 'camera' | 'screen'; readonly fault: DeviceFault } | null
  /** The browser wants a click before it plays sound. */
  readonly needsClick: boolean
}

export interface MediaRoom {
  readonly store: StoreApi<MediaState>
  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  setScreen(on: boolean): Promise<void>
  useDevice(kind: 'audioinput' | 'videoinput' | 'audiooutput', deviceId: string): Promise<void>
  startAudio(): Promise<void>
  wake(): void
  leave(): void
  /** LiveKit's own room, for tests and diagnosis. */
  readonly room: Room
}

const RETRY_MS = [500, 1000, 2000, 4000, 8000]

/**
 * The video side of a room: connects with a ticket of our server's, keeps what the person wants on, and comes back by itself
 * with a new ticket. Nobody is unmuted from afar: when the floor takes a microphone it goes off and stays so until its owner
 * turns it on again.
 */
export function connectMedia(options: {
  ticket: () => Promise<MediaTicket | { refusal: RefusalCode }>
  want: { microphone: boolean; camera: boolean; microphoneId?: string; cameraId?: string }
  /** What is to be on from now on: kept for a reload, so that it unmutes nobody. */
  onWish?: (wish: { microphone: boolean; camera: boolean }) => void
}): MediaRoom {
  const { ticket, want, onWish } = options
  const room = new Room({
    adaptiveStream: true,
    dynacast: true,
    disconnectOnPageLeave: true,
    audioCaptureDefaults: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      deviceId: want.microphoneId,
    },
    videoCaptureDefaults: { resolution: VideoPresets.h540.resolution, deviceId: want.cameraId },
    publishDefaults: {
      simulcast: true,
      videoCodec: 'vp8',
      videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
      stopMicTrackOnMute: false,
    },
  })
  const store = createStore<MediaState>(() => ({
    link: 'connecting',
    refusal: null,
    people: [],
    microphone: false,
    camera: false,
    screen: false,
    fault: null,
    needsClick: false,
  }))
  const wanted = { microphone: want.microphone, camera: want.camera }
  function wish(device: 'microphone' | 'camera', on: boolean) {
    if (wanted[device] === on) return
    wanted[device] = on
    onWish?.({ ...wanted })
  }
  let left = false
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | null = null

  const quality = (value: ConnectionQuality): MediaPerson['quality'] =>
    value === ConnectionQuality.Excellent || value === ConnectionQuality.Good
      ? 'good'
      : value === ConnectionQuality.Poor
        ? 'poor'
        : value === ConnectionQuality.Lost
          ? 'lost'
          : 'unknown'

  function personOf(participant: Participant): MediaPerson {
    const trackOf = (source: Track.Source) => {
      const publication = participant.getTrackPublication(source)
      return publication && !publication.isMuted
        ? ((publication.track as LocalTrack | RemoteTrack | undefined) ?? null)
        : null
    }
    const you = participant === room.localParticipant
    return {
      id: participant.identity as PersonId,
      you,
      speaking: participant.isSpeaking,
      muted: !participant.isMicrophoneEnabled,
      quality: quality(participant.connectionQuality),
      camera: trackOf(Track.Source.Camera),
      screen: trackOf(Track.Source.ScreenShare),
      audio: you
        ? null
        : ((participant.getTrackPublication(Track.Source.Microphone)?.track as RemoteTrack | undefined) ?? null),
    }
  }

  let drawing = false
  /** Many events come at once: the picture is made anew once for all of them. */
  function redraw() {
    if (drawing) return
    drawing = true
    queueMicrotask(() => {
      drawing = false
      const me = room.localParticipant
      store.setState({
        people:
          room.state === ConnectionState.Disconnected ? [] : [me, ...room.remoteParticipants.values()].map(personOf),
        microphone: me.isMicrophoneEnabled,
        camera: me.isCameraEnabled,
        screen: me.isScreenShareEnabled,
        needsClick: !room.canPlaybackAudio,
      })
    })
  }

  for (const event of [
    RoomEvent.ParticipantConnected,
    RoomEvent.ParticipantDisconnected,
    RoomEvent.TrackSubscribed,
    RoomEvent.TrackUnsubscribed,
    RoomEvent.TrackMuted,
    RoomEvent.TrackUnmuted,
    RoomEvent.LocalTrackPublished,
    RoomEvent.LocalTrackUnpublished,
    RoomEvent.ActiveSpeakersChanged,
    RoomEvent.ConnectionQualityChanged,
    RoomEvent.AudioPlaybackStatusChanged,
  ] as const)
    room.on(event, redraw)
  room.on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => {
    // The grant is gone: so is the wish, until the person says it again.
    if (participant === room.localParticipant && !maySpeak()) wish('microphone', false)
    redraw()
  })
  room.on(RoomEvent.LocalTrackUnpublished, (publication) => {
    if (publication.source === Track.Source.Microphone && !maySpeak()) wish('microphone', false)
  })
  room.on(RoomEvent.Reconnecting, () => store.setState({ link: 'reconnecting' }))
  room.on(RoomEvent.Reconnected, () => {
    store.setState({ link: 'online' })
    redraw()
  })
  room.on(RoomEvent.Disconnected, (reason) => {
    redraw()
    if (left) return
    if (reason === DisconnectReason.DUPLICATE_IDENTITY) return store.setState({ link: 'elsewhere' })
    store.setState({ link: 'offline' })
    again()
  })

  function maySpeak(): boolean {
    const permissions = room.localParticipant.permissions
    if (!permissions?.canPublish) return false
    const sources = permissions.canPublishSources ?? []
    return sources.length === 0 || sources.includes(Track.sourceToProto(Track.Source.Microphone))
  }

  function again() {
    if (timer || left) return
    const delay = RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)]!
    timer = setTimeout(() => {
      timer = null
      void connect()
    }, delay)
  }

  async function connect(): Promise<void> {
    if (left || room.state !== ConnectionState.Disconnected) return
    const answer = await ticket().catch(() => ({ refusal: 'media.unavailable' as RefusalCode }))
    if (left) return
    if ('refusal' in answer) {
      store.setState({ link: 'unavailable', refusal: answer.refusal })
      return again()
    }
    const url = new URL(answer.url, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    try {
      await room.connect(url.href, answer.token, { autoSubscribe: true, peerConnectionTimeout: 60_000 })
      attempts = 0
      store.setState({ link: 'online', refusal: null })
      redraw()
      if (wanted.camera) await set('camera', true)
      // Come in silence, she is not unmuted when it ends.
      if (!maySpeak()) wish('microphone', false)
      if (wanted.microphone) await set('microphone', true)
    } catch {
      store.setState({ link: 'offline' })
      again()
    }
  }

  async function set(device: 'microphone' | 'camera' | 'screen', on: boolean): Promise<void> {
    const me = room.localParticipant
    if (device !== 'screen') wish(device, on)
    try {
      if (device === 'microphone') await me.setMicrophoneEnabled(on)
      else if (device === 'camera') await me.setCameraEnabled(on)
      else await me.setScreenShareEnabled(on, { audio: true, selfBrowserSurface: 'exclude' })
      store.setState({ fault: null })
    } catch (error) {
      const cancelled = device === 'screen' && (error as { name?: string }).name === 'NotAllowedError'
      if (!cancelled) store.setState({ fault: { device, fault: deviceFault(error) } })
      if (device !== 'screen') wish(device, false)
    }
    redraw()
  }

  void connect()
  return {
    store,
    room,
    setMicrophone: (on) => set('microphone', on),
    setCamera: (on) => set('camera', on),
    setScreen: (on) => set('screen', on),
    useDevice: async (kind, deviceId) => void (await room.switchActiveDevice(kind, deviceId)),
    startAudio: () => room.startAudio(),
    wake() {
      attempts = 0
      if (timer) clearTimeout(timer)
      timer = null
      void connect()
    },
    leave() {
      left = true
      if (timer) clearTimeout(timer)
      void room.disconnect()
    },
  }
}
