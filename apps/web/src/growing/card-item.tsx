import { inLanguage, type PracticeCard } from '@copse/contract'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import app from '../app/app.module.css'
import { wordsOfError } from '../app/words-of-error.ts'
import { Actions, Badge, Button, Confirm, Dialog, Notice, TextField } from '../design/index.ts'
import { formatDay } from '../i18n/times.ts'
import { CardFields, wordsOf } from './card-fields.tsx'
import { useChangeCard, useRemoveCard, useRemoveTry, useTry } from './card-queries.ts'
import css from './growing.module.css'

/** A practice: what it is, where it comes from, and what those say who tried it. */
export function CardItem({ card }: { card: PracticeCard }) {
  const { t, i18n } = useTranslation()
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null)
  const [line, setLine] = useState<string | null>(null)
  const tried = useTry(card.id)
  const removeTry = useRemoveTry(card.id)
  const remove = useRemoveCard(card.id)
  const error = tried.error ?? removeTry.error ?? remove.error
  return (
    <li className={css.card} id={`card-${card.id}`}>
      <div className={app.between}>
        <h3>{card.title}</h3>
        {card.may.edit ? (
          <div className={app.row}>
            <Button
              look="quiet"
              small
              iconOnly
              aria-label={`${t('action.edit')}: ${card.title}`}
              onPress={() => setDialog('edit')}
            >
              <Pencil aria-hidden="true" />
            </Button>
            <Button
              look="quiet"
              small
              iconOnly
              aria-label={`${t('action.remove')}: ${card.title}`}
              onPress={() => setDialog('remove')}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          </div>
        ) : null}
      </div>
      {card.description ? <p className={css.paragraph}>{card.description}</p> : null}
      <p className={app.about}>
        {[card.author, formatDay(card.savedAt, i18n.language)].filter(Boolean).join(' · ')}
        {card.source ? (
          <>
            {' · '}
            <Link to={`/sessions/${card.source.sessionId}`}>{card.source.sessionTitle}</Link>
            {card.source.stepTitle ? ` · ${inLanguage(card.source.stepTitle, i18n.language)}` : ''}
          </>
        ) : null}
        {card.shared && card.may.edit ? ` · ${t('growing.card.shared')}` : ''}
      </p>
      {card.tags.length > 0 ? (
        <p className={app.row}>
          {card.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      ) : null}
      {card.tries.length > 0 ? (
        <ul className={css.tries} aria-label={t('growing.card.tries')}>
          {card.tries.map((one) => (
            <li key={one.id} className={app.between}>
              <span>
                <strong>{one.name}</strong>: {one.line}
              </span>
              {one.mayRemove ? (
                <Button
                  small
                  look="quiet"
                  iconOnly
                  aria-label={`${t('action.remove')}: ${one.line}`}
                  onPress={() => removeTry.mutate(one.id)}
                >
                  <Trash2 aria-hidden="true" />
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {line === null ? (
        <div>
          <Button small aria-label={`${t('growing.card.tried')}: ${card.title}`} onPress={() => setLine('')}>
            {t('growing.card.tried')}
          </Button>
        </div>
      ) : (
        <form
          className={app.stack}
          onSubmit={(event) => {
            event.preventDefault()
            tried.mutate(line.trim(), { onSuccess: () => setLine(null) })
          }}
        >
          <TextField
            label={t('growing.card.line')}
            hint={t('growing.card.lineHint')}
            required
            maxLength={300}
            value={line}
            onChange={(event) => setLine(event.target.value)}
          />
          <div className={app.row}>
            <Button small type="submit" look="primary" isPending={tried.isPending}>
              {t('action.save')}
            </Button>
            <Button small onPress={() => setLine(null)}>
              {t('action.cancel')}
            </Button>
          </div>
        </form>
      )}
      {error ? (
        <Notice kind="bad" live>
          {wordsOfError(error)}
        </Notice>
      ) : null}
      {dialog === 'edit' ? <EditCard card={card} onClose={() => setDialog(null)} /> : null}
      <Confirm
        open={dialog === 'remove'}
        title={t('growing.card.removeTitle', { title: card.title })}
        text={t('growing.card.removeText')}
        yes={t('action.remove')}
        no={t('action.cancel')}
        pending={remove.isPending}
        onYes={() => remove.mutate(undefined, { onSettled: () => setDialog(null) })}
        onClose={() => setDialog(null)}
      />
    </li>
  )
}

function EditCard({ card, onClose }: { card: PracticeCard; onClose: () => void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState({
    title: card.title,
    description: card.description,
    tags: card.tags.join(', '),
    named: card.author !== null,
    shared: card.shared,
  })
  const change = useChangeCard(card.id)
  return (
    <Dialog title={t('growing.card.edit')} open keeps onClose={onClose}>
      <form
        className={app.stack}
        onSubmit={(event) => {
          event.preventDefault()
          const { named, shared, ...words } = wordsOf(draft)
          change.mutate(card.may.share ? { ...words, named, shared } : words, { onSuccess: onClose })
        }}
      >
        <CardFields draft={draft} author={card.may.share} onChange={setDraft} />
        {change.error ? (
          <Notice kind="bad" live>
            {wordsOfError(change.error)}
          </Notice>
        ) : null}
        <Actions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" isPending={change.isPending}>
            {t('action.save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
