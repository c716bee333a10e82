import type { SessionId, SessionState } from '@copse/contract'
import type { BoardConnection } from '@copse/room-client/board'
import type { MediaRoom } from '@copse/room-client/media'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { api } from '../app/api.ts'
import { useTheme } from '../app/theme.ts'
import { colourOf, Loading } from '../design/index.ts'
import { refusalWords } from '../i18n/refusal-words.ts'
import { OutlineView } from './outline-view.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { TrackVideo } from './track-video.tsx'
import { useMedia } from './use-media.ts'

const Board = lazy(() => import('@copse/whiteboard/editor'))
export type StageView = 'board' | 'outline' | 'screen'

/** The middle of the room: the board, the same board as a list, or a shared screen. */
export function Stage(props: {
  session: SessionState
  model: RoomModel
  board: BoardConnection
  media: MediaRoom | null
  sessionId: SessionId
  view: StageView
  onView: (view: StageView) => void
}) {
  const { session, model, board, media, sessionId, onView } = props
  const { t, i18n } = useTranslation()
  const { theme } = useTheme()
  const doc = useStore(board.store, (state) => state.doc)
  const synced = useStore(board.store, (state) => state.synced)
  const access = useStore(board.store, (state) => state.access)
  const people = useMedia(media, (state) => state.people) ?? []
  const sharing = people.find(({ screen }) => screen) ?? null
  const view = props.view === 'screen' && !sharing ? 'board' : props.view

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
  const labels = {
    board: t('room.board.label'),
    drawingSurface: t('room.board.surface'),
    imageRefused: t('room.board.imageRefused'),
  }
  const views: [StageView, string][] = [
    ['board', t('room.view.board')],
    ['outline', t('room.view.outline')],
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
        <BoardStatus board={board} model={model} />
      </div>
      <div className={css.stageBody} data-access={access} data-synced={synced}>
        {view === 'screen' && sharing?.screen ? (
          <TrackVideo
            track={sharing.screen}
            label={t('room.view.screen', { name: session.people[sharing.id]?.name ?? '' })}
          />
        ) : access === 'hidden' && synced ? (
          <p className={css.veil}>{t('room.board.hidden')}</p>
        ) : view === 'outline' ? (
          <OutlineView doc={doc} canWrite={access === 'write'} />
        ) : (
          <Suspense fallback={<Loading label={t('room.board.loading')} />}>
            <Board
              key={doc.guid}
              doc={doc}
              live={live}
              canWrite={access === 'write'}
              theme={theme}
              language={i18n.language}
              uploadFile={uploadFile}
              labels={labels}
            />
          </Suspense>
        )}
      </div>
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
