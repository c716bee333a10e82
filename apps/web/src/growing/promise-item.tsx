import { outcomes, type Outcome, type OwnPromise } from '@copse/contract'
import { BellRing, Lock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import app from '../app/app.module.css'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Check, Confirm, Notice, TextField } from '../design/index.ts'
import { formatDay } from '../i18n/times.ts'
import css from './growing.module.css'
import { useTakeBack, useTell } from './promise-queries.ts'
import { Reminder } from './reminder.tsx'

/** One promise of one's own: what it was, how it went, and who may read that. */
export function PromiseItem({ communityId, promise }: { communityId: string; promise: OwnPromise }) {
  const { t, i18n } = useTranslation()
  const [telling, setTelling] = useState(false)
  const [asking, setAsking] = useState(false)
  const takeBack = useTakeBack(communityId, promise)
  const { outcome, changed, shared, onlyMe } = promise
  return (
    <li className={css.promise}>
      <p className={css.words}>{promise.text}</p>
      <p className={app.about}>
        <Link to={`/sessions/${promise.sessionId}`}>{promise.sessionTitle}</Link> ·{' '}
        {formatDay(promise.madeAt, i18n.language)}
        {promise.due ? ` · ${t('room.commitments.by', { due: promise.due })}` : ''}
      </p>
      {onlyMe ? (
        <p className={`${app.about} ${app.fact}`}>
          <Lock aria-hidden="true" />
          {t('growing.promise.onlyMe')}
        </p>
      ) : null}
      {outcome && !telling ? (
        <p>
          <strong>{t(`growing.outcome.${outcome}`)}</strong>
          {changed ? `: ${changed}` : ''}
          {outcome !== 'not-yet' && !onlyMe ? (
            <span className={app.about}>{shared ? t('growing.promise.read') : t('growing.promise.kept')}</span>
          ) : null}
        </p>
      ) : null}
      {promise.reminderAt ? (
        <p className={`${app.about} ${app.fact}`}>
          <BellRing aria-hidden="true" />
          {t('growing.reminder.set', { day: formatDay(promise.reminderAt, i18n.language) })}
        </p>
      ) : null}
      {telling ? (
        <Tell communityId={communityId} promise={promise} onClose={() => setTelling(false)} />
      ) : (
        <div className={app.row}>
          <Button
            small
            look={outcome === null ? 'primary' : 'secondary'}
            aria-label={`${outcome === null ? t('growing.promise.tell') : t('action.edit')}: ${promise.text}`}
            onPress={() => setTelling(true)}
          >
            {outcome === null ? t('growing.promise.tell') : t('action.edit')}
          </Button>
          {outcome === null || outcome === 'not-yet' ? <Reminder communityId={communityId} promise={promise} /> : null}
          <Button
            small
            look="quiet"
            aria-label={`${t('room.commitments.withdraw')}: ${promise.text}`}
            onPress={() => setAsking(true)}
          >
            {t('room.commitments.withdraw')}
          </Button>
        </div>
      )}
      {takeBack.error ? (
        <Notice kind="bad" live>
          {wordsOfError(takeBack.error)}
        </Notice>
      ) : null}
      <Confirm
        open={asking}
        title={t('growing.promise.backTitle')}
        text={t('growing.promise.backText')}
        yes={t('room.commitments.withdraw')}
        no={t('action.cancel')}
        pending={takeBack.isPending}
        onYes={() => takeBack.mutate(undefined, { onSettled: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </li>
  )
}

function Tell(props: { communityId: string; promise: OwnPromise; onClose: () => void }) {
  const { communityId, promise, onClose } = props
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<Outcome | null>(promise.outcome)
  const [changed, setChanged] = useState(promise.changed ?? '')
  const [shared, setShared] = useState(promise.shared)
  const tell = useTell(communityId, promise)
  const isStory = outcome === 'tried' || outcome === 'adapted'
  return (
    <form
      className={app.stack}
      onSubmit={(event) => {
        event.preventDefault()
        if (outcome)
          tell.mutate(
            { outcome, changed: changed.trim() || null, ...(!promise.onlyMe && { shared }) },
            { onSuccess: onClose },
          )
      }}
    >
      <fieldset>
        <legend className={css.legend}>{t('growing.promise.how')}</legend>
        {outcomes.map((value) => (
          <Check
            key={value}
            type="radio"
            name={`outcome-${promise.id}`}
            required
            checked={outcome === value}
            onChange={() => setOutcome(value)}
          >
            {t(`growing.outcome.${value}`)}
          </Check>
        ))}
      </fieldset>
      {isStory ? (
        <>
          <TextField
            label={t('growing.promise.changed')}
            maxLength={300}
            value={changed}
            onChange={(event) => setChanged(event.target.value)}
          />
          {promise.onlyMe ? null : (
            <Check type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)}>
              {t('growing.promise.share')}
            </Check>
          )}
        </>
      ) : null}
      {tell.error ? (
        <Notice kind="bad" live>
          {wordsOfError(tell.error)}
        </Notice>
      ) : null}
      <div className={app.row}>
        <Button small type="submit" look="primary" isPending={tell.isPending}>
          {t('action.save')}
        </Button>
        <Button small onPress={onClose}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}
