import { verdicts, type ExitCard } from '@copse/contract'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Check, TextField } from '../design/index.ts'
import css from './growing.module.css'

/** Whether anything was answered: an empty card is not sent, and nobody is told of it. */
export const isFilled = ({ worth, heard, line }: ExitCard): boolean =>
  worth !== undefined || heard !== undefined || (line ?? '').trim() !== ''

/** As it is sent: without what was left out. */
export const cardOf = ({ worth, heard, line = '', named }: ExitCard): ExitCard => ({
  ...(worth && { worth }),
  ...(heard && { heard }),
  ...(line.trim() && { line: line.trim(), named }),
})

/** Two questions with few choices, and a line; each may be left out. */
export function ExitCardFields({ card, onChange }: { card: ExitCard; onChange: (card: ExitCard) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={app.stack}>
      {(['worth', 'heard'] as const).map((question) => (
        <fieldset key={question}>
          <legend className={css.legend}>{t(`growing.exit.${question}`)}</legend>
          <div className={css.choices}>
            {verdicts.map((value) => (
              <Check
                key={value}
                type="radio"
                name={`${id}-${question}`}
                checked={card[question] === value}
                onChange={() => onChange({ ...card, [question]: value })}
              >
                {t(`growing.exit.verdict.${value}`)}
              </Check>
            ))}
          </div>
        </fieldset>
      ))}
      <TextField
        label={t('growing.exit.line')}
        maxLength={300}
        value={card.line ?? ''}
        onChange={(event) => onChange({ ...card, line: event.target.value })}
      />
      {(card.line ?? '').trim() === '' ? null : (
        <Check
          type="checkbox"
          checked={card.named ?? false}
          onChange={(event) => onChange({ ...card, named: event.target.checked })}
        >
          {t('growing.exit.named')}
        </Check>
      )}
      <p className={app.about}>{t('growing.exit.private')}</p>
    </div>
  )
}
