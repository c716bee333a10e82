import { inLanguage, type PersonId, type SessionState } from '@copse/contract'
import { effectiveRole, isLate, remainingFor } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { Button } from '../../design/index.ts'
import { clockText } from '../../i18n/times.ts'
import { useNow } from '../use-now.ts'
import { cameLate, type CircleView, listed, namesOf } from './circle-view.ts'
import css from './circles.module.css'

/** For whoever comes while the session runs: what it is, what has been, her part, how long this still takes. */
export function LateCard(props: { client: RoomClient; session: SessionState; view: CircleView; you: PersonId }) {
  const { client, session, view, you } = props
  const { t, i18n } = useTranslation()
  const { id } = useParams()
  const now = useNow(client, session)
  const key = `copse.late.${id}.${session.people[you]?.admittedAt ?? ''}`
  const [dismissed, setDismissed] = useState(() => sessionStorage.getItem(key) !== null)
  const steps = session.agenda?.steps ?? []
  const step = session.step ? steps[session.step.index] : undefined
  if (dismissed || !step || !session.step || !cameLate(session, you)) return null
  const past = steps.slice(0, session.step.index)
  const role = effectiveRole(session, you) ?? 'participant'
  const others = view.group?.members.filter((member) => member !== you) ?? []
  const say = (text: typeof step.title) => inLanguage(text, i18n.language)
  return (
    <section className={css.late} aria-labelledby="late-title">
      <div className={css.lateHead}>
        <div>
          <p>{session.plan ? say(session.plan.protocol.title) : ''}</p>
          <h2 id="late-title">{t('circles.late.title')}</h2>
        </div>
        <p className={css.lateTime}>
          <strong>{clockText(remainingFor(session, you, now) ?? 0)}</strong>
          <small>{t('circles.late.left')}</small>
        </p>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard has to reach it */}
      <dl tabIndex={0} aria-label={t('circles.late.title')}>
        <dt>{t('circles.late.now')}</dt>
        <dd>
          <b>{say(step.title)}.</b> {step.round?.item ? `${say(step.round.item)} ` : ''}
          {say(step.prompt)}
        </dd>
        <dt>{t('circles.late.part')}</dt>
        <dd>
          {t(`room.role.${role}`)}. {isLate(session, you) ? t('circles.late.observer') : t('circles.late.takesPart')}
          {others.length > 0
            ? ` ${t('circles.group.with', { names: listed(namesOf(session, others), i18n.language) })}.`
            : ''}
        </dd>
        <dt>{t('circles.late.past')}</dt>
        <dd>
          {past.length === 0 ? t('circles.late.nothingYet') : null}
          <ol>
            {past.map((one, at) => (
              <li key={at}>
                <b>{say(one.title)}.</b> {one.round?.item ? say(one.round.item) : say(one.prompt)}
              </li>
            ))}
          </ol>
        </dd>
      </dl>
      <Button
        look="primary"
        onPress={() => {
          sessionStorage.setItem(key, '1')
          setDismissed(true)
        }}
      >
        {t('circles.late.close')}
      </Button>
    </section>
  )
}
