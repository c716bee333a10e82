import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
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

export function Button({
  look,
  small,
  iconOnly,
  className,
  children,
  ...rest
}: Appearance & Omit<AriaButtonProps, 'className' | 'children'> & { className?: string; children: ReactNode }) {
  return (
    <AriaButton {...rest} className={classOf({ look, small, iconOnly }, className)}>
      {rest.isPending ? <span className={css.spinner} aria-hidden="true" /> : null}
      {children}
    </AriaButton>
  )
}

export function ButtonLink({
  to,
  look,
  small,
  children,
  className,
}: Appearance & { to: string; children: ReactNode; className?: string }) {
  return (
    <Link to={to} className={classOf({ look, small }, className)}>
      {children}
    </Link>
  )
}
