import type { SessionRecord, SnapshotId } from '@copse/contract'
import { compare, type Change } from '@copse/whiteboard/history'
import { viewOf } from '@copse/whiteboard/render'
import { sceneFromUpdate, type BoardElement } from '@copse/whiteboard/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import app from '../../app/app.module.css'
import { api } from '../../app/api.ts'
import { Problem } from '../../app/failed.tsx'
import { PageTitle } from '../../app/page-title.tsx'
import { queries } from '../../app/queries.ts'
import { Card, Empty, Loading, Select } from '../../design/index.ts'
import { formatTime } from '../../i18n/times.ts'
import { Picture } from '../picture/picture.tsx'
import { useSnapshotTitle } from '../use-snapshot-title.ts'
import css from './compare.module.css'
import { Marks, signs } from './marks.tsx'

const looks = ['beside', 'over', 'text'] as const
type Look = (typeof looks)[number]
const hows = ['added', 'changed', 'moved', 'removed'] as const
/** How strongly what is no longer there, or no longer so, is drawn; per cent. */
const FAINT = 30

/** Two of a session's snapshots, and what became of the board between them. */
export function ComparePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: record, error, refetch } = useQuery(queries.record(id))
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!record) return <Loading label={t('loading')} />
  return (
    <div className={css.page}>
      <PageTitle title={`${t('replay.compare.title')}: ${record.session.title}`} />
      <div className={app.tight}>
        <Link to={`/sessions/${id}/record`}>{t('replay.back')}</Link>
        <h1>{t('replay.compare.title')}</h1>
      </div>
      {record.snapshots.length < 2 ? <Empty>{t('replay.compare.tooFew')}</Empty> : <Compared record={record} />}
    </div>
  )
}

/** A snapshot's board; the same objects as long as it is looked at. */
const useBoard = (sessionId: string, snapshotId: SnapshotId) =>
  useQuery({
    queryKey: ['snapshot-scene', snapshotId],
    queryFn: async () => {
      const path = `/sessions/${sessionId}/record/snapshots/${snapshotId}.json`
      const { update } = await api<{ update: string }>(path)
      return sceneFromUpdate(Uint8Array.from(atob(update), (character) => character.charCodeAt(0)))
    },
    structuralSharing: false,
    staleTime: Infinity,
  })

function Compared({ record }: { record: SessionRecord }) {
  const { t, i18n } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const titleOf = useSnapshotTitle(record)
  const [look, setLook] = useState<Look>('beside')
  const { snapshots, session } = record
  const chosen = (side: 'before' | 'after', otherwise: number) =>
    snapshots.find(({ id }) => id === search.get(side)) ?? snapshots.at(otherwise)!
  const sides = { before: chosen('before', 0), after: chosen('after', -1) }
  const [before, after] = [useBoard(session.id, sides.before.id), useBoard(session.id, sides.after.id)]
  const changes = useMemo(
    () => (before.data && after.data ? compare(before.data.scene, after.data.scene) : null),
    [before.data, after.data],
  )
  const nameOf = (side: 'before' | 'after') => `${titleOf(sides[side])} · ${formatTime(sides[side].at, i18n.language)}`
  const error = before.error ?? after.error

  return (
    <>
      <div className={app.pair}>
        {(['before', 'after'] as const).map((side) => (
          <Select
            key={side}
            label={t(`replay.compare.${side}`)}
            value={sides[side].id}
            options={snapshots.map((one) => ({
              value: one.id as string,
              label: `${titleOf(one)} · ${formatTime(one.at, i18n.language)}`,
            }))}
            onChange={({ target }) =>
              setSearch({ before: sides.before.id, after: sides.after.id, [side]: target.value }, { replace: true })
            }
          />
        ))}
      </div>
      <div className={css.looks} role="group" aria-label={t('replay.compare.look')}>
        {looks.map((one) => (
          <button key={one} type="button" aria-pressed={look === one} onClick={() => setLook(one)}>
            {t(`replay.compare.looks.${one}`)}
          </button>
        ))}
      </div>
      {error ? <Problem error={error} /> : null}
      {changes && before.data && after.data ? (
        <>
          <Counts changes={changes} />
          {look === 'text' ? null : (
            <Pictures look={look} before={before.data} after={after.data} changes={changes} nameOf={nameOf} />
          )}
          <Card className={app.stack}>
            <h2>{t('replay.compare.list')}</h2>
            <ChangeList changes={changes} />
          </Card>
        </>
      ) : error ? null : (
        <Loading label={t('room.board.loading')} />
      )}
    </>
  )
}

function Counts({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation()
  return (
    <p className={css.counts} role="status">
      {hows.map((how) => (
        <span key={how} data-how={how}>
          <b aria-hidden="true">{signs[how]}</b>
          {t(`replay.compare.${how}`, { count: changes.filter((change) => change.how === how).length })}
        </span>
      ))}
    </p>
  )
}

type Board = ReturnType<typeof sceneFromUpdate>
function Pictures({
  look,
  before,
  after,
  changes,
  nameOf,
}: {
  look: 'beside' | 'over'
  before: Board
  after: Board
  changes: readonly Change[]
  nameOf: (side: 'before' | 'after') => string
}) {
  const { t } = useTranslation()
  // Both show the same part of the board.
  const fit = useMemo(() => viewOf([...before.scene, ...after.scene]), [before, after])
  const over = useMemo(() => overlaid(before.scene, after.scene, changes), [before, after, changes])
  if (look === 'over')
    return (
      <figure className={css.figure}>
        <figcaption>{t('replay.compare.overlaid')}</figcaption>
        <div className={css.board}>
          <Picture
            scene={over}
            files={{ ...before.files, ...after.files }}
            label={t('replay.compare.overlaid')}
            fit={fit}
          >
            <Marks changes={changes} side="both" />
          </Picture>
        </div>
      </figure>
    )
  return (
    <div className={css.beside}>
      {(['before', 'after'] as const).map((side) => {
        const { scene, files } = side === 'before' ? before : after
        return (
          <figure key={side} className={css.figure}>
            <figcaption>{nameOf(side)}</figcaption>
            <div className={css.board}>
              <Picture scene={scene} files={files} label={nameOf(side)} fit={fit}>
                <Marks changes={changes} side={side} />
              </Picture>
            </div>
          </figure>
        )
      })}
    </div>
  )
}

/** The later board over what of the earlier one is gone, or stood elsewhere, drawn faintly. */
function overlaid(
  before: readonly BoardElement[],
  after: readonly BoardElement[],
  changes: readonly Change[],
): BoardElement[] {
  const faint = new Set(changes.filter(({ how }) => how !== 'added').map(({ id }) => id))
  const ghosts = before
    .filter(({ id, containerId }) => faint.has(id) || (containerId && faint.has(containerId)))
    .map((element) => ({
      ...element,
      id: `was-${element.id}`,
      containerId: null,
      frameId: null,
      opacity: (element.opacity * FAINT) / 100,
    }))
  return [...ghosts, ...after]
}

function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation()
  if (changes.length === 0) return <p className={app.soft}>{t('replay.compare.nothing')}</p>
  return (
    <ul className={css.list}>
      {changes.map(({ id, how, kind, was, is }) => {
        const what = t(`room.outline.kind.${kind}`)
        const words = (is || was || t('room.outline.wordless')).trim()
        return (
          <li key={id} data-how={how}>
            <b aria-hidden="true">{signs[how]}</b>
            <span>
              {how === 'changed' && was !== is && was !== ''
                ? t('replay.compare.reworded', { what, was, is })
                : t(`replay.compare.thing.${how}`, { what, words })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
