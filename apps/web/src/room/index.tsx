import type { Lobby as LobbyFacts, PersonId, SessionId } from '@copse/contract'
import { createRoomClient, type RoomClient } from '@copse/room-client'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useStore } from 'zustand'
import { ApiRefusal } from '../app/api.ts'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries } from '../app/queries.ts'
import { useHeld } from '../app/use-held.ts'
import { ButtonLink, Loading, Notice } from '../design/index.ts'
import { moreWords } from '../i18n/index.ts'
import { Lobby, StandingPage, type JoinChoice } from '../lobby/index.ts'
import { forgetEntry, keepEntry, keptEntry } from './entry.ts'
import { followNetwork } from './follow-network.ts'
import css from './room.module.css'

const Live = lazy(async () => {
  const [page] = await Promise.all([import('./live.tsx'), moreWords()])
  return page
})

export function RoomPage() {
  const { id = '' } = useParams()
  const lobby = useQuery(queries.lobby(id))
  const client = useHeld(
    useCallback(
      (show: (client: RoomClient) => void) => {
        const made = createRoomClient({ sessionId: id as SessionId })
        show(made)
        const wake = () => document.visibilityState === 'visible' && made.wake()
        document.addEventListener('visibilitychange', wake)
        const unfollow = followNetwork(made)
        return () => {
          document.removeEventListener('visibilitychange', wake)
          unfollow()
          made.close()
        }
      },
      [id],
    ),
  )
  if (lobby.error)
    return (
      <main className={css.alone}>
        <Problem error={lobby.error} retry={() => void lobby.refetch()} />
      </main>
    )
  if (!client || !lobby.data) return <Connecting />
  return (
    <>
      <PageTitle title={lobby.data.title} />
      <Door key={id} client={client} sessionId={id as SessionId} facts={lobby.data} />
    </>
  )
}

function Connecting() {
  const { t } = useTranslation()
  return (
    <main className={css.alone}>
      <Loading label={t('room.lobby.connecting')} />
    </main>
  )
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

  const out = refusal ?? (facts.phase === 'cancelled' ? 'not.found' : null)
  if (out)
    return (
      <main className={css.alone}>
        <Problem error={new ApiRefusal(out)} />
      </main>
    )
  if (standing === null)
    return connection === 'offline' ? (
      <main className={css.alone}>
        <Notice kind="warn" live>
          {t('room.lobby.unreachable')}
        </Notice>
      </main>
    ) : (
      <Connecting />
    )
  if (standing === 'refused')
    return <StandingPage title={t('room.lobby.refused')} text={t('room.lobby.refusedText')} about={facts.title} />
  if (standing === 'removed')
    return <StandingPage title={t('room.lobby.removed')} text={t('room.lobby.removedText')} about={facts.title} />
  if (standing === 'waiting' && choice)
    return (
      <StandingPage title={t('room.lobby.waiting')} text={t('room.lobby.waitingText')} about={facts.title} waiting />
    )
  if (standing === 'admitted' && choice)
    return (
      <Suspense fallback={<Connecting />}>
        <Live
          client={client}
          sessionId={sessionId}
          you={you as PersonId}
          choice={choice}
          video={facts.video}
          onLeave={() => forgetEntry(sessionId)}
        />
      </Suspense>
    )
  if (facts.phase === 'ended')
    return (
      <StandingPage title={t('room.lobby.ended')} text={t('room.ended.text')} about={facts.title}>
        <ButtonLink to={`/sessions/${sessionId}/record`} look="primary">
          {t('room.ended.record')}
        </ButtonLink>
      </StandingPage>
    )

  async function enter(chosen: JoinChoice) {
    keepEntry(sessionId, chosen)
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
