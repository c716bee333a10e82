import type { ReactNode } from 'react'
import css from './lobby.module.css'

/** A quiet page with one thing to say: waiting, not let in, ended. */
export function StandingPage({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <main className={css.page}>
      <div className={css.centre} role="status">
        <h1>{title}</h1>
        <p>{text}</p>
        {children}
      </div>
    </main>
  )
}
