import type { ReactNode } from 'react'
import app from '../../app/app.module.css'
import css from './editor.module.css'

/** One part of a form, under its name. */
export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={css.part}>
    <h3>{title}</h3>
    <div className={app.stack}>{children}</div>
  </section>
)
