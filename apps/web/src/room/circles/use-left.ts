import type { StepClock } from '@copse/contract'
import { leftOn } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

const SECOND = 1000

/** What a clock has left, by the server's time, looked at whenever a second of it has passed. */
export function useLeft(client: RoomClient, clock: StepClock | null): number | null {
  const offset = useStore(client.store, (state) => state.clock)
  const [now, setNow] = useState(() => client.serverNow())
  useEffect(() => {
    if (!clock) return
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const at = client.serverNow()
      setNow(at)
      const left = leftOn(clock, at)
      timer = setTimeout(look, Math.ceil(left - Math.floor(left / SECOND) * SECOND) || SECOND)
    }
    look()
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a better notion of the server's clock counts at once
  }, [client, clock, offset])
  return clock ? leftOn(clock, now) : null
}
