import type { RecordedSnapshot, SessionRecord } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import app from '../app/app.module.css'
import { queries } from '../app/queries.ts'
import { Button, Empty, Loading } from '../design/index.ts'
import { formatTime } from '../i18n/times.ts'
import css from './record.module.css'
import { useSnapshotTitle } from './use-snapshot-title.ts'

const CardFromBoard = lazy(() => import('../growing/card-from-board.tsx'))
const BoardViewer = lazy(() => import('./board-viewer.tsx'))

/** The board as it was at each step's end: as a picture, as text, and to look into. */
export function Boards({ record }: { record: SessionRecord }) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState<RecordedSnapshot | null>(null)
  const [cardFrom, setCardFrom] = useState<RecordedSnapshot | null>(null)
  const { session, snapshots } = record
  const titleOf = useSnapshotTitle(record)
  const { data: community } = useQuery({ ...queries.community(session.communityId), retry: false })
  const isMember = community !== undefined
  if (snapshots.every(({ elements }) => elements === 0)) return <Empty>{t('record.noBoards')}</Empty>
  return (
    <>
      {snapshots.length > 1 ? (
        <p className={css.noPrint}>
          <Link to={`/sessions/${session.id}/record/compare`}>{t('replay.compare.open')}</Link>
        </p>
      ) : null}
      <ul className={css.gallery}>
        {snapshots.map((snapshot) => {
          const title = titleOf(snapshot)
          const base = `/api/sessions/${session.id}/record/snapshots/${snapshot.id}`
          return (
            <li key={snapshot.id} className={css.shot}>
              <h3>{title}</h3>
              <p className={app.soft}>
                {formatTime(snapshot.at, i18n.language)}
                {snapshot.reason === 'requested'
                  ? ` · ${t('record.requested')}`
                  : snapshot.reason === 'session-end'
                    ? ` · ${t('record.atEnd')}`
                    : ''}
              </p>
              <img src={`${base}.svg`} alt={`${title}. ${snapshot.outline}`} loading="lazy" />
              <details>
                <summary>{t('record.outline')}</summary>
                <pre>{snapshot.outline || t('record.noBoards')}</pre>
              </details>
              <div className={`${app.row} ${css.noPrint}`}>
                <Button small aria-label={`${t('record.look')}: ${title}`} onPress={() => setOpen(snapshot)}>
                  {t('record.look')}
                </Button>
                {isMember && snapshot.outline ? (
                  <Button
                    small
                    aria-label={`${t('growing.card.make')}: ${title}`}
                    onPress={() => setCardFrom(snapshot)}
                  >
                    {t('growing.card.make')}
                  </Button>
                ) : null}
                {(['png', 'excalidraw'] as const).map((format) => (
                  <a
                    key={format}
                    href={`${base}.${format}`}
                    download
                    aria-label={`${t('record.download')} ${t(`record.format.${format}`)}: ${title}`}
                  >
                    {t(`record.format.${format}`)}
                  </a>
                ))}
                {community?.may.schedule ? (
                  <Link
                    to={`/communities/${session.communityId}/schedule?board=${session.id}.${snapshot.id}`}
                    aria-label={`${t('replay.begin')}: ${title}`}
                  >
                    {t('replay.begin')}
                  </Link>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
      {open ? (
        <Suspense fallback={<Loading label={t('room.board.loading')} />}>
          <BoardViewer
            url={`/sessions/${session.id}/record/snapshots/${open.id}.json`}
            title={titleOf(open)}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      ) : null}
      {cardFrom ? (
        <Suspense>
          <CardFromBoard
            url={`/sessions/${session.id}/record/snapshots/${cardFrom.id}.json`}
            communityId={session.communityId}
            source={{ sessionId: session.id, stepIndex: cardFrom.stepIndex }}
            onClose={() => setCardFrom(null)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
