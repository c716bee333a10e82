import { inLanguage, type PersonId, type SessionState } from '@copse/contract'
import { currentStep } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/index.ts'
import css from './circles.module.css'

/** What people choose between in this step. */
export function Choices({
  client,
  session,
  you,
  mayChoose,
}: {
  client: RoomClient
  session: SessionState
  you: PersonId
  mayChoose: boolean
}) {
  const { t, i18n } = useTranslation()
  const choices = currentStep(session)?.choices
  if (!choices) return null
  const chosen = session.choices[you]
  return (
    <section className={css.choices} aria-label={t('circles.choice.title')}>
      <p>
        <b>{t('circles.choice.title')}</b>{' '}
        <span>{chosen === undefined ? t('circles.choice.hint') : t('circles.choice.kept')}</span>
      </p>
      <div className={css.choiceList}>
        {choices.map((choice, at) => {
          const count = Object.values(session.choices).filter((one) => one === at).length
          return (
            <Button
              key={at}
              className={css.choice}
              aria-pressed={chosen === at}
              isDisabled={!mayChoose}
              onPress={() => void client.send({ type: 'choice.make', choice: at })}
            >
              {chosen === at ? <Check aria-hidden="true" /> : null}
              {inLanguage(choice, i18n.language)}
              <small>{t('circles.choice.count', { count })}</small>
            </Button>
          )
        })}
      </div>
    </section>
  )
}
