import { deviceFault, type DeviceFault } from '@copse/room-client/devices'

export interface Devices {
  readonly microphones: readonly MediaDeviceInfo[]
  readonly cameras: readonly MediaDeviceInfo[]
  /** Empty where the browser plays wherever the system does. */
  readonly speakers: readonly MediaDeviceInfo[]
}
export type JoinWith = 'all' | 'audio' | 'nothing'
export interface JoinChoice {
  readonly how: JoinWith
  readonly microphoneId?: string
  readonly cameraId?: string
  readonly speakerId?: string
  /** What was on when the page was last here; without it, all that `how` allows. */
  readonly on?: { readonly microphone: boolean; readonly camera: boolean }
}

export interface Preview {
  readonly stream: MediaStream | null
  readonly faults: { readonly camera: DeviceFault | null; readonly microphone: DeviceFault | null }
}

async function one(kind: 'audio' | 'video', deviceId: string | undefined): Promise<MediaStream | DeviceFault> {
  if (!navigator.mediaDevices) return 'insecure'
  const constraint = deviceId ? { deviceId: { ideal: deviceId } } : true
  return navigator.mediaDevices.getUserMedia({ [kind]: constraint }).catch((error: unknown) => deviceFault(error))
}

/** Opens what the choice asks for. One that fails does not keep the other from being used. */
export async function openPreview({ how, microphoneId, cameraId }: JoinChoice): Promise<Preview> {
  const audio = how === 'nothing' ? null : await one('audio', microphoneId)
  const video = how === 'all' ? await one('video', cameraId) : null
  const tracks = [audio, video].flatMap((result) => (result instanceof MediaStream ? result.getTracks() : []))
  return {
    stream: tracks.length > 0 ? new MediaStream(tracks) : null,
    faults: { microphone: typeof audio === 'string' ? audio : null, camera: typeof video === 'string' ? video : null },
  }
}

export async function listDevices(): Promise<Devices> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const ofKind = (kind: MediaDeviceKind) => devices.filter((device) => device.kind === kind && device.deviceId !== '')
  return { microphones: ofKind('audioinput'), cameras: ofKind('videoinput'), speakers: ofKind('audiooutput') }
}

const KEPT = 'copse.devices'
export const keptChoice = (): JoinChoice => {
  try {
    return { how: 'all', ...(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<JoinChoice>) }
  } catch {
    return { how: 'all' }
  }
}
export const keepChoice = (choice: JoinChoice): void => localStorage.setItem(KEPT, JSON.stringify(choice))
