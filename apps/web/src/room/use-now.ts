import type { SessionState } from '@copse/contract'
import { remainingMs } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

const SECOND = 1000

/** The server's time, looked at whenever a second of the step has passed, so that all screens change together. */
export function useNow(client: RoomClient, session: SessionState): number {
  const clock = useStore(client.store, (state) => state.clock)
  const [now, setNow] = useState(() => client.serverNow())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const at = client.serverNow()
      setNow(at)
      const left = remainingMs(session, at) ?? 0
      timer = setTimeout(look, Math.ceil(left - Math.floor(left / SECOND) * SECOND) || SECOND)
    }
    look()
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a better notion of the server's clock counts at once
  }, [client, session, clock])
  return now
}
