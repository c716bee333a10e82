import { inLanguage, type PlannedStep, type Protocol } from '@copse/contract'
import { plan } from '@copse/protocols'
import { useTranslation } from 'react-i18next'
import css from '../app/app.module.css'

const MINUTE = 60_000

const kindOf = (step: PlannedStep) =>
  step.silence || step.floor.mode === 'nobody' ? 'nobody' : step.floor.mode === 'roles' ? 'roles' : 'everyone'

/** A protocol's steps in time: as a picture, and as the list that says the same. */
export function ProtocolStrip({ protocol, minutes }: { protocol: Protocol; minutes: number }) {
  const { t, i18n } = useTranslation()
  const { steps } = plan(protocol, { minutes })
  // Of a repeated block one round is listed; the picture shows them all.
  const listed = steps.filter((step) => !step.round || step.round.index === 0)
  const whoOf = ({ floor }: PlannedStep) =>
    floor.mode === 'roles'
      ? floor.roles.map((role) => t(`room.who.${role}`)).join(', ')
      : t(`room.who.${floor.mode === 'open' ? 'everyone' : floor.mode}`)
  return (
    <div className={css.stack}>
      <div className={css.strip} aria-hidden="true">
        {steps.map((step, index) => (
          <span
            key={index}
            data-floor={kindOf(step)}
            style={{ flexGrow: step.durationMs }}
            title={inLanguage(step.title, i18n.language)}
          />
        ))}
      </div>
      <ol className={css.steps}>
        {listed.map((step) => (
          <li key={step.id}>
            <span className={css.stepName}>
              <span className={css.swatch} data-floor={kindOf(step)} aria-hidden="true" />
              <span>
                {inLanguage(step.title, i18n.language)}
                <span className={css.about}>
                  {[whoOf(step), step.round ? t('community.session.rounds') : ''].filter(Boolean).join(' · ')}
                </span>
              </span>
            </span>
            <span className={css.soft}>
              {t('minutes', { count: Math.round((step.durationMs / MINUTE) * 10) / 10 })}
              {step.minutes.suggested ? ` · ${t('community.schedule.suggested')}` : ''}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
