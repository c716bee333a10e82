import { boardIdOf, type MediaTicket, type PersonId, type SessionId } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { connectBoard, type BoardConnection } from '@copse/room-client/board'
import type { MediaRoom } from '@copse/room-client/media'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { api, ApiRefusal } from '../app/api.ts'
import { ButtonLink, Button, Loading, Notice } from '../design/index.ts'
import { StandingPage, type JoinChoice } from '../lobby/index.ts'
import { Announcer } from './announcer.tsx'
import { Controls } from './controls.tsx'
import { MediaNotices } from './media-notices.tsx'
import { Panel, type Tab } from './panel.tsx'
import { ProtocolBar } from './protocol-bar.tsx'
import { roomModel } from './room-model.ts'
import css from './room.module.css'
import { Shortcuts, useShortcuts } from './shortcuts.tsx'
import { Sounds } from './sounds.tsx'
import { Stage, type StageView } from './stage.tsx'
import { useReactions } from './use-reactions.ts'
import { VideoStrip } from './video-strip.tsx'

interface LiveProps {
  readonly client: RoomClient
  readonly sessionId: SessionId
  readonly you: PersonId
  readonly choice: JoinChoice
  readonly video: boolean
  readonly onWish: (on: NonNullable<JoinChoice['on']>) => void
  readonly onLeave: () => void
}

const narrow = () => matchMedia('(max-width: 68rem)').matches

/** The room itself: protocol bar, people, board, panel and controls around one session's state. */
export default function Live({ client, sessionId, you, choice, video, onWish, onLeave }: LiveProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useStore(client.store, (state) => state.session)
  const connection = useStore(client.store, (state) => state.connection)
  const model = useMemo(() => roomModel(session, you), [session, you])
  const [board, setBoard] = useState<BoardConnection | null>(null)
  const [media, setMedia] = useState<MediaRoom | null>(null)
  const [tab, setTab] = useState<Tab | null>(() => (narrow() ? null : model.runs ? 'desk' : 'people'))
  const [view, setView] = useState<StageView>('board')
  const [help, setHelp] = useState(false)
  const [triedToSpeakIn, setTriedToSpeakIn] = useState<number | null>(null)
  const reactions = useReactions(client)
  const chosen = useRef(choice)
  const keepWish = useRef(onWish)

  useEffect(() => {
    const made = connectBoard({ boardId: boardIdOf(sessionId) })
    setBoard(made)
    addEventListener('online', made.wake)
    return () => {
      removeEventListener('online', made.wake)
      made.destroy()
    }
  }, [sessionId])

  useEffect(() => {
    if (!video) return
    let left = false
    let made: MediaRoom | null = null
    const {
      how,
      microphoneId,
      cameraId,
      on = { microphone: how !== 'nothing', camera: how === 'all' },
    } = chosen.current
    void import('@copse/room-client/media').then(({ connectMedia }) => {
      if (left) return
      made = connectMedia({
        ticket: () =>
          api<MediaTicket>(`/sessions/${sessionId}/media`, { method: 'POST', body: {} }).catch((error: unknown) => ({
            refusal: error instanceof ApiRefusal && error.code !== 'network' ? error.code : 'media.unavailable',
          })),
        want: { ...on, microphoneId, cameraId },
        onWish: (wish) => keepWish.current(wish),
      })
      setMedia(made)
    })
    return () => {
      left = true
      made?.leave()
      setMedia(null)
    }
  }, [sessionId, video])

  const stepIndex = session.step?.index ?? -1
  const onCannotSpeak = () => setTriedToSpeakIn(stepIndex)

  useShortcuts({
    client,
    media,
    model,
    session,
    onCannotSpeak,
    onChat: () => setTab('chat'),
    onOutline: () => setView(view === 'outline' ? 'board' : 'outline'),
    onHelp: () => setHelp(true),
  })

  const leave = () => {
    onLeave()
    void navigate(`/sessions/${sessionId}`)
  }
  if (session.seq === 0 || !board) return <Loading label={t('room.lobby.connecting')} />
  if (session.phase === 'ended')
    return (
      <StandingPage title={t('room.ended.title')} text={t('room.ended.text')}>
        <ButtonLink to={`/sessions/${sessionId}/record`} look="primary">
          {t('room.ended.record')}
        </ButtonLink>
        <Button onPress={leave}>{t('room.ended.leave')}</Button>
      </StandingPage>
    )
  return (
    <div className={css.room}>
      <ProtocolBar client={client} session={session} runs={model.runs} />
      <div className={css.notices}>
        {connection === 'offline' ? (
          <Notice kind="warn" live>
            {t('room.link.lost')}
          </Notice>
        ) : null}
        <MediaNotices media={media} video={video} />
        {triedToSpeakIn === stepIndex && !model.floor.speak ? (
          <Notice kind="info" live>
            {t('room.say.floorLost', { why: t(`room.floor.${model.floor.speakReason}`) })}
          </Notice>
        ) : null}
      </div>
      <div className={css.middle} data-panel={tab ? 'open' : 'closed'}>
        <VideoStrip session={session} model={model} media={media} you={you} reactions={reactions} />
        <Stage
          session={session}
          model={model}
          board={board}
          media={media}
          sessionId={sessionId}
          view={view}
          onView={setView}
        />
        {tab ? (
          <Panel client={client} session={session} model={model} media={media} you={you} tab={tab} onTab={setTab} />
        ) : null}
      </div>
      <Controls
        client={client}
        session={session}
        model={model}
        media={media}
        you={you}
        tab={tab}
        onTab={setTab}
        onLeave={leave}
        onCannotSpeak={onCannotSpeak}
        onHelp={() => setHelp(true)}
      />
      <Announcer client={client} session={session} model={model} />
      {media ? <Sounds media={media} /> : null}
      {help ? <Shortcuts runs={model.runs} onClose={() => setHelp(false)} /> : null}
    </div>
  )
}
