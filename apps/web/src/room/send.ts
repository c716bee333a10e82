import type { CommandReply } from '@copse/contract'
import type { Intention, RoomClient } from '@copse/room-client'
import { useCallback, useState } from 'react'
import { refusalWords } from '../i18n/refusal-words.ts'

/** Sends commands and keeps the last refusal in words, and whether one is under way. */
export function useSend(client: RoomClient) {
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const send = useCallback(
    async (intention: Intention): Promise<CommandReply> => {
      setPending(true)
      const reply = await client.send(intention)
      setPending(false)
      setProblem(reply.ok ? null : refusalWords(reply.code))
      return reply
    },
    [client],
  )
  return { send, problem, pending }
}
