import { inLanguage, type SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { useTranslation } from 'react-i18next'
import { Button, Hidden } from '../design/index.ts'
import { clockText } from '../i18n/times.ts'
import desk from './desk.module.css'
import { refitOffer } from './refit-offer.ts'
import type { useSend } from './send.ts'
import { useNow } from './use-now.ts'

/** When the session would end late: what could be taken from the steps to come, shown before it is done. */
export function OnTime(props: { client: RoomClient; session: SessionState; send: ReturnType<typeof useSend>['send'] }) {
  const { client, session, send } = props
  const { t, i18n } = useTranslation()
  const offer = refitOffer(session, useNow(client, session))
  const { steps = [], eachMinutes: each = null, stillOverMinutes: still = 0 } = offer ?? {}
  return (
    <section className={desk.onTime} aria-label={t('desk.onTime.title')} hidden={offer === null}>
      <p role="status">
        {offer ? (
          <>
            <b>{t('desk.onTime.over', { count: offer.overMinutes })}</b>{' '}
            {steps.length === 0
              ? t('desk.onTime.noRoom')
              : each === null
                ? t('desk.onTime.shorten', { count: steps.length })
                : t('desk.onTime.each', { minutes: each, steps: steps.length })}
          </>
        ) : null}
      </p>
      {steps.length > 0 ? (
        <>
          <ul className={desk.refit}>
            {steps.map(({ step, index, afterMs }) => (
              <li key={index}>
                <span>
                  {inLanguage(step.title, i18n.language)}
                  {step.round ? ` · ${step.round.index + 1}/${step.round.of}` : ''}
                </span>
                <span>
                  <s>
                    <Hidden>{t('desk.onTime.before')}</Hidden>
                    {clockText(step.durationMs)}
                  </s>{' '}
                  <b>
                    <Hidden>{t('desk.onTime.after')}</Hidden>
                    {clockText(afterMs)}
                  </b>
                </span>
              </li>
            ))}
          </ul>
          {still > 0 ? <p className={desk.small}>{t('desk.onTime.still', { count: still })}</p> : null}
          <Button onPress={() => void send({ type: 'agenda.refit' })}>{t('desk.onTime.do')}</Button>
        </>
      ) : null}
    </section>
  )
}
