import type { MediaPerson } from '@copse/room-client/media'
import { useEffect, useRef } from 'react'

/** A video track in the page. LiveKit fetches the size that is seen. */
export function TrackVideo({ track, label }: { track: NonNullable<MediaPerson['camera']>; label?: string }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current!
    track.attach(element)
    return () => void track.detach(element)
  }, [track])
  return <video ref={video} autoPlay playsInline muted aria-label={label} aria-hidden={label ? undefined : true} />
}
