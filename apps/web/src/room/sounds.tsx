import type { MediaPerson, MediaRoom } from '@copse/room-client/media'
import { useEffect, useRef } from 'react'
import { useMedia } from './use-media.ts'

/** Everybody else's voice. Apart from the tiles, so that none falls silent when its tile scrolls away. */
export function Sounds({ media }: { media: MediaRoom }) {
  const people = useMedia(media, (state) => state.people) ?? []
  return <>{people.map(({ id, audio }) => (audio ? <Sound key={id} track={audio} /> : null))}</>
}

function Sound({ track }: { track: NonNullable<MediaPerson['audio']> }) {
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const element = audio.current!
    track.attach(element)
    return () => void track.detach(element)
  }, [track])
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- a live voice has no caption file to name
  return <audio ref={audio} autoPlay />
}
