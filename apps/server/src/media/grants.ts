import type { Floor } from '@copse/contract'
import { TrackSource, TrackType, type TrackInfo } from 'livekit-server-sdk'

/** The least LiveKit must allow for a floor. */
export interface Grants {
  readonly canPublish: boolean
  readonly canPublishSources: readonly TrackSource[]
}

/**
 * What somebody may publish now. An empty list of sources means every source to LiveKit, so that silence with a camera names
 * the camera, and silence without one takes publishing away.
 */
export function grantsOf(floor: Floor): Grants {
  const canPublishSources = [
    ...(floor.speak ? [TrackSource.MICROPHONE] : []),
    ...(floor.camera ? [TrackSource.CAMERA] : []),
    ...(floor.share ? [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO] : []),
  ]
  return { canPublish: canPublishSources.length > 0, canPublishSources }
}

const key = (sources: readonly TrackSource[]) => [...sources].sort((one, other) => one - other).join()

export const sameGrants = (one: Grants, other: Grants): boolean =>
  one.canPublish === other.canPublish && key(one.canPublishSources) === key(other.canPublishSources)

const soundSources: readonly TrackSource[] = [TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE_AUDIO]

/**
 * Sound that says it is a camera's. LiveKit grants sources and does not look at what comes from them; none of our clients
 * publishes so, and it would be a way to speak in silence.
 */
export const isDisguised = ({ type, source }: Pick<TrackInfo, 'type' | 'source'>): boolean =>
  type === TrackType.AUDIO && !soundSources.includes(source)
