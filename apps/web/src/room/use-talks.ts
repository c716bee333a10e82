import type { PersonId, SessionState, Whisper } from '@copse/contract'
import { useState } from 'react'
import type { Tab } from './panel.tsx'
import { linesFor, messagesOf, unreadOf } from './whispers.ts'
import { useDraft } from './use-draft.ts'
import { useUnread } from './use-unread.ts'

/** The two sides of the chat: with everyone, and in private. */
export interface Talks {
  readonly side: 'everyone' | 'private'
  readonly unread: { readonly everyone: number; readonly private: readonly Whisper[] }
  /** To whom a facilitator writes; null: as it comes. */
  readonly to: PersonId | 'facilitators' | null
  show(side: 'everyone' | 'private'): void
  writeTo(to: PersonId | 'facilitators' | null): void
}

export function useTalks(session: SessionState, you: PersonId, tab: Tab | null): Talks {
  const [side, setSide] = useState<Talks['side']>('everyone')
  const [to, setTo] = useState<Talks['to']>(null)
  // Through a reload: what was not read before it is not read after it.
  const [read, setRead] = useDraft('private.read')
  const everyone = useUnread(linesFor(session, you).length, tab === 'chat' && side === 'everyone')
  const last = messagesOf(session).at(-1)?.seq
  if (tab === 'chat' && side === 'private' && last !== undefined && String(last) !== read) setRead(String(last))
  return {
    side,
    unread: { everyone, private: unreadOf(session, you, Number(read)) },
    to,
    show: setSide,
    writeTo(whom) {
      setSide('private')
      setTo(whom)
    },
  }
}
