import type { MediaTicket, PersonId, SessionId } from '@copse/contract'
import { currentStep, isApart } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { api, ApiRefusal } from '../app/api.ts'
import Profile from '../app/profile.tsx'
import { useHeld } from '../app/use-held.ts'
import { ButtonLink, Button, Loading, Notice } from '../design/index.ts'
import { ExitCard } from '../growing/exit-card.tsx'
import { Opening } from '../growing/opening.tsx'
import { StandingPage, type JoinChoice } from '../lobby/index.ts'
import { Announcer } from './announcer.tsx'
import { Cards } from './cards.tsx'
import { CircleBar } from './circles/circle-bar.tsx'
import { circleView } from './circles/circle-view.ts'
import { UnkeptWords } from './circles/unkept-words.tsx'
import { useWorkingBoard } from './circles/use-working-board.ts'
import { Controls, type RoomDialog } from './controls.tsx'
import { DeviceDialog } from './device-dialog.tsx'
import { keepEntry } from './entry.ts'
import { MediaNotices } from './media-notices.tsx'
import { Panel, type Tab } from './panel.tsx'
import { ProtocolBar } from './protocol-bar.tsx'
import { roomModel } from './room-model.ts'
import css from './room.module.css'
import { Shortcuts, useShortcuts } from './shortcuts.tsx'
import { Sounds } from './sounds.tsx'
import { StandingLines } from './standing-lines.tsx'
import { Stage, type StageView } from './stage.tsx'
import { useReactions } from './use-reactions.ts'
import { useTalks } from './use-talks.ts'
import { VideoStrip } from './video-strip.tsx'

/** Fetches the video client, then joins the video room with a ticket of our server's. */
function openMedia(sessionId: SessionId, choice: JoinChoice, show: (media: MediaRoom) => void): () => void {
  let left = false
  let made: MediaRoom | null = null
  // LiveKit hears of a lost network itself; a call it gave up is made again without waiting for the next try.
  const wake = () => made?.store.getState().link === 'offline' && made.wake()
  addEventListener('online', wake)
  const { how, microphoneId, cameraId } = choice
  const on = choice.on ?? { microphone: how !== 'nothing', camera: how === 'all' }
  void import('@copse/room-client/media').then(({ connectMedia }) => {
    if (left) return
    made = connectMedia({
      ticket: () =>
        api<MediaTicket>(`/sessions/${sessionId}/media`, { method: 'POST', body: {} }).catch((error: unknown) => ({
          refusal: error instanceof ApiRefusal && error.code !== 'network' ? error.code : 'media.unavailable',
        })),
      want: { ...on, microphoneId, cameraId },
      onWish: (wish) => keepEntry(sessionId, { ...choice, on: wish }),
    })
    show(made)
  })
  return () => {
    left = true
    removeEventListener('online', wake)
    made?.leave()
  }
}

interface LiveProps {
  readonly client: RoomClient
  readonly sessionId: SessionId
  readonly you: PersonId
  readonly choice: JoinChoice
  readonly video: boolean
  readonly onLeave: () => void
}

const narrow = () => matchMedia('(max-width: 68rem)').matches

/** The room itself: protocol bar, people, board, panel and controls around one session's state. */
export default function Live({ client, sessionId, you, choice, video, onLeave }: LiveProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useStore(client.store, (state) => state.session)
  const connection = useStore(client.store, (state) => state.connection)
  const model = useMemo(() => roomModel(session, you), [session, you])
  // Undefined: not opened yet, for it is not known yet who facilitates.
  const [opened, setTab] = useState<Tab | null | undefined>(() => (narrow() ? null : undefined))
  if (session.seq > 0 && opened === undefined) setTab(model.runs ? 'desk' : 'people')
  const tab = opened ?? null
  const [view, setView] = useState<StageView>('board')
  const [dialog, setDialog] = useState<RoomDialog | null>(null)
  const reactions = useReactions(client)

  const circle = useMemo(() => circleView(session, you), [session, you])
  const working = useWorkingBoard(sessionId, session.seq === 0 ? null : circle.board)
  const board = working.open?.connection ?? null
  const media = useHeld(
    useCallback(
      (show: (media: MediaRoom) => void) => (video ? openMedia(sessionId, choice, show) : () => {}),
      [sessionId, video, choice],
    ),
  )
  useEffect(() => void media?.moveTo(circle.circle), [media, circle.circle])

  // Who runs the session sees all groups as long as she is in none; dots are placed where they are placed.
  const groupsOpen = model.runs && isApart(session) && circle.group === null
  const placesDots = currentStep(session)?.votes !== undefined
  const meant: StageView | null = groupsOpen ? 'groups' : placesDots ? (narrow() ? 'dots' : 'board') : null
  const [meantBefore, setMeantBefore] = useState<StageView | null>(null)
  if (session.seq > 0 && meant !== meantBefore) {
    setMeantBefore(meant)
    // Whoever reads the board as a list places dots there.
    if (meant && !(meant === 'board' && view === 'outline')) setView(meant)
    else if (view === meantBefore && view !== 'dots') setView('board')
  }

  const talks = useTalks(session, you, tab)
  const unread = talks.unread.everyone + talks.unread.private.length

  // Told until the floor or the step changes.
  const moment = `${session.step?.index} ${model.floor.speak}`
  const [triedToSpeakAt, setTriedToSpeakAt] = useState<string | null>(null)
  const onCannotSpeak = () => setTriedToSpeakAt(moment)

  const shortcuts = useShortcuts({
    client,
    media,
    model,
    session,
    onCannotSpeak,
    talks,
    onTab: setTab,
    onOutline: () => setView(view === 'outline' ? 'board' : 'outline'),
    onHelp: () => setDialog('keys'),
  })

  const leave = () => {
    onLeave()
    void navigate(`/sessions/${sessionId}`)
  }
  if (session.seq === 0 || !board)
    return (
      <main className={css.alone}>
        <Loading label={t('room.lobby.connecting')} />
      </main>
    )
  if (session.phase === 'ended')
    return (
      <StandingPage
        title={t('room.ended.title')}
        text={t('room.ended.text')}
        about={session.plan?.title}
        foot={<ExitCard sessionId={sessionId} />}
      >
        <ButtonLink to={`/sessions/${sessionId}/record`} look="primary">
          {t('room.ended.record')}
        </ButtonLink>
        <Button onPress={leave}>{t('room.ended.leave')}</Button>
      </StandingPage>
    )
  return (
    <div className={css.room}>
      <ProtocolBar client={client} session={session} model={model} you={you} />
      <CircleBar client={client} session={session} view={circle} media={media} you={you} runs={model.runs} />
      <div className={css.notices}>
        {connection === 'offline' ? (
          <Notice kind="warn" live>
            {t('room.link.lost')}
          </Notice>
        ) : null}
        <StandingLines client={client} session={session} you={you} />
        {session.phase === 'planned' && session.people[you]?.guest === false ? (
          <Opening away={tab === 'commitments'} onTell={() => setTab('commitments')} />
        ) : null}
        <MediaNotices media={media} video={video} circle={circle.circle} />
        {working.shelf ? <UnkeptWords shelf={working.shelf} board={board} /> : null}
        {triedToSpeakAt === moment && !model.floor.speak ? (
          <Notice kind="info" live>
            {t('room.say.floorLost', { why: t(`room.floor.${model.floor.speakReason}`) })}
          </Notice>
        ) : null}
      </div>
      <main className={css.middle} data-panel={tab ? 'open' : 'closed'}>
        <VideoStrip session={session} model={model} media={media} you={you} view={circle} reactions={reactions} />
        <Stage
          session={session}
          model={model}
          board={board}
          client={client}
          working={working}
          circle={circle}
          you={you}
          media={media}
          sessionId={sessionId}
          view={view}
          onView={setView}
        />
        {tab ? (
          <Panel
            client={client}
            session={session}
            model={model}
            media={media}
            you={you}
            tab={tab}
            talks={talks}
            onTab={setTab}
          />
        ) : null}
        <Cards client={client} session={session} you={you} talks={talks} onTab={setTab} />
      </main>
      <Controls
        client={client}
        session={session}
        sessionId={sessionId}
        model={model}
        media={media}
        you={you}
        tab={tab}
        unread={unread}
        onTab={setTab}
        onLeave={leave}
        onCannotSpeak={onCannotSpeak}
        onOpen={setDialog}
      />
      <Announcer client={client} session={session} model={model} circle={circle} you={you} />
      {media ? <Sounds media={media} /> : null}
      {dialog === 'keys' ? <Shortcuts shortcuts={shortcuts} onClose={() => setDialog(null)} /> : null}
      {dialog === 'appearance' ? <Profile me={null} onClose={() => setDialog(null)} /> : null}
      {dialog === 'devices' && media ? <DeviceDialog media={media} onClose={() => setDialog(null)} /> : null}
    </div>
  )
}
