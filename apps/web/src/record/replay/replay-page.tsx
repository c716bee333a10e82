import type { ReplayBoard, SessionId, SessionReplay } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useStore } from 'zustand'
import app from '../../app/app.module.css'
import { Problem } from '../../app/failed.tsx'
import { PageTitle } from '../../app/page-title.tsx'
import { queries } from '../../app/queries.ts'
import { Button, Empty, Loading, Notice, Select } from '../../design/index.ts'
import { Picture } from '../picture/picture.tsx'
import { createBoardReader } from './board-reader.ts'
import { Now } from './now.tsx'
import { createPlayhead } from './playhead.ts'
import css from './replay.module.css'
import { Scrubber } from './scrubber.tsx'
import { Side } from './side.tsx'
import { Transport } from './transport.tsx'
import { useSaid } from './use-said.ts'

/** How often the moment moves on where nothing shall move smoothly. */
const CALM_MS = 1000

/** A session as it went, to be watched from any moment. */
export function ReplayPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: replay, error, refetch } = useQuery(queries.replay(id))
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!replay) return <Loading label={t('loading')} />
  return (
    <div className={css.page}>
      <PageTitle title={`${t('replay.title')}: ${replay.title}`} />
      <div className={app.tight}>
        <Link to={`/sessions/${id}/record`}>{t('replay.back')}</Link>
        <h1>{replay.title}</h1>
      </div>
      {replay.to > replay.from ? (
        <Watch replay={replay} sessionId={id as SessionId} />
      ) : (
        <Empty>{t('replay.empty')}</Empty>
      )}
    </div>
  )
}

/** Asks to be called at the next frame, or a second later by who wants no motion. */
function next(call: () => void): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    const timer = setTimeout(call, CALM_MS)
    return () => clearTimeout(timer)
  }
  const frame = requestAnimationFrame(call)
  return () => cancelAnimationFrame(frame)
}

function Watch({ replay, sessionId }: { replay: SessionReplay; sessionId: SessionId }) {
  const { t } = useTranslation()
  const { namesOf } = useSaid(replay)
  const [search] = useSearchParams()
  const [playhead] = useState(() =>
    createPlayhead({
      ...replay,
      at: replay.from + Number(search.get('at') ?? 0) * 1000,
      now: () => performance.now(),
      next,
    }),
  )
  const [name, setName] = useState(search.get('board') ?? '')
  const board = replay.boards.find((one) => one.name === name) ?? replay.boards[0]!
  const reader = useMemo(() => createBoardReader(sessionId, board, replay.from), [sessionId, board, replay.from])
  const view = useStore(reader.store)

  useEffect(() => {
    reader.seek(playhead.store.getState().at)
    const stopReading = reader.start()
    const stopFollowing = playhead.store.subscribe(({ at }) => reader.seek(at))
    return () => {
      stopFollowing()
      stopReading()
    }
  }, [reader, playhead])
  useEffect(() => playhead.pause, [playhead])

  const chooseBoard = (chosen: ReplayBoard) => {
    setName(chosen.name)
    // A group's board is looked at where it begins, unless one is within its time already.
    const { at } = playhead.store.getState()
    if (at < chosen.from || at > chosen.to) playhead.seek(chosen.from)
  }
  return (
    <div className={css.watch}>
      <section className={css.stage} aria-label={t('replay.title')}>
        {replay.boards.length > 1 ? (
          <Select
            label={t('replay.board')}
            value={board.name}
            options={replay.boards.map(({ name, members }) => ({
              value: name,
              label: members ? namesOf(members) : t('replay.everyone'),
            }))}
            onChange={({ target }) => chooseBoard(replay.boards.find((one) => one.name === target.value)!)}
          />
        ) : null}
        <div className={css.board} data-testid="replay-board" data-whole={view.whole} data-at={view.at}>
          <Picture key={board.name} scene={view.scene} files={view.files} label={t('replay.picture')} />
          {view.whole || view.failed ? null : (
            <div className={css.late}>
              <Loading label={t('replay.notYet')} />
            </div>
          )}
        </div>
        <Now replay={replay} playhead={playhead} authors={view.authors} />
        {view.failed ? (
          <Notice kind="bad" live>
            {t('replay.failed')}{' '}
            <Button small onPress={reader.start}>
              {t('action.retry')}
            </Button>
          </Notice>
        ) : null}
        <Transport replay={replay} playhead={playhead} />
        <Scrubber replay={replay} contributions={view.contributions} playhead={playhead} />
        <p className={css.share} role="status">
          {view.share < 1 && board.pieces > 0 && !view.failed
            ? t('replay.loadingBoard', { percent: Math.round(view.share * 100) })
            : ''}
        </p>
      </section>
      <Side replay={replay} playhead={playhead} contributions={view.contributions} scene={view.scene} />
    </div>
  )
}
