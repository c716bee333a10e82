import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../design/index.ts'

/** A number that is taken over as soon as it is one within its bounds; what is typed until then stays, and says what is wrong. */
export function NumberField({
  label,
  value,
  min,
  max,
  step = 1,
  hint,
  onValue,
}: {
  label: string
  value: number
  min: number
  max: number
  step?: number
  hint?: string
  onValue: (value: number) => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const fits = (text: string): number | null => {
    const number = Number(text.replace(',', '.'))
    return text.trim() !== '' && number >= min && number <= max && Number.isInteger(number / step) ? number : null
  }
  return (
    <TextField
      label={label}
      hint={hint}
      type="number"
      inputMode="decimal"
      step={step}
      min={min}
      max={max}
      value={typed ?? String(value)}
      error={typed !== null && fits(typed) === null ? t('protocols.edit.range', { min, max }) : null}
      onChange={({ target }) => {
        setTyped(target.value)
        const number = fits(target.value)
        if (number !== null) onValue(number)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
