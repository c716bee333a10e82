import { inLanguage, type PlannedStep } from '@copse/contract'
import { Check, ListOrdered } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Hidden } from '../design/index.ts'
import css from './protocol-bar.module.css'

/** With more steps than this their names no longer fit beside one another. */
const NAMED = 9

/** Every step in order with where the session stands, seen at a glance; pressed, it opens the list with minutes. */
export function StepRail({
  steps,
  index,
  progress,
  titleOf,
  next,
  onOpen,
}: {
  steps: readonly PlannedStep[]
  index: number | null
  /** How much of the current step's time has gone, 0–1. */
  progress: number
  titleOf: (step: PlannedStep) => string
  next: string | null
  onOpen: () => void
}) {
  const { t } = useTranslation()
  return (
    <Button look="quiet" className={css.rail} aria-label={t('room.bar.steps')} onPress={onOpen}>
      <span className={css.segments} data-named={steps.length <= NAMED} aria-hidden="true">
        {steps.map((step, at) => (
          <span key={at} className={css.segment} data-state={stateOf(at, index)}>
            <span
              className={css.track}
              style={{ '--done': at === index ? progress : index !== null && at < index ? 1 : 0 } as CSSProperties}
            />
            <span className={css.segmentName}>{titleOf(step)}</span>
          </span>
        ))}
      </span>
      <span className={css.railFoot} aria-hidden="true">
        {next ? <span className={css.railNext}>{next}</span> : null}
        <span className={css.railOpen}>
          <ListOrdered />
          {t('room.bar.steps')}
        </span>
      </span>
    </Button>
  )
}

export function StepsDialog({
  steps,
  index,
  focusQuestion,
  titleOf,
  onClose,
}: {
  steps: readonly PlannedStep[]
  index: number | null
  focusQuestion: string
  titleOf: (step: PlannedStep) => string
  onClose: () => void
}) {
  const { t, i18n } = useTranslation()
  return (
    <Dialog title={t('room.bar.steps')} open onClose={onClose}>
      {focusQuestion ? <blockquote className={css.focus}>{focusQuestion}</blockquote> : null}
      <ol className={css.stepList}>
        {steps.map((step, at) => (
          <li key={at} aria-current={at === index ? 'step' : undefined} data-state={stateOf(at, index)}>
            <span className={css.mark}>
              {stateOf(at, index) === 'done' ? (
                <>
                  <Check aria-hidden="true" />
                  <Hidden>{t('room.bar.done')}</Hidden>
                </>
              ) : (
                at + 1
              )}
            </span>
            <span>{titleOf(step)}</span>
            <span className={css.minutes}>{t('minutes', { count: Math.round(step.durationMs / 6000) / 10 })}</span>
            {at === index ? <p className={css.stepPrompt}>{inLanguage(step.prompt, i18n.language)}</p> : null}
          </li>
        ))}
      </ol>
      <Button onPress={onClose}>{t('action.close')}</Button>
    </Dialog>
  )
}

const stateOf = (at: number, index: number | null) =>
  index === null || at > index ? 'ahead' : at === index ? 'now' : 'done'
