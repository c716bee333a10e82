import type { PersonId, SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { useEffect, useEffectEvent, useState } from 'react'
import { useParams } from 'react-router'
import { useStore } from 'zustand'
import { refusalWords } from '../i18n/refusal-words.ts'

/** A pause in writing. */
const PAUSE_MS = 1200

/**
 * Private notes that keep themselves: in this browser with every letter, on the server when the writing pauses, the field is left or
 * the panel closes. Without a connection they wait here, through a reload too.
 */
export function useNotes(client: RoomClient, session: SessionState, you: PersonId) {
  const { id } = useParams()
  const key = `copse.notes.${id}.${you}`
  const kept = session.notes[you] ?? ''
  // What is here and not kept yet; null: nothing.
  const [mine, setMine] = useState(() => localStorage.getItem(key))
  const [problem, setProblem] = useState<string | null>(null)
  const online = useStore(client.store, (state) => state.connection === 'online')

  async function keep() {
    const text = localStorage.getItem(key)
    if (text === null || !online) return
    const reply = await client.send({ type: 'notes.keep', text })
    setProblem(reply.ok ? null : refusalWords(reply.code))
    if (!reply.ok || localStorage.getItem(key) !== text) return
    localStorage.removeItem(key)
    setMine(null)
  }
  const later = useEffectEvent(() => void keep())
  useEffect(() => {
    if (mine === null || !online) return
    const timer = setTimeout(() => later(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [mine, online])
  useEffect(() => () => later(), [])

  return {
    text: mine ?? kept,
    problem,
    state: mine === null ? ('saved' as const) : online ? ('saving' as const) : ('offline' as const),
    write(text: string) {
      localStorage.setItem(key, text)
      setMine(text)
    },
    keep: () => void keep(),
  }
}
