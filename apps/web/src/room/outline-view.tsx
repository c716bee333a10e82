import { addNote, editNote, removeNote, type OutlineEntry } from '@copse/whiteboard/outline'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type * as Y from 'yjs'
import app from '../app/app.module.css'
import { Button, Empty, Hidden, Notice, TextArea } from '../design/index.ts'
import { DotMark, type Dots } from './circles/dots.tsx'
import css from './room.module.css'
import { useOutline } from './use-outline.ts'

/** The board as a list in reading order: for screen readers, the keyboard, small screens, and anyone who likes lists. */
export function OutlineView({
  doc,
  canWrite,
  dots,
  onCard,
}: {
  doc: Y.Doc
  canWrite: boolean
  dots: Dots
  /** Makes a card of a note's words; null: not for this person. */
  onCard: ((text: string) => void) | null
}) {
  const { t } = useTranslation()
  const entries = useOutline(doc)
  const [text, setText] = useState('')
  const [undo, setUndo] = useState<(() => void) | null>(null)
  const add = () => {
    if (text.trim() === '') return
    addNote(doc, text.trim(), [crypto.randomUUID(), crypto.randomUUID()])
    setText('')
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
            label={t('room.outline.text')}
            rows={2}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div>
            <Button type="submit" look="primary">
              {t('room.outline.add')}
            </Button>
          </div>
        </form>
      ) : null}
      {undo ? (
        <Notice kind="info" live>
          {t('room.outline.removed')}{' '}
          <Button
            small
            onPress={() => {
              undo()
              setUndo(null)
            }}
          >
            {t('room.outline.undo')}
          </Button>
        </Notice>
      ) : null}
      {entries.length === 0 ? <Empty>{t('room.outline.empty')}</Empty> : null}
      <ol className={app.list}>
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            doc={doc}
            canWrite={canWrite}
            dots={dots}
            onCard={onCard}
            onRemove={() => setUndo(() => removeNote(doc, entry.id))}
          />
        ))}
      </ol>
    </div>
  )
}

function Entry({
  entry,
  doc,
  canWrite,
  dots,
  onCard,
  onRemove,
}: {
  entry: OutlineEntry
  doc: Y.Doc
  canWrite: boolean
  dots: Dots
  onCard: ((text: string) => void) | null
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  const what = t(`room.outline.kind.${entry.kind}`)
  const colour = /^#[0-9a-f]{3,8}$/i.test(entry.colour) ? entry.colour : undefined
  return (
    <li className={css.outlineItem} style={{ ['--note' as string]: colour }}>
      {draft === null ? (
        <p>
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
          className={app.stack}
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
    </li>
  )
}
