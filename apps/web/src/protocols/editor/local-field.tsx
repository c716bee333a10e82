import { languages, type LocalText } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { TextArea, TextField } from '../../design/index.ts'

const nameOf = { en: 'protocols.edit.english', es: 'protocols.edit.spanish' } as const

/** One text in every language the product speaks, side by side. */
export function LocalField({
  label,
  value,
  maxLength,
  rows,
  onValue,
}: {
  label: string
  value: LocalText | undefined
  maxLength: number
  /** Without it the text is one line. */
  rows?: number
  onValue: (value: LocalText, language: string) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={app.pair}>
      {languages.map((language) => {
        const about = {
          label: t('protocols.edit.inLanguage', { what: label, language: t(nameOf[language]) }),
          lang: language,
          maxLength,
          value: value?.[language] ?? '',
          onChange: ({ target }: { target: { value: string } }) =>
            onValue({ ...(value ?? { en: '' }), [language]: target.value }, language),
        }
        return rows ? <TextArea key={language} rows={rows} {...about} /> : <TextField key={language} {...about} />
      })}
    </div>
  )
}

/** Several short texts, one on each line; a line of one language belongs to the same line of the other. */
export function LinesField({
  label,
  value,
  maxLines,
  onValue,
}: {
  label: string
  value: readonly LocalText[]
  maxLines: number
  onValue: (value: LocalText[], language: string) => void
}) {
  const { t } = useTranslation()
  const linesOf = (language: 'en' | 'es') => value.map((text) => text[language] ?? '').join('\n')
  return (
    <div className={app.pair}>
      {languages.map((language) => (
        <TextArea
          key={language}
          label={t('protocols.edit.inLanguage', { what: label, language: t(nameOf[language]) })}
          lang={language}
          rows={4}
          value={linesOf(language)}
          onChange={({ target }) => {
            const lines = target.value === '' ? [] : target.value.split('\n').slice(0, maxLines)
            const count = Math.max(lines.length, language === 'es' ? value.length : 0)
            const others = language === 'en' ? value.slice(0, maxLines) : []
            const texts = Array.from({ length: Math.max(count, others.filter(({ es }) => es).length) }, (_, at) => ({
              ...(value[at] ?? { en: '' }),
              [language]: lines[at] ?? '',
            }))
            onValue(texts, language)
          }}
        />
      ))}
    </div>
  )
}
