import type { PersonId, SessionState } from '@copse/contract'
import { currentStep, isLate } from '@copse/protocols'
import type { BoardDots } from '@copse/whiteboard/editor'
import type { TFunction } from 'i18next'
import type { RoomClient } from '@copse/room-client'
import { isNote, type OutlineEntry } from '@copse/whiteboard/outline'
import { Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type * as Y from 'yjs'
import { Button, Empty, Hidden } from '../../design/index.ts'
import { useOutline } from '../use-outline.ts'
import css from './circles.module.css'

/** Dots of one person and what was counted, as far as they matter now. */
export interface Dots {
  /** How many each has in this step; 0: nothing is placed now. */
  readonly of: number
  readonly mine: { readonly [noteId: string]: number }
  readonly left: number
  /** What was counted last, until dots are placed again. */
  readonly counted: { readonly [noteId: string]: number } | null
  place(noteId: string, dots: number): void
}

export function dotsOf(client: RoomClient, session: SessionState, you: PersonId): Dots {
  const mayPlace = !isLate(session, you) && session.people[you]?.role !== 'observer'
  const of = mayPlace ? (currentStep(session)?.votes?.dots ?? 0) : 0
  const mine = session.votes[you] ?? {}
  const used = Object.values(mine).reduce((sum, count) => sum + count, 0)
  return {
    of,
    mine,
    left: Math.max(0, of - used),
    counted: currentStep(session)?.votes ? null : (session.tallies.at(-1)?.dots ?? null),
    place: (noteId, dots) => void client.send({ type: 'vote.cast', noteId, dots }),
  }
}

/** Dots as the board shows them on notes: one's own while they are placed, then what was counted; null: there are none now. */
export function onBoard({ of, mine, left, counted, place }: Dots, places: boolean, t: TFunction): BoardDots | null {
  if (counted) return { on: counted, change: null, label: (count) => t('circles.dots.count', { count }) }
  if (of === 0) return null
  return {
    on: mine,
    change: places
      ? (noteId, by) => {
          if (by < 0 || left > 0) place(noteId, (mine[noteId] ?? 0) + by)
        }
      : null,
    label: (_count, text) => t('circles.dots.less', { text }),
  }
}

/** Notes as a list, to place dots on; once counted, those with most dots first. */
export function DotsList({ doc, dots }: { doc: Y.Doc; dots: Dots }) {
  const { t } = useTranslation()
  const notes = useOutline(doc).filter(isNote)
  const { counted } = dots
  const shown = counted
    ? notes
        .filter(({ id }) => (counted[id] ?? 0) > 0)
        .toSorted((one, other) => (counted[other.id] ?? 0) - (counted[one.id] ?? 0))
    : notes
  return (
    <div className={css.dots}>
      <div className={css.dotsHead}>
        <h2>{counted ? t('circles.dots.counted') : t('circles.dots.title')}</h2>
        {counted ? (
          <p>{t('circles.dots.countedHint')}</p>
        ) : (
          <p role="status">{t('circles.dots.left', { count: dots.left })}</p>
        )}
      </div>
      {shown.length === 0 ? <Empty>{counted ? t('circles.dots.none') : t('room.outline.empty')}</Empty> : null}
      <ol className={css.dotsList}>
        {shown.map((entry) => (
          <li key={entry.id}>
            <p>{entry.text}</p>
            <DotMark entry={entry} dots={dots} />
          </li>
        ))}
      </ol>
    </div>
  )
}

/** One's dots on a note, with more and less; or what was counted. */
export function DotMark({ entry, dots }: { entry: OutlineEntry; dots: Dots }) {
  const { t } = useTranslation()
  if (!isNote(entry)) return null
  if (dots.counted) {
    const count = dots.counted[entry.id] ?? 0
    return count > 0 ? <Row count={count} label={t('circles.dots.count', { count })} counted /> : null
  }
  if (dots.of === 0) return null
  const mine = dots.mine[entry.id] ?? 0
  return (
    <span className={css.dotMark} role="group" aria-label={t('circles.dots.on', { text: entry.text })}>
      <Button
        small
        iconOnly
        aria-label={t('circles.dots.less', { text: entry.text })}
        isDisabled={mine === 0}
        onPress={() => dots.place(entry.id, mine - 1)}
      >
        <Minus aria-hidden="true" />
      </Button>
      <Row count={mine} label={t('circles.dots.mine', { count: mine })} />
      <Button
        small
        iconOnly
        aria-label={t('circles.dots.more', { text: entry.text })}
        isDisabled={dots.left === 0}
        onPress={() => dots.place(entry.id, mine + 1)}
      >
        <Plus aria-hidden="true" />
      </Button>
    </span>
  )
}

/** More dots than this are a number. */
const SEEN = 5

function Row({ count, label, counted }: { count: number; label: string; counted?: boolean }) {
  return (
    <span className={css.dotRow} data-counted={counted}>
      <span aria-hidden="true">
        {counted ? <b>{count}</b> : null}
        {'●'.repeat(Math.min(SEEN, count))}
      </span>
      <Hidden>{label}</Hidden>
    </span>
  )
}
