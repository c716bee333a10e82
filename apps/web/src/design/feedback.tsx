import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './design.module.css'

const looks = {
  info: { icon: Info, look: css.noticeInfo },
  warn: { icon: TriangleAlert, look: css.noticeWarn },
  bad: { icon: CircleAlert, look: css.noticeBad },
  good: { icon: CircleCheck, look: css.noticeGood },
}

/** Something people should know. `live`: read out when it appears. */
export function Notice({
  kind = 'info',
  live,
  children,
}: {
  kind?: keyof typeof looks
  live?: boolean
  children: ReactNode
}) {
  const { icon: Icon, look } = looks[kind]
  return (
    <div className={`${css.notice} ${look}`} role={live ? (kind === 'bad' ? 'alert' : 'status') : undefined}>
      <Icon aria-hidden="true" />
      <div>{children}</div>
    </div>
  )
}

export const Loading = ({ label }: { label: string }) => (
  <div className={css.loading} role="status">
    <span className={css.spinner} aria-hidden="true" />
    {label}
  </div>
)

export const Empty = ({ children }: { children: ReactNode }) => <div className={css.empty}>{children}</div>
/** A word about something. `live`: it is so right now. */
export const Badge = ({ live, children }: { live?: boolean; children: ReactNode }) => (
  <span className={live ? `${css.badge} ${css.badgeLive}` : css.badge}>{children}</span>
)
export const Hidden = ({ children }: { children: ReactNode }) => <span className={css.hidden}>{children}</span>
export const Card = ({ children, className = '' }: { children: ReactNode; className?: string }) => (
  <section className={`${css.card} ${className}`}>{children}</section>
)

/** Read out by screen readers when it changes, seen by nobody. */
export const LiveRegion = ({ text, urgent }: { text: string; urgent?: boolean }) => (
  <div className={css.hidden} aria-live={urgent ? 'assertive' : 'polite'} aria-atomic="true">
    {text}
  </div>
)
