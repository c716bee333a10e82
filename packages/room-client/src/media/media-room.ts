import { PLENARY, type MediaTicket, type RefusalCode } from '@copse/contract'
import { ConnectionState, DisconnectReason, RoomEvent, Track, type Room } from 'livekit-client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createCall, maySpeak, personIn, untilMaySpeak, type MediaPerson } from './call.ts'
import { deviceFault, type DeviceFault } from './device-fault.ts'

const redrawing = [
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
] as const

export interface MediaState {
  readonly link: 'connecting' | 'online' | 'reconnecting' | 'offline' | 'unavailable' | 'elsewhere'
  readonly refusal: RefusalCode | null
  /** The circle whose call it is; null: not connected yet. */
  readonly circle: string | null
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
  /** To another circle's room: the old connection is left once the new one is up, and what was on stays on. */
  moveTo(circle: string): Promise<void>
  wake(): void
  leave(): void
  /** LiveKit's own room of this moment, for tests and diagnosis. */
  readonly room: Room
}

const RETRY_MS = [500, 1000, 2000, 4000, 8000]
/** A grant that went this short a time before a move began, or during it, went because of it: the microphone was on. */
const BEFORE_MOVE_MS = 3000
/** That a turn has come is told by our server; LiveKit's own grant may be this late after it. */
const GRANT_MS = 5000

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
  let room = createCall(want)
  /** The circle whose room it is; null: not connected yet. */
  let circle: string | null = null
  let wantedCircle = PLENARY
  let moving = false
  /** When the move that is under way began, however many tries it takes. */
  let movingSince: number | null = null
  let microphoneLostAt = -Infinity
  const store = createStore<MediaState>(() => ({
    link: 'connecting',
    refusal: null,
    circle: null,
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
          room.state === ConnectionState.Disconnected ? [] : [me, ...room.remoteParticipants.values()].map(personIn),
        microphone: me.isMicrophoneEnabled,
        camera: me.isCameraEnabled,
        screen: me.isScreenShareEnabled,
        needsClick: !room.canPlaybackAudio,
      })
    })
  }

  /** The grant is gone: so is the wish, until the person says it again. */
  function microphoneIsLost() {
    if (wanted.microphone) microphoneLostAt = performance.now()
    wish('microphone', false)
    takeBack()
  }

  /** LiveKit refuses a microphone whose grant went while it was being published, and livekit-client would believe it is on. */
  function takeBack() {
    const track = room.localParticipant.getTrackPublication(Track.Source.Microphone)?.track
    if (track) void room.localParticipant.unpublishTrack(track)
  }

  function listenTo(heard: Room) {
    for (const event of redrawing) heard.on(event, redraw)
    heard.on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => {
      if (participant === room.localParticipant && !maySpeak(room)) microphoneIsLost()
      redraw()
    })
    heard.on(RoomEvent.LocalTrackUnpublished, (publication) => {
      if (heard === room && publication.source === Track.Source.Microphone && !maySpeak(room)) microphoneIsLost()
    })
    heard.on(RoomEvent.Reconnecting, () => store.setState({ link: 'reconnecting' }))
    heard.on(RoomEvent.Reconnected, () => {
      store.setState({ link: 'online' })
      redraw()
    })
    heard.on(RoomEvent.Disconnected, (reason) => {
      redraw()
      if (left || heard !== room) return
      if (reason === DisconnectReason.DUPLICATE_IDENTITY) return store.setState({ link: 'elsewhere' })
      store.setState({ link: 'offline' })
      again()
    })
  }
  listenTo(room)

  function again() {
    if (timer || left) return
    const delay = RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)]!
    timer = setTimeout(() => {
      timer = null
      void connect()
    }, delay)
  }

  /** A connection of `one` with a new ticket; says which circle it came to, or null when it did not. */
  async function enter(one: Room): Promise<string | null> {
    const answer = await ticket().catch(() => ({ refusal: 'media.unavailable' as RefusalCode }))
    if (left) return null
    if ('refusal' in answer) {
      store.setState({ link: 'unavailable', refusal: answer.refusal })
      return null
    }
    const url = new URL(answer.url, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    try {
      await one.connect(url.href, answer.token, { autoSubscribe: true, peerConnectionTimeout: 60_000 })
      return answer.circle
    } catch {
      if (one === room) store.setState({ link: 'offline' })
      return null
    }
  }

  async function begin(entered: string): Promise<void> {
    circle = entered
    attempts = 0
    store.setState({ link: 'online', refusal: null, circle: entered })
    redraw()
    if (wanted.camera) await set('camera', true)
    // Come in silence, she is not unmuted when it ends.
    if (!maySpeak(room)) wish('microphone', false)
    if (wanted.microphone) await set('microphone', true)
  }

  async function connect(): Promise<void> {
    if (left || moving || room.state !== ConnectionState.Disconnected) return
    const entered = await enter(room)
    if (left) return
    if (entered === null) return again()
    await begin(entered)
    // They were moved while the first call was being made.
    if (wantedCircle !== entered) await moveTo(wantedCircle)
  }

  /** The server's word on where somebody belongs is the ticket's; the circle asked for only says: look again. */
  async function moveTo(goal: string): Promise<void> {
    wantedCircle = goal
    if (left || moving || circle === null || circle === goal) return
    moving = true
    movingSince ??= performance.now()
    const next = createCall(want)
    const entered = await enter(next)
    moving = false
    if (left || entered === null) {
      void next.disconnect()
      if (!left) timer ??= setTimeout(() => ((timer = null), void moveTo(wantedCircle)), RETRY_MS[1])
      return
    }
    const before = room
    room = next
    listenTo(next)
    if (microphoneLostAt > movingSince - BEFORE_MOVE_MS) wish('microphone', true)
    movingSince = null
    await Promise.all([begin(entered), before.disconnect()])
    // They may have moved on meanwhile.
    if (wantedCircle !== goal) await moveTo(wantedCircle)
  }

  async function set(device: 'microphone' | 'camera' | 'screen', on: boolean): Promise<void> {
    const me = room.localParticipant
    if (device !== 'screen') wish(device, on)
    if (device === 'microphone' && on) {
      await untilMaySpeak(room, GRANT_MS)
      // Muted again meanwhile, or moved to another call, which turns on what is wished.
      if (!wanted.microphone || me !== room.localParticipant) return
    }
    try {
      if (device === 'microphone') await me.setMicrophoneEnabled(on)
      else if (device === 'camera') await me.setCameraEnabled(on)
      else await me.setScreenShareEnabled(on, { audio: true, selfBrowserSurface: 'exclude' })
      if (device === 'microphone' && on && !wanted.microphone) takeBack()
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
    get room() {
      return room
    },
    moveTo,
    setMicrophone(on) {
      microphoneLostAt = -Infinity // what she says now holds, after a move too
      return set('microphone', on)
    },
    setCamera: (on) => set('camera', on),
    setScreen: (on) => set('screen', on),
    useDevice: async (kind, deviceId) => void (await room.switchActiveDevice(kind, deviceId)),
    startAudio: () => room.startAudio(),
    wake() {
      attempts = 0
      if (timer) clearTimeout(timer)
      timer = null
      void connect().then(() => moveTo(wantedCircle)) // what waited was either of the two
    },
    leave() {
      left = true
      if (timer) clearTimeout(timer)
      void room.disconnect()
    },
  }
}
