import { useTranslation } from 'react-i18next'
import type { News } from '../model/news.ts'
import css from './rehearsal.module.css'

const SHOWN = 4

/** What just happened, in plain words. */
export function Newest({ news }: { news: readonly News[] }) {
  const { t } = useTranslation()
  return (
    <section className={css.news}>
      <h2>{t('protocols.rehearsal.news')}</h2>
      {news.length === 0 ? <p>{t('protocols.rehearsal.noNews')}</p> : null}
      <ul>
        {news.slice(0, SHOWN).map(({ seq, kind, name }) => (
          <li key={seq}>{t(`protocols.news.${kind}`, { name })}</li>
        ))}
      </ul>
    </section>
  )
}
