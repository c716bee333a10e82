import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Card, Empty, Loading } from '../design/index.ts'
import { formatWhen } from '../i18n/times.ts'
import css from './app.module.css'
import { Problem } from './failed.tsx'
import { PageTitle } from './page-title.tsx'
import { queries } from './queries.ts'

export function Outbox() {
  const { t, i18n } = useTranslation()
  const { data, error, refetch } = useQuery(queries.outbox)
  return (
    <div className={css.stack}>
      <PageTitle title={t('outbox.title')} />
      <h1>{t('outbox.title')}</h1>
      <p className={css.lead}>{t('outbox.lead')}</p>
      {error ? <Problem error={error} retry={() => void refetch()} /> : !data ? <Loading label={t('loading')} /> : null}
      {data?.length === 0 ? <Empty>{t('outbox.empty')}</Empty> : null}
      {data?.map((mail) => (
        <Card key={`${mail.sentAt} ${mail.to}`} className={css.tight}>
          <h2>{mail.subject}</h2>
          <p className={css.soft}>
            {t('outbox.to', { to: mail.to })} · {formatWhen(mail.sentAt, i18n.language)}
          </p>
          {mail.link ? <a href={mail.link}>{t('outbox.follow')}</a> : null}
        </Card>
      ))}
    </div>
  )
}
