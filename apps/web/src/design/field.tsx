import type { TFunction } from 'i18next'
import {
  useId,
  useState,
  type ComponentProps,
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
} from 'react'
import { useTranslation } from 'react-i18next'
import css from './design.module.css'

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | null
}
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** A label, its control, a hint, and what is wrong: what the caller says, else what the browser found, in our own words. */
function Field({
  label,
  hint,
  error,
  children,
}: FieldProps & {
  children: (control: {
    id: string
    'aria-describedby'?: string
    'aria-invalid'?: true
    onInvalid: (event: FormEvent<Control>) => void
    onInput: () => void
  }) => ReactNode
}) {
  const { t } = useTranslation()
  const id = useId()
  const [found, setFound] = useState<string | null>(null)
  const problem = error ?? found
  const about = [hint ? `${id}-hint` : '', problem ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': about || undefined,
        'aria-invalid': problem ? true : undefined,
        onInvalid(event) {
          // The browser's own bubble speaks the browser's language and goes away by itself.
          event.preventDefault()
          const control = event.currentTarget
          setFound(wordsOfValidity(control, t))
          if (control.form?.querySelector(':is(input, textarea, select):invalid') === control) control.focus()
        },
        onInput: () => setFound(null),
      })}
      {hint ? (
        <div className={css.hint} id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      {problem ? (
        <div className={css.error} id={`${id}-error`} role="alert">
          {problem}
        </div>
      ) : null}
    </div>
  )
}

function wordsOfValidity(control: Control, t: TFunction): string {
  const { validity } = control
  if (validity.valueMissing) return t('field.missing')
  if (validity.typeMismatch) return t('field.email')
  if (validity.rangeUnderflow || validity.rangeOverflow) {
    const { min, max } = control as HTMLInputElement
    return t('field.range', { min, max })
  }
  return t('field.wrong')
}

export const TextField = ({
  label,
  hint,
  error,
  suggestions,
  ...input
}: FieldProps & InputHTMLAttributes<HTMLInputElement> & { suggestions?: readonly string[] }) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <>
        <input className={css.input} {...input} {...control} list={suggestions ? `${control.id}-list` : undefined} />
        {suggestions ? (
          <datalist id={`${control.id}-list`}>
            {suggestions.map((suggestion) => (
              <option key={suggestion}>{suggestion}</option>
            ))}
          </datalist>
        ) : null}
      </>
    )}
  </Field>
)

export const TextArea = ({ label, hint, error, ...input }: FieldProps & ComponentProps<'textarea'>) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => <textarea className={css.input} {...input} {...control} />}
  </Field>
)

interface Option {
  readonly value: string
  readonly label: string
}
const Options = ({ options }: { options: readonly Option[] }) =>
  options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

/** Options, or options under a heading each. */
export const Select = ({
  label,
  hint,
  error,
  options,
  ...input
}: FieldProps &
  SelectHTMLAttributes<HTMLSelectElement> & {
    options: readonly (Option | { readonly label: string; readonly options: readonly Option[] })[]
  }) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <select className={css.input} {...input} {...control}>
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              <Options options={option.options} />
            </optgroup>
          ) : (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ),
        )}
      </select>
    )}
  </Field>
)

export const Check = ({ children, ...input }: InputHTMLAttributes<HTMLInputElement> & { children: ReactNode }) => (
  <label className={css.check}>
    <input {...input} />
    <span>{children}</span>
  </label>
)
