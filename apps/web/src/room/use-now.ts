import type { RoomClient } from '@copse/room-client'
import { useEffect, useState } from 'react'

/** The server's time, looked at five times a second. */
export function useNow(client: RoomClient): number {
  const [now, setNow] = useState(() => client.serverNow())
  useEffect(() => {
    const timer = setInterval(() => setNow(client.serverNow()), 200)
    return () => clearInterval(timer)
  }, [client])
  return now
}
