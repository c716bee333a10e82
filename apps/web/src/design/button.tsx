import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Link } from 'react-router'
import css from './design.module.css'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'
interface Appearance {
  readonly look?: Look
  readonly small?: boolean
  /** Only an icon is seen; `aria-label` says the rest. */
  readonly iconOnly?: boolean
}
const classOf = ({ look = 'secondary', small, iconOnly }: Appearance, more?: string) =>
  [css.button, css[look], small && css.small, iconOnly && css.iconOnly, more].filter(Boolean).join(' ')

/**
 * The browser's own button: it has keyboard, touch and forms by nature, and pages that need no more load nothing for it.
 * While pending it keeps the focus but does nothing.
 */
export function Button({
  look,
  small,
  iconOnly,
  className,
  isDisabled,
  isPending,
  onPress,
  type = 'button',
  children,
  ...rest
}: Appearance &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
    ref?: Ref<HTMLButtonElement>
    isDisabled?: boolean
    isPending?: boolean
    onPress?: () => void
    'data-testid'?: string
    'data-on'?: boolean
    'data-raised'?: boolean
  }) {
  return (
    <button
      {...rest}
      {...(onPress && { onClick: isPending ? undefined : onPress })}
      {...(isPending && { 'aria-disabled': true })}
      type={isPending ? 'button' : type}
      disabled={isDisabled}
      className={classOf({ look, small, iconOnly }, className)}
    >
      {isPending ? <span className={css.spinner} aria-hidden="true" /> : null}
      {children}
    </button>
  )
}

export function ButtonLink({
  to,
  look,
  small,
  label,
  children,
  className,
}: Appearance & {
  to: string
  /** What it is called where its words alone would not tell it from others. */
  label?: string
  children: ReactNode
  className?: string
}) {
  return (
    <Link to={to} aria-label={label} className={classOf({ look, small }, className)}>
      {children}
    </Link>
  )
}
