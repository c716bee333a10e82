import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import css from './design.module.css'

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | null
}

function Field({
  label,
  hint,
  error,
  children,
}: FieldProps & { children: (ids: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode }) {
  const id = useId()
  const about = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': about || undefined, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <div className={css.hint} id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      {error ? (
        <div className={css.error} id={`${id}-error`} role="alert">
          {error}
        </div>
      ) : null}
    </div>
  )
}

export const TextField = ({
  label,
  hint,
  error,
  suggestions,
  ...input
}: FieldProps & InputHTMLAttributes<HTMLInputElement> & { suggestions?: readonly string[] }) => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => (
      <>
        <input className={css.input} {...input} {...ids} list={suggestions ? `${ids.id}-list` : undefined} />
        {suggestions ? (
          <datalist id={`${ids.id}-list`}>
            {suggestions.map((suggestion) => (
              <option key={suggestion} value={suggestion} />
            ))}
          </datalist>
        ) : null}
      </>
    )}
  </Field>
)

export const TextArea = ({
  label,
  hint,
  error,
  ...input
}: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => <textarea className={css.input} {...input} {...ids} />}
  </Field>
)

export const Select = ({
  label,
  hint,
  error,
  options,
  ...input
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement> & { options: readonly { value: string; label: string }[] }) => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => (
      <select className={css.input} {...input} {...ids}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
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
