import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useRouteError } from 'react-router'
import { Button, ButtonLink, Notice } from '../design/index.ts'
import { ApiRefusal } from './api.ts'
import css from './app.module.css'
import { PageTitle } from './page-title.tsx'
import { wordsOfError } from './words-of-error.ts'

export function Missing() {
  const { t } = useTranslation()
  return (
    <div className={css.narrow}>
      <PageTitle title={t('failed.missing')} />
      <h1>{t('failed.missing')}</h1>
      <p>{t('failed.missingText')}</p>
      <div>
        <ButtonLink to="/" look="primary">
          {t('failed.home')}
        </ButtonLink>
      </div>
    </div>
  )
}

/** A query that failed: sign in, nothing here, or try again. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  if (error instanceof ApiRefusal && error.code === 'auth.required')
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname)}`} replace />
  if (error instanceof ApiRefusal && error.code === 'not.found') return <Missing />
  return (
    <div className={css.stack}>
      <Notice kind="bad" live>
        {wordsOfError(error)}
      </Notice>
      {retry ? (
        <div>
          <Button onPress={retry}>{t('action.retry')}</Button>
        </div>
      ) : null}
    </div>
  )
}

export function Failed() {
  const { t } = useTranslation()
  const error = useRouteError()
  return (
    <main className={css.main}>
      <div className={css.narrow}>
        <h1>{t('failed.title')}</h1>
        <Problem error={error} retry={() => location.reload()} />
      </div>
    </main>
  )
}
