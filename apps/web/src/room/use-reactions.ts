import type { PersonId, ReactionKind } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { useEffect, useState } from 'react'

export const reactionSigns: Record<ReactionKind, string> = {
  applause: '👏',
  heart: '💚',
  idea: '💡',
  agree: '👍',
  laugh: '😄',
  wonder: '🤔',
}
const SHOWN_MS = 4000

/** Who reacted how in the last seconds. */
export function useReactions(client: RoomClient): ReadonlyMap<PersonId, ReactionKind> {
  const [reactions, setReactions] = useState<ReadonlyMap<PersonId, ReactionKind>>(new Map())
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const stop = client.onReaction(({ personId, kind }) => {
      setReactions((before) => new Map(before).set(personId, kind))
      timers.add(
        setTimeout(() => {
          setReactions((before) => {
            const after = new Map(before)
            after.delete(personId)
            return after
          })
        }, SHOWN_MS),
      )
    })
    return () => {
      stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [client])
  return reactions
}
