import type { Lobby as LobbyFacts, PersonId, SessionId } from '@copse/contract'
import { createRoomClient, type RoomClient } from '@copse/room-client'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useStore } from 'zustand'
import { ApiRefusal } from '../app/api.ts'
import { Problem } from '../app/failed.tsx'
import { queries } from '../app/queries.ts'
import { ButtonLink, Loading, Notice } from '../design/index.ts'
import { Lobby, StandingPage, type JoinChoice } from '../lobby/index.ts'

const Live = lazy(() => import('./live.tsx'))
const entryKey = (sessionId: string) => `copse.entered.${sessionId}`

/** What somebody chose when they went in, so that a reload brings them straight back. */
function keptEntry(sessionId: string): JoinChoice | null {
  const kept = sessionStorage.getItem(entryKey(sessionId))
  return kept === null ? null : (JSON.parse(kept) as JoinChoice)
}

export function RoomPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const [client, setClient] = useState<RoomClient | null>(null)
  const lobby = useQuery(queries.lobby(id))
  useEffect(() => {
    const made = createRoomClient({ sessionId: id as SessionId })
    setClient(made)
    const wake = () => document.visibilityState === 'visible' && made.wake()
    document.addEventListener('visibilitychange', wake)
    addEventListener('online', wake)
    return () => {
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('online', wake)
      made.close()
    }
  }, [id])
  if (lobby.error) return <Problem error={lobby.error} />
  if (!client || !lobby.data) return <Loading label={t('room.lobby.connecting')} />
  return <Door client={client} sessionId={id as SessionId} facts={lobby.data} />
}

/** Where somebody stands decides what they see: the lobby, the waiting page, the room. */
function Door({ client, sessionId, facts }: { client: RoomClient; sessionId: SessionId; facts: LobbyFacts }) {
  const { t } = useTranslation()
  const standing = useStore(client.store, (state) => state.standing)
  const connection = useStore(client.store, (state) => state.connection)
  const refusal = useStore(client.store, (state) => state.refusal)
  const you = useStore(client.store, (state) => state.you)
  const [choice, setChoice] = useState<JoinChoice | null>(() => keptEntry(sessionId))
  const [pending, setPending] = useState(false)

  if (refusal) return <Problem error={new ApiRefusal(refusal)} />
  if (facts.phase === 'cancelled') return <Problem error={new ApiRefusal('not.found')} />
  if (standing === null)
    return connection === 'offline' ? (
      <Notice kind="warn">{t('room.lobby.unreachable')}</Notice>
    ) : (
      <Loading label={t('room.lobby.connecting')} />
    )
  if (standing === 'refused') return <StandingPage title={t('room.lobby.refused')} text={t('room.lobby.refusedText')} />
  if (standing === 'removed') return <StandingPage title={t('room.lobby.removed')} text={t('room.lobby.removedText')} />
  if (standing === 'waiting' && choice)
    return <StandingPage title={t('room.lobby.waiting')} text={t('room.lobby.waitingText')} />
  if (standing === 'admitted' && choice)
    return (
      <Suspense fallback={<Loading label={t('room.lobby.connecting')} />}>
        <Live
          client={client}
          sessionId={sessionId}
          you={you as PersonId}
          choice={choice}
          video={facts.video}
          onWish={(on) => sessionStorage.setItem(entryKey(sessionId), JSON.stringify({ ...choice, on }))}
          onLeave={() => sessionStorage.removeItem(entryKey(sessionId))}
        />
      </Suspense>
    )
  if (facts.phase === 'ended')
    return (
      <StandingPage title={t('room.lobby.ended')} text={t('room.ended.text')}>
        <ButtonLink to={`/sessions/${sessionId}/record`} look="primary">
          {t('room.ended.record')}
        </ButtonLink>
      </StandingPage>
    )

  async function enter(chosen: JoinChoice) {
    sessionStorage.setItem(entryKey(sessionId), JSON.stringify(chosen))
    setPending(true)
    if (standing !== 'admitted') await client.send({ type: 'lobby.knock', acceptedNorms: true })
    setPending(false)
    setChoice(chosen)
  }
  return (
    <Lobby
      facts={facts}
      mayEnter={standing === 'admitted' || facts.you.role === 'facilitator' || facts.you.role === 'presenter'}
      pending={pending}
      onEnter={(chosen) => void enter(chosen)}
    />
  )
}
