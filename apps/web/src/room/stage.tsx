import type { PersonId, SessionId, SessionState } from '@copse/contract'
import { groupingToCome, isApart, takingPart } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import type { BoardConnection } from '@copse/room-client/board'
import type { MediaRoom } from '@copse/room-client/media'
import type { BoardHandle } from '@copse/whiteboard/editor'
import { useQuery } from '@tanstack/react-query'
import { Sprout } from 'lucide-react'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { api } from '../app/api.ts'
import { queries } from '../app/queries.ts'
import { useTheme } from '../app/theme.ts'
import { Button, colourOf, Loading } from '../design/index.ts'
import { notesOn } from '../growing/card-from-board.tsx'
import { MakeCard } from '../growing/make-card.tsx'
import { refusalWords } from '../i18n/refusal-words.ts'
import { ArrangeGroups } from './circles/arrange-groups.tsx'
import { Choices } from './circles/choices.tsx'
import type { CircleView } from './circles/circle-view.ts'
import { DotsBar } from './circles/dots-bar.tsx'
import { dotsOf, DotsList, onBoard } from './circles/dots.tsx'
import { GroupsConsole } from './circles/groups-console.tsx'
import { LateCard } from './circles/late-card.tsx'
import { Thumbs } from './circles/thumbs.tsx'
import type { WorkingBoard } from './circles/use-working-board.ts'
import { WhoseBoard } from './circles/whose-board.tsx'
import { MakeTheme } from './theme-form.tsx'
import { OutlineView } from './outline-view.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { TrackVideo } from './track-video.tsx'
import { useMedia } from './use-media.ts'

const Board = lazy(() => import('@copse/whiteboard/editor'))
export type StageView = 'board' | 'outline' | 'dots' | 'groups' | 'screen'

/** The middle of the room: the board, the same board as a list, or a shared screen. */
export function Stage(props: {
  session: SessionState
  model: RoomModel
  board: BoardConnection
  media: MediaRoom | null
  client: RoomClient
  working: WorkingBoard
  circle: CircleView
  you: PersonId
  sessionId: SessionId
  view: StageView
  onView: (view: StageView) => void
}) {
  const { session, model, board, media, client, working, circle, you, sessionId, onView } = props
  const { t, i18n } = useTranslation()
  const { theme } = useTheme()
  const doc = useStore(board.store, (state) => state.doc)
  const synced = useStore(board.store, (state) => state.synced)
  const access = useStore(board.store, (state) => state.access)
  const people = useMedia(media, (state) => state.people) ?? []
  const sharing = people.find(({ screen }) => screen) ?? null
  const dots = dotsOf(client, session, you)
  const showsDots = dots.of > 0 || (dots.counted !== null && Object.keys(dots.counted).length > 0)
  const apart = isApart(session)
  const toCome = groupingToCome(session)
  const arranges =
    !apart && toCome?.kind === 'groups' && takingPart(session, { connected: true }).length > (toCome.above ?? 0)
  const showsGroups = model.runs && (apart || arranges)
  const missing = { screen: !sharing, dots: !showsDots, groups: !showsGroups, board: false, outline: false }
  const view = missing[props.view] ? 'board' : props.view
  const writes = access === 'write' || access === 'own'
  const ownOnly = access === 'own'
  const [draws, setDraws] = useState(false)
  const places = dots.of > 0 && !(writes && draws)
  const drawing = useRef<BoardHandle>(null)
  const [chosen, setChosen] = useState(0)

  const live = useMemo(
    () => ({
      send: board.live.send,
      subscribe: board.live.subscribe,
      person(connection: number) {
        const id = board.store.getState().peers.get(connection)
        const name = id && session.people[id]?.name
        return id && name ? { name, colour: colourOf(id) } : null
      },
    }),
    [board, session.people],
  )
  const uploadFile = (blob: Blob) =>
    api<{ url: string }>(`/sessions/${sessionId}/files`, { method: 'POST', body: blob }).catch(() => null)
  const dotsOnBoard = onBoard(dots, places, t)
  const labels = {
    board: t('room.board.label'),
    drawingSurface: t('room.board.surface'),
    imageRefused: t('room.board.imageRefused'),
  }
  const isMember = session.people[you]?.guest === false
  const communityId = useQuery({ ...queries.session(sessionId), enabled: isMember }).data?.communityId
  const [cardOf, setCardOf] = useState<readonly string[] | null>(null)
  const views: [StageView, string][] = [
    ['board', t('room.view.board')],
    ['outline', t('room.view.outline')],
    ...(showsDots ? ([['dots', t('circles.dots.view')]] as [StageView, string][]) : []),
    ...(showsGroups ? ([['groups', t('circles.console.view')]] as [StageView, string][]) : []),
    ...(sharing
      ? ([['screen', t('room.view.screen', { name: session.people[sharing.id]?.name ?? '' })]] as [StageView, string][])
      : []),
  ]
  return (
    <section className={css.stage} aria-label={t('room.board.label')}>
      <div className={css.stageHead}>
        {views.map(([name, label]) => (
          <button
            key={name}
            type="button"
            className={css.segment}
            aria-pressed={view === name}
            onClick={() => onView(name)}
          >
            {label}
          </button>
        ))}
        {communityId && view === 'board' && access !== 'hidden' ? (
          <Button
            small
            look="quiet"
            iconOnly
            aria-label={t('growing.card.make')}
            title={t('growing.card.make')}
            onPress={() => setCardOf(notesOn(doc).reverse())}
          >
            <Sprout aria-hidden="true" />
          </Button>
        ) : null}
        {view === 'board' && writes && !places && chosen > 1 ? (
          <MakeTheme count={chosen} onMake={(name) => drawing.current?.makeTheme(name)} />
        ) : null}
        {view === 'board' || view === 'outline' ? <BoardStatus board={board} model={model} /> : null}
      </div>
      {view === 'groups' || view === 'screen' ? null : (
        <WhoseBoard client={client} session={session} circle={circle} working={working} runs={model.runs} />
      )}
      {view === 'board' && dots.of > 0 ? (
        <DotsBar dots={dots} places={places} onDraws={writes ? setDraws : null} />
      ) : null}
      <Choices client={client} session={session} you={you} mayChoose={model.you?.role !== 'observer'} />
      <Thumbs client={client} session={session} you={you} />
      <div className={css.stageBody} data-access={access} data-synced={synced}>
        {view === 'screen' && sharing?.screen ? (
          <TrackVideo
            track={sharing.screen}
            label={t('room.view.screen', { name: session.people[sharing.id]?.name ?? '' })}
          />
        ) : view === 'groups' && apart ? (
          <GroupsConsole client={client} session={session} you={you} />
        ) : view === 'groups' && toCome?.kind === 'groups' ? (
          <ArrangeGroups client={client} session={session} size={toCome.size} />
        ) : access === 'hidden' && synced ? (
          <p className={css.veil}>{t('room.board.hidden')}</p>
        ) : view === 'dots' ? (
          <DotsList doc={doc} dots={dots} />
        ) : view === 'outline' ? (
          <OutlineView
            doc={doc}
            canWrite={writes}
            ownOnly={ownOnly}
            dots={dots}
            onCard={communityId ? (text) => setCardOf([text]) : null}
          />
        ) : (
          <Suspense fallback={<Loading label={t('room.board.loading')} />}>
            <Board
              key={doc.guid}
              handle={drawing}
              doc={doc}
              live={live}
              canWrite={writes && !places}
              ownOnly={ownOnly}
              dots={dotsOnBoard}
              onChosen={setChosen}
              theme={theme}
              language={i18n.language}
              uploadFile={uploadFile}
              labels={labels}
            />
          </Suspense>
        )}
        <LateCard client={client} session={session} view={circle} you={you} />
      </div>
      {cardOf && communityId ? (
        <MakeCard
          communityId={communityId}
          notes={cardOf}
          source={{ sessionId, stepIndex: session.step?.index ?? null }}
          onClose={() => setCardOf(null)}
        />
      ) : null}
    </section>
  )
}

/** Whether what one draws is kept, and why one may not draw. */
function BoardStatus({ board, model }: { board: BoardConnection; model: RoomModel }) {
  const { t } = useTranslation()
  const link = useStore(board.store, (state) => state.link)
  const pending = useStore(board.store, (state) => state.pending)
  const access = useStore(board.store, (state) => state.access)
  const refused = useStore(board.store, (state) => state.refused)
  const text =
    link !== 'online'
      ? t('room.board.offline')
      : access === 'read'
        ? t('room.board.read', { why: t(`room.boardWhy.${model.floor.boardReason}`) })
        : refused
          ? t('room.board.refused', { why: refusalWords(refused) })
          : pending > 0
            ? t('room.board.saving')
            : t('room.board.saved')
  return (
    <p role="status" data-testid="board-status" data-link={link} data-pending={pending}>
      {text}
    </p>
  )
}
