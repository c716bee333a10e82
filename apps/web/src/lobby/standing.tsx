import type { ReactNode } from 'react'
import css from './lobby.module.css'

/** A quiet page with one thing to say: waiting, not let in, ended. `waiting`: it goes on by itself. */
export function StandingPage({
  title,
  text,
  about,
  waiting,
  foot,
  children,
}: {
  title: string
  text: string
  /** Which session this is about. */
  about?: string
  waiting?: boolean
  /** What stands below, and is read after it. */
  foot?: ReactNode
  children?: ReactNode
}) {
  return (
    <main className={css.page}>
      <div className={css.centre} role="status">
        <img className={css.tree} data-waiting={waiting} src="/icon.svg" alt="" />
        {about ? <p className={css.about}>{about}</p> : null}
        <h1>{title}</h1>
        <p>{text}</p>
        {children ? <div className={css.standingActions}>{children}</div> : null}
      </div>
      {foot}
    </main>
  )
}
