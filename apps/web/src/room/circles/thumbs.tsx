import { inLanguage, type PersonId, type SessionState } from '@copse/contract'
import { asksToGoOn, currentStep, isLate } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, LiveRegion } from '../../design/index.ts'
import { useNow } from '../use-now.ts'
import css from './circles.module.css'

/** In the last seconds of a step that asks: to go on with it, or not. Nobody sees anybody's answer. */
export function Thumbs({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t, i18n } = useTranslation()
  const now = useNow(client, session)
  const step = currentStep(session)
  const asked =
    asksToGoOn(session, now) && step?.goOn && session.people[you]?.role !== 'observer' && !isLate(session, you)
  if (!asked || !step.goOn) return <LiveRegion text="" />
  const about = inLanguage(step.round?.item ?? step.title, i18n.language)
  const question = t('circles.thumbs.question', { about, minutes: t('minutes', { count: step.goOn.minutes }) })
  const shown = session.thumbs.up[you]
  const thumb = (up: boolean) => (
    <Button
      className={css.choice}
      aria-pressed={shown === up}
      onPress={() => void client.send({ type: 'thumb.show', up })}
    >
      {up ? <ThumbsUp aria-hidden="true" /> : <ThumbsDown aria-hidden="true" />}
      {t(up ? 'circles.thumbs.up' : 'circles.thumbs.down')}
    </Button>
  )
  return (
    <section className={css.choices} aria-label={t('circles.thumbs.title')}>
      <p>
        <b>{question}</b> <span>{t('circles.thumbs.hint')}</span>
      </p>
      <div className={css.choiceList}>
        {thumb(true)}
        {thumb(false)}
      </div>
      <LiveRegion text={question} />
    </section>
  )
}
