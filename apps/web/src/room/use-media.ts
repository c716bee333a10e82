import type { MediaRoom, MediaState } from '@copse/room-client/media'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** A part of the media's state; null while there is none. */
export function useMedia<Part>(media: MediaRoom | null, part: (state: MediaState) => Part): Part | null {
  const none = useMemo(() => createStore<MediaState | null>(() => null), [])
  return useStore<typeof none, Part | null>((media?.store ?? none) as typeof none, (state) =>
    state ? part(state) : null,
  )
}
