import { inLanguage, type SessionState } from '@copse/contract'
import { currentStep } from '@copse/protocols'
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button } from '../design/index.ts'
import desk from './desk.module.css'
import css from './room.module.css'
import type { useSend } from './send.ts'
import { useMeantStep } from './use-meant-step.ts'

const MINUTE = 60_000
const changes = [-1, 1, 2, 5] as const

/** Steps and clock: on, back, stand, a little more or less. */
export function DeskClock({ session, send }: { session: SessionState; send: ReturnType<typeof useSend>['send'] }) {
  const { t, i18n } = useTranslation()
  const { step } = session
  const meant = useMeantStep(step?.index ?? null)
  const planned = currentStep(session)
  if (!step || !planned) return null
  const following = session.agenda?.steps[step.index + 1]
  const most = planned.minutes.max
  const beyond = step.durationMs > most * MINUTE
  return (
    <section className={app.tight} aria-label={t('desk.clock.title')}>
      <div className={css.deskGrid}>
        {following ? (
          <Button
            className={css.wholeRow}
            look="primary"
            onPress={() =>
              void send({ type: 'step.advance', from: meant.press() }).then((reply) => reply.ok || meant.refused())
            }
          >
            <span className={css.twoLines}>
              {t('room.desk.next')}
              <small>{inLanguage(following.title, i18n.language)}</small>
            </span>
            <ChevronRight aria-hidden="true" />
          </Button>
        ) : (
          <p className={`${css.wholeRow} ${app.soft}`}>{t('room.desk.lastStep')}</p>
        )}
        <Button
          aria-label={t('room.desk.back')}
          isDisabled={step.index === 0}
          onPress={() => void send({ type: 'step.back', from: step.index })}
        >
          <ChevronLeft aria-hidden="true" />
          {t('room.desk.backShort')}
        </Button>
        {step.clock.state === 'paused' ? (
          <Button onPress={() => void send({ type: 'clock.resume' })}>
            <Play aria-hidden="true" />
            {t('room.desk.resume')}
          </Button>
        ) : (
          <Button aria-label={t('room.desk.pause')} onPress={() => void send({ type: 'clock.pause' })}>
            <Pause aria-hidden="true" />
            {t('room.desk.pauseShort')}
          </Button>
        )}
      </div>
      <div className={desk.minutes} role="group" aria-label={t('desk.clock.change')}>
        <span aria-hidden="true">{t('desk.clock.minutes')}</span>
        {changes.map((minutes) => (
          <Button
            key={minutes}
            small
            aria-label={minutes < 0 ? t('room.desk.less') : t('desk.clock.more', { count: minutes })}
            onPress={() => void send({ type: 'clock.adjust', deltaMs: minutes * MINUTE })}
          >
            {minutes < 0 ? `−${-minutes}` : `+${minutes}`}
          </Button>
        ))}
      </div>
      <p role="status" className={desk.limit}>
        {beyond ? t('desk.clock.beyond', { minutes: Math.round((step.durationMs / MINUTE) * 10) / 10, most }) : ''}
      </p>
    </section>
  )
}
