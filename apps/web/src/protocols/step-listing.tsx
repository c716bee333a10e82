import type { Agenda, Protocol, Step } from '@copse/contract'
import css from './picture.module.css'
import { FloorSign } from './step-picture.tsx'
import { floorLook, useStepWords } from './use-step-words.ts'

/** A protocol's steps as a list: what, who speaks, with whom, how long. A repeat is listed once, with what it repeats over. */
export function StepListing({ protocol, agenda, prompts }: { protocol: Protocol; agenda: Agenda; prompts?: boolean }) {
  const { say, about, minutes, stated, t } = useStepWords()
  const timeOf = ({ id, minutes: { default: usual } }: Step) =>
    minutes(agenda.steps.find((step) => step.id === id)?.durationMs ?? usual * 60_000)
  const line = (step: Step, isRound: boolean) => (
    <li key={step.id} data-round={isRound || undefined}>
      <FloorSign look={floorLook(step)} />
      <span>
        {say(step.title)}
        <small>{about(step).join(' · ')}</small>
        {prompts ? <small>{say(step.prompt)}</small> : null}
      </span>
      <span className={css.time}>
        {timeOf(step)}
        {step.minutes.each ? ` · ${stated(step)}` : ''}
        {step.minutes.suggested ? ` · ${t('protocols.about.suggested')}` : ''}
      </span>
    </li>
  )
  return (
    <ol className={css.steps}>
      {protocol.steps.flatMap((entry, index) =>
        'repeat' in entry
          ? [
              <li key={`repeat-${index}`} data-heading>
                <span>
                  {t('protocols.about.repeat')}: {t(`protocols.rounds.${entry.repeat}`)}
                  {'items' in entry ? (
                    <ul className={css.items}>
                      {entry.items.map((item) => (
                        <li key={item.en}>{say(item)}</li>
                      ))}
                    </ul>
                  ) : null}
                </span>
              </li>,
              ...entry.steps.map((step) => line(step, true)),
            ]
          : [line(entry, false)],
      )}
    </ol>
  )
}
