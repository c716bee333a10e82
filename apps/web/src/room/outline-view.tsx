import { addNote, editNote, isGatherable, makeTheme, removeNote, type OutlineEntry } from '@copse/whiteboard/outline'
import { Group } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type * as Y from 'yjs'
import app from '../app/app.module.css'
import { Button, Check, Empty, Hidden, Notice, Select, TextArea } from '../design/index.ts'
import { DotMark, type Dots } from './circles/dots.tsx'
import css from './room.module.css'
import { ThemeForm } from './theme-form.tsx'
import { useOutline } from './use-outline.ts'

const ANYWHERE = ''

/** The board as a list in reading order, under its frames: for screen readers, the keyboard, small screens, and anyone who likes lists. */
export function OutlineView({
  doc,
  canWrite,
  ownOnly,
  dots,
  onCard,
}: {
  doc: Y.Doc
  canWrite: boolean
  ownOnly: boolean
  dots: Dots
  /** Makes a card of a note's words; null: not for this person. */
  onCard: ((text: string) => void) | null
}) {
  const { t } = useTranslation()
  const entries = useOutline(doc)
  const frames = entries.filter(({ kind }) => kind === 'frame')
  const [text, setText] = useState('')
  const [place, setPlace] = useState(ANYWHERE)
  const within = frames.some(({ id }) => id === place) ? place : ANYWHERE
  const words = useRef<HTMLTextAreaElement>(null)
  const [undo, setUndo] = useState<{ text: string; undo: () => void } | null>(null)
  /** Null: nothing is being gathered. */
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const gathers = canWrite ? chosen : null
  const nameOf = ({ text: name }: OutlineEntry) => name || t('room.outline.kind.frame')

  const add = () => {
    if (text.trim() === '') return
    addNote(doc, text.trim(), [crypto.randomUUID(), crypto.randomUUID()], { within, ownOnly })
    setText('')
  }
  const gather = (name: string) => {
    const back = makeTheme(doc, [...(chosen ?? [])], { id: crypto.randomUUID(), name }, { ownOnly })
    if (back) setUndo({ text: t('room.theme.made', { name }), undo: back })
    setChosen(null)
  }
  const entryOf = (entry: OutlineEntry): ReactNode => (
    <Entry
      key={entry.id}
      entry={entry}
      doc={doc}
      canWrite={canWrite}
      dots={dots}
      onCard={onCard}
      isChosen={gathers && isGatherable(entry) ? gathers.has(entry.id) : null}
      onChoose={(isChosen) => {
        const others = [...(chosen ?? [])].filter((id) => id !== entry.id)
        setChosen(new Set(isChosen ? [...others, entry.id] : others))
      }}
      onAddHere={() => {
        setPlace(entry.id)
        words.current?.focus()
      }}
      onRemove={() => setUndo({ text: t('room.outline.removed'), undo: removeNote(doc, entry.id) })}
    >
      {entry.kind === 'frame' ? listIn(entry.id) : null}
    </Entry>
  )
  const listIn = (frameId: string | null): ReactNode => {
    const inside = entries.filter((entry) => entry.frameId === frameId)
    return inside.length > 0 ? <ol className={app.list}>{inside.map(entryOf)}</ol> : null
  }
  return (
    <div className={css.outline}>
      <Hidden>
        <h2>{t('room.outline.title')}</h2>
      </Hidden>
      {canWrite ? (
        <form
          className={app.stack}
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <TextArea
            ref={words}
            label={t('room.outline.text')}
            rows={2}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {frames.length > 0 ? (
            <Select
              label={t('room.outline.where')}
              value={within}
              options={[
                { value: ANYWHERE, label: t('room.outline.anywhere') },
                ...frames.map((frame) => ({ value: frame.id, label: nameOf(frame) })),
              ]}
              onChange={({ target }) => setPlace(target.value)}
            />
          ) : null}
          <div className={app.row}>
            <Button type="submit" look="primary">
              {t('room.outline.add')}
            </Button>
            {entries.some(isGatherable) ? (
              <Button aria-pressed={gathers !== null} onPress={() => setChosen(chosen ? null : new Set())}>
                <Group aria-hidden="true" />
                {t('room.theme.choose')}
              </Button>
            ) : null}
          </div>
        </form>
      ) : null}
      {gathers ? <ThemeForm count={gathers.size} onMake={gather} onCancel={() => setChosen(null)} /> : null}
      {undo ? (
        <Notice kind="info" live>
          {undo.text}{' '}
          <Button
            small
            onPress={() => {
              undo.undo()
              setUndo(null)
            }}
          >
            {t('room.outline.undo')}
          </Button>
        </Notice>
      ) : null}
      {entries.length === 0 ? <Empty>{t('room.outline.empty')}</Empty> : listIn(null)}
    </div>
  )
}

function Entry({
  entry,
  doc,
  canWrite,
  dots,
  onCard,
  isChosen,
  onChoose,
  onAddHere,
  onRemove,
  children,
}: {
  entry: OutlineEntry
  doc: Y.Doc
  canWrite: boolean
  dots: Dots
  onCard: ((text: string) => void) | null
  /** Whether it is among what is being gathered; null: nothing is, or it cannot be. */
  isChosen: boolean | null
  onChoose: (isChosen: boolean) => void
  onAddHere: () => void
  onRemove: () => void
  /** What stands in it. */
  children: ReactNode
}) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  const what = t(`room.outline.kind.${entry.kind}`)
  const colour = /^#[0-9a-f]{3,8}$/i.test(entry.colour) ? entry.colour : undefined
  return (
    <li className={css.outlineItem} data-kind={entry.kind} style={{ ['--note' as string]: colour }}>
      {isChosen === null ? null : (
        <Check type="checkbox" checked={isChosen} onChange={({ target }) => onChoose(target.checked)}>
          <Hidden>{t('room.theme.take', { text: entry.text || what })}</Hidden>
        </Check>
      )}
      {draft === null ? (
        <p className={css.outlineWords}>
          <span className={app.soft}>{what}: </span>
          {entry.text || t('room.outline.wordless')}
          {entry.to.map((target) => (
            <span key={target} className={app.soft}>
              {' '}
              → {t('room.outline.to', { what: target })}
            </span>
          ))}
        </p>
      ) : (
        <form
          className={`${app.stack} ${css.outlineWords}`}
          onSubmit={(event) => {
            event.preventDefault()
            if (entry.textId && draft.trim() !== '') editNote(doc, entry.textId, draft.trim())
            setDraft(null)
          }}
        >
          <TextArea
            label={t('room.outline.edit')}
            rows={2}
            maxLength={1000}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
          <div className={app.row}>
            <Button small type="submit" look="primary">
              {t('action.save')}
            </Button>
            <Button small onPress={() => setDraft(null)}>
              {t('action.cancel')}
            </Button>
          </div>
        </form>
      )}
      {draft === null ? <DotMark entry={entry} dots={dots} /> : null}
      {(canWrite || onCard) && draft === null ? (
        <div className={app.row}>
          {onCard && entry.text ? (
            <Button
              small
              look="quiet"
              aria-label={`${t('growing.card.make')}: ${entry.text}`}
              onPress={() => onCard(entry.text)}
            >
              {t('growing.card.make')}
            </Button>
          ) : null}
          {canWrite && entry.kind === 'frame' ? (
            <Button small look="quiet" aria-label={`${t('room.outline.addHere')}: ${entry.text}`} onPress={onAddHere}>
              {t('room.outline.addHere')}
            </Button>
          ) : null}
          {canWrite && entry.textId ? (
            <Button
              small
              look="quiet"
              aria-label={`${t('action.edit')}: ${entry.text}`}
              onPress={() => setDraft(entry.text)}
            >
              {t('action.edit')}
            </Button>
          ) : null}
          {canWrite ? (
            <Button small look="quiet" aria-label={`${t('action.remove')}: ${entry.text || what}`} onPress={onRemove}>
              {t('action.remove')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {children}
    </li>
  )
}
