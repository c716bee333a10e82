import type { SessionId } from '@copse/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { PageTitle } from '../app/page-title.tsx'
import { queries, queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Card, Loading, Notice, TextField } from '../design/index.ts'
import { formatWhen, ownZone, zoneName } from '../i18n/times.ts'

const KEPT = 'copse.guest'
const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? '{}') as { name?: string; district?: string }

/** Where an invitation link leads: who are you, and where do you work? */
export function Guest() {
  const { t, i18n } = useTranslation()
  const { token = '' } = useParams()
  const navigate = useNavigate()
  const { data: preview, error } = useQuery(queries.preview(token))
  const [name, setName] = useState(kept().name ?? '')
  const [district, setDistrict] = useState(kept().district ?? '')
  const enter = useMutation({
    mutationFn: () =>
      api<{ sessionId: SessionId }>(`/invitations/${token}`, { method: 'POST', body: { name, district } }),
    onSuccess: async ({ sessionId }) => {
      localStorage.setItem(KEPT, JSON.stringify({ name, district }))
      await queryClient.invalidateQueries({ queryKey: queries.me.queryKey })
      await navigate(`/sessions/${sessionId}/room`)
    },
  })
  if (error)
    return (
      <div className={css.narrow}>
        <h1>{t('community.guest.closed')}</h1>
        <Notice kind="warn">{wordsOfError(error)}</Notice>
      </div>
    )
  if (!preview) return <Loading label={t('loading')} />
  return (
    <div className={css.narrow}>
      <PageTitle title={preview.sessionTitle} />
      <div className={css.tight}>
        <p className={css.soft}>{t('community.guest.title')}</p>
        <h1>{preview.sessionTitle}</h1>
        <p>{preview.communityName}</p>
        <p className={css.soft}>
          {formatWhen(preview.startsAt, i18n.language)} · {t('minutes', { count: preview.minutes })}
          <br />
          {zoneName(ownZone(), i18n.language, preview.startsAt)}
        </p>
      </div>
      <Card>
        <form
          className={css.stack}
          onSubmit={(event) => {
            event.preventDefault()
            enter.mutate()
          }}
        >
          <TextField
            label={t('community.guest.name')}
            required
            maxLength={80}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            label={t('community.guest.district')}
            hint={t('community.guest.districtHint')}
            required
            maxLength={120}
            autoComplete="organization"
            suggestions={preview.districts}
            value={district}
            onChange={(event) => setDistrict(event.target.value)}
          />
          {enter.error ? (
            <Notice kind="bad" live>
              {wordsOfError(enter.error)}
            </Notice>
          ) : null}
          <Button type="submit" look="primary" isPending={enter.isPending}>
            {t('community.guest.enter')}
          </Button>
        </form>
      </Card>
    </div>
  )
}
