import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api } from '../app/api.ts'
import app from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { ButtonLink, Loading } from '../design/index.ts'

/** Where a mail's link ends all reminders: it is done by coming here; what only fetches the page ends nothing. */
export function NoReminders() {
  const { t } = useTranslation()
  const { token = '' } = useParams()
  const { data, error, refetch } = useQuery({
    queryKey: ['no-reminders', token],
    queryFn: () => api('/reminders/stop', { method: 'POST', body: { token } }).then(() => true),
    staleTime: Infinity,
  })
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!data) return <Loading label={t('loading')} />
  return (
    <div className={app.narrow}>
      <PageTitle title={t('growing.reminder.ended')} />
      <h1>{t('growing.reminder.ended')}</h1>
      <p>{t('growing.reminder.endedText')}</p>
      <div>
        <ButtonLink to="/" look="primary">
          {t('failed.home')}
        </ButtonLink>
      </div>
    </div>
  )
}
