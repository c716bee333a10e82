import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { Button, Card, Notice, TextField } from '../design/index.ts'
import { api } from './api.ts'
import css from './app.module.css'
import { PageTitle } from './page-title.tsx'
import { queries } from './queries.ts'
import { wordsOfError } from './words-of-error.ts'

export function SignIn() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const { data: me } = useQuery(queries.me)
  const [email, setEmail] = useState(search.get('email') ?? '')
  const next = search.get('next') ?? '/'
  const send = useMutation({
    mutationFn: () => api('/sign-in', { method: 'POST', body: { email: email.trim(), next } }),
  })
  if (me?.actor?.kind === 'member') return <Navigate to={next.startsWith('/') ? next : '/'} replace />

  return (
    <div className={css.narrow}>
      <PageTitle title={t('app.signIn')} />
      <div className={css.tight}>
        <h1>{t('signIn.title')}</h1>
        <p className={css.lead}>{t('signIn.lead')}</p>
      </div>
      {search.has('problem') && !send.isSuccess ? <Notice kind="warn">{t('signIn.problem')}</Notice> : null}
      <Card>
        {send.isSuccess ? (
          <div className={css.stack} role="status">
            <h2>{t('signIn.sent')}</h2>
            <p>{t('signIn.sentText', { email })}</p>
            <div>
              <Button onPress={() => send.reset()}>{t('signIn.again')}</Button>
            </div>
          </div>
        ) : (
          <form
            className={css.stack}
            onSubmit={(event) => {
              event.preventDefault()
              send.mutate()
            }}
          >
            <TextField
              label={t('signIn.email')}
              hint={t('signIn.hint')}
              error={send.error ? wordsOfError(send.error) : null}
              type="email"
              required
              autoComplete="email"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
            <Button type="submit" look="primary" isPending={send.isPending}>
              {t('signIn.send')}
            </Button>
          </form>
        )}
      </Card>
      {me?.outbox ? <Link to="/outbox">{t('signIn.outbox')}</Link> : null}
    </div>
  )
}
